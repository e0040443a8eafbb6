import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import type { Request } from '#lib/service/api.ts';
import type { FileStep } from '#lib/service/worker/worker-protocol.ts';
import { eraseWaitingFile } from '#lib/service/worker/waiting-files.ts';
import { clock } from '../engine/clock.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import { saveBlob } from '../platform/download.ts';
import { unfinished } from '../platform/unfinished.ts';
import { beginFileJob, type BegunFile, type FileWork } from './begin-file-job.ts';
import type { Chosen } from './chosen-folder.ts';
import {
	mostBytesInMemory,
	removeIfEmpty,
	resultName,
	targetIn,
	type Place
} from './file-target.ts';
import { runFileJob, type RunningJob } from './run-file-job.ts';
import { followDownload } from './stream-download.ts';

/** A file, from when it is chosen until its result is in its place or nothing of it is left. */
export class FileJob implements RunningJob {
	readonly file: Chosen;
	readonly work: FileWork;
	/** where its result goes */
	readonly place: Place;
	/** of the result, where the user has chosen none */
	readonly name: string;
	/** what it is about to do with all bytes of the file */
	step = $state<FileStep>('WRITING');
	/** how many bytes of the step are done */
	done = $state(0);
	state = $state<'WAITING' | 'RUNNING' | 'DONE' | 'STOPPED' | 'FAILED'>('WAITING');
	/** bytes of the result, where it is a download, under `name` */
	saved = $state.raw<number>();
	/** the name of a decrypted file that lies in the browser's own storage until it is erased */
	stored = $state<string>();
	/** the browser saves the result while it is made: what fails leaves a broken download */
	isStreamed = $state(false);
	/** the result is in the old file's place */
	replaced = $state(false);
	/** the name of the folder that it was unpacked into */
	folder = $state<string>();
	/** why it has failed */
	failure = $state.raw<unknown>();
	/** when its step has begun */
	startedAt = $state<number>();
	/** the CMK, once the file has named it; where there are two, the new one */
	keyId = $state<KeyId>();
	/** the CMK that it was encrypted with before */
	oldKeyId = $state<KeyId>();
	/** what a decrypted file was bound to */
	context = $state.raw<EncryptionContext>({});
	isPaused = $state(false);
	readonly stop = new AbortController();
	/** says `pause` and `resume` */
	readonly pauses = new EventTarget();
	#pausedAt = 0;

	constructor(file: Chosen, work: FileWork, place: Place) {
		this.file = file;
		this.work = work;
		this.place = place;
		this.name = resultName(work.kind, file.name);
		this.stop.signal.addEventListener('abort', () => {
			if (this.state === 'WAITING') this.state = 'STOPPED';
		});
	}

	hasBegun({ keyId, oldKeyId, context }: BegunFile): void {
		this.keyId = keyId;
		this.oldKeyId = oldKeyId;
		this.context = context;
	}

	/** What the browser has taken as a download need not stay. */
	async erase(): Promise<void> {
		if (this.stored !== undefined && (await eraseWaitingFile(this.stored))) this.stored = undefined;
	}

	pause(): void {
		if (this.state !== 'RUNNING' || this.isPaused) return;
		this.isPaused = true;
		this.#pausedAt = clock.now();
		this.pauses.dispatchEvent(new Event('pause'));
	}

	resume(): void {
		if (!this.isPaused) return;
		this.isPaused = false;
		if (this.startedAt !== undefined) this.startedAt += clock.now() - this.#pausedAt;
		this.pauses.dispatchEvent(new Event('resume'));
	}

	/** Hears how far its worker is. */
	advance(bytes: number, step: FileStep): void {
		if (step !== this.step) this.startedAt = clock.now();
		this.step = step;
		this.done = bytes;
	}

	get isOver(): boolean {
		return this.state !== 'WAITING' && this.state !== 'RUNNING';
	}
}

/** The files that are encrypted and decrypted, one after the other, whichever screen is shown meanwhile. */
export class FileJobs {
	/** what was chosen or dropped elsewhere, for the form to take */
	carried = $state.raw<Promise<readonly Chosen[]>>();
	#list = $state.raw<readonly FileJob[]>([]);
	#running: Promise<void> | undefined;
	readonly #vault: VaultState;
	readonly #runJob: typeof runFileJob;

	constructor(vault: VaultState, runJob = runFileJob) {
		this.#vault = vault;
		this.#runJob = runJob;
		vault.whenLocked(() => {
			this.stopAll();
			for (const job of this.#list) void job.erase();
		});
		vault.subscribe(({ type }) => {
			const running = this.#list.find(({ state }) => state === 'RUNNING');
			if (type !== 'changed' || !running) return;
			for (const keyId of [running.keyId, running.oldKeyId])
				if (keyId !== undefined) void this.#stopIfUnusable(running, keyId);
		});
	}

	get list(): readonly FileJob[] {
		return this.#list;
	}

	/** Keeps what was chosen or dropped until the form takes it. */
	carry(chosen: readonly Chosen[] | Promise<readonly Chosen[]>): void {
		this.carried = Promise.resolve(chosen);
		this.carried.catch(() => undefined); // the form will say it
	}

	/** Puts files at the end of the queue. */
	add(files: readonly Chosen[], work: FileWork, place: Place): void {
		const jobs = files.map((file) => new FileJob(file, work, place));
		this.#list = [...this.#list, ...jobs];
		for (const job of jobs) {
			const before = this.#running ?? Promise.resolve();
			this.#running = before.then(() => this.#run(job));
		}
	}

	/**
	 * Puts a file that was refused for want of key commitment at the end of the queue once more: the user allows it.
	 *
	 * @param place - its own again, unless that was taken away with the refusal
	 */
	allow(refused: FileJob, place: Place): void {
		const { file, work } = refused;
		if (work.kind === 'ENCRYPT') return;
		this.#list = this.#list.filter((job) => job !== refused);
		this.add([file], { ...work, allowWithoutCommitment: true }, place);
	}

	stopAll(): void {
		for (const job of this.#list) job.stop.abort();
	}

	/** Takes what is over off the list. */
	clear(): void {
		this.#list = this.#list.filter(({ isOver }) => !isOver);
	}

	async #run(job: FileJob): Promise<void> {
		const { place } = job;
		if (job.isOver) {
			if (place.kind === 'FILE') await removeIfEmpty(place.handle);
			return;
		}
		job.state = 'RUNNING';
		job.startedAt = clock.now();
		const finished = unfinished.begin();
		let leaveDownload = () => {};
		let name: string | undefined;
		let made = place.kind === 'FILE' ? place.handle : undefined;
		try {
			if (place.kind === 'MEMORY' && job.file.size > mostBytesInMemory)
				throw new KmsError('InputTooLarge', {
					parameter: 'File',
					actualBytes: job.file.size,
					limitBytes: mostBytesInMemory
				});
			const begun = await beginFileJob(this.#vault.handle, job.file, job.work);
			name = begun.job;
			job.hasBegun(begun);
			const target = await targetIn(place, job.name, job.file.size);
			if (target.to === 'DOWNLOAD') {
				job.isStreamed = true;
				leaveDownload = followDownload(target.id, (error) => {
					job.failure = error;
					job.stop.abort();
				});
			}
			if (target.to === 'HANDLE') made = target.handle;
			const result = await this.#runJob(begun.requestFor(target), job);
			const { bytes, blob, folder, downloaded } = result;
			if (blob) saveBlob(job.name, blob);
			job.saved = blob?.size ?? downloaded;
			if (target.to === 'STORAGE' && job.work.kind === 'DECRYPT') job.stored = target.name;
			job.folder = folder;
			job.replaced = place.kind === 'PLACE_OF_OLD';
			job.done = job.file.size;
			job.state = 'DONE';
			await this.#finish({
				Job: name,
				Result: 'DONE',
				Bytes: bytes,
				...(job.replaced && { Replaced: true })
			});
		} catch (error) {
			const gaveUp = isKmsError(error, 'Cancelled') || isKmsError(error, 'VaultLocked');
			const stopped = gaveUp && job.failure === undefined;
			if (made) await removeIfEmpty(made);
			job.failure ??= stopped ? undefined : error;
			job.state = stopped ? 'STOPPED' : 'FAILED';
			const Result = stopped ? 'STOPPED' : 'FAILED';
			if (name !== undefined) await this.#finish({ Job: name, Result, Bytes: job.done });
		} finally {
			leaveDownload();
			finished();
		}
	}

	/** A lock comes first: then the log lacks the end, and the beginning says by itself that there was none. */
	async #finish(end: Request<'FinishFile'>): Promise<void> {
		await this.#vault.handle('FinishFile', end).catch(() => undefined);
	}

	/** Its key has expired, or was disabled or deleted. */
	async #stopIfUnusable(job: FileJob, KeyId: KeyId): Promise<void> {
		try {
			const { KeyMetadata } = await this.#vault.handle('DescribeKey', { KeyId });
			if (KeyMetadata.KeyState === 'ENABLED') return;
			job.failure = new KmsError('InvalidState', {
				operation: operationOf[job.work.kind],
				keyId: KeyId,
				keyState: KeyMetadata.KeyState
			});
		} catch (error) {
			if (isKmsError(error, 'VaultLocked')) return; // which stops it in its own name
			job.failure = error;
		}
		job.stop.abort();
	}
}

const operationOf = {
	ENCRYPT: 'EncryptFile',
	DECRYPT: 'DecryptFile',
	RE_ENCRYPT: 'ReEncryptFile'
} as const;

const jobsOf = new WeakMap<VaultState, FileJobs>();

/** @returns the jobs of a vault, which go on while other screens are shown */
export function fileJobsOf(vault: VaultState): FileJobs {
	const jobs = jobsOf.get(vault) ?? new FileJobs(vault);
	jobsOf.set(vault, jobs);
	return jobs;
}
