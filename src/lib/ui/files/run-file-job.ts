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
 * After how long a worker that could not load its script is started again, time after time. WebKit stops what a page is
 * loading when it finds that a navigation is a download.
 */
const restartDelaysMs = [100, 500, 2000];

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
	const { signal } = job.stop;
	let worker: VaultWorker | undefined;
	let isReady = false;
	let isOver = false;
	const order = (what: FileOrder) => {
		if (isReady) worker?.postMessage(what);
	};
	return new Promise<FileResult>((resolve, reject) => {
		let closing = false;
		const giveUp = () => {
			order('stop');
			setTimeout(() => {
				if (!closing) reject(new KmsError('Cancelled', {}));
			}, stopPatienceMs);
		};
		const fail = () => reject(new KmsError('InternalError', {}));
		const send = () => {
			const { target } = request;
			isReady = true;
			worker?.postMessage(request, target.to === 'DOWNLOAD' ? [target.port] : []);
			if (job.isPaused) order('pause');
			if (signal.aborted) order('stop');
		};
		const begin = ([delayMs, ...further]: readonly number[]) => {
			if (isOver) return;
			const one = (worker = start());
			one.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => {
				if ('ready' in data) send();
				else if ('progress' in data) job.advance(data.progress, data.step);
				else if ('closing' in data) closing = true;
				else if ('done' in data) resolve(data.done);
				else reject(fromErrorValue(data.error));
			});
			one.addEventListener('error', () => {
				one.terminate();
				if (isReady || delayMs === undefined) fail();
				else setTimeout(() => begin(further), delayMs);
			});
			one.addEventListener('messageerror', fail);
		};
		begin(restartDelaysMs);
		for (const what of ['pause', 'resume'] as const)
			job.pauses.addEventListener(what, () => order(what));
		if (signal.aborted) giveUp();
		else signal.addEventListener('abort', giveUp, { once: true });
	}).finally(() => {
		isOver = true;
		worker?.terminate();
	});
}
