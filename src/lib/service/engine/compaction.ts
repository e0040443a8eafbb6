/**
 * Compaction: puts fewer, fuller entries in place of commits, in one write. Killed before it, all that it would have
 * replaced still stands.
 */
import { fromHex, toHex } from '#lib/domain/bytes.ts';
import { equalBytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { vaultFactsId, type VaultRecord } from '#lib/domain/vault/vault-record.ts';
import { parseErasables, type Entry, type ErasableRow, type LogRow } from '#lib/storage/entry.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { namedErasables } from './erasables.ts';
import { assertAsVerified, logOf } from './log-chain.ts';
import type { OpenVault, StandingEntry } from './open-vault.ts';
import { emptyDigest, entryTag, sealEntry, xor, type EntryParts } from './sealing.ts';

/** Commits that wait for a compaction, and their bytes, at most. */
export const mostCommits = 256;
export const mostCommitBytes = 256 * 1024;
/** About how much one entry of a compaction holds. */
export const stretchBytes = 56 * 1024;

const bytesOf = (entries: readonly StandingEntry[]) =>
	entries.reduce((sum, { bytes }) => sum + bytes, 0);

/** @returns whether it is time for a compaction */
export function isCompactionDue({ entries, damage }: OpenVault): boolean {
	const commits = [...entries.values()].filter(({ kind }) => kind === 'COMMIT');
	const isDue = commits.length > mostCommits || bytesOf(commits) > mostCommitBytes;
	return isDue && damage.length === 0;
}

/** @returns about how many bytes a compaction of everything saves */
export const outdatedBytes = ({ entries }: OpenVault): number =>
	[...entries.values()].reduce((sum, { outdated }) => sum + outdated, 0);

/**
 * All commits, and what earlier compactions have written, newest first, for as long as that isn't much more than what
 * it goes with: so a record is written again only a few times, however large the vault grows. Full stretches of the
 * log stay for good.
 */
function selected({ entries }: OpenVault, all: boolean): StandingEntry[] {
	const isForGood = ({ kind, hasRecords, bytes }: StandingEntry) =>
		kind === 'STRETCH' && !hasRecords && bytes > stretchBytes / 2;
	const movable = [...entries.values()].filter((entry) => !isForGood(entry));
	if (all) return movable;
	const chosen = movable.filter(({ kind }) => kind === 'COMMIT');
	// Where no record was changed, none is written again for log rows alone.
	const goesAlong = (run: readonly StandingEntry[]) => {
		const hasRecords = run.some((entry) => entry.hasRecords);
		return bytesOf(run) <= 2 * bytesOf(chosen.filter((entry) => entry.hasRecords || !hasRecords));
	};
	let run: StandingEntry[] = [];
	for (const entry of movable.filter(({ kind }) => kind === 'STRETCH').reverse()) {
		// One compaction writes entries of consecutive epochs.
		if (run.length > 0 && run.at(-1)?.epoch !== entry.epoch + 1) {
			if (!goesAlong(run)) return chosen;
			chosen.push(...run);
			run = [];
		}
		run.push(entry);
	}
	if (goesAlong(run)) chosen.push(...run);
	return chosen;
}

/**
 * @param all - everything, so that nothing outdated is left
 * @throws KmsError as `VaultStore.commit` does, `VaultDamaged`, or `VaultQuarantined` for a vault whose damage would no
 * longer show; nothing has changed then
 */
export async function compact(
	store: VaultStore,
	vault: OpenVault,
	{ all = false }: { all?: boolean } = {}
): Promise<void> {
	const { keys, vaultId, damage } = vault;
	if (damage.length > 0) throw new KmsError('VaultQuarantined', { damage });
	await vault.openRecords();
	const replaced = selected(vault, all).sort((a, b) => a.epoch - b.epoch);
	const epochs = new Set(replaced.map(({ epoch }) => epoch));
	const entries = await store.readEntries([...epochs]);
	await assertAsVerified(vault, replaced, entries);
	const kept = [...vault.entries.values()].filter(({ epoch }) => !epochs.has(epoch));
	const records = [...vault.records.values()]
		.filter(({ record, epoch }) => epochs.has(epoch) && record.kind !== 'vault')
		.map(({ record }) => asFound(vault, record));
	// An entry that stays can still have what one of these has deleted.
	const deleted = kept.some(({ hasRecords }) => hasRecords)
		? new Set(replaced.flatMap((entry) => entry.deleted).filter((id) => !vault.records.has(id)))
		: [];

	const stretches = [
		...inStretches(records, erasablesOf(vault, entries), [...deleted]),
		...inLogStretches(logOf(entries))
	];
	if (stretches.length === 0) stretches.push({ put: [], delete: [], log: [], erasables: [] });
	const { summary } = vault;
	let before = kept.map(({ tag }) => tag).reduce(xor, fromHex(emptyDigest));
	const written: { entry: Entry; parts: EntryParts; tag: Uint8Array<ArrayBuffer> }[] = [];
	let { head } = vault;
	for (const [index, stretch] of stretches.entries()) {
		const epoch = vault.epoch + 1 + index;
		const stand = [...kept, ...written.map(({ parts }) => parts)].map((entry) => entry.epoch);
		const isLast = index === stretches.length - 1;
		// With what an unlock wants to know, so that it needs no body before this one.
		const end = { stand, summary, put: [...stretch.put, ...factsOf(vault)] };
		const parts: EntryParts = { ...stretch, epoch, kind: 'STRETCH', ...(isLast && end) };
		// That of the last one, so that those before it without it are no vault: they have not all that it takes.
		const count = kept.length + stretches.length - 1;
		head = { ...vault.head, count, setDigest: toHex(before) };
		const entry = await sealEntry(keys, vaultId, parts, head);
		const tag = await entryTag(keys, entry);
		before = xor(before, tag);
		written.push({ entry, parts, tag });
	}
	await store.commit({
		expectedEpoch: vault.epoch,
		put: written.map(({ entry }) => entry),
		delete: [...epochs]
	});

	for (const { entry, tag, parts } of written) vault.add(entry, tag, parts);
	for (const { parts } of written) {
		const entry = vault.entries.get(parts.epoch);
		if (entry) entry.outdated = 0;
	}
	vault.head = head;
	vault.summary = summary;
}

function factsOf({ records }: OpenVault): VaultRecord[] {
	const facts = records.get(vaultFactsId)?.record;
	return facts ? [facts] : [];
}

/** With what was found out about a CMK's erasables since: the next sweep has still to write it down. */
function asFound({ cmks }: OpenVault, record: VaultRecord): VaultRecord {
	if (record.kind !== 'cmk') return record;
	const cmk = cmks.get(record.cmk.keyId) ?? record.cmk;
	return cmk === record.cmk ? record : { ...record, cmk };
}

type Stretch = Omit<EntryParts, 'epoch' | 'kind'>;

/** Fills stretches one after the other, each up to its bound. */
function filled<Item>(items: readonly Item[], bytesOfItem: (item: Item) => number): Item[][] {
	const groups: Item[][] = [];
	let room = 0;
	for (const item of items) {
		const bytes = bytesOfItem(item);
		if (bytes > room || groups.length === 0) {
			groups.push([]);
			room = stretchBytes;
		}
		groups.at(-1)?.push(item);
		room -= bytes;
	}
	return groups;
}

function inStretches(
	records: readonly VaultRecord[],
	erasables: readonly ErasableRow[],
	deleted: readonly string[]
): Stretch[] {
	const recordGroups = filled(records, (record) => JSON.stringify(record).length);
	const erasableGroups = filled(erasables, ({ sealed }) => 36 + (sealed?.length ?? 0));
	const count = Math.max(recordGroups.length, erasableGroups.length, Number(deleted.length > 0));
	return Array.from({ length: count }, (_, index) => ({
		put: recordGroups[index] ?? [],
		delete: index === 0 ? deleted : [],
		log: [],
		erasables: erasableGroups[index] ?? []
	}));
}

const inLogStretches = (rows: readonly LogRow[]): Stretch[] =>
	filled(rows, ({ sealed }) => 44 + sealed.length).map((log) => ({
		put: [],
		delete: [],
		log,
		erasables: []
	}));

/**
 * As they lie there now: a sweep can have erased one since, which must not come back.
 *
 * @throws KmsError `VaultDamaged` when one is neither as it was nor erased
 */
function erasablesOf(vault: OpenVault, entries: readonly Entry[]): ErasableRow[] {
	const named = new Set(namedErasables(vault).map(({ recordId }) => recordId));
	const rows = entries.flatMap(({ erasables }) => parseErasables(erasables) ?? []);
	return rows
		.filter(({ id }) => named.has(id))
		.map((row) => {
			const held = vault.erasables.get(row.id);
			const isErased = row.sealed === null && row.notAfter !== null;
			const isHeld = row.sealed && held?.sealed && equalBytes(row.sealed, held.sealed);
			if (row.notAfter === held?.notAfter && (isErased || isHeld)) return row;
			throw new KmsError('VaultDamaged', {
				damage: [{ record: `erasables/${row.id}`, problem: 'ALTERED' }]
			});
		});
}
