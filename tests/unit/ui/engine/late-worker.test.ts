import { expect, test, vi } from 'vitest';
import { lateWorker } from '#lib/ui/engine/late-worker.ts';
import type { VaultWorker } from '#lib/ui/engine/vault-client.ts';

/** A worker that keeps what it is posted, and the promise of it. */
function slowStart() {
	let resolve: (worker: VaultWorker) => void = () => undefined;
	let reject: (reason: Error) => void = () => undefined;
	const promise = new Promise<VaultWorker>((...both) => ([resolve, reject] = both));
	const posted: unknown[] = [];
	const target = new EventTarget();
	const terminate = vi.fn();
	const worker = {
		postMessage: (message: unknown) => posted.push(message),
		addEventListener: target.addEventListener.bind(target),
		removeEventListener: target.removeEventListener.bind(target),
		terminate
	} as unknown as VaultWorker;
	return {
		...{ posted, terminate, target },
		fail: (reason: Error) => reject(reason),
		late: lateWorker(() => promise),
		arrive: async () => {
			resolve(worker);
			await promise;
		}
	};
}

test('what is posted before the script is there arrives in its order, moved at once', async () => {
	const { late, posted, arrive } = slowStart();
	const secret = Uint8Array.of(1, 2, 3);
	late.postMessage({ secret }, [secret.buffer]);
	late.postMessage('second');
	expect(secret).toHaveLength(0);
	expect(posted).toEqual([]);
	await arrive();
	late.postMessage('third');
	expect(posted).toEqual([{ secret: Uint8Array.of(1, 2, 3) }, 'second', 'third']);
});

test('a port that is moved before the script is there still leads where it did', async () => {
	const { late, posted, arrive } = slowStart();
	const { port1, port2 } = new MessageChannel();
	late.postMessage({ port: port2 }, [port2]);
	await arrive();
	const [{ port }] = posted as [{ port: MessagePort }];
	const heard = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
	port.postMessage('here');
	expect(await heard).toBe('here');
	port1.close();
});

test('who listens before the script is there hears the worker, until they stop', async () => {
	const { late, target, arrive } = slowStart();
	const hear = vi.fn();
	late.addEventListener('message', hear);
	await arrive();
	target.dispatchEvent(new Event('message'));
	expect(hear).toHaveBeenCalledTimes(1);
	late.removeEventListener('message', hear);
	target.dispatchEvent(new Event('message'));
	expect(hear).toHaveBeenCalledTimes(1);
});

test('a worker that was ended before its script came is ended when it comes, and is posted nothing', async () => {
	const { late, posted, terminate, arrive } = slowStart();
	late.postMessage('never');
	late.terminate();
	await arrive();
	expect(terminate).toHaveBeenCalledTimes(1);
	expect(posted).toEqual([]);
});

test('a script that can’t be had is an error of the worker; one that was ended says nothing', async () => {
	for (const ended of [false, true]) {
		const { late, fail: failToStart } = slowStart();
		const fail = vi.fn();
		late.addEventListener('error', fail);
		if (ended) late.terminate();
		failToStart(new TypeError('gone'));
		await new Promise(setImmediate);
		expect(fail).toHaveBeenCalledTimes(ended ? 0 : 1);
	}
});
