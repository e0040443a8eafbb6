import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import { longestHeader } from '#lib/domain/message/header.ts';
import type { FileRequest } from '#lib/service/worker/worker-protocol.ts';
import { clock } from '../engine/clock.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import { saveBlob } from '../platform/download.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import { unfinished } from '../platform/unfinished.ts';
import {
	mostBytesInMemory,
	removeIfEmpty,
	resultName,
	targetIn,
	type Place
} from './file-target.ts';
import { runFileJob } from './run-file-job.ts';

/** What is to be done with a file. */
export type FileWork =
	| { kind: 'ENCRYPT'; keyId: string; context: EncryptionContext }
	| { kind: 'DECRYPT' };

/** A file, from when it is chosen until its result is in its place or nothing of it is left. */
export class FileJob {
	readonly file: File;
	readonly work: FileWork;
	/** of the result, where the user has chosen none */
	readonly name: string;
	/** bytes that were written so far */
	done = $state(0);
	state = $state<'WAITING' | 'RUNNING' | 'DONE' | 'STOPPED' | 'FAILED'>('WAITING');
	/** the result is a download, under `name` */
	saved = $state(false);
	/** why it has failed */
	failure = $state.raw<unknown>();
	/** once it has begun */
	startedAt = $state<number>();
	/** the CMK, once the file has named it */
	keyId = $state<KeyId>();
	/** what a decrypted file was bound to */
	context = $state.raw<EncryptionContext>({});
	readonly stop = new AbortController();

	constructor(file: File, work: FileWork) {
		this.file = file;
		this.work = work;
		this.name = resultName(work.kind, file.name);
		this.stop.signal.addEventListener('abort', () => {
			if (this.state === 'WAITING') this.state = 'STOPPED';
		});
	}

	get isOver(): boolean {
		return this.state !== 'WAITING' && this.state !== 'RUNNING';
	}
}

/** The files that are encrypted and decrypted, one after the other, whichever screen is shown meanwhile. */
export class FileJobs {
	/** files that were chosen on another screen, for the form to begin with */
	carried: readonly File[] = [];
	#list = $state.raw<readonly FileJob[]>([]);
	#running: Promise<void> | undefined;
	readonly #vault: VaultState;
	readonly #runJob: typeof runFileJob;

	constructor(vault: VaultState, runJob = runFileJob) {
		this.#vault = vault;
		this.#runJob = runJob;
		vault.whenLocked(() => this.stopAll());
		vault.subscribe(({ type }) => {
			const running = this.#list.find(({ state }) => state === 'RUNNING');
			if (type === 'changed' && running?.keyId !== undefined)
				void this.#stopIfUnusable(running, running.keyId);
		});
	}

	get list(): readonly FileJob[] {
		return this.#list;
	}

	/** Puts files at the end of the queue. */
	add(files: readonly File[], work: FileWork, place: Place): void {
		const jobs = files.map((file) => new FileJob(file, work));
		this.#list = [...this.#list, ...jobs];
		for (const job of jobs) {
			const before = this.#running ?? Promise.resolve();
			this.#running = before.then(() => this.#run(job, place));
		}
	}

	stopAll(): void {
		for (const job of this.#list) job.stop.abort();
	}

	/** Takes what is over off the list. */
	clear(): void {
		this.#list = this.#list.filter(({ isOver }) => !isOver);
	}

	async #run(job: FileJob, place: Place): Promise<void> {
		if (job.isOver) {
			if (place.kind === 'FILE') await removeIfEmpty(place.handle);
			return;
		}
		job.state = 'RUNNING';
		job.startedAt = clock.now();
		const finished = unfinished.begin();
		let name: string | undefined;
		let made = place.kind === 'FILE' ? place.handle : undefined;
		try {
			if (place.kind === 'MEMORY' && job.file.size > mostBytesInMemory)
				throw new KmsError('InputTooLarge', {
					parameter: 'File',
					actualBytes: job.file.size,
					limitBytes: mostBytesInMemory
				});
			const { job: begun, request } = await this.#begin(job);
			name = begun;
			const target = await targetIn(place, job.name);
			if (target.to === 'HANDLE') made = target.handle;
			const { bytes, blob } = await this.#runJob(
				{ ...request, target },
				job.stop.signal,
				(done) => (job.done = done)
			);
			if (blob) saveBlob(job.name, blob);
			job.saved = blob !== undefined;
			job.done = job.file.size;
			job.state = 'DONE';
			await this.#finish(name, 'DONE', bytes);
		} catch (error) {
			const gaveUp = isKmsError(error, 'Cancelled') || isKmsError(error, 'VaultLocked');
			const stopped = gaveUp && job.failure === undefined;
			if (made) await removeIfEmpty(made);
			job.failure ??= stopped ? undefined : error;
			job.state = stopped ? 'STOPPED' : 'FAILED';
			if (name !== undefined) await this.#finish(name, stopped ? 'STOPPED' : 'FAILED', job.done);
		} finally {
			finished();
		}
	}

	/** Asks the engine for what the file is encrypted or decrypted with. */
	async #begin(job: FileJob): Promise<{ job: string; request: Omit<FileRequest, 'target'> }> {
		const { file, work } = job;
		if (work.kind === 'ENCRYPT') {
			const { KeyId, Job, Header, BodyKey } = await this.#vault.handle('EncryptFile', {
				KeyId: work.keyId,
				Bytes: file.size,
				EncryptionContext: work.context
			});
			job.keyId = KeyId;
			job.context = work.context;
			return { job: Job, request: { kind: 'ENCRYPT', file, header: Header, key: BodyKey } };
		}
		const start: Bytes = await bytesOfFile(file.slice(0, longestHeader));
		const answer = await this.#vault.handle('DecryptFile', { Header: start });
		job.keyId = answer.KeyId;
		job.context = answer.EncryptionContext;
		const header = start.slice(0, answer.HeaderBytes);
		return { job: answer.Job, request: { kind: 'DECRYPT', file, header, key: answer.BodyKey } };
	}

	/** A lock comes first: then the log lacks the end, and the beginning says by itself that there was none. */
	async #finish(Job: string, Result: 'DONE' | 'STOPPED' | 'FAILED', Bytes: number): Promise<void> {
		await this.#vault.handle('FinishFile', { Job, Result, Bytes }).catch(() => undefined);
	}

	/** Its key has expired, or was disabled or deleted. */
	async #stopIfUnusable(job: FileJob, KeyId: KeyId): Promise<void> {
		try {
			const { KeyMetadata } = await this.#vault.handle('DescribeKey', { KeyId });
			if (KeyMetadata.KeyState === 'ENABLED') return;
			const operation = job.work.kind === 'ENCRYPT' ? 'EncryptFile' : 'DecryptFile';
			job.failure = new KmsError('InvalidState', {
				operation,
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

const jobsOf = new WeakMap<VaultState, FileJobs>();

/** @returns the jobs of a vault, which go on while other screens are shown */
export function fileJobsOf(vault: VaultState): FileJobs {
	const jobs = jobsOf.get(vault) ?? new FileJobs(vault);
	jobsOf.set(vault, jobs);
	return jobs;
}
