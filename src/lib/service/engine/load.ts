import { fromHex, toHex } from '#lib/domain/bytes.ts';
import { KmsError, type Damage } from '#lib/domain/errors.ts';
import type { KeySummary } from '#lib/domain/key/key-summary.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { VaultFacts } from '#lib/domain/vault/vault-record.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { parseErasables, type Entry } from '#lib/storage/entry.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import {
	checkAll,
	checkContents,
	each,
	type CheckedEntry,
	type ContentCheck
} from './check-entries.ts';
import { entryDamage, erasablesDamage, type Suspect } from './find-damage.ts';
import { headEnd, lastPosition, logOf } from './log-chain.ts';
import { OpenVault } from './open-vault.ts';
import {
	emptyDigest,
	openBody,
	openHead,
	slotsHash,
	xor,
	type Body,
	type Head
} from './sealing.ts';

/** Of a vault whose newest entry does not open. No set of entries fits it, nor will one with more. */
const lostHead: Head = {
	count: -1,
	setDigest: emptyDigest,
	highestTimeSeen: 0,
	logCount: 0,
	logHash: emptyDigest,
	slotsHash: ''
};

/** How a vault is loaded. */
interface Loading {
	/** of all entries, where somebody has begun with them already */
	contents?: Promise<readonly ContentCheck[]>;
	/** leaves records sealed, all of whose bytes have verified, where nothing has to be known of them now */
	mayStaySealed?: boolean;
}

/**
 * Opens and verifies everything in a snapshot. What does not fit is named in `damage` and left out; nothing is
 * repaired.
 */
export async function loadVault(
	snapshot: VaultSnapshot,
	keys: VaultKeys,
	now: EpochMillis,
	{ contents = checkContents(snapshot.entries), mayStaySealed = false }: Loading = {}
): Promise<OpenVault> {
	const { vaultId, slots, entries } = snapshot;
	const newest = entries.at(-1);
	const head = newest && (await openHead(keys, vaultId, newest));
	// The log can be read on without a head, as far as it follows from itself.
	const endAtRest = () => lastPosition(logOf(entries));
	const vault = new OpenVault(vaultId, keys, NaN, head ?? { ...lostHead, ...headEnd(endAtRest()) });
	for (const slot of slots) vault.slots.set(slot.slotId, slot);
	const time = Math.max(now, vault.head.highestTimeSeen);
	const slotsFit = head && (await slotsHash(slots)) === head.slotsHash;
	// The last part of a compaction, and what comes after it, say what an unlock has to know.
	const sealed = mayStaySealed ? entries.findLastIndex(({ kind }) => kind === 'STRETCH') : 0;
	if (sealed > 0 && slotsFit) {
		const checked = await checkAll(keys, vaultId, entries, contents, sealed);
		if (fits(vault, head, checked) && sealLater(vault, checked, time)) return vault;
	}
	const checked = await checkAll(keys, vaultId, entries, contents);
	takeIn(vault, checked);

	const damage: Damage[] = [];
	if (!head || !fits(vault, head, checked))
		damage.push(...(await entryDamage(vault, checked, head)));
	const knowsSlots = head && head.slotsHash !== lostHead.slotsHash;
	if (knowsSlots && !slotsFit) damage.push({ record: 'slots', problem: 'SLOTS_CHANGED' });
	damage.push(...(await erasablesDamage(vault, checked, time, damage.length > 0)));
	vault.damage = damage;
	if (damage.length > 0) {
		// What is logged all the same goes on after the last row that there is.
		const end = endAtRest();
		if (end.number > vault.head.logCount) vault.head = { ...vault.head, ...headEnd(end) };
	}
	return vault;
}

/**
 * Takes in entries that fit, and leaves their records sealed.
 *
 * @returns false, with nothing done, where something has to be known of the records at once: something of them is due or
 * was erased, or the entries don't say
 */
function sealLater(vault: OpenVault, checked: readonly CheckedEntry[], time: EpochMillis): boolean {
	if (checked.some(({ erasablesAreWhole }) => !erasablesAreWhole)) return false;
	let facts: VaultFacts | undefined;
	let summary: KeySummary | undefined;
	for (const { body } of checked) {
		if (typeof body !== 'object') continue;
		if (body.put.length + body.delete.length > 0) summary = body.summary;
		for (const record of body.put) if (record.kind === 'vault') facts = record.vault;
	}
	if (!facts || !summary || (summary.due !== null && summary.due <= time)) return false;
	for (const { entry, tag, log } of checked) vault.addSealed(entry, tag, log);
	vault.sealRecords({ facts, summary, open: () => openSealed(vault, checked) });
	return true;
}

/** Opens the records that {@link sealLater} has left sealed. */
async function openSealed(vault: OpenVault, checked: readonly CheckedEntry[]): Promise<void> {
	const { keys, vaultId } = vault;
	const bodies = await each(
		checked.map(({ entry }) => entry),
		// What its owner has sealed, and nobody has altered, can still be what this Airlock can't read.
		(entry) => openBody(keys, vaultId, entry).catch(() => undefined)
	);
	const unread = checked.filter((_, index) => !bodies[index]);
	vault.unsealRecords(
		checked.map(({ entry }, index) => [entry.epoch, bodies[index] ?? nothing] as const)
	);
	vault.damage = unread.map(({ entry }) => ({
		record: `entries/${entry.epoch}`,
		problem: 'ALTERED'
	}));
}

/**
 * Takes what another tab has written since into the open vault, when all of it fits.
 *
 * @param snapshot - the entries after the vault's epoch
 * @throws {@link KmsError} `VaultDamaged`; the vault is then as it was
 */
export async function loadLater(
	vault: OpenVault,
	{ slots, entries }: VaultSnapshot,
	now: EpochMillis
): Promise<void> {
	const { keys, vaultId, epoch } = vault;
	const later = entries.filter((entry) => !(entry.epoch <= epoch));
	const checked = await checkAll(keys, vaultId, later, checkContents(later));
	const newest = later.at(-1);
	const head = newest && (await openHead(keys, vaultId, newest));
	const slotsFit = head && (await slotsHash(slots)) === head.slotsHash;
	// Another look of this tab can have been first; its reading is as good.
	if (vault.epoch !== epoch) return;
	if (!head || !slotsFit || !fits(vault, head, checked)) throw damagedSince();
	takeIn(vault, checked);
	const swept = takeMarkers(
		vault,
		entries.filter((entry) => entry.epoch <= epoch)
	);
	vault.head = head;
	vault.slots.clear();
	for (const slot of slots) vault.slots.set(slot.slotId, slot);
	const time = Math.max(now, head.highestTimeSeen);
	const damage = await erasablesDamage(vault, [...checked, ...swept], time, false);
	if (damage.length > 0) throw new KmsError('VaultDamaged', { damage });
}

const damagedSince = () =>
	new KmsError('VaultDamaged', { damage: [{ record: 'entries', problem: 'SET_CHANGED' }] });

/** For what a hand has put into another shape than any version of Airlock writes. */
export const unreadableVault = () =>
	new KmsError('VaultDamaged', { damage: [{ record: 'vault', problem: 'UNREADABLE' }] });

function takeIn(vault: OpenVault, checked: readonly CheckedEntry[]): void {
	for (const { entry, tag, body } of checked)
		vault.add(entry, tag, typeof body === 'object' ? body : nothing);
}

/** Of what a sweep has erased since, only that it is gone is taken from an entry that was verified before. */
function takeMarkers(vault: OpenVault, entries: readonly Entry[]): Suspect[] {
	return entries.map((entry) => {
		const markers = (parseErasables(entry.erasables) ?? []).filter(({ sealed }) => !sealed);
		for (const { id, erasedAt } of markers) {
			const held = vault.erasables.get(id);
			if (held?.epoch === entry.epoch) vault.erasables.set(id, { ...held, sealed: null, erasedAt });
		}
		return { entry, erasablesAreWhole: false };
	});
}

const nothing: Body = { put: [], delete: [] };

/** Whether these entries, with those that the vault has of before, are exactly those that the newest one's head names. */
function fits(vault: OpenVault, head: Head, checked: readonly CheckedEntry[]): boolean {
	if (!checked.every(({ body, contentIsWhole }) => body && contentIsWhole)) return false;
	const tags = new Map([...vault.entries.values()].map(({ epoch, tag }) => [epoch, tag]));
	for (const { entry, tag, body } of checked) {
		if (typeof body === 'object' && body.stand) {
			const stand = new Set(body.stand);
			for (const epoch of tags.keys())
				if (epoch < entry.epoch && !stand.has(epoch)) tags.delete(epoch);
		}
		tags.set(entry.epoch, tag);
	}
	const before = [...tags.values()].slice(0, -1);
	// A compaction deletes what it replaces: what it doesn't name was put back.
	return (
		checked.every(({ entry }) => tags.has(entry.epoch)) &&
		head.count === before.length &&
		head.setDigest === toHex(before.reduce(xor, fromHex(emptyDigest)))
	);
}
