import type { Bytes } from '#lib/domain/bytes.ts';
import { wipeReadings, type FileReading, type ReadingHints } from '#lib/domain/reading/reading.ts';
import { bytesOfSmallFile } from '../platform/read-file.ts';
import type { ReadBytes } from './reading-client.ts';

/** What a file slot shows while its file is being read. */
export interface RunningReading {
	name: string;
	cancel: () => void;
}

/** The readings of one slot, one at a time: the next one ends it, and so does the person. */
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
	 * @returns what the file holds; the caller wipes it. Undefined when the reading was ended.
	 * @throws {@link KmsError} `UnreadableFile`, `InputTooLarge`
	 */
	file(file: File, hints: ReadingHints = {}): Promise<FileReading[] | undefined> {
		return this.run(file.name, async (signal) =>
			this.#whole(await bytesOfSmallFile(file), hints, signal)
		);
	}

	/** As {@link file}. @param content - moved */
	bytes(content: Bytes, hints: ReadingHints = {}): Promise<FileReading[] | undefined> {
		return this.run('', (signal) => this.#whole(content, hints, signal));
	}

	/** @returns what `work` returns, or undefined when it was ended before */
	async run<Result>(
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

	async #whole(content: Bytes, hints: ReadingHints, signal: AbortSignal): Promise<FileReading[]> {
		const readings = await this.#read(content, hints, signal);
		if (signal.aborted) wipeReadings(readings);
		return readings;
	}
}
