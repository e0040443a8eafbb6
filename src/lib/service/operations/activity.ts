/** ListActivity, ExportActivity. */
import { toHex } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { isKeyId } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { LogRow } from '#lib/storage/vault-store.ts';
import {
	encodeActivity,
	type ActivityFormat,
	type ProvenEntry
} from '../handouts/activity-export.ts';
import type { ActivityFilter } from '../api/vault.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { findChainBreak, logEnd, logStart } from '../engine/log-chain.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { pageLimit } from './page.ts';
import { isLogRow } from '../engine/row-shapes.ts';
import { openLogEntry } from '../engine/sealing.ts';

/** Entries that are read from the store at once. */
const stretch = 500;

/** One page of the log, newest first. The first page checks the whole chain again. */
export const listActivity: OperationFunction<'ListActivity', VaultContext> = (
	context,
	{ Limit, Marker, ...filter }
) =>
	context.read(async ({ vault }) => {
		const limit = pageLimit(Limit);
		const brokenAt = Marker === undefined ? await chainBreak(context, vault) : null;
		// It was whole when the vault was unlocked.
		if (brokenAt !== null && vault.damage.length === 0)
			throw new KmsError('VaultDamaged', {
				damage: [{ record: `log/${brokenAt}`, problem: 'CHAIN_BROKEN' }]
			});
		const matches = matcher(vault, filter);
		const total = vault.head.logCount;
		const start = Math.min(Marker ?? total, total);
		const { entries, next } = await collect(context, vault, matches, start, limit);
		return {
			Entries: entries,
			NextMarker: next,
			Total: total,
			BrokenAt: brokenAt
		};
	});

/** Reads only, so that it works in quarantine too. An entry that does not open is left out: its number is missing. */
export const exportActivity: OperationFunction<'ExportActivity', VaultContext> = (
	context,
	{ Format, ...filter }
) =>
	context.read(async ({ vault, now }) => {
		const matches = matcher(vault, filter);
		const proven: ProvenEntry[] = [];
		let previousHash = logStart.hash;
		for (let first = 1; first <= vault.head.logCount; first += stretch) {
			const last = Math.min(first + stretch - 1, vault.head.logCount);
			const rows = await context.store.readLog(first, last);
			for (const { row, entry } of await openAll(vault, rows)) {
				if (entry && matches(entry)) proven.push({ entry, row, previousHash });
				previousHash = row.hash;
			}
		}
		return {
			FileName: `airlock-activity-${new Date(now).toISOString().slice(0, 10)}.${endings[Format]}`,
			File: encodeActivity(Format, vault.vaultId, proven),
			Entries: proven.length
		};
	});

const endings: Record<ActivityFormat, string> = { JSON_LINES: 'jsonl', CSV: 'csv' };

/** @throws KmsError `NotFound` for an alias that no key has */
function matcher(
	vault: OpenVault,
	{ KeyId, From, To, Operations, Result }: ActivityFilter
): (entry: LogEntry) => boolean {
	// A deleted key has no record any more, and still its history.
	const wanted = KeyId === undefined || isKeyId(KeyId) ? KeyId : vault.cmk(KeyId).keyId;
	return ({ keyId, time, operation, result }) =>
		(wanted === undefined || keyId === wanted) &&
		(From === undefined || time >= From) &&
		(To === undefined || time < To) &&
		(Operations?.includes(operation) ?? true) &&
		(Result === undefined || (Result === 'DONE') === (result === 'Success'));
}

async function chainBreak({ store }: VaultContext, vault: OpenVault): Promise<number | null> {
	const end = logEnd(vault.head);
	return findChainBreak(vault.keys, await store.readLog(1, end.number), logStart, end);
}

function openAll({ keys, vaultId }: OpenVault, rows: readonly LogRow[]) {
	return Promise.all(
		rows
			.filter(isLogRow)
			.map(async (row) => ({ row, entry: await openLogEntry(keys, vaultId, row) }))
	);
}

async function collect(
	{ store }: VaultContext,
	vault: OpenVault,
	matches: (entry: LogEntry) => boolean,
	start: number,
	limit: number
): Promise<{ entries: (LogEntry & { Hash: string })[]; next: number | null }> {
	const entries: (LogEntry & { Hash: string })[] = [];
	for (let last = start; last > 0; last -= stretch) {
		const rows = await store.readLog(Math.max(1, last - stretch + 1), last);
		for (const { row, entry } of await openAll(vault, rows.reverse())) {
			if (!entry || !matches(entry)) continue;
			if (entries.length === limit) return { entries, next: entry.number };
			entries.push({ ...entry, Hash: toHex(row.hash) });
		}
	}
	return { entries, next: null };
}
