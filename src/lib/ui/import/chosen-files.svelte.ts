import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { asKmsError } from '#lib/domain/errors.ts';
import { formatSteps, largestFileBytes, type ReadAs } from '#lib/domain/reading/reading.ts';
import type { ImportFile } from '#lib/service/api/import.ts';
import {
	OneReading,
	type ReadingOutcome,
	type RunningReading
} from '../engine/one-reading.svelte.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import type { ReadBytes } from '../engine/reading-client.ts';
import {
	fit,
	importHints,
	mayBeKept,
	slotFor,
	slotReadings,
	type SlotReading
} from './import-file.ts';
import type { ImportState, RunningImport } from './import-state.svelte.ts';
import { keptEntry, type SlotEntry, type SlotName } from './slot-entry.ts';

/** A file as it was chosen, to read it differently; it is not kept with the draft. */
interface Source {
	file: File;
	as: ReadAs;
	entry: SlotEntry;
}
type Slots = Partial<Record<SlotName, Source>>;

/** The two files of an import: each that is chosen is read, told apart and saved with the import's draft at once. */
export class ChosenFiles {
	/** files that were said and not kept, until another takes their place */
	#notKept = $state.raw<Partial<Record<SlotName, SlotEntry | undefined>>>({});
	#sources = $state.raw<Slots>({});
	#failure = $state.raw<unknown>();
	#changes: Promise<void> = Promise.resolve();
	readonly #keyImport: ImportState;
	readonly #running: () => RunningImport;
	/** by where the files were put */
	readonly #readings: Readonly<Record<SlotName | 'ANYWHERE', OneReading>>;

	constructor(keyImport: ImportState, running: () => RunningImport, read: ReadBytes) {
		this.#readings = {
			EncryptedKey: new OneReading(read),
			ImportToken: new OneReading(read),
			ANYWHERE: new OneReading(read)
		};
		this.#keyImport = keyImport;
		this.#running = running;
	}

	/** What lies in a slot, kept or not. */
	entry(slot: SlotName): SlotEntry | undefined {
		const kept = this.#running().progress[slot];
		const source = this.#sourceOf(slot);
		return this.#notKept[slot] ?? source?.entry ?? (kept ? keptEntry(kept) : undefined);
	}

	/** What is being read for a slot. What was dropped beside both is shown in the first. */
	reading(slot: SlotName): RunningReading | undefined {
		const anywhere = slot === 'EncryptedKey' ? this.#readings.ANYWHERE.running : undefined;
		return this.#readings[slot].running ?? anywhere;
	}

	/** Ends what is being read for a slot: another file takes its place. */
	cancel(slot: SlotName): void {
		this.#readings[slot].cancel();
	}

	/** Ends all that is being read. */
	cancelAll(): void {
		for (const reading of Object.values(this.#readings)) reading.cancel();
	}

	/** How the file in a slot is read; undefined once only the draft has it. */
	readAs(slot: SlotName): ReadAs | undefined {
		return this.#sourceOf(slot)?.as;
	}

	/** The file that what lies in a slot was read from. */
	#sourceOf(slot: SlotName): Source | undefined {
		const source = this.#sources[slot];
		if (source?.entry.is !== 'READ') return undefined;
		const kept = this.#running().progress[slot];
		const shown = this.#notKept[slot] === source.entry;
		return shown || (kept && equalBytes(kept.Bytes, source.entry.bytes)) ? source : undefined;
	}

	/**
	 * The file in a slot as it was chosen, before any decoding; what is kept of it where that is no longer at hand, or was
	 * read in the way that the person said.
	 *
	 * @returns a copy, which the caller wipes; undefined for an empty slot, and for what is too large to be read
	 */
	async original(slot: SlotName): Promise<Bytes | undefined> {
		const source = this.#sources[slot];
		const isShown = this.#sourceOf(slot) !== undefined || this.#notKept[slot] === source?.entry;
		if (source && isShown && source.as === 'AUTOMATIC')
			return source.file.size > largestFileBytes ? undefined : bytesOfFile(source.file);
		return this.#notKept[slot] ? undefined : this.#running().progress[slot]?.Bytes.slice();
	}

	/** The file that what lies in a slot was read from, or was refused as; what is kept of it where that is gone. */
	chosenFile(slot: SlotName): File | undefined {
		const source = this.#sources[slot];
		if (source && (this.#sourceOf(slot) || this.#notKept[slot] === source.entry))
			return source.file;
		const kept = this.#running().progress[slot];
		return kept ? new File([kept.Bytes], kept.Name) : undefined;
	}

	/** Puts a file that Airlock has made itself into a slot. @returns whether it is saved */
	replace(slot: SlotName, file: ImportFile): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [slot]: undefined };
		return this.save({ [slot]: file });
	}

	/** Once the page has read what the engine has put into the slots by itself. */
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
		target?: SlotName
	): Promise<{ slot: SlotName; name: string }[]> {
		const read = await this.#look(files, 'AUTOMATIC', this.#readings[target ?? 'ANYWHERE']);
		if (read.length === 0) return [];
		const [only] = read;
		if (target && only?.length === 1 && read.length === 1) {
			await this.#put({ [target]: only[0] });
			return [];
		}
		// Of several for one slot the one that fits wins; what a zip or JSON holds beside them goes nowhere.
		const chosen = read
			.flatMap((found) => {
				const fitting = found.filter((source) => this.#fit(source) > 0);
				return fitting.length > 0 ? fitting : found.slice(0, 1);
			})
			.toSorted((a, b) => this.#fit(a) - this.#fit(b));
		const sorted: Slots = Object.fromEntries(
			chosen
				.map((source) => [slotOf(source), source] as const)
				.filter(([slot, source]) => !this.#isBeside(slot, source, chosen, target))
		);
		await this.#put(sorted);
		return entriesOf(sorted).map(([slot, { entry }]) => ({ slot, name: entry.name }));
	}

	/** Reads the file in a slot again, in the way that is told. */
	async readDifferently(slot: SlotName, as: ReadAs): Promise<void> {
		const source = this.#sourceOf(slot);
		if (!source) return;
		const [found] = await this.#look([source.file], as, this.#readings[slot]);
		if (!found) return;
		const best = found.find(
			({ entry }) => entry.is === 'READ' && slotFor(entry.content) === slot && fits(entry)
		);
		await this.#put({ [slot]: best ?? found[0] });
	}

	/**
	 * Whether something is only found beside what was meant, in the same file, and would take the place of a file that
	 * fits better. So a token inside a JSON file leaves the good one alone.
	 */
	#isBeside(
		slot: SlotName,
		source: Source,
		chosen: readonly Source[],
		target: SlotName | undefined
	): boolean {
		const before = this.entry(slot);
		const ofSameFile = (one: Source) => one.file === source.file && slotOf(one) !== slot;
		return (
			slot !== target &&
			before !== undefined &&
			chosen.some(ofSameFile) &&
			this.#fitOf(before) > this.#fit(source)
		);
	}

	#fit({ entry }: Source): number {
		return this.#fitOf(entry);
	}

	#fitOf(entry: SlotEntry): number {
		return entry.is === 'READ' ? fit(entry, this.#running().parameters) : 0;
	}

	remove(slot: SlotName): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [slot]: undefined };
		return this.save({ [slot]: null });
	}

	/** @returns whether they are swapped */
	swap(): Promise<boolean> {
		const { EncryptedKey, ImportToken } = this.#running().progress;
		const { EncryptedKey: key, ImportToken: token } = this.#sources;
		this.#sources = { ...(token && { EncryptedKey: token }), ...(key && { ImportToken: key }) };
		return this.save({ EncryptedKey: ImportToken, ImportToken: EncryptedKey });
	}

	/** @returns whether it is in the other slot now */
	move(from: SlotName, to: SlotName): Promise<boolean> {
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
		const outcomes = await reading.files(files, ({ name }) =>
			importHints(parameters, { as, name })
		);
		return files.flatMap((file, index) => {
			const outcome = outcomes?.[index];
			return outcome ? [this.#sourcesIn(file, as, outcome)] : [];
		});
	}

	#sourcesIn(file: File, as: ReadAs, { readings, refusal }: ReadingOutcome): Source[] {
		const { name, size: fileBytes } = file;
		if (refusal) return [{ file, as, entry: { name, fileBytes, is: 'REFUSED', error: refusal } }];
		return slotReadings(readings, this.#running().parameters).map((reading) => ({
			file,
			as,
			entry: { ...reading, name: nameOf(file, reading), fileBytes, is: 'READ' }
		}));
	}

	/** Puts what was read into slots and saves it; what may not be kept is only said. */
	async #put(slots: Slots): Promise<void> {
		const draft: Partial<Record<SlotName, ImportFile | null>> = {};
		const said: Partial<Record<SlotName, SlotEntry | undefined>> = {};
		for (const [slot, { entry }] of entriesOf(slots)) {
			const file = asImportFile(entry);
			draft[slot] = file;
			said[slot] = file ? undefined : entry;
		}
		try {
			await this.#keyImport.save(draft);
		} catch (error) {
			// The engine has the last word on what may be kept.
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			for (const [slot, { entry }] of entriesOf(slots))
				said[slot] = { ...factsOf(entry), is: 'REFUSED', error: refusal };
		}
		this.#notKept = { ...this.#notKept, ...said };
		this.#sources = { ...this.#sources, ...slots };
	}
}

const slotOf = ({ entry }: Source): SlotName =>
	entry.is === 'READ' ? slotFor(entry.content) : 'EncryptedKey';

const entriesOf = (slots: Slots) => Object.entries(slots) as [SlotName, Source][];

const factsOf = ({ name, fileBytes }: SlotEntry) => ({ name, fileBytes });

const fits = ({ content: { kind } }: Pick<SlotReading, 'content'>) =>
	kind === 'ENCRYPTED_KEY' || kind === 'IMPORT_TOKEN';

/** `airlock-import.zip › ImportToken.bin`, `backup.tgz › keys/wrapped.bin` */
function nameOf({ name }: File, { steps }: SlotReading): string {
	const container = steps.find((step) => step.name && containers.includes(step.step));
	return container?.name ? `${name} › ${container.name}` : name;
}

const containers: readonly SlotReading['steps'][number]['step'][] = ['ZIP', 'TAR', 'GZIP', 'JSON'];

function asImportFile(entry: SlotEntry): ImportFile | null {
	if (entry.is !== 'READ' || !mayBeKept(entry)) return null;
	return { Name: entry.name, ReadAs: formatSteps(entry.steps), Bytes: entry.bytes };
}
