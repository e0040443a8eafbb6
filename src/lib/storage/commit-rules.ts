import { KmsError } from '#lib/domain/errors.ts';
import { eraseFrom, parseErasables, type Entry, type ErasableRow } from './entry.ts';
import { hasNext } from './stored-epoch.ts';
import type { StoreCommit } from './vault-store.ts';
import type { EpochMillis } from '#lib/domain/time.ts';

/**
 * The compare of compare-and-set. A vault whose epoch is unusable is expected with NaN. Where a hand has put one that no
 * other can come after, any may.
 *
 * @param current - the epoch that is stored now; undefined when there is no vault
 * @throws KmsError `Conflict` when the vault is not where the commit expects it
 */
export function assertExpectedEpoch(
	{ expectedEpoch, put }: Pick<StoreCommit, 'expectedEpoch' | 'put'>,
	current: number | undefined
): void {
	// Two commits at one epoch would both pass the comparison, and one would be lost.
	const [first, last] = [put[0]?.epoch ?? 0, put.at(-1)?.epoch ?? 0];
	const movesOn = !hasNext(expectedEpoch) || (first > expectedEpoch && last >= first);
	if (!movesOn) throw new RangeError('a commit moves the epoch on');
	assertSameEpoch(expectedEpoch, current);
}

/**
 * As {@link assertExpectedEpoch}, of what puts nothing in the vault's place.
 *
 * @throws KmsError `Conflict`
 */
export function assertSameEpoch(expectedEpoch: number, current: number | undefined): void {
	if (!Object.is(current ?? 0, expectedEpoch)) throw new KmsError('Conflict', {});
}

/** @returns what a sweep erases of an entry at a time */
export const eraseDueFrom = (entry: Entry, now: EpochMillis) =>
	eraseFrom(entry, ({ notAfter }) => notAfter !== null && notAfter <= now, now);

/**
 * A sweep can have erased something after a compaction had read it. It stays erased in what is put in its place.
 *
 * @param gone - the entries that are deleted, as they lie there now
 * @returns the entry, and the same one where nothing of it was erased
 */
export function eraseAsIn(gone: readonly Entry[], entry: Entry): Entry {
	const rowsOf = ({ erasables }: Entry) => parseErasables(erasables) ?? [];
	const held = new Set(rowsOf(entry).flatMap(({ id, sealed }) => (sealed ? [id] : [])));
	return gone
		.flatMap(rowsOf)
		.reduce(
			(left, { id, erasedAt }) =>
				erasedAt !== null && held.has(id) ? eraseById(left, [id], erasedAt) : left,
			entry
		);
}

/** @returns the entry after a commit has erased what it says */
export function eraseById(entry: Entry, ids: readonly string[], at: EpochMillis): Entry {
	const isWanted = ({ id }: ErasableRow) => ids.includes(id);
	return eraseFrom(entry, isWanted, at).entry;
}
