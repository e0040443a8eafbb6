import type {
	HashWorkerFailure,
	HashWorkerOrder,
	HashWorkerStart
} from '#lib/service/worker/worker-protocol.ts';

/**
 * Starts hash workers for a vault worker, and ends them (service/worker/hash-worker.ts).
 *
 * @param line - to the vault worker
 * @returns the function that ends all of them and takes no further order
 */
export function serveHashWorkers(line: MessagePort, start: () => Worker): () => void {
	const running = new Map<number, Worker>();
	let ended = false;
	const end = (id: number) => {
		running.get(id)?.terminate();
		running.delete(id);
	};
	const begin = (id: number, port: MessagePort) => {
		const fail = () => {
			end(id);
			port.close(); // with the passphrase that nobody takes from it
			line.postMessage({ failed: id } satisfies HashWorkerFailure);
		};
		try {
			const worker = start();
			running.set(id, worker);
			worker.addEventListener('error', (event) => {
				event.preventDefault(); // the vault worker hashes instead
				fail();
			});
			worker.postMessage({ port } satisfies HashWorkerStart, [port]);
		} catch {
			fail();
		}
	};
	line.addEventListener('message', ({ data }: MessageEvent<HashWorkerOrder>) => {
		if ('end' in data) end(data.end);
		// A closed line still delivers what was under way: nobody would end a worker that begins now.
		else if (ended) data.port.close();
		else begin(data.start, data.port);
	});
	line.start();
	return () => {
		ended = true;
		line.close();
		for (const id of [...running.keys()]) end(id);
	};
}
