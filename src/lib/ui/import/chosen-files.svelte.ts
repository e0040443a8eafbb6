import { wipe } from '#lib/domain/bytes.ts';
import { asKmsError } from '#lib/domain/errors.ts';
import type { ImportFile } from '#lib/service/api.ts';
import { readFile } from '../read-file.ts';
import { mayBeKept, readImportFile, slotFor } from './import-file.ts';
import type { ImportState, RunningImport } from './import-state.svelte.ts';
import { keptEntry, unreadable, type SlotEntry, type SlotName } from './slot-entry.ts';

type Slots = Partial<Record<SlotName, SlotEntry>>;

/** The two files of an import: each that is chosen is read, told apart and saved with the import's draft at once. */
export class ChosenFiles {
	/** files that were said and not kept, until another takes their place */
	#notKept = $state.raw<Partial<Record<SlotName, SlotEntry | undefined>>>({});
	#failure = $state.raw<unknown>();
	#changes: Promise<void> = Promise.resolve();
	readonly #keyImport: ImportState;
	readonly #running: () => RunningImport;

	constructor(keyImport: ImportState, running: () => RunningImport) {
		this.#keyImport = keyImport;
		this.#running = running;
	}

	/** What lies in a slot, kept or not. */
	entry(slot: SlotName): SlotEntry | undefined {
		const kept = this.#running().progress[slot];
		return this.#notKept[slot] ?? (kept ? keptEntry(kept) : undefined);
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
		const read = await Promise.all(files.map((file) => this.#read(file)));
		const [only] = read;
		if (target && only && read.length === 1) {
			await this.#put({ [target]: only });
			return [];
		}
		// Of several for one slot the one that fits wins.
		const sorted: Slots = Object.fromEntries(
			read
				.toSorted((a, b) => Number(fits(a)) - Number(fits(b)))
				.map((entry) => [entry.is === 'READ' ? slotFor(entry.kind) : 'EncryptedKey', entry])
		);
		await this.#put(sorted);
		return entriesOf(sorted).map(([slot, { name }]) => ({ slot, name }));
	}

	remove(slot: SlotName): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [slot]: undefined };
		return this.save({ [slot]: null });
	}

	/** @returns whether they are swapped */
	swap(): Promise<boolean> {
		const { EncryptedKey, ImportToken } = this.#running().progress;
		return this.save({ EncryptedKey: ImportToken, ImportToken: EncryptedKey });
	}

	/** @returns whether it is in the other slot now */
	move(from: SlotName, to: SlotName): Promise<boolean> {
		this.#notKept = { ...this.#notKept, [to]: undefined };
		return this.save({ [from]: null, [to]: this.#running().progress[from] });
	}

	/** Takes off what a text editor or a shell has put at the end of the encrypted key. */
	async removeLineBreak(): Promise<void> {
		const file = this.#running().progress.EncryptedKey;
		if (!file) return;
		const Bytes = file.Bytes.slice(0, file.Bytes.at(-2) === 0x0d ? -2 : -1);
		await this.save({ EncryptedKey: { ...file, Bytes } });
	}

	async #read(file: File): Promise<SlotEntry> {
		const facts = { name: file.name, fileBytes: file.size };
		const why = unreadable(file.size);
		if (why) return { ...facts, is: 'UNREAD', why };
		try {
			const content = await readFile(file);
			const read = readImportFile(content, this.#running().parameters);
			wipe(content);
			return { ...facts, is: 'READ', ...read };
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			return { ...facts, is: 'REFUSED', error: refusal };
		}
	}

	/** Puts what was read into slots and saves it; what may not be kept is only said. */
	async #put(slots: Slots): Promise<void> {
		const draft: Partial<Record<SlotName, ImportFile | null>> = {};
		const said: Partial<Record<SlotName, SlotEntry | undefined>> = {};
		for (const [slot, entry] of entriesOf(slots)) {
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
			for (const [slot, { name, fileBytes }] of entriesOf(slots))
				said[slot] = { is: 'REFUSED', name, fileBytes, error: refusal };
		}
		this.#notKept = { ...this.#notKept, ...said };
	}
}

const entriesOf = (slots: Slots) => Object.entries(slots) as [SlotName, SlotEntry][];

const fits = (entry: SlotEntry) =>
	entry.is === 'READ' && (entry.kind === 'ENCRYPTED_KEY' || entry.kind === 'IMPORT_TOKEN');

function asImportFile(entry: SlotEntry): ImportFile | null {
	if (entry.is !== 'READ' || entry.readAs === 'PEM' || !mayBeKept(entry)) return null;
	return { Name: entry.name, ReadAs: entry.readAs, Bytes: entry.bytes };
}
