import { equalBytes, fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import type { LogRow } from '#lib/storage/vault-store.ts';
import { isLogNumber, isLogRow } from './row-shapes.ts';
import { chainHash, emptyDigest, type Head } from './sealing.ts';

/** A place in the log: after entry `number`, whose hash this is. */
export interface LogPosition {
	number: number;
	hash: Bytes;
}

/** Before the first entry. */
export const logStart: LogPosition = { number: 0, hash: fromHex(emptyDigest) };

/** @returns the last position that a head names */
export function logEnd({ logCount, logHash }: Head): LogPosition {
	return { number: logCount, hash: fromHex(logHash) };
}

/** The same position as a head has it. */
export const headEnd = ({ number, hash }: LogPosition): Pick<Head, 'logCount' | 'logHash'> => ({
	logCount: number,
	logHash: toHex(hash)
});

/**
 * @returns where log rows end, when there is no head to say it: after the last number, and from the last hash, of rows
 * that a hand may have put into any shape
 */
export function lastPosition(rows: readonly LogRow[]): LogPosition {
	const last = rows.findLast(({ number }) => isLogNumber(number));
	const before = rows.findLast(isLogRow);
	return last ? { number: last.number, hash: before?.hash ?? logStart.hash } : logStart;
}

/**
 * Checks that log rows follow from one another, without a gap.
 *
 * @param rows - all that come after `start`, ascending
 * @param end - where they must end; left out when the head that says so is damaged
 * @returns the number of the first entry that is missing or does not follow; null when the chain is whole
 */
export async function findChainBreak(
	keys: VaultKeys,
	rows: readonly LogRow[],
	start: LogPosition,
	end?: LogPosition
): Promise<number | null> {
	const follows = await Promise.all(
		rows.map(async (row, index) => {
			const rowBefore = rows[index - 1];
			if (!isLogRow(row) || (rowBefore && !isLogRow(rowBefore))) return false;
			const before = rowBefore ?? start;
			return (
				row.number === before.number + 1 &&
				equalBytes(row.hash, await chainHash(keys, before.hash, row.sealed))
			);
		})
	);
	const broken = follows.indexOf(false);
	if (broken !== -1) return (rows[broken - 1] ?? start).number + 1;
	const last = rows.at(-1) ?? start;
	if (end === undefined || (last.number === end.number && equalBytes(last.hash, end.hash)))
		return null;
	return Math.min(last.number, end.number) + 1;
}
