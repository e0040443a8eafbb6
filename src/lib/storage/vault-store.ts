import type { Bytes } from '#lib/domain/bytes.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import type { EpochMillis } from '#lib/domain/time.ts';

/** The one row that says which vault this is and where it stands. */
export interface HeadRow {
	/** 16 bytes */
	vaultId: Bytes;
	/** version of the formats at rest */
	format: number;
	/** counts the commits; 0 before the first */
	epoch: number;
	/** counts and digests over everything else, sealed */
	sealed: Bytes;
}

/** A sealed record; `version` grows with each rewrite and is bound into the seal. */
export interface RecordRow {
	id: string;
	version: number;
	sealed: Bytes;
}

/** Imported key material or a wrapping key: a sweep may erase it once due, without any key. */
export interface ErasableRow {
	id: string;
	version: number;
	/** due at this instant; null for what never expires */
	notAfter: EpochMillis | null;
	/** null in the marker that a sweep leaves behind */
	sealed: Bytes | null;
	/** when a sweep erased it */
	erasedAt: EpochMillis | null;
}

/** A sealed entry of the log, chained to the one before. */
export interface LogRow {
	number: number;
	sealed: Bytes;
	/** HMAC over the hash before it and this entry's sealed bytes, 32 bytes */
	hash: Bytes;
}

/** All of a vault at one moment. */
export interface VaultSnapshot {
	head: HeadRow;
	slots: Slot[];
	records: RecordRow[];
	erasables: ErasableRow[];
	/** ascending by number */
	log: LogRow[];
}

/** One write, all or nothing. */
export interface StoreCommit {
	/** the epoch this was computed from; 0 creates the vault, NaN adds to one whose epoch is unusable */
	expectedEpoch: number;
	head: HeadRow;
	putRecords?: readonly RecordRow[];
	deleteRecords?: readonly string[];
	putErasables?: readonly ErasableRow[];
	deleteErasables?: readonly string[];
	putSlots?: readonly Slot[];
	deleteSlots?: readonly string[];
	appendLog?: readonly LogRow[];
}

/**
 * Where a vault is kept. Rows are plain data, sealed by whoever writes them; no transaction leaves the store.
 *
 * Every method may reject with `StorageFailed`.
 */
export interface VaultStore {
	/**
	 * @returns the vault's epoch, NaN where it is unusable, or undefined when there is no vault
	 * @throws KmsError `VaultDamaged` when there are rows but no head
	 */
	readEpoch(): Promise<number | undefined>;

	/**
	 * @param logFrom - the first log row wanted; default: all
	 * @returns everything at one moment, or undefined when there is no vault
	 * @throws KmsError `VaultDamaged` when there are rows but no head
	 */
	readSnapshot(logFrom?: number): Promise<VaultSnapshot | undefined>;

	/** @returns log rows `from` to `to`, both included, ascending */
	readLog(from: number, to: number): Promise<LogRow[]>;

	/**
	 * Writes in one transaction and resolves once it is on the disk.
	 *
	 * @throws KmsError `Conflict` when the epoch is no longer the expected one, `QuotaExceeded` when nothing could be
	 * written for lack of space; in either case nothing has changed
	 */
	commit(commit: StoreCommit): Promise<void>;

	/**
	 * Puts a whole vault in place of whatever is here, rows without a head included, in one transaction.
	 *
	 * @param snapshot - of a higher epoch than the one here: who still has that one open sees that it is gone
	 * @param expectedEpoch - of the vault that is here; undefined when there is none
	 * @throws KmsError as `commit` does; nothing has changed then
	 */
	replace(snapshot: VaultSnapshot, expectedEpoch: number | undefined): Promise<void>;

	/**
	 * Erases the bytes of all that is due and leaves a marker. Needs no key and does not move the epoch on.
	 *
	 * @returns the ids of what was erased
	 */
	eraseDue(now: EpochMillis): Promise<string[]>;

	/** Runs `work` while no other tab, worker or caller runs theirs on the same vault. Never call it within `work`. */
	exclusively<T>(work: () => Promise<T>): Promise<T>;

	close(): void;
}
