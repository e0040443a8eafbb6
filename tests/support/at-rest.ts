/** What lies in the entries of a vault at rest, and how to change it behind the engine's back. */
import {
	encodeErasables,
	encodeLog,
	parseErasables,
	parseLog,
	type Entry,
	type ErasableRow,
	type LogRow
} from '#lib/storage/entry.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { openSlot } from '#lib/crypto/slot.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { VaultRecord } from '#lib/domain/vault/vault-record.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import { must } from './must.ts';
import { passphrase, startOfTests } from './vault.ts';

/** All erasables, with those of which only a marker is left. */
export const erasablesOf = (snapshot: VaultSnapshot | undefined): ErasableRow[] =>
	(snapshot?.entries ?? []).flatMap(({ erasables }) => must(parseErasables(erasables)));

/** Those of which the sealed bytes are there. */
export const heldErasables = (snapshot: VaultSnapshot | undefined) =>
	erasablesOf(snapshot).flatMap((row) => (row.sealed ? [{ ...row, sealed: row.sealed }] : []));

export const logAtRest = (snapshot: VaultSnapshot | undefined): LogRow[] =>
	(snapshot?.entries ?? []).flatMap(({ log }) => must(parseLog(log)));

export const newest = ({ entries }: VaultSnapshot): Entry => must(entries.at(-1));

/** @returns what `change` returns, or the rows that it has changed in place */
function changed<Row>(rows: Row[], change: (rows: Row[]) => unknown): Row[] {
	const made = change(rows);
	return Array.isArray(made) ? (made as Row[]) : rows;
}

/** Changes the erasables of every entry in place. */
export function alterErasables(
	{ entries }: VaultSnapshot,
	change: (rows: ErasableRow[]) => unknown
): void {
	for (const entry of entries) {
		const rows = must(parseErasables(entry.erasables));
		entry.erasables = encodeErasables(changed(rows, change));
	}
}

/** As {@link alterErasables}, of one row. */
export function alterErasable(
	snapshot: VaultSnapshot,
	id: string,
	change: Partial<ErasableRow>
): void {
	alterErasables(snapshot, (rows) =>
		rows.map((row) => (row.id === id ? { ...row, ...change } : row))
	);
}

/** Changes the log rows of one entry in place. */
export function alterLog(entry: Entry, change: (rows: LogRow[]) => unknown): void {
	const rows = must(parseLog(entry.log));
	entry.log = encodeLog(changed(rows, change));
}

/** The same bytes with one bit changed. */
export const flipped = (bytes: Uint8Array<ArrayBuffer>, at = 0) =>
	bytes.with(at, (bytes[at] ?? 0) ^ 1);

/** The records of a test vault, opened with its passphrase from what lies in the store. */
export async function recordsAtRest(store: VaultStore): Promise<Map<string, VaultRecord>> {
	const snapshot = must(await store.readSnapshot());
	const vault = await loadVault(snapshot, await keysOf(snapshot), startOfTests);
	return new Map([...vault.records].map(([id, { record }]) => [id, record]));
}

/** @returns the keys of a test vault */
export async function keysOf({ vaultId, slots }: Pick<VaultSnapshot, 'vaultId' | 'slots'>) {
	const rootKey = await openSlot(vaultId, must(slots[0]), passphraseBytes(passphrase));
	return deriveVaultKeys(must(rootKey), vaultId);
}
