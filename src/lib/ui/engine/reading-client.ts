import { wipe, withBufferOfItsOwn, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { FileReading, ReadingHints } from '#lib/domain/reading/reading.ts';
import type { ReadingAnswer, ReadingRequest } from '#lib/service/worker/worker-protocol.ts';
import type { VaultWorker } from './vault-client.ts';

/**
 * Reads a file beside the page's thread.
 *
 * @param file - moved: the caller's view is empty afterwards
 * @param signal - ends the reading, and the thread that does it
 * @returns what `readFile` of the domain finds; the caller wipes it
 * @throws {@link KmsError} `VaultLocked` when the vault is locked meanwhile, `InternalError` when the worker breaks down;
 * and the reason of the signal
 */
export type ReadBytes = (
	file: Bytes,
	hints?: ReadingHints,
	signal?: AbortSignal
) => Promise<FileReading[]>;

/** The page's end of the lines to the reading workers: one for each reading that runs, and one kept for the next. */
export class ReadingClient {
	#idle: VaultWorker | undefined;
	readonly #running = new Set<(reason: Error) => void>();
	readonly #start: () => VaultWorker;

	constructor(start: () => VaultWorker) {
		this.#start = start;
	}

	readonly read: ReadBytes = (file, hints = {}, signal) =>
		new Promise((resolve, reject) => {
			if (signal?.aborted) {
				wipe(file);
				reject(signal.reason as Error);
				return;
			}
			const worker = this.#idle ?? this.#start();
			this.#idle = undefined;

			const settle = () => {
				this.#running.delete(end);
				signal?.removeEventListener('abort', abort);
				worker.removeEventListener('message', receive);
				worker.removeEventListener('error', fail);
				worker.removeEventListener('messageerror', fail);
			};
			const end = (reason: Error) => {
				settle();
				worker.terminate();
				reject(reason);
			};
			const abort = () => end(signal?.reason as Error);
			const fail = () => end(new KmsError('InternalError', {}));
			const receive = ({ data }: MessageEvent<ReadingAnswer>) => {
				settle();
				if (this.#idle) worker.terminate();
				else this.#idle = worker;
				resolve(data.readings);
			};

			this.#running.add(end);
			signal?.addEventListener('abort', abort);
			worker.addEventListener('message', receive);
			worker.addEventListener('error', fail);
			worker.addEventListener('messageerror', fail);
			const message: ReadingRequest = { file: withBufferOfItsOwn(file), hints };
			worker.postMessage(message, [message.file.buffer]);
		});

	/** Ends all that runs. The next reading starts afresh. */
	close(): void {
		this.#idle?.terminate();
		this.#idle = undefined;
		for (const end of [...this.#running]) end(new KmsError('VaultLocked', {}));
	}
}
