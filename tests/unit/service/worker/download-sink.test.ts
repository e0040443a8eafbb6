/** A download through the service worker, from the worker that writes it to the browser that saves it. */
import { describe, expect, test } from 'vitest';
import { concat } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { downloadPath, type PieceMessage } from '#lib/service/offline/offline-protocol.ts';
import { downloadSink } from '#lib/service/worker/download-sink.ts';
import type { FileSink } from '#lib/service/worker/file-sink.ts';
import {
	downloadAt,
	holdDownload,
	knowsDownload,
	leaveDownload
} from '../../../../src/service-worker/downloads.ts';
import { must } from '../../../support/must.ts';

/** What page, file worker and service worker do when a download begins. */
async function begin(name = 'a') {
	const id = crypto.randomUUID();
	const { port1, port2 } = new MessageChannel();
	expect(holdDownload(id, name, port2)).toBe(true);
	const asked = new Promise((resolve) => (port1.onmessage = resolve));
	const response = must(downloadAt(downloadPath + id));
	await asked;
	port1.onmessage = null;
	const { body } = response;
	if (!body) throw new Error('the answer has no body');
	const stop = new AbortController();
	const sink = downloadSink(port1, stop.signal);
	return { id, response, body, sink, stop, workerPort: port1, servicePort: port2 };
}

/** A service worker that says only what the test has it say. */
function beginByHand() {
	const { port1, port2 } = new MessageChannel();
	const stop = new AbortController();
	const next = () => new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
	return { port: port2, next, stop, sink: downloadSink(port1, stop.signal) };
}

test('what is written is the body of the answer, in order, to be saved under its name', async () => {
	const { response, sink } = await begin('Größe (1) ’*.txt');
	expect(response.headers.get('Content-Disposition')).toBe(
		"attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29%20%E2%80%99%2a.txt"
	);
	expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
	expect(response.headers.get('Cache-Control')).toBe('no-store');
	const saved = response.bytes();
	const buffer = new Uint8Array(1000);
	const written = [];
	for (let piece = 0; piece < 20; piece++) {
		buffer.fill(piece);
		written.push(buffer.slice());
		await sink.write(buffer); // which is used again, as the one that gathers is
	}
	await sink.close();
	expect(await saved).toEqual(concat(...written));
});

test('what is given up ends in an error, after what came before it', async () => {
	const { body, sink } = await begin();
	const reader = body.getReader();
	await sink.write(Uint8Array.of(1, 2, 3));
	expect((await reader.read()).value).toEqual(Uint8Array.of(1, 2, 3));
	await sink.abort();
	await expect(reader.read()).rejects.toThrow('broken off');
});

describe('what the browser no longer wants is not written on', () => {
	const writeOn = async (sink: FileSink) => {
		for (;;) await sink.write(Uint8Array.of(2));
	};
	const cancelled = { name: 'AbortError' };
	/** Resolves once the sink has heard it. */
	const hearing = (workerPort: MessagePort, message: PieceMessage) =>
		new Promise<void>((resolve) =>
			workerPort.addEventListener('message', ({ data }) => {
				if (data === message) resolve();
			})
		);

	test('when it is cancelled before the first piece', async () => {
		const { body, sink, workerPort } = await begin();
		const heard = hearing(workerPort, 'CANCELLED');
		await body.cancel();
		await heard;
		await expect(writeOn(sink)).rejects.toMatchObject(cancelled);
	});

	test('when it has not asked for the next piece', async () => {
		const { body, sink } = await begin();
		await sink.write(Uint8Array.of(1));
		await body.cancel();
		await expect(writeOn(sink)).rejects.toMatchObject(cancelled);
	});

	test('when it has asked for the next piece, which is still made', async () => {
		const { body, sink, workerPort } = await begin();
		const reader = body.getReader();
		const next = hearing(workerPort, 'NEXT');
		await sink.write(Uint8Array.of(1));
		expect((await reader.read()).value).toEqual(Uint8Array.of(1));
		await next;
		const heard = hearing(workerPort, 'CANCELLED');
		await reader.cancel();
		await heard;
		await expect(writeOn(sink)).rejects.toMatchObject(cancelled);
		await expect(sink.close()).rejects.toMatchObject(cancelled);
	});

	test('when its service worker was ended', async () => {
		const { servicePort, sink } = await begin();
		await sink.write(Uint8Array.of(1));
		const writing = writeOn(sink);
		servicePort.close();
		await expect(writing).rejects.toMatchObject(cancelled);
	});
});

test('one that is stopped while the browser takes nothing is broken off', async () => {
	const { body, sink, stop } = await begin();
	await sink.write(Uint8Array.of(1));
	const writing = sink.write(Uint8Array.of(2));
	stop.abort(new KmsError('Cancelled', {}));
	await expect(writing).rejects.toMatchObject({ code: 'Cancelled' });
	await sink.abort();
	const reader = body.getReader();
	const readAll = async () => {
		while (!(await reader.read()).done);
	};
	await expect(readAll()).rejects.toThrow('broken off');
});

test('one whose worker was ended without a word is broken off', async () => {
	const { body, sink, workerPort } = await begin();
	const reader = body.getReader();
	await sink.write(Uint8Array.of(1));
	expect((await reader.read()).value).toEqual(Uint8Array.of(1));
	workerPort.close();
	await expect(reader.read()).rejects.toThrow('broken off');
});

test('one that its page leaves is broken off, and not written on', async () => {
	const { body, id, sink } = await begin();
	const reader = body.getReader();
	await sink.write(Uint8Array.of(1));
	expect((await reader.read()).value).toEqual(Uint8Array.of(1));
	leaveDownload(id);
	await expect(reader.read()).rejects.toThrow('broken off');
	const writeOn = async () => {
		for (;;) await sink.write(Uint8Array.of(2));
	};
	await expect(writeOn()).rejects.toMatchObject({ name: 'AbortError' });
});

test('one that its page leaves once it has ended is whole', async () => {
	const { body, id, sink } = await begin();
	const saved = new Response(body).bytes();
	await sink.write(Uint8Array.of(1));
	await sink.close();
	leaveDownload(id);
	expect(await saved).toEqual(Uint8Array.of(1));
});

test('one that its page leaves before the browser asks for it is not there', () => {
	const id = crypto.randomUUID();
	expect(holdDownload(id, 'a', new MessageChannel().port2)).toBe(true);
	leaveDownload(id);
	expect(must(downloadAt(downloadPath + id)).status).toBe(204);
});

test('it is closed once the service worker has closed it', async () => {
	const { next, port, sink } = beginByHand();
	let isClosed = false;
	const end = next();
	const closing = sink.close().then(() => (isClosed = true));
	expect(await end).toBe('END');
	expect(isClosed).toBe(false);
	port.postMessage('ENDED');
	await closing;
});

test('a service worker that does not say that it has closed it is not waited for after a stop', async () => {
	const { next, stop, sink } = beginByHand();
	const end = next();
	const closing = sink.close();
	expect(await end).toBe('END');
	stop.abort(new KmsError('Cancelled', {}));
	await expect(closing).rejects.toMatchObject({ code: 'Cancelled' });
});

test('what was given up before the browser asked for it is not there', async () => {
	const id = crypto.randomUUID();
	const { port1, port2 } = new MessageChannel();
	expect(holdDownload(id, 'a', port2)).toBe(true);
	const gone = new Promise((resolve) => port2.addEventListener('close', resolve));
	port1.postMessage('BROKEN');
	port1.close();
	await gone;
	expect(must(downloadAt(downloadPath + id)).status).toBe(204);
});

test('each download is given once, and to one id', async () => {
	const { id } = await begin();
	expect(must(downloadAt(downloadPath + id)).status).toBe(204);
	expect(holdDownload(id, 'b', new MessageChannel().port2)).toBe(false);
	expect(knowsDownload(id)).toBe(true);
});

test('one that this service worker does not know leaves the page where it is', () => {
	const id = crypto.randomUUID();
	expect(must(downloadAt(downloadPath + id)).status).toBe(204);
	expect(knowsDownload(id)).toBe(false);
	expect(holdDownload(id, 'no port', undefined)).toBe(false);
	expect(downloadAt('index.html')).toBeUndefined();
});
