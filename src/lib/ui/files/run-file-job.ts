import { KmsError } from '#lib/domain/errors.ts';
import {
	fromErrorValue,
	type FileAnswer,
	type FileRequest,
	type FileResult,
	type FileStep
} from '#lib/service/worker/worker-protocol.ts';
import { startVaultWorker } from '../engine/start-vault-worker.ts';
import type { VaultWorker } from '../engine/vault-client.ts';

/** How long a worker that was told to stop has to leave nothing behind. */
const stopPatienceMs = 5000;

/**
 * Has a worker of its own encrypt or decrypt one file.
 *
 * @param signal - gives it up
 * @param onprogress - gets how many bytes of a step are done
 * @throws {@link KmsError} what was wrong with the file or with the place it was to go, and `Cancelled`
 */
export function runFileJob(
	request: FileRequest,
	signal: AbortSignal,
	onprogress: (bytes: number, step: FileStep) => void,
	start: () => VaultWorker = () => startVaultWorker('file')
): Promise<FileResult> {
	const worker = start();
	return new Promise<FileResult>((resolve, reject) => {
		let closing = false;
		const giveUp = () => {
			worker.postMessage('stop');
			setTimeout(() => {
				if (!closing) reject(new KmsError('Cancelled', {}));
			}, stopPatienceMs);
		};
		const fail = () => reject(new KmsError('InternalError', {}));
		worker.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => {
			if ('progress' in data) onprogress(data.progress, data.step);
			else if ('closing' in data) closing = true;
			else if ('done' in data) resolve(data.done);
			else reject(fromErrorValue(data.error));
		});
		worker.addEventListener('error', fail);
		worker.addEventListener('messageerror', fail);
		worker.postMessage(request);
		if (signal.aborted) giveUp();
		else signal.addEventListener('abort', giveUp, { once: true });
	}).finally(() => worker.terminate());
}
