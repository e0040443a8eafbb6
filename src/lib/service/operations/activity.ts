/** ListActivity. */
import { toHex } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { isKeyId, type KeyId } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/log-entry.ts';
import type { OperationFunction, VaultContext } from '../context.ts';
import { findChainBreak, logEnd, logStart } from '../log-chain.ts';
import type { OpenVault } from '../open-vault.ts';
import { openLogEntry } from '../sealing.ts';

const defaultPage = 100;
const largestPage = 1000;
/** Entries that are read from the store at once. */
const stretch = 500;

type Entry = LogEntry & { Hash: string };

/** One page of the log, newest first. The first page checks the whole chain again. */
export const listActivity: OperationFunction<'ListActivity', VaultContext> = (
	context,
	{ KeyId, Limit = defaultPage, Marker }
) =>
	context.read(async ({ vault }) => {
		if (Limit > largestPage)
			throw new KmsError('InvalidParameter', { parameter: 'Limit', rule: 'AT_MOST_1000' });
		// A deleted key has no record any more, and still its history.
		const keyId = KeyId === undefined || isKeyId(KeyId) ? KeyId : vault.cmk(KeyId).keyId;
		const total = vault.head.logCount;
		const start = Math.min(Marker ?? total, total);
		const { entries, next } = await collect(context, vault, keyId, start, Limit);
		return {
			Entries: entries,
			NextMarker: next,
			Total: total,
			BrokenAt: Marker === undefined ? await chainBreak(context, vault) : null
		};
	});

async function chainBreak({ store }: VaultContext, vault: OpenVault): Promise<number | null> {
	const end = logEnd(vault.head);
	return findChainBreak(vault.keys, await store.readLog(1, end.number), logStart, end);
}

async function collect(
	{ store }: VaultContext,
	vault: OpenVault,
	keyId: KeyId | undefined,
	start: number,
	limit: number
): Promise<{ entries: Entry[]; next: number | null }> {
	const entries: Entry[] = [];
	for (let last = start; last > 0; last -= stretch) {
		const rows = await store.readLog(Math.max(1, last - stretch + 1), last);
		for (const row of rows.reverse()) {
			const entry = await openLogEntry(vault.keys, vault.vaultId, row);
			if (!entry || (keyId !== undefined && entry.keyId !== keyId)) continue;
			if (entries.length === limit) return { entries, next: entry.number };
			entries.push({ ...entry, Hash: toHex(row.hash) });
		}
	}
	return { entries, next: null };
}
