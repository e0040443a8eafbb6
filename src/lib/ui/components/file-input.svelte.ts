import { isBlank, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import {
	wipeReadings,
	type FileReading,
	type ReadAs,
	type ReadingHints
} from '#lib/domain/reading/reading.ts';
import {
	OneReading,
	type ReadingOutcome,
	type RunningReading
} from '../engine/one-reading.svelte.ts';
import type { ReadBytes } from '../engine/reading-client.ts';
import { filesTogether } from '../platform/files-together.ts';
import type { ReadingFacts } from '../words/reading-words.ts';

/** A file that was chosen, or a text that was entered, before it is read. */
export interface Incoming {
	/** of a file */
	name: string | undefined;
	fileBytes: number;
	as: ReadAs;
}

/** What a field shows of its file or text; none of it is secret. */
export interface FileFinding extends Pick<Incoming, 'name' | 'fileBytes'> {
	/** undefined for what was not read */
	reading: ReadingFacts | undefined;
	/** why it can't be used */
	error: KmsError | undefined;
}

/**
 * Takes one file or text for a field: reads it, has it judged, and shows the finding. A newer file or text replaces it at
 * once, and a late answer about the older one is dropped. What the subclass keeps is secret: it stays out of reactive
 * state, and is wiped as soon as something else comes in.
 */
export abstract class FileInput<Finding extends FileFinding> {
	#finding = $state.raw<Finding>();
	#file = $state.raw<File>();
	/** of several files that were chosen at once */
	#isTogether = false;
	#readAs = $state.raw<ReadAs>('AUTOMATIC');
	/** Counts up, so that an answer that comes late is known as such. */
	#turn = 0;
	readonly #reading: OneReading;

	constructor(read: ReadBytes) {
		this.#reading = new OneReading(read);
	}

	/** How what comes in is read. */
	protected abstract hints(incoming: Incoming): ReadingHints;
	/**
	 * Judges what was read and shows its finding by {@link say}. Keeps the bytes that the field will use, and wipes the rest.
	 *
	 * @param unread - what is known of it without reading
	 */
	protected abstract judge(readings: FileReading[], unread: FileFinding): void | Promise<void>;
	/** The finding for something that could not be read. */
	protected abstract refused(refusal: FileFinding): Finding;
	/** Wipes what the subclass has kept. */
	protected abstract drop(): void;

	/** Undefined while nothing is known. */
	get finding(): Finding | undefined {
		return this.#finding;
	}

	/** While something is being read. */
	get reading(): RunningReading | undefined {
		return this.#reading.running;
	}

	get readAs(): ReadAs {
		return this.#readAs;
	}

	/** Once what was chosen last is read. */
	settled(): Promise<void> {
		return this.#reading.settled();
	}

	readFile(file: File, as: ReadAs = 'AUTOMATIC'): Promise<void> {
		this.forget();
		this.#file = file;
		this.#readAs = as;
		const incoming = { name: file.name, fileBytes: file.size, as };
		return this.hold(this.#take(incoming, (hints) => this.#reading.file(file, hints)));
	}

	/** One file, or several that hold shares of a recovery kit. */
	async readFiles([first, ...more]: readonly File[]): Promise<void> {
		if (!first) return;
		const reading = this.readFile(filesTogether([first, ...more]));
		this.#isTogether = more.length > 0;
		await reading;
	}

	/** The file that was chosen last, in another way. */
	async readDifferently(as: ReadAs): Promise<void> {
		if (!this.#file) return;
		const isTogether = this.#isTogether;
		const reading = this.readFile(this.#file, as);
		this.#isTogether = isTogether;
		await reading;
	}

	/** @param entered - UTF-8; moved, so that it is empty afterwards */
	async readText(entered: Bytes): Promise<void> {
		this.forget();
		if (isBlank(entered)) return;
		const incoming = { name: undefined, fileBytes: entered.length, as: this.#readAs };
		await this.hold(this.#take(incoming, (hints) => this.#reading.bytes(entered, hints)));
	}

	forget(): void {
		this.#reading.cancel();
		this.drop();
		this.#finding = undefined;
		this.#file = undefined;
		this.#isTogether = false;
		this.#readAs = 'AUTOMATIC';
		this.#turn++;
	}

	/** Has {@link settled} wait for this too. */
	protected hold<Result>(work: Promise<Result>): Promise<Result> {
		return this.#reading.hold(work);
	}

	protected say(finding: Finding): void {
		this.#finding = finding;
	}

	/** Keeps no handle of the file, which holds what was pasted: it can't be read differently then. */
	protected letGo(): void {
		this.#file = undefined;
	}

	/**
	 * Asks the engine about what came in last.
	 *
	 * @returns its answer or its refusal; undefined when something else came in or was asked meanwhile
	 */
	protected async ask<Answer>(
		question: () => Promise<Answer>
	): Promise<
		{ answer: Answer; error: undefined } | { answer: undefined; error: KmsError } | undefined
	> {
		const turn = ++this.#turn;
		const result = await question().then(
			(answer) => ({ answer, error: undefined }),
			(failure: unknown) => ({
				answer: undefined,
				error: asKmsError(failure) ?? new KmsError('InternalError', {})
			})
		);
		return turn === this.#turn ? result : undefined;
	}

	async #take(
		incoming: Incoming,
		read: (hints: ReadingHints) => Promise<ReadingOutcome | undefined>
	): Promise<void> {
		const { name, fileBytes } = incoming;
		const unread: FileFinding = { name, fileBytes, reading: undefined, error: undefined };
		const outcome = await read(this.hints(incoming));
		// A reading that was ended leaves nothing to judge.
		if (!outcome) return;
		if (outcome.refusal) this.say(this.refused({ ...unread, error: outcome.refusal }));
		else await this.judge(this.#onlySharesTogether(outcome.readings), unread);
	}

	/** @returns the readings of one file; of several that are not shares, that they are not read */
	#onlySharesTogether(readings: FileReading[]): FileReading[] {
		const isOther = readings.some(({ steps }) => steps[0]?.step === 'TAR');
		if (!this.#isTogether || !isOther) return readings;
		wipeReadings(readings);
		const content = { kind: 'REFUSED', reason: 'SEVERAL_FILES' } as const;
		return [{ steps: [{ step: 'BINARY' }], bytes: new Uint8Array(), content, alternatives: [] }];
	}
}
