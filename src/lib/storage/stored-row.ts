import {
	encodeEntry,
	encodeOpening,
	firstDue,
	formatOf,
	parseEntry,
	parseOpening,
	vaultFormat,
	type Entry,
	type Opening
} from './entry.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { StoredRow } from './schema.ts';
import { openingKey, usableEpoch } from './stored-epoch.ts';
import { eraseAsIn } from './commit-rules.ts';
import type { StoreCommit } from './vault-store.ts';

export const openingRow = (opening: Opening): StoredRow => ({
	epoch: openingKey,
	bytes: encodeOpening(opening)
});

/** @param swept - of the row that was there before */
export function entryRow(entry: Entry, swept?: number): StoredRow {
	const due = firstDue(entry);
	return {
		epoch: entry.epoch,
		bytes: encodeEntry(entry),
		...(due !== null && { due }),
		...(swept !== undefined && { swept })
	};
}

/**
 * The rows of a commit's entries.
 *
 * @param gone - the rows that it deletes, at least those that a sweep has erased something in
 */
export function rowsToPut({ put }: Pick<StoreCommit, 'put'>, gone: readonly StoredRow[]) {
	const deleted = gone.map(entryOf);
	return put.map((entry) => {
		const left = eraseAsIn(deleted, entry);
		// The compaction itself has still to hear of it.
		return left === entry ? entryRow(entry) : entryRow(left, put.at(-1)?.epoch);
	});
}

/** @throws KmsError `VaultDamaged` for bytes that are no opening, or one of another format */
export function openingOf({ bytes }: StoredRow): Opening {
	const isBytes = (bytes as unknown) instanceof Uint8Array;
	const opening = isBytes ? parseOpening(bytes) : undefined;
	if (opening) return opening;
	const format = (isBytes && formatOf(bytes)) || vaultFormat;
	const problem = format > vaultFormat ? 'NEWER_FORMAT' : 'UNREADABLE';
	throw new KmsError('VaultDamaged', { damage: [{ record: 'opening', problem }] });
}

/** @returns the entry; one without a head for a row that a hand has put there, which no seal fits then */
export function entryOf({ epoch, bytes }: StoredRow): Entry {
	const entry = (bytes as unknown) instanceof Uint8Array ? parseEntry(bytes) : undefined;
	if (entry && Object.is(entry.epoch, usableEpoch(epoch))) return entry;
	const nothing = new Uint8Array();
	return {
		...{ epoch: usableEpoch(epoch), kind: 'COMMIT', contentHash: nothing, erasablesHash: nothing },
		...{ head: nothing, body: nothing, log: nothing, erasables: nothing }
	};
}
