/** A download through the service worker, from the worker that writes it to the browser that saves it. */
import { expect, test } from 'vitest';
import { concat } from '#lib/domain/bytes.ts';
import { downloadPath } from '#lib/service/offline/offline-protocol.ts';
import { downloadSink } from '#lib/service/worker/download-sink.ts';
import {
	downloadAt,
	holdDownload,
	knowsDownload
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
	return { id, response, body, sink: downloadSink(port1) };
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

test('what the browser no longer wants is not written on', async () => {
	const { body, sink } = await begin();
	await sink.write(Uint8Array.of(1));
	await body.cancel();
	const writeOn = async () => {
		for (;;) await sink.write(Uint8Array.of(2));
	};
	await expect(writeOn()).rejects.toMatchObject({ name: 'AbortError' });
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
