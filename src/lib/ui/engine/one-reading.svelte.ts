import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { wipeReadings, type FileReading, type ReadingHints } from '#lib/domain/reading/reading.ts';
import { bytesOfSmallFile } from '../platform/read-file.ts';
import type { ReadBytes } from './reading-client.ts';

/** What came of one file or text: what it holds, or why it can't be read. */
export type ReadingOutcome =
	| { readings: FileReading[]; refusal: undefined }
	| { readings: undefined; refusal: KmsError };

/** What a file field shows while its file is being read. */
export interface RunningReading {
	name: string;
	cancel: () => void;
}

/**
 * The one way from a chosen file to its readings: checks its size, loads it, and has it read beside the page's thread.
 * A field has one reading at a time. The next one ends it, and the user can cancel it.
 */
export class OneReading {
	#running = $state.raw<RunningReading>();
	#controller: AbortController | undefined;
	#work: Promise<unknown> = Promise.resolve();
	readonly #read: ReadBytes;

	constructor(read: ReadBytes) {
		this.#read = read;
	}

	/** Undefined while nothing is read. */
	get running(): RunningReading | undefined {
		return this.#running;
	}

	/**
	 * Does what reads a file and takes what came of it.
	 *
	 * @returns what `work` returns
	 */
	hold<Result>(work: Promise<Result>): Promise<Result> {
		this.#work = Promise.allSettled([this.#work, work]);
		return work;
	}

	/** Once all that is held so far is done or ended: what sends a form waits for it, however quick the hand. */
	async settled(): Promise<void> {
		await this.#work;
	}

	/**
	 * Reads several files together.
	 *
	 * @returns for each file what came of it, in their order; the caller wipes the readings. Undefined when it was ended.
	 * Refusals are `EmptyInput`, `InputTooLarge`, `UnreadableFile` and those of the reading worker.
	 */
	files(
		files: readonly File[],
		hints: (file: File) => ReadingHints
	): Promise<ReadingOutcome[] | undefined> {
		const names = files.map(({ name }) => name).join(', ');
		return this.#run(names, (signal) =>
			Promise.all(
				files.map((file) => this.#outcome(() => bytesOfSmallFile(file), hints(file), signal))
			)
		);
	}

	/** As {@link files}, of one. */
	async file(file: File, hints: ReadingHints = {}): Promise<ReadingOutcome | undefined> {
		const outcomes = await this.files([file], () => hints);
		return outcomes?.[0];
	}

	/** As {@link file}. @param content - moved */
	bytes(content: Bytes, hints: ReadingHints = {}): Promise<ReadingOutcome | undefined> {
		return this.#run('', (signal) => this.#outcome(async () => content, hints, signal));
	}

	/** @returns what `work` returns, or undefined when it was ended before */
	async #run<Result>(
		name: string,
		work: (signal: AbortSignal) => Promise<Result>
	): Promise<Result | undefined> {
		this.cancel();
		const controller = (this.#controller = new AbortController());
		const { signal } = controller;
		this.#running = { name, cancel: () => this.cancel() };
		try {
			const result = await work(signal);
			return signal.aborted ? undefined : result;
		} catch (error) {
			if (signal.aborted) return undefined;
			throw error;
		} finally {
			if (this.#controller === controller) this.#end();
		}
	}

	cancel(): void {
		this.#controller?.abort();
		this.#end();
	}

	#end(): void {
		this.#controller = undefined;
		this.#running = undefined;
	}

	async #outcome(
		load: () => Promise<Bytes>,
		hints: ReadingHints,
		signal: AbortSignal
	): Promise<ReadingOutcome> {
		try {
			const content = await load();
			if (content.length === 0) throw new KmsError('EmptyInput', { parameter: 'File' });
			const readings = await this.#read(content, hints, signal);
			// Nobody gets what was read when the whole is ended, by then or later while other files are being read.
			if (signal.aborted) wipeReadings(readings);
			else signal.addEventListener('abort', () => wipeReadings(readings), { once: true });
			return { readings, refusal: undefined };
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			return { readings: undefined, refusal };
		}
	}
}
