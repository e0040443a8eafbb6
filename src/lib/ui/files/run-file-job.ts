import { KmsError } from '#lib/domain/errors.ts';
import {
	fromErrorValue,
	type FileAnswer,
	type FileOrder,
	type FileRequest,
	type FileResult,
	type FileStep
} from '#lib/service/worker/worker-protocol.ts';
import { startVaultWorker } from '../engine/start-vault-worker.ts';
import type { VaultWorker } from '../engine/vault-client.ts';

/** How long a worker that was told to stop has to leave nothing behind. */
const stopPatienceMs = 5000;

/** What the page knows of a job while it runs. */
export interface RunningJob {
	readonly stop: AbortController;
	readonly isPaused: boolean;
	/** `pause` and `resume` */
	readonly pauses: EventTarget;
	advance(bytes: number, step: FileStep): void;
}

/**
 * Has a worker of its own encrypt or decrypt one file.
 *
 * @param job - may be stopped and paused, and hears how many bytes of a step are done
 * @throws {@link KmsError} what was wrong with the file or with the place it was to go, and `Cancelled`
 */
export function runFileJob(
	request: FileRequest,
	job: RunningJob,
	start: () => VaultWorker = () => startVaultWorker('file')
): Promise<FileResult> {
	const worker = start();
	const order = (what: FileOrder) => worker.postMessage(what);
	const { signal } = job.stop;
	return new Promise<FileResult>((resolve, reject) => {
		let closing = false;
		const giveUp = () => {
			order('stop');
			setTimeout(() => {
				if (!closing) reject(new KmsError('Cancelled', {}));
			}, stopPatienceMs);
		};
		const fail = () => reject(new KmsError('InternalError', {}));
		worker.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => {
			if ('progress' in data) job.advance(data.progress, data.step);
			else if ('closing' in data) closing = true;
			else if ('done' in data) resolve(data.done);
			else reject(fromErrorValue(data.error));
		});
		worker.addEventListener('error', fail);
		worker.addEventListener('messageerror', fail);
		const { target } = request;
		worker.postMessage(request, target.to === 'DOWNLOAD' ? [target.port] : []);
		if (job.isPaused) order('pause');
		for (const what of ['pause', 'resume'] as const)
			job.pauses.addEventListener(what, () => order(what));
		if (signal.aborted) giveUp();
		else signal.addEventListener('abort', giveUp, { once: true });
	}).finally(() => worker.terminate());
}
