import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileAnswer, FileRequest } from '#lib/service/worker/worker-protocol.ts';
import { runFileJob } from '#lib/ui/files/run-file-job.ts';
import type { VaultWorker } from '#lib/ui/engine/vault-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Longer than a worker has to stop. */
const longMs = 60_000;

function start({ isPaused } = { isPaused: false }) {
	const worker = new EventTarget();
	const sent: unknown[] = [];
	Object.assign(worker, { postMessage: (message: unknown) => sent.push(message), terminate() {} });
	const stop = new AbortController();
	const pauses = new EventTarget();
	const job = { stop, pauses, isPaused, advance() {} };
	const request = { target: { to: 'MEMORY' } } as FileRequest;
	const running = runFileJob(request, job, () => worker as unknown as VaultWorker);
	const say = (data: FileAnswer) => worker.dispatchEvent(new MessageEvent('message', { data }));
	return { running, stop, pauses, say, sent };
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
