/** Older copies of a vault: to open one is possible, but never without being noticed by a browser that has seen more. */
import { equalBytes, fromHex, lengthPrefixed, u64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { LogDetail, LogEntry } from '#lib/domain/vault/log-entry.ts';
import { mac, verifyMac } from '#lib/crypto/mac.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import type { SeenStore, SeenVault } from '#lib/storage/seen-store.ts';
import type { Entry, LogRow } from '#lib/storage/entry.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import type { OpenVault } from './open-vault.ts';
import { findLogRow, logOf } from './log-chain.ts';

/** The database of what this browser has seen. */
export const seenDatabase = 'airlock-seen';

const tagged = (
	vaultId: Bytes,
	{ epoch, logCount, logHash, highestTime }: Omit<SeenVault, 'tag'>
) =>
	lengthPrefixed(
		utf8('airlock/1/seen'),
		vaultId,
		u64(epoch),
		u64(logCount),
		logHash,
		u64(highestTime)
	);

/** @returns all that the store says was seen, for words only: anybody can have written it */
export async function allSeen(store: SeenStore): Promise<readonly SeenVault[]> {
	const isSeen = (row: SeenVault | undefined) =>
		typeof row?.vaultId === 'string' &&
		[row.epoch, row.logCount, row.highestTime].every((n) => Number.isSafeInteger(n) && n >= 0) &&
		[row.logHash, row.tag].every((bytes) => bytes instanceof Uint8Array);
	try {
		return (await store.readSeen()).filter(isSeen);
	} catch {
		return [];
	}
}

/** @returns what was seen of the vault that these are the keys of; nothing that its engine has not written */
export async function verifiedSeen(
	all: readonly SeenVault[],
	vaultId: Bytes,
	keys: VaultKeys
): Promise<SeenVault | undefined> {
	const seen = all.find((row) => row.vaultId === uuidFromBytes(vaultId));
	return seen && (await verifyMac(keys.set, tagged(vaultId, seen), seen.tag)) ? seen : undefined;
}

/** What can be told of a vault without a key. */
export interface Copy {
	vaultId: Bytes;
	epoch: number;
	/** the head of its newest entry, sealed */
	head: Bytes;
	log: LogRow[];
	entries: readonly Entry[];
}

/** @returns that of a vault at rest, or of one in a file */
export const copyOf = ({ vaultId, entries }: VaultSnapshot): Copy => ({
	vaultId,
	epoch: epochOf(entries),
	head: entries.at(-1)?.head ?? new Uint8Array(),
	log: logOf(entries),
	entries
});

const epochOf = (entries: readonly Entry[]) => entries.at(-1)?.epoch ?? NaN;

/** @returns whether a copy of a vault lacks something of what was seen: it is older, or has gone another way since */
export function isOlderThan(seen: SeenVault, { entries }: Pick<Copy, 'entries'>): boolean {
	const last = findLogRow(entries, seen.logCount);
	const goesOn = last !== undefined && equalBytes(last.hash, seen.logHash);
	return !goesOn || !(epochOf(entries) >= seen.epoch);
}

/** Where a vault stood once: an older copy of it was not there yet. */
export type Position = Pick<SeenVault, 'epoch' | 'logCount' | 'logHash'>;

/** @returns where a copy stands */
export function positionOf({ epoch, log }: Copy): Position {
	const last = log.at(-1);
	return {
		epoch,
		logCount: last?.number ?? 0,
		logHash: last?.hash ?? new Uint8Array()
	};
}

/** The same of an open vault, as it is now. */
export const positionNow = ({ epoch, head: { logCount, logHash } }: OpenVault): Position => ({
	...{ epoch, logCount },
	logHash: fromHex(logHash)
});

/** Entries of the log that come of having a vault, not of doing something in it. */
const mere: ReadonlySet<string> = new Set(['UnlockVault', 'OpenVaultFile', 'RecordBackup']);

/** @returns whether an entry tells of a change or a use: a copy that lacks it lacks something */
export const isMore = ({ operation }: { operation: string }): boolean => !mere.has(operation);

/**
 * Keeps how far a vault was seen. Its highest time stays, once seen.
 *
 * @param position - left out where nothing has changed that a copy could lack
 */
export async function remember(
	store: SeenStore,
	vault: OpenVault,
	position: Position | undefined
): Promise<void> {
	if (vault.damage.length > 0) return;
	const { vaultId, keys, head } = vault;
	const before = await verifiedSeen(await allSeen(store), vaultId, keys);
	const highestTime = Math.max(head.highestTimeSeen, before?.highestTime ?? 0);
	const { epoch, logCount, logHash } = position ?? before ?? positionNow(vault);
	if (before && !position && before.highestTime === highestTime) return;
	const seen = { vaultId: uuidFromBytes(vaultId), epoch, logCount, logHash, highestTime };
	try {
		await store.writeSeen({ ...seen, tag: await mac(keys.set, tagged(vaultId, seen)) });
	} catch {
		// No room, or a browser that keeps nothing: the vault goes on without it.
	}
}

/** What the log says of a copy that lacks something. */
export const olderCopy = (entriesSeen: number): LogDetail => ({ older: true, entriesSeen });

/** @returns how many entries tell of a change or a use */
export const changesIn = (entries: readonly (LogEntry | undefined)[]) =>
	entries.filter((entry) => !entry || isMore(entry)).length;

/** @returns the length of the log that both have in common. Each hash stands for all entries up to its own. */
export function commonEntries(a: Copy, b: Copy): number {
	if (!equalBytes(a.vaultId, b.vaultId)) return 0;
	const isCommon = (row: LogRow, index: number) => {
		const other = b.log[index];
		return other?.number === row.number && equalBytes(other.hash, row.hash);
	};
	const firstOther = a.log.findIndex((row, index) => !isCommon(row, index));
	return firstOther === -1 ? a.log.length : firstOther;
}
