import { fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { LogDraft, LogEntry } from '#lib/domain/vault/log-entry.ts';
import { longestSealedBytes } from '#lib/domain/vault/vault-file.ts';
import { recordId } from '#lib/domain/vault/vault-record.ts';
import { epochOf } from '#lib/storage/commit-rules.ts';
import type { LogRow, VaultStore } from '#lib/storage/vault-store.ts';
import type { Moment } from './context.ts';
import type { Change } from './change.ts';
import { headEnd, lastPosition } from './log-chain.ts';
import { maySlotsBe } from './open-slots.ts';
import type { OpenRecord, OpenVault } from './open-vault.ts';
import {
	recordTag,
	sealHead,
	sealLogEntry,
	sealRecord,
	slotsHash,
	xor,
	type Head
} from './sealing.ts';
import { assertRoom, bytesOfRows, sizeLimits, type Rows, type SizeLimits } from './vault-size.ts';

/**
 * Seals a change, moves the head on and writes both in one transaction; only then the open vault changes.
 *
 * @throws KmsError `Conflict` when another tab was first, the store's `QuotaExceeded` and `StorageFailed`, or
 * `InputTooLarge` or `VaultFull` for what could not be saved and read again: in each case nothing has changed
 */
export async function commitChange(
	store: VaultStore,
	{ vault, now }: Pick<Moment, 'vault' | 'now'>,
	change: Change,
	limits: SizeLimits = sizeLimits
): Promise<void> {
	const { keys, vaultId } = vault;
	const deleted = (change.delete ?? []).filter((id) => vault.records.has(id));
	const written = await Promise.all(
		(change.put ?? []).map(async (record): Promise<OpenRecord> => {
			const version = (vault.records.get(recordId(record))?.row.version ?? 0) + 1;
			const row = await sealRecord(keys, vaultId, record, version);
			return { row, record, tag: await recordTag(keys, row) };
		})
	);
	const slots = new Map(vault.slots);
	for (const slot of change.putSlots ?? []) slots.set(slot.slotId, slot);
	for (const id of change.deleteSlots ?? []) slots.delete(id);
	const slotsChange = change.putSlots !== undefined || change.deleteSlots !== undefined;
	if (slotsChange && !maySlotsBe([...slots.values()]))
		throw new RangeError('no vault may have these slots');
	const log = await sealLog({ vault, now }, change);
	assertReadable([...written.map(({ row }) => row), ...(change.putErasables ?? []), ...log]);
	const lastLog = log.at(-1);
	const growth = growthOf(vault, change, deleted, {
		slots: change.putSlots ?? [],
		records: written.map(({ row }) => row),
		erasables: change.putErasables ?? [],
		log
	});
	assertRoom(change, vault.fileBytes + growth, limits);

	const replaced = [...deleted, ...written.map(({ row }) => row.id)].flatMap((id) => {
		const before = vault.records.get(id);
		return before ? [before.tag] : [];
	});
	const head: Head = {
		count: vault.head.count + written.length - replaced.length,
		setDigest: toHex(
			[...replaced, ...written.map(({ tag }) => tag)].reduce<Bytes>(
				xor,
				fromHex(vault.head.setDigest)
			)
		),
		highestTimeSeen: change.resetTime ?? Math.max(now, vault.head.highestTimeSeen),
		logCount: lastLog?.number ?? vault.head.logCount,
		logHash: lastLog ? toHex(lastLog.hash) : vault.head.logHash,
		slotsHash: slotsChange ? await slotsHash(slots.values()) : vault.head.slotsHash
	};
	const epoch = vault.epoch + 1;
	await store.commit({
		expectedEpoch: vault.epoch,
		head: await sealHead(keys, vaultId, epoch, head),
		putRecords: written.map(({ row }) => row),
		deleteRecords: deleted,
		putErasables: change.putErasables ?? [],
		deleteErasables: change.deleteErasables ?? [],
		putSlots: change.putSlots ?? [],
		deleteSlots: change.deleteSlots ?? [],
		appendLog: log
	});

	vault.epoch = epoch;
	vault.head = head;
	vault.fileBytes += growth;
	vault.logBytes += bytesOfRows({ log });
	for (const id of deleted) vault.deleteRecord(id);
	for (const opened of written) vault.setRecord(opened.row.id, opened);
	for (const row of change.putErasables ?? []) vault.erasables.set(row.id, row);
	for (const id of change.deleteErasables ?? []) vault.erasables.delete(id);
	for (const slot of change.putSlots ?? []) vault.slots.set(slot.slotId, slot);
	for (const id of change.deleteSlots ?? []) vault.slots.delete(id);
}

/** @returns how many bytes more the vault's file has with these rows in place of those that they replace */
function growthOf(
	{ slots, records, erasables }: OpenVault,
	change: Change,
	deletedRecords: readonly string[],
	put: Rows
): number {
	const inPlace = <Row>(rows: ReadonlyMap<string, Row>, ids: readonly string[]) =>
		[...new Set(ids)].flatMap((id) => rows.get(id) ?? []);
	const replaced = {
		slots: inPlace(slots, [
			...put.slots.map(({ slotId }) => slotId),
			...(change.deleteSlots ?? [])
		]),
		records: inPlace(records, [...put.records.map(({ id }) => id), ...deletedRecords]).map(
			({ row }) => row
		),
		erasables: inPlace(erasables, [
			...put.erasables.map(({ id }) => id),
			...(change.deleteErasables ?? [])
		])
	};
	return bytesOfRows(put) - bytesOfRows(replaced);
}

/** Every field has its own bound, well below this one: it stands for what was forgotten. */
function assertReadable(rows: readonly { sealed: Bytes | null }[]): void {
	for (const { sealed } of rows)
		if (sealed && sealed.length > longestSealedBytes)
			throw new KmsError('InputTooLarge', {
				parameter: 'row',
				actualBytes: sealed.length,
				limitBytes: longestSealedBytes
			});
}

/**
 * Adds one entry to the log of a vault in quarantine and changes nothing else. What the head says of all other rows is
 * carried over as it is, so that all that did not fit before does not fit afterwards. A head that does not open stays
 * as it is, with the next epoch if there is one: when someone puts the old head back, the log has one entry more than the head knows.
 */
export async function commitInQuarantine(
	store: VaultStore,
	{ vault, now }: Pick<Moment, 'vault' | 'now'>,
	draft: LogDraft
): Promise<void> {
	const snapshot = await store.readSnapshot();
	if (!snapshot) throw new KmsError('VaultNotFound', {});
	const end = lastPosition(snapshot.log);
	if (end.number > vault.head.logCount) vault.head = { ...vault.head, ...headEnd(end) };
	const change = { log: [draft] };
	if (!vault.damage.some(({ record }) => record === 'head'))
		return commitChange(store, { vault, now }, change);
	const log = await sealLog({ vault, now }, change);
	const usable = !Number.isNaN(vault.epoch);
	const head = usable ? { ...snapshot.head, epoch: vault.epoch + 1 } : snapshot.head;
	await store.commit({ expectedEpoch: vault.epoch, head, appendLog: log });
	vault.epoch = epochOf(head);
	vault.head = { ...vault.head, ...headEnd(lastPosition(log)) };
}

async function sealLog(
	{ vault, now }: Pick<Moment, 'vault' | 'now'>,
	change: Change
): Promise<LogRow[]> {
	const rows: LogRow[] = [];
	let previousHash: Bytes = fromHex(vault.head.logHash);
	for (const draft of change.log ?? []) {
		const entry: LogEntry = {
			keyName: (draft.keyId !== null && vault.nameOf(draft.keyId)) || null,
			result: 'Success',
			actor: 'PERSON',
			detail: {},
			...draft,
			number: vault.head.logCount + rows.length + 1,
			time: now
		};
		const row = await sealLogEntry(vault.keys, vault.vaultId, entry, previousHash);
		rows.push(row);
		previousHash = row.hash;
	}
	return rows;
}
