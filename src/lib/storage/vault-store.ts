import type { EpochMillis } from '#lib/domain/time.ts';
import type { Entry, Opening } from './entry.ts';

/** All of a vault at one moment, or what was added to it since another. */
export interface VaultSnapshot extends Opening {
	/** ascending by epoch; the last is the newest */
	entries: Entry[];
	/** what was found lost since the last unlock and is there again, or will be with the next commit */
	recovered?: Recovered;
}

/** The place in the browser that had lost the vault, or the newest of it: the other still has it. */
export type Recovered = 'DATABASE' | 'MIRROR';

/** One write, all or nothing. */
export interface StoreCommit {
	/** the epoch this was computed from; 0 creates the vault, NaN adds to one whose epoch is unusable */
	expectedEpoch: number;
	/** ascending by epoch */
	put: readonly Entry[];
	/** epochs of the entries that a compaction has put others in place of */
	delete?: readonly number[];
	/** in place of the one that is there */
	opening?: Opening;
	/** of a vault that does not verify: the mirror stays as it is */
	unverified?: boolean;
	/** erasables to take out of entries, by the epochs of these, and when that is */
	erase?: { at: EpochMillis; from: readonly { epoch: number; ids: readonly string[] }[] };
}

/**
 * Where a vault is kept. Entries are plain data, which the engine has sealed; no transaction leaves the store.
 *
 * Every method may reject with `StorageFailed`.
 */
export interface VaultStore {
	/**
	 * @returns the vault's epoch, NaN where it is unusable, or undefined when there is no vault
	 * @throws KmsError `VaultDamaged` when there are entries but no opening
	 */
	readEpoch(): Promise<number | undefined>;

	/**
	 * @param after - the epoch of the last entry that is known; default: 0, for all
	 * @returns the opening and the entries after that one at one moment, with those of before from which a sweep has
	 * erased something since; or undefined when there is no vault
	 * @throws KmsError `VaultDamaged` when there are entries but no opening, or one of another format
	 */
	readSnapshot(after?: number): Promise<VaultSnapshot | undefined>;

	/** @returns the entries of these epochs that there are */
	readEntries(epochs: readonly number[]): Promise<Entry[]>;

	/**
	 * Writes in one transaction and resolves once it is on the disk.
	 *
	 * @throws KmsError `Conflict` when the epoch is no longer the expected one, `QuotaExceeded` when nothing could be
	 * written for lack of space; in either case nothing has changed
	 */
	commit(commit: StoreCommit): Promise<void>;

	/**
	 * Puts a whole vault in place of whatever is here, entries without an opening included, in one transaction.
	 *
	 * @param snapshot - of a higher epoch than the one here: who still has that one open sees that it is gone
	 * @param expectedEpoch - of the vault that is here; undefined when there is none
	 * @throws KmsError as `commit` does; nothing has changed then
	 */
	replace(snapshot: VaultSnapshot, expectedEpoch: number | undefined): Promise<void>;

	/**
	 * Deletes the vault from everywhere that it is kept. Stopped at any moment, it is there as before or gone for good.
	 *
	 * @param expectedEpoch - of the vault that is here
	 * @throws KmsError `Conflict`; `StorageFailed` where a place can't be reached; nothing has changed then
	 */
	delete(expectedEpoch: number): Promise<void>;

	/**
	 * Erases the bytes of all that is due. Needs no key and does not move the epoch on.
	 *
	 * @returns the ids of what was erased
	 */
	eraseDue(now: EpochMillis): Promise<string[]>;

	/** Only where a vault is kept twice. */
	mirror?: {
		/** whether the last commit went into both places */
		readonly isKept: boolean;
		/** @returns the vault as the mirror has it, undefined for none that is whole there */
		read(): Promise<VaultSnapshot | undefined>;
		/** Puts that into the database, whatever is there. */
		putBack(): Promise<void>;
	};

	/** Runs `work` while no other tab, worker or caller runs theirs on the same vault. Never call it within `work`. */
	exclusively<T>(work: () => Promise<T>): Promise<T>;

	close(): void;
}
