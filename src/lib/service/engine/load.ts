import { fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, type Damage } from '#lib/domain/errors.ts';
import type { KeySummary } from '#lib/domain/key/key-summary.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { VaultFacts } from '#lib/domain/vault/vault-record.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import {
	hasErased,
	logSpan,
	parseErasables,
	type Entry,
	type ErasableRow,
	type LogSpan
} from '#lib/storage/entry.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { namedErasables, rowHash } from './erasables.ts';
import { findChainBreak, headEnd, lastPosition, logEnd, logOf } from './log-chain.ts';
import { OpenVault } from './open-vault.ts';
import { isSweepMarker, withErasedEarly } from './sweep-marker.ts';
import {
	areErasablesWhole,
	emptyDigest,
	entryTag,
	isContentWhole,
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

/** How many entries are checked at the same time. */
const entriesAtOnce = 32;

/** What can be found out about an entry by itself, without a key. */
export interface ContentCheck {
	contentIsWhole: boolean;
	/** whether none of them was erased or altered */
	erasablesAreWhole: boolean;
	log: LogSpan | undefined;
}

/** An entry with what was found out about it by itself. */
interface CheckedEntry extends ContentCheck {
	entry: Entry;
	tag: Bytes;
	/** undefined for one that doesn't open; `SEALED` for one that nobody has opened */
	body: Body | 'SEALED' | undefined;
}

/** A few at a time, since each is copied for every check. */
async function each<Result>(
	entries: readonly Entry[],
	work: (entry: Entry, index: number) => Promise<Result>
): Promise<Result[]> {
	const results: Result[] = [];
	const rest = entries.entries();
	const workOn = async () => {
		for (const [index, entry] of rest) results[index] = await work(entry, index);
	};
	await Promise.all(Array.from({ length: entriesAtOnce }, workOn));
	return results;
}

/** Reads and hashes all entries, for which no key is needed. */
export const checkContents = (entries: readonly Entry[]): Promise<ContentCheck[]> =>
	each(entries, async (entry) => {
		const [contentIsWhole, erasablesAreWhole] = await Promise.all([
			isContentWhole(entry),
			areErasablesWhole(entry)
		]);
		const isWhole = erasablesAreWhole && hasErased(entry.erasables) !== true;
		return { contentIsWhole, erasablesAreWhole: isWhole, log: logSpan(entry.log) };
	});

const unchecked: ContentCheck = { contentIsWhole: false, erasablesAreWhole: false, log: undefined };

/** @param sealed - how many entries keep their bodies sealed */
async function checkAll(
	keys: VaultKeys,
	vaultId: Bytes,
	entries: readonly Entry[],
	contents: Promise<readonly ContentCheck[]>,
	sealed = 0
): Promise<CheckedEntry[]> {
	const checks = await contents;
	return each(entries, async (entry, index): Promise<CheckedEntry> => {
		const [tag, body] = await Promise.all([
			entryTag(keys, entry),
			index < sealed ? ('SEALED' as const) : openBody(keys, vaultId, entry)
		]);
		return { ...(checks[index] ?? unchecked), entry, tag, body };
	});
}

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

type Suspect = Pick<CheckedEntry, 'entry' | 'erasablesAreWhole'>;

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

/** Finds out what it is that does not fit. */
async function entryDamage(
	{ keys, vaultId }: OpenVault,
	checked: readonly CheckedEntry[],
	head: Head | undefined
): Promise<Damage[]> {
	const damage: Damage[] = [];
	for (const { entry, body, contentIsWhole } of checked) {
		const isWhole = body && contentIsWhole && (await openHead(keys, vaultId, entry));
		if (!isWhole) damage.push({ record: `entries/${entry.epoch}`, problem: 'ALTERED' });
	}
	const rows = logOf(checked.map(({ entry }) => entry));
	const brokenAt = await findChainBreak(keys, rows, head && logEnd(head));
	if (brokenAt !== null) damage.push({ record: `log/${brokenAt}`, problem: 'CHAIN_BROKEN' });
	const isMissing = head === undefined || checked.length <= head.count;
	if (!damage.some(({ record }) => record.startsWith('entries/')))
		damage.push({ record: 'entries', problem: isMissing ? 'MISSING' : 'SET_CHANGED' });
	return damage;
}

/**
 * Key material and wrapping keys. Those of an entry that are as they were written are those that the vault's records
 * name. Of any other entry each is looked at: a record names it by its hash and due date, and a missing one is fine
 * once due. What a sweep erased before its time is that CMK's loss, and no damage.
 *
 * @param all - looks at all
 */
async function erasablesDamage(
	vault: OpenVault,
	checked: readonly Suspect[],
	now: EpochMillis,
	all: boolean
): Promise<Damage[]> {
	const suspects = checked.filter(({ erasablesAreWhole }) => all || !erasablesAreWhole);
	if (suspects.length === 0) return [];
	const epochs = new Set(suspects.map(({ entry }) => entry.epoch));
	const unnamed = new Map([...vault.erasables].filter(([, { epoch }]) => epochs.has(epoch)));
	const early = new Set<string>();
	const problems = await Promise.all(
		namedErasables(vault).map(async ({ recordId, rowHash: expectedHash, notAfter }) => {
			const row = vault.erasables.get(recordId);
			unnamed.delete(recordId);
			if (row && !epochs.has(row.epoch)) return [];
			const problem = await erasableProblem(row, expectedHash, notAfter, now);
			if (problem === 'ERASED_EARLY') early.add(recordId);
			return problem && problem !== 'ERASED_EARLY'
				? [{ record: `erasables/${recordId}`, problem }]
				: [];
		})
	);
	if (early.size > 0)
		for (const [keyId, cmk] of vault.cmks) vault.cmks.set(keyId, withErasedEarly(cmk, early));
	const damage: Damage[] = problems.flat();
	for (const { entry } of suspects)
		if (hasErased(entry.erasables) === undefined)
			damage.push({ record: `entries/${entry.epoch}`, problem: 'ALTERED' });
	for (const [id, { sealed }] of unnamed) {
		// What no record names can belong to one that is damaged, and is only then no damage of its own.
		if (sealed && !all) damage.push({ record: `erasables/${id}`, problem: 'UNEXPECTED' });
		vault.erasables.delete(id);
	}
	return damage;
}

async function erasableProblem(
	row: ErasableRow | undefined,
	expectedHash: string,
	notAfter: EpochMillis | null,
	now: EpochMillis
): Promise<Damage['problem'] | 'ERASED_EARLY' | undefined> {
	const due = notAfter !== null && notAfter <= now;
	if (row === undefined) return due ? undefined : 'MISSING';
	if (row.notAfter !== notAfter) return 'ALTERED';
	if (row.sealed === null) {
		if (!isSweepMarker(row)) return 'MISSING';
		return due ? undefined : 'ERASED_EARLY';
	}
	return (await rowHash({ ...row, sealed: row.sealed })) === expectedHash ? undefined : 'ALTERED';
}
