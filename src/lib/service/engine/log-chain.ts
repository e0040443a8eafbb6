import { equalBytes, fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { logSpan, parseLog, type Entry, type LogRow } from '#lib/storage/entry.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { OpenVault, StandingEntry } from './open-vault.ts';
import { chainHash, emptyDigest, entryTag, isContentWhole, type Head } from './sealing.ts';

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

/** @returns where log rows end, as far as they can say it */
export const lastPosition = (rows: readonly LogRow[]): LogPosition => rows.at(-1) ?? logStart;

/** @returns the rows of the log in these entries, ascending; those of an entry whose bytes are none are missing */
export const logOf = (entries: readonly Entry[]): LogRow[] =>
	entries.flatMap(({ log }) => parseLog(log) ?? []).sort((a, b) => a.number - b.number);

/** @returns the row of a number, if these entries have it */
export function findLogRow(entries: readonly Entry[], number: number): LogRow | undefined {
	const has = ({ log }: Entry) => {
		const span = logSpan(log);
		return span && span.first <= number && number <= span.last;
	};
	// Mostly the newest is asked for.
	const entry = entries.findLast(has);
	return entry && parseLog(entry.log)?.find((row) => row.number === number);
}

/**
 * Checks that log rows follow from one another, without a gap.
 *
 * @param rows - all of the log, ascending
 * @param end - where they must end; left out when the head that says so is damaged
 * @returns the number of the first entry that is missing or does not follow; null when the chain is whole
 */
export async function findChainBreak(
	keys: VaultKeys,
	rows: readonly LogRow[],
	end?: LogPosition
): Promise<number | null> {
	const follows = await Promise.all(
		rows.map(async (row, index) => {
			const before = rows[index - 1] ?? logStart;
			return (
				row.number === before.number + 1 &&
				equalBytes(row.hash, await chainHash(keys, before.hash, row.sealed))
			);
		})
	);
	const broken = follows.indexOf(false);
	if (broken !== -1) return (rows[broken - 1] ?? logStart).number + 1;
	const last = lastPosition(rows);
	if (end === undefined || (last.number === end.number && equalBytes(last.hash, end.hash)))
		return null;
	return Math.min(last.number, end.number) + 1;
}

/**
 * Reads a part of the log, from the entries of the vault that have it.
 *
 * @param from - the first number, and `to` the last, both included
 * @returns the rows in ascending order
 * @throws KmsError `VaultDamaged` when an entry is no longer as it was at unlock
 */
export async function readLog(
	store: VaultStore,
	vault: OpenVault,
	from: number,
	to: number
): Promise<LogRow[]> {
	const wanted = [...vault.entries.values()].filter(
		({ log }) => log && log.first <= to && log.last >= from
	);
	const entries = await store.readEntries(wanted.map(({ epoch }) => epoch));
	if (vault.damage.length === 0) await assertAsVerified(vault, wanted, entries);
	// In a damaged vault one can be there twice.
	return logOf(entries).filter(
		({ number }, index, rows) =>
			from <= number && number <= to && number !== rows[index - 1]?.number
	);
}

/** @throws KmsError `VaultDamaged` */
export async function assertAsVerified(
	{ keys }: OpenVault,
	wanted: readonly StandingEntry[],
	entries: readonly Entry[]
): Promise<void> {
	const tags = await Promise.all(
		entries.map(async (entry) =>
			(await isContentWhole(entry)) ? entryTag(keys, entry) : new Uint8Array()
		)
	);
	for (const [index, { epoch, tag }] of wanted.entries())
		if (!equalBytes(tags[index] ?? new Uint8Array(), tag)) throw damagedEntry(epoch);
}

const damagedEntry = (epoch: number) =>
	new KmsError('VaultDamaged', { damage: [{ record: `entries/${epoch}`, problem: 'ALTERED' }] });
