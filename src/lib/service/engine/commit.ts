import { fromHex, toHex } from '#lib/domain/bytes.ts';
import { summaryAfter, summaryOf, type KeySummary } from '#lib/domain/key/key-summary.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import { longestSealedBytes } from '#lib/domain/vault/vault-file.ts';
import { entryBytes } from '#lib/storage/entry.ts';
import type { StoreCommit, VaultStore } from '#lib/storage/vault-store.ts';
import type { Change } from './change.ts';
import { compact, outdatedBytes } from './compaction.ts';
import type { Moment } from './context.ts';
import { maySlotsBe } from './open-slots.ts';
import type { OpenVault } from './open-vault.ts';
import {
	encodeBody,
	entryTag,
	sealEntry,
	sealLog,
	slotsHash,
	type EntryParts,
	type Head
} from './sealing.ts';
import { assertRoom, hasAllEntries, sizeLimits, type SizeLimits } from './vault-size.ts';

/**
 * Seals a change as one entry and writes it; only then the open vault changes.
 *
 * @param beyond - an epoch that the entry's must be beyond, as the vault's is
 * @throws KmsError `Conflict` when another tab was first, the store's `QuotaExceeded` and `StorageFailed`, or
 * `InputTooLarge` or `VaultFull` for what could not be saved and read again: in each case nothing has changed
 */
export async function commitChange(
	store: VaultStore,
	{ vault, now, beyond = 0 }: Pick<Moment, 'vault' | 'now'> & { beyond?: number },
	change: Change,
	limits: SizeLimits = sizeLimits
): Promise<void> {
	const { keys, vaultId } = vault;
	const log = await sealLog(
		keys,
		vaultId,
		logEntries({ vault, now }, change),
		fromHex(vault.head.logHash)
	);
	const parts: Omit<EntryParts, 'epoch'> = {
		kind: 'COMMIT',
		put: change.put ?? [],
		delete: (change.delete ?? []).filter((id) => vault.records.has(id)),
		log,
		erasables: change.putErasables ?? []
	};
	const changesRecords = parts.put.length + parts.delete.length > 0;
	const summary = changesRecords ? summaryWith(vault, parts, now) : undefined;
	if (summary) parts.summary = summary;
	assertReadable(parts);
	const slots = new Map(vault.slots);
	for (const slot of change.putSlots ?? []) slots.set(slot.slotId, slot);
	for (const id of change.deleteSlots ?? []) slots.delete(id);
	const slotsChange = change.putSlots !== undefined || change.deleteSlots !== undefined;
	if (slotsChange && !maySlotsBe([...slots.values()]))
		throw new RangeError('no vault may have these slots');
	const slotsAfter = slotsChange ? await slotsHash(slots.values()) : vault.head.slotsHash;

	const sealed = async () => {
		const lastLog = log.at(-1);
		const head: Head = {
			...vault.standing(),
			highestTimeSeen: change.resetTime ?? Math.max(now, vault.head.highestTimeSeen),
			logCount: lastLog?.number ?? vault.head.logCount,
			logHash: lastLog ? toHex(lastLog.hash) : vault.head.logHash,
			slotsHash: slotsAfter
		};
		const epoch = Math.max(vault.nextEpoch, beyond + 1);
		return { head, entry: await sealEntry(keys, vaultId, { ...parts, epoch }, head) };
	};
	let { head, entry } = await sealed();
	const after = () => vault.fileBytesWith([...slots.values()]) + entryBytes(entry);
	const isFull = after() > limits.roomyBytes && outdatedBytes(vault) > entryBytes(entry);
	if ((isFull || hasAllEntries(vault, limits)) && vault.damage.length === 0) {
		try {
			await compact(store, vault, { all: true });
		} catch (error) {
			// What is smaller can still be written to a full disk.
			if (!isKmsError(error, 'QuotaExceeded')) throw error;
		}
		({ head, entry } = await sealed());
	}
	assertRoom(vault, change, after(), limits);

	const isNew = vault.epoch === 0;
	const opening = slotsChange || isNew ? { opening: { vaultId, slots: [...slots.values()] } } : {};
	const written = store.commit({
		expectedEpoch: vault.epoch,
		put: [entry],
		...opening,
		...(vault.damage.length > 0 && { unverified: true }),
		...erasing(vault, change, now)
	});
	const [tag] = await Promise.all([entryTag(keys, entry), written]);

	vault.add(entry, tag, parts);
	if (summary) vault.summary = summary;
	vault.head = head;
	for (const id of change.deleteErasables ?? []) vault.erasables.delete(id);
	for (const slot of change.putSlots ?? []) vault.slots.set(slot.slotId, slot);
	for (const id of change.deleteSlots ?? []) vault.slots.delete(id);
}

/** @returns the summary of the CMKs after a change */
function summaryWith(
	{ cmks, summary }: OpenVault,
	{ put, delete: deleted }: Pick<EntryParts, 'put' | 'delete'>,
	now: EpochMillis
): KeySummary {
	const after = new Map<string, Cmk | undefined>(deleted.map((id) => [id, undefined]));
	for (const record of put) if (record.kind === 'cmk') after.set(record.cmk.keyId, record.cmk);
	// What was due first can be gone.
	if (summary.due !== null && summary.due <= now)
		return summaryOf([
			...[...cmks.values()].filter(({ keyId }) => !after.has(keyId)),
			...[...after.values()].filter((cmk) => cmk !== undefined)
		]);
	return [...after].reduce(
		(sum, [keyId, cmk]) => summaryAfter(sum, [cmks.get(keyId), cmk]),
		summary
	);
}

/** What is deleted must not stay in the entry that brought it. */
function erasing(
	{ erasables }: OpenVault,
	{ deleteErasables = [] }: Change,
	at: number
): Pick<StoreCommit, 'erase'> {
	const byEpoch = new Map<number, string[]>();
	for (const id of deleteErasables) {
		const epoch = erasables.get(id)?.epoch;
		if (epoch !== undefined) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), id]);
	}
	const from = [...byEpoch].map(([epoch, ids]) => ({ epoch, ids }));
	return from.length > 0 ? { erase: { at, from } } : {};
}

/** Every field has its own bound, well below this one: it stands for what was forgotten. */
function assertReadable({
	put,
	erasables,
	log
}: Pick<EntryParts, 'put' | 'erasables' | 'log'>): void {
	const sizes = [
		...put.map((record) => encodeBody({ put: [record], delete: [] }).length),
		...[...erasables, ...log].map(({ sealed }) => sealed?.length ?? 0)
	];
	for (const actualBytes of sizes)
		if (actualBytes > longestSealedBytes)
			throw new KmsError('InputTooLarge', {
				parameter: 'row',
				actualBytes,
				limitBytes: longestSealedBytes
			});
}

function logEntries(
	{ vault, now }: Pick<Moment, 'vault' | 'now'>,
	{ log = [] }: Change
): LogEntry[] {
	return log.map((draft, index) => ({
		keyName: (draft.keyId !== null && vault.aliases.nameOf(draft.keyId)) || null,
		result: 'Success',
		actor: 'PERSON',
		detail: {},
		...draft,
		number: vault.head.logCount + index + 1,
		time: now
	}));
}
