import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { asKmsError } from '#lib/domain/errors.ts';
import { largestFileBytes, type ReadAs } from '#lib/domain/reading/reading.ts';
import type { ImportFile } from '#lib/service/api/import.ts';
import { OneReading, type RunningReading } from '../engine/one-reading.svelte.ts';
import { filesTogether } from '../platform/files-together.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import type { ReadBytes } from '../engine/reading-client.ts';
import {
	asImportFile,
	entriesOf,
	factsOf,
	fieldOf,
	fits,
	readTogether,
	sourcesIn,
	type Fields,
	type Source
} from './chosen-source.ts';
import { fit, fieldFor, importHints } from './import-file.ts';
import type { ImportState, RunningImport } from './import-state.svelte.ts';
import { keptEntry, type FieldEntry, type FieldName } from './field-entry.ts';

/** The two files of an import: each that is chosen is read, told apart and saved with the import's draft at once. */
export class ChosenFiles {
	/** files that were said and not kept, until another takes their place */
	#notKept = $state.raw<Partial<Record<FieldName, FieldEntry | undefined>>>({});
	#sources = $state.raw<Fields>({});
	#failure = $state.raw<unknown>();
	#changes: Promise<void> = Promise.resolve();
	readonly #keyImport: ImportState;
	readonly #running: () => RunningImport;
	/** by where the files were put */
	readonly #readings: Readonly<Record<FieldName | 'ANYWHERE', OneReading>>;

	constructor(keyImport: ImportState, running: () => RunningImport, read: ReadBytes) {
		this.#readings = {
			EncryptedKey: new OneReading(read),
			ImportToken: new OneReading(read),
			ANYWHERE: new OneReading(read)
		};
		this.#keyImport = keyImport;
		this.#running = running;
	}

	/** What lies in a field, kept or not. */
	entry(field: FieldName): FieldEntry | undefined {
		const { progress, parameters } = this.#running();
		const kept = progress[field];
		const source = this.#sourceOf(field);
		return (
			this.#notKept[field] ?? source?.entry ?? (kept ? keptEntry(kept, parameters) : undefined)
		);
	}

	/** What is being read for a field. What was dropped beside both is shown in the first. */
	reading(field: FieldName): RunningReading | undefined {
		const anywhere = field === 'EncryptedKey' ? this.#readings.ANYWHERE.running : undefined;
		return this.#readings[field].running ?? anywhere;
	}

	/** Ends what is being read for a field: another file takes its place. */
	cancel(field: FieldName): void {
		this.#readings[field].cancel();
	}

	/** Ends all that is being read. */
	cancelAll(): void {
		for (const reading of Object.values(this.#readings)) reading.cancel();
	}

	/** How the file in a field is read; undefined once only the draft has it. */
	readAs(field: FieldName): ReadAs | undefined {
		return this.#sourceOf(field)?.as;
	}

	/** The file that what lies in a field was read from. */
	#sourceOf(field: FieldName): Source | undefined {
		const source = this.#sources[field];
		if (source?.entry.is !== 'READ') return undefined;
		const kept = this.#running().progress[field];
		const shown = this.#notKept[field] === source.entry;
		return shown || (kept && equalBytes(kept.Bytes, source.entry.bytes)) ? source : undefined;
	}

	/**
	 * The file in a field as it was chosen, before any decoding; what is kept of it where that is no longer at hand, or was
	 * read in the way that the user said.
	 *
	 * @returns a copy, which the caller wipes; undefined for an empty field, and for what is too large to be read
	 */
	async original(field: FieldName): Promise<Bytes | undefined> {
		const source = this.#sources[field];
		const isShown = this.#sourceOf(field) !== undefined || this.#notKept[field] === source?.entry;
		if (source && isShown && source.as === 'AUTOMATIC')
			return source.file.size > largestFileBytes ? undefined : bytesOfFile(source.file);
		return this.#notKept[field] ? undefined : this.#running().progress[field]?.Bytes.slice();
	}

	/** The file that what lies in a field was read from, or was refused as; what is kept of it where that is gone. */
	chosenFile(field: FieldName): File | undefined {
		const source = this.#sources[field];
		if (source && (this.#sourceOf(field) || this.#notKept[field] === source.entry))
			return source.file;
		const kept = this.#running().progress[field];
		return kept ? new File([kept.Bytes], kept.Name) : undefined;
	}

	/** Puts a file that Airlock has made itself into a field. @returns whether it is saved */
	replace(field: FieldName, file: ImportFile): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [field]: undefined };
		return this.save({ [field]: file });
	}

	/** Once the page has read what the engine has put into the fields by itself. */
	reread(): Promise<void> {
		return this.#keyImport.settled();
	}

	/** Why the last change could not be saved. */
	get failure(): unknown {
		return this.#failure;
	}

	/** Changes follow one another, however quick the hand. */
	inTurn(change: () => Promise<unknown>): void {
		this.#changes = this.#changes.then(change).then(
			() => undefined,
			(error: unknown) => void (this.#failure = error)
		);
	}

	/** Once all changes so far are made. */
	settled(): Promise<void> {
		return this.#changes;
	}

	/** @returns whether it is saved */
	async save(draft: Parameters<ImportState['save']>[0]): Promise<boolean> {
		try {
			await this.#keyImport.save(draft);
			this.#failure = undefined;
			return true;
		} catch (error) {
			this.#failure = error;
			return false;
		}
	}

	/**
	 * One file goes where it was put, and is told if it does not belong there; several sort themselves.
	 *
	 * @returns where each went by itself
	 */
	async take(
		files: readonly File[],
		target?: FieldName
	): Promise<{ field: FieldName; name: string }[]> {
		const read = await this.#look(files, 'AUTOMATIC', this.#readings[target ?? 'ANYWHERE']);
		if (read.length === 0) return [];
		const [only] = read;
		if (target && only?.length === 1 && read.length === 1) {
			await this.#put({ [target]: only[0] });
			return [];
		}
		// Of several for one field the one that fits wins; what a zip or JSON holds beside them goes nowhere.
		const chosen = read
			.flatMap((found) => {
				const fitting = found.filter((source) => this.#fit(source) > 0);
				return fitting.length > 0 ? fitting : found.slice(0, 1);
			})
			.toSorted((a, b) => this.#fit(a) - this.#fit(b));
		const sorted: Fields = Object.fromEntries(
			chosen
				.map((source) => [fieldOf(source), source] as const)
				.filter(([field, source]) => !this.#isBeside(field, source, chosen, target))
		);
		await this.#put(sorted);
		return entriesOf(sorted).map(([field, { entry }]) => ({ field, name: entry.name }));
	}

	/** Reads the file in a field again, in the way that is told. */
	async readDifferently(field: FieldName, as: ReadAs): Promise<void> {
		const source = this.#sourceOf(field);
		if (!source) return;
		const [found] = await this.#look([source.file], as, this.#readings[field]);
		if (!found) return;
		const best = found.find(
			({ entry }) => entry.is === 'READ' && fieldFor(entry.content) === field && fits(entry)
		);
		await this.#put({ [field]: best ?? found[0] });
	}

	/**
	 * Whether something is only found beside what was meant, in the same file, and would take the place of a file that
	 * fits better. So a token inside a JSON file leaves the good one alone.
	 */
	#isBeside(
		field: FieldName,
		source: Source,
		chosen: readonly Source[],
		target: FieldName | undefined
	): boolean {
		const before = this.entry(field);
		const ofSameFile = (one: Source) => one.file === source.file && fieldOf(one) !== field;
		return (
			field !== target &&
			before !== undefined &&
			chosen.some(ofSameFile) &&
			this.#fitOf(before) > this.#fit(source)
		);
	}

	#fit({ entry }: Source): number {
		return this.#fitOf(entry);
	}

	#fitOf(entry: FieldEntry): number {
		return entry.is === 'READ' ? fit(entry, this.#running().parameters) : 0;
	}

	remove(field: FieldName): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [field]: undefined };
		return this.save({ [field]: null });
	}

	/** @returns whether they are swapped */
	swap(): Promise<boolean> {
		const { EncryptedKey, ImportToken } = this.#running().progress;
		const { EncryptedKey: key, ImportToken: token } = this.#sources;
		this.#sources = { ...(token && { EncryptedKey: token }), ...(key && { ImportToken: key }) };
		return this.save({ EncryptedKey: ImportToken, ImportToken: EncryptedKey });
	}

	/** @returns whether it is in the other field now */
	move(from: FieldName, to: FieldName): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [to]: undefined };
		const source = this.#sources[from];
		this.#sources = source ? { [to]: source } : {};
		return this.save({ [from]: null, [to]: this.#running().progress[from] });
	}

	/** Takes off what a text editor or a shell has put at the end of the encrypted key. */
	async removeLineBreak(): Promise<void> {
		const file = this.#running().progress.EncryptedKey;
		if (!file) return;
		const Bytes = file.Bytes.slice(0, file.Bytes.at(-2) === 0x0d ? -2 : -1);
		await this.save({ EncryptedKey: { ...file, Bytes } });
	}

	/** @returns for each file what it holds, or one entry that says why it was not read; empty when that was ended */
	async #look(files: readonly File[], as: ReadAs, reading: OneReading): Promise<Source[][]> {
		const { parameters } = this.#running();
		const look = async (some: readonly File[]) => {
			const outcomes = await reading.files(some, ({ name }) =>
				importHints(parameters, { as, name })
			);
			return some.flatMap((file, index) => {
				const outcome = outcomes?.[index];
				return outcome ? [{ file, sources: sourcesIn(file, as, outcome, parameters) }] : [];
			});
		};
		const found = await look(files);
		const together = readTogether(found, parameters);
		const [first, ...more] = together.map(({ file }) => file);
		if (!first || more.length === 0) return found.map(({ sources }) => sources);
		const joined = await look([filesTogether([first, ...more])]);
		const others = found.filter((one) => !together.includes(one));
		return [...joined, ...others].map(({ sources }) => sources);
	}

	/** Puts what was read into fields and saves it; what may not be kept is only said. */
	async #put(fields: Fields): Promise<void> {
		const draft: Partial<Record<FieldName, ImportFile | null>> = {};
		const said: Partial<Record<FieldName, FieldEntry | undefined>> = {};
		for (const [field, { entry }] of entriesOf(fields)) {
			const file = asImportFile(entry, this.#running().parameters);
			draft[field] = file;
			said[field] = file ? undefined : entry;
		}
		try {
			await this.#keyImport.save(draft);
		} catch (error) {
			// The engine has the last word on what may be kept.
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			for (const [field, { entry }] of entriesOf(fields))
				said[field] = { ...factsOf(entry), is: 'REFUSED', error: refusal };
		}
		this.#notKept = { ...this.#notKept, ...said };
		this.#sources = { ...this.#sources, ...fields };
	}
}
