import { entryOf, entryRow, openingOf, openingRow } from '#lib/storage/stored-row.ts';
import type { StoredRow } from '#lib/storage/schema.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { flipBit } from './flip-bit.ts';
import { must } from './must.ts';

/** The values of a vault as they lie at rest. */
const rowsOf = (snapshot: VaultSnapshot): StoredRow[] => [
	openingRow(snapshot),
	...snapshot.entries.map((entry) => entryRow(entry))
];

/** @returns how many bytes there are at rest */
export const bytesAtRest = (snapshot: VaultSnapshot): number =>
	rowsOf(snapshot).reduce((sum, { bytes }) => sum + bytes.length, 0);

/**
 * @param bit - counts through all bytes at rest, and wraps around
 * @returns the vault as a store reads it after one bit was changed
 * @throws KmsError as a store does
 */
export function tamper(snapshot: VaultSnapshot, bit: number): VaultSnapshot {
	let rest = bit % (bytesAtRest(snapshot) * 8);
	const rows = rowsOf(snapshot).map((row) => {
		const bits = row.bytes.length * 8;
		const isHere = rest >= 0 && rest < bits;
		const bytes = isHere ? flipBit(row.bytes, rest) : row.bytes;
		rest -= bits;
		return { ...row, bytes };
	});
	return { ...openingOf(must(rows[0])), entries: rows.slice(1).map(entryOf) };
}
