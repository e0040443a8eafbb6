import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileAnswer, FileRequest } from '#lib/service/worker/worker-protocol.ts';
import { runFileJob } from '#lib/ui/files/run-file-job.ts';
import type { VaultWorker } from '#lib/ui/engine/vault-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Longer than a worker has to stop. */
const longMs = 60_000;

function start({ isPaused = false, ready = true } = {}) {
	const sent: unknown[] = [];
	const workers: EventTarget[] = [];
	const startWorker = () => {
		const worker = Object.assign(new EventTarget(), {
			postMessage: (message: unknown) => sent.push(message),
			terminate() {}
		});
		workers.push(worker);
		return worker as unknown as VaultWorker;
	};
	const stop = new AbortController();
	const pauses = new EventTarget();
	const job = { stop, pauses, isPaused, advance() {} };
	const request = { target: { to: 'MEMORY' } } as FileRequest;
	const running = runFileJob(request, job, startWorker);
	const say = (data: FileAnswer) =>
		workers.at(-1)?.dispatchEvent(new MessageEvent('message', { data }));
	const breakDown = () => workers.at(-1)?.dispatchEvent(new Event('error'));
	if (ready) say({ ready: true });
	return { running, stop, pauses, say, breakDown, sent, workers };
}

test('a worker that does not stop when it is told to is ended', async () => {
	const { running, stop, sent } = start();
	const refused = expect(running).rejects.toMatchObject({ code: 'Cancelled' });
	stop.abort();
	expect(sent.at(-1)).toBe('stop');
	await vi.advanceTimersByTimeAsync(longMs);
	await refused;
});

test('a file that is being put in its place is waited for: a stop comes too late, and nobody says otherwise', async () => {
	const { running, stop, say } = start();
	say({ closing: true });
	stop.abort();
	await vi.advanceTimersByTimeAsync(longMs);
	say({ done: { bytes: 7, blob: undefined } });
	expect(await running).toEqual({ bytes: 7, blob: undefined });
});

test('the worker hears of pauses, also of one that was before it', async () => {
	const { running, pauses, say, sent } = start({ isPaused: true });
	pauses.dispatchEvent(new Event('resume'));
	pauses.dispatchEvent(new Event('pause'));
	expect(sent).toEqual([{ target: { to: 'MEMORY' } }, 'pause', 'resume', 'pause']);
	say({ done: { bytes: 7 } });
	await running;
});

test('a worker that could not load is started again, and gets the file only once it is there', async () => {
	const { running, say, breakDown, sent, workers } = start({ ready: false });
	breakDown();
	await vi.advanceTimersByTimeAsync(100);
	expect(workers).toHaveLength(2);
	expect(sent).toEqual([]);
	say({ ready: true });
	expect(sent).toEqual([{ target: { to: 'MEMORY' } }]);
	say({ done: { bytes: 7 } });
	expect(await running).toEqual({ bytes: 7 });
});

test('one that never loads, and one that breaks down at work, are a failure', async () => {
	const never = start({ ready: false });
	const failed = expect(never.running).rejects.toMatchObject({ code: 'InternalError' });
	for (let time = 0; time < 4; time++) {
		never.breakDown();
		await vi.advanceTimersByTimeAsync(2000);
	}
	await failed;
	const atWork = start();
	atWork.breakDown();
	await expect(atWork.running).rejects.toMatchObject({ code: 'InternalError' });
	expect(atWork.workers).toHaveLength(1);
});

test('what was stopped before the worker was there is stopped as soon as it is', async () => {
	const { running, stop, say, sent } = start({ ready: false });
	stop.abort();
	say({ ready: true });
	expect(sent.at(-1)).toBe('stop');
	say({ error: { code: 'Cancelled', details: {} } });
	await expect(running).rejects.toMatchObject({ code: 'Cancelled' });
});
