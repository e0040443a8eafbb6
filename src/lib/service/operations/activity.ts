/** ListActivity, ExportActivity. */
import { toHex } from '#lib/domain/bytes.ts';
import { isKeyId } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { LogRow } from '#lib/storage/entry.ts';
import {
	encodeActivity,
	type ActivityFormat,
	type ProvenEntry
} from '../handouts/activity-export.ts';
import type { ActivityFilter } from '../api/vault.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { logStart, readLog } from '../engine/log-chain.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { pageLimit } from './page.ts';
import { openLogEntry } from '../engine/sealing.ts';

/** Entries that are read from the store at once. */
const stretch = 500;

/** One page of the log, newest first. What it reads is verified again. */
export const listActivity: OperationFunction<'ListActivity', VaultContext> = (
	context,
	{ Limit, Marker, ...filter }
) =>
	context.read(async ({ vault }) => {
		const limit = pageLimit(Limit);
		const matches = matcher(vault, filter);
		const total = vault.head.logCount;
		const start = Math.min(Marker ?? total, total);
		const { entries, next } = await collect(context, vault, matches, start, limit);
		return {
			Entries: entries,
			NextMarker: next,
			Total: total,
			BrokenAt: Marker === undefined ? brokenAt(vault) : null
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
			const rows = await readLog(context.store, vault, first, last);
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

/** @returns the first entry that unlock has found not to follow from the one before it */
function brokenAt({ damage }: OpenVault): number | null {
	const broken = damage.find(({ problem }) => problem === 'CHAIN_BROKEN');
	return broken ? Number(broken.record.slice('log/'.length)) : null;
}

function openAll({ keys, vaultId }: OpenVault, rows: readonly LogRow[]) {
	return Promise.all(
		rows.map(async (row) => ({ row, entry: await openLogEntry(keys, vaultId, row) }))
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
		const rows = await readLog(store, vault, Math.max(1, last - stretch + 1), last);
		for (const { row, entry } of await openAll(vault, rows.reverse())) {
			if (!entry || !matches(entry)) continue;
			if (entries.length === limit) return { entries, next: entry.number };
			entries.push({ ...entry, Hash: toHex(row.hash) });
		}
	}
	return { entries, next: null };
}
