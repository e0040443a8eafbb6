import type { VaultWorker } from './vault-client.ts';

type Listener = Parameters<VaultWorker['addEventListener']>;

/**
 * A worker whose script may still be loading. Messages that are posted meanwhile are transferred at once, as with any
 * worker, and reach it in their order. If the script can't be loaded, this worker fires `error`, as one that can't start.
 *
 * @param start - not called again; what it returns is ended if the worker was ended meanwhile
 */
export function lateWorker(start: () => Promise<VaultWorker>): VaultWorker {
	const waiting: [message: unknown, transfer: Transferable[]][] = [];
	const listeners = new Set<Listener>();
	const failures = new EventTarget();
	let started: VaultWorker | undefined;
	let ended = false;

	const begin = (worker: VaultWorker) => {
		if (ended) {
			worker.terminate();
			return;
		}
		started = worker;
		for (const listener of listeners) worker.addEventListener(...listener);
		for (const [message, transfer] of waiting.splice(0)) worker.postMessage(message, transfer);
	};
	const fail = () => {
		waiting.length = 0;
		if (!ended) failures.dispatchEvent(new Event('error'));
	};
	start().then(begin, fail);

	return {
		postMessage(message: unknown, transfer: StructuredSerializeOptions | Transferable[] = []) {
			const moved = Array.isArray(transfer) ? transfer : (transfer.transfer ?? []);
			if (started) started.postMessage(message, moved);
			else if (!ended) waiting.push(structuredClone([message, moved], { transfer: moved }));
		},
		addEventListener(...listener: Listener) {
			listeners.add(listener);
			failures.addEventListener(...listener);
			started?.addEventListener(...listener);
		},
		removeEventListener(...[type, listener]: Listener) {
			for (const known of listeners)
				if (known[0] === type && known[1] === listener) listeners.delete(known);
			failures.removeEventListener(type, listener);
			started?.removeEventListener(type, listener);
		},
		terminate() {
			ended = true;
			waiting.length = 0;
			started?.terminate();
		}
	};
}
