import { beforeAll, describe, expect, test } from 'vitest';
import { asKmsError, type Damage } from '#lib/domain/errors.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createPassphraseSlot } from '#lib/crypto/slot.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import { compact } from '#lib/service/engine/compaction.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import type { OpenVault } from '#lib/service/engine/open-vault.ts';
import { parseErasables, type Entry } from '#lib/storage/entry.ts';
import { encodeVaultFileContent } from '#lib/storage/vault-file.ts';
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import {
	alterErasable,
	alterErasables,
	alterLog,
	flipped,
	heldErasables,
	keysOf,
	logAtRest,
	newest
} from '../../../support/at-rest.ts';
import { must } from '../../../support/must.ts';
import { getParameters, importMaterial } from '../../../support/importing.ts';
import fc from '../../../support/properties.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { rounds, seed } from '../../../support/soak.ts';
import { bytesAtRest, tamper } from '../../../support/tampering.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	someKeyMaterial,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const dayMs = 24 * 60 * 60 * 1000;

let vault: TestVault;
/** the whole vault, the same with other last changes, and after a compaction */
let good: VaultSnapshot;
let fork: VaultSnapshot;
let compacted: VaultSnapshot;
const otherId = '00000000-0000-4000-8000-000000000000';
let forLife: string;
let expiring: string;

async function snapshotOf({ store }: TestVault): Promise<VaultSnapshot> {
	const snapshot = await store.readSnapshot();
	if (!snapshot) throw new Error('there is no vault');
	return snapshot;
}

beforeAll(async () => {
	vault = await newVault();
	forLife = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/one' });
	await importMaterial(vault, forLife);
	expiring = await newKey(vault);
	await importMaterial(vault, expiring, someKeyMaterial(1), vault.clock.now() + dayMs);
	await getParameters(vault, await newKey(vault));
	const other = openTab(createMemoryStore(await snapshotOf(vault)), vault.clock);
	await unlock(other);
	for (const tab of [vault, other])
		for (const Description of ['changed', 'changed again'])
			await tab.handle('UpdateKeyDescription', { KeyId: forLife, Description });
	good = await snapshotOf(vault);
	fork = await snapshotOf(other);
	compacted = await compactedCopy(good);
});

/** The same vault after a compaction, and one more commit. */
async function compactedCopy(snapshot: VaultSnapshot): Promise<VaultSnapshot> {
	const store = createMemoryStore(snapshot);
	const opened = await loadVault(snapshot, await keysOf(snapshot), vault.clock.now());
	await compact(store, opened);
	await commitChange(store, { vault: opened, now: vault.clock.now() }, {});
	return must(await store.readSnapshot());
}

test('a vault that was compacted has no damage, and the same in it', async () => {
	expect(compacted.entries.map(({ kind }) => kind)).toEqual(['STRETCH', 'STRETCH', 'COMMIT']);
	const { tab, damage } = await open(compacted);
	expect(damage).toEqual([]);
	const { Keys } = await tab.handle('ListKeys', {});
	expect(Keys).toHaveLength(3);
	expect(heldErasables(compacted)).toHaveLength(heldErasables(good).length);
	expect(logAtRest(compacted).map(({ number }) => number)).toEqual(
		logAtRest(good).map(({ number }) => number)
	);
});
const material = (snapshot: VaultSnapshot, expires: boolean) =>
	must(
		heldErasables(snapshot).find(
			({ sealed, notAfter }) => sealed.length === 60 && (notAfter === null) !== expires
		)
	);
const alterMaterial = (
	snapshot: VaultSnapshot,
	expires: boolean,
	change: Parameters<typeof alterErasable>[2]
) => alterErasable(snapshot, material(snapshot, expires).id, change);
/** The last entry but one; `good` has log row `number` in it. */
const middle = ({ entries }: VaultSnapshot) => must(entries.at(-2));
/** What another course of the vault has at the same epoch. */
const inFork = ({ epoch }: Entry) => must(fork.entries.find((entry) => entry.epoch === epoch));
const epochOfMiddle = () => middle(good).epoch;

interface Opened {
	tab: TestVault;
	damage: Damage[];
	/** the error of an unlock that was refused */
	refused: string | undefined;
}

async function open(snapshot: VaultSnapshot, now = vault.clock.now()): Promise<Opened> {
	const tab = openTab(createMemoryStore(snapshot), new TestClock());
	tab.clock.set(now);
	try {
		return { tab, damage: (await unlock(tab)).Damage, refused: undefined };
	} catch (error) {
		const refusal = asKmsError(error);
		if (!refusal) throw error;
		const damage = 'damage' in refusal.details ? refusal.details.damage : [];
		return { tab, damage, refused: refusal.code };
	}
}

/** Nothing can be changed any more, and nothing was. */
async function expectReadOnly({ tab, damage }: Opened, tampered: VaultSnapshot): Promise<void> {
	for (const attempt of [
		tab.handle('CreateKey', {}),
		tab.handle('UpdateVault', { VaultName: 'repaired' }),
		tab.handle('DisableKey', { KeyId: forLife })
	]) {
		const { code, details } = await refusalOf(attempt);
		expect([code, details]).toEqual(['VaultQuarantined', { damage }]);
	}
	expect(await snapshotOf(tab)).toEqual(tampered);
}

test('a vault that nobody touched has no damage', async () => {
	expect(await open(good)).toMatchObject({ damage: [], refused: undefined });
});

const altered = (epoch: number): Damage => ({ record: `entries/${epoch}`, problem: 'ALTERED' });
const broken = (number: number): Damage => ({ record: `log/${number}`, problem: 'CHAIN_BROKEN' });
const erasableDamage = (expires: boolean, problem: Damage['problem']): Damage => ({
	record: `erasables/${material(good, expires).id}`,
	problem
});

const quarantined: [string, (snapshot: VaultSnapshot) => void, () => Damage[]][] = [
	[
		'an entry is missing',
		(it) => it.entries.splice(-2, 1),
		() => [broken(logAtRest(good).length - 1), { record: 'entries', problem: 'MISSING' }]
	],
	[
		'the first entry is missing',
		(it) => it.entries.shift(),
		() => [broken(1), { record: 'entries', problem: 'MISSING' }]
	],
	[
		'an entry lies under another epoch as well',
		(it) => it.entries.push({ ...middle(it), epoch: 99 }),
		() => [altered(99), broken(logAtRest(good).length)]
	],
	[
		'two entries have swapped their bodies',
		(it) => {
			const [one, two] = [newest(it), must(it.entries[1])];
			[one.body, two.body] = [two.body, one.body];
		},
		() => [altered(2), altered(newest(good).epoch)]
	],
	[
		'an entry is that of another course of the same vault',
		(it) => Object.assign(middle(it), inFork(middle(it))),
		() => [broken(logAtRest(good).length), { record: 'entries', problem: 'SET_CHANGED' }]
	],
	[
		'the newest entry is that of another course of the same vault',
		(it) => Object.assign(newest(it), inFork(newest(it))),
		() => [broken(logAtRest(good).length), { record: 'entries', problem: 'SET_CHANGED' }]
	],
	[
		'the newest entry says to be of another epoch',
		(it) => newest(it).epoch++,
		() => [altered(newest(good).epoch + 1)]
	],
	[
		'an entry says to be of another kind',
		(it) => (middle(it).kind = 'STRETCH'),
		() => [altered(epochOfMiddle())]
	],
	[
		'an entry has no body',
		(it) => (newest(it).body = new Uint8Array()),
		() => [altered(newest(good).epoch)]
	],
	[
		'key material is missing that is not due',
		(it) => alterErasables(it, (rows) => rows.filter(({ id }) => id !== material(good, false).id)),
		() => [erasableDamage(false, 'MISSING')]
	],
	[
		'erasables have another shape',
		(it) => {
			for (const entry of it.entries) entry.erasables = entry.erasables.slice(0, -1);
		},
		() => [
			...heldErasables(good).map(({ id }) => ({
				record: `erasables/${id}`,
				problem: 'MISSING' as const
			})),
			...good.entries.flatMap(({ epoch, erasables }) =>
				erasables.length > 0 ? [altered(epoch)] : []
			)
		]
	],
	[
		'the due date of key material is later',
		(it) => alterMaterial(it, true, { notAfter: vault.clock.now() + 2 * dayMs }),
		() => [erasableDamage(true, 'ALTERED')]
	],
	[
		'key material without a due date has got one',
		(it) => alterMaterial(it, false, { notAfter: vault.clock.now() + dayMs }),
		() => [erasableDamage(false, 'ALTERED')]
	],
	[
		'two keys have swapped their material',
		(it) => {
			const [one, two] = [material(it, false), material(it, true)];
			alterErasable(it, one.id, { sealed: two.sealed });
			alterErasable(it, two.id, { sealed: one.sealed });
		},
		() => [erasableDamage(false, 'ALTERED'), erasableDamage(true, 'ALTERED')]
	],
	[
		'key material lies under another id as well',
		(it) =>
			alterErasables(it, (rows) =>
				rows.flatMap((row) =>
					row.id === material(good, false).id ? [row, { ...row, id: otherId }] : [row]
				)
			),
		() => [{ record: `erasables/${otherId}`, problem: 'UNEXPECTED' }]
	],
	[
		'key material for life looks as if a sweep had erased it',
		(it) => alterMaterial(it, false, { sealed: null, erasedAt: vault.clock.now() }),
		() => [erasableDamage(false, 'MISSING')]
	],
	[
		'key material looks as if a sweep had erased it before its time',
		(it) => alterMaterial(it, true, { sealed: null, erasedAt: vault.clock.now() }),
		() => [erasableDamage(true, 'MISSING')]
	],
	[
		'key material was swept after the end of time',
		(it) => alterMaterial(it, true, { sealed: null, erasedAt: 8.64e15 + 1 }),
		() => [erasableDamage(true, 'MISSING')]
	],
	[
		'a log row is missing from an entry',
		(it) => alterLog(newest(it), () => []),
		() => [altered(newest(good).epoch), broken(logAtRest(good).length)]
	],
	[
		'two log rows have swapped their places',
		(it) => {
			const [one, two] = [newest(it), middle(it)];
			[one.log, two.log] = [two.log, one.log];
		},
		() => [altered(epochOfMiddle()), altered(newest(good).epoch)]
	],
	[
		'a log row is there twice',
		(it) =>
			alterLog(newest(it), ([row]) => [must(row), { ...must(row), number: must(row).number + 1 }]),
		() => [altered(newest(good).epoch), broken(logAtRest(good).length + 1)]
	],
	[
		'the log has another shape',
		(it) => (newest(it).log = newest(it).log.slice(1)),
		() => [altered(newest(good).epoch), broken(logAtRest(good).length)]
	]
];

const byRecord = (a: Damage, b: Damage) => (a.record < b.record ? -1 : 1);

describe('quarantine, when', () => {
	test.each(quarantined)('%s', async (_, change, expected) => {
		const tampered = structuredClone(good);
		change(tampered);
		const opened = await open(tampered);
		expect(opened.refused).toBeUndefined();
		expect(opened.damage.toSorted(byRecord)).toEqual(expected().toSorted(byRecord));
		await expectReadOnly(opened, await snapshotOf(opened.tab));
	});

	test('a slot is added by someone who knows another passphrase', async () => {
		const tampered = structuredClone(good);
		const planted = await createPassphraseSlot(
			tampered.vaultId,
			passphraseBytes('a passphrase of someone else'),
			new Uint8Array(32).fill(1),
			{ cost: cheapPassphrase }
		);
		tampered.slots.push(planted);
		const opened = await open(tampered);
		expect(opened.damage).toEqual([{ record: 'slots', problem: 'SLOTS_CHANGED' }]);
		await expectReadOnly(opened, await snapshotOf(opened.tab));
		const stranger = openTab(createMemoryStore(tampered), new TestClock());
		const Passphrase = passphraseBytes('a passphrase of someone else');
		const { Damage } = await stranger.handle('UnlockVault', { Passphrase });
		expect(Damage).toContainEqual({ record: 'entries/1', problem: 'ALTERED' });
		expect((await stranger.handle('ListKeys', {})).Keys).toEqual([]);
	});
});

const refused: [string, (snapshot: VaultSnapshot) => void, () => Damage[]][] = [
	[
		'the only slot is missing',
		(it) => (it.slots = []),
		() => [{ record: 'slots', problem: 'MISSING' }]
	],
	[
		'the slot has been made cheaper to try',
		(it) => (must(it.slots[0]).kdf.memoryKiB = 16),
		() => [{ record: `slots/${must(good.slots[0]).slotId}`, problem: 'ALTERED' }]
	],
	[
		'the slot would take all memory',
		(it) => (must(it.slots[0]).kdf.memoryKiB = 2 ** 28),
		() => [{ record: `slots/${must(good.slots[0]).slotId}`, problem: 'ALTERED' }]
	],
	[
		'the vault id is another',
		(it) => (it.vaultId = flipped(it.vaultId)),
		() => [{ record: `slots/${must(good.slots[0]).slotId}`, problem: 'ALTERED' }]
	]
];

describe('no unlock at all, when', () => {
	test.each(refused)('%s', async (_, change, expected) => {
		const tampered = structuredClone(good);
		change(tampered);
		const { tab, refused: code, damage } = await open(tampered);
		expect([code, damage]).toEqual(['VaultDamaged', expected()]);
		expect(await tab.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
		expect(await snapshotOf(tab)).toEqual(
			await snapshotOf({ ...tab, store: createMemoryStore(tampered) })
		);
	});
});

test('the entries without the newest are the vault as it was: nothing in it can tell', async () => {
	expect(await open({ ...good, entries: good.entries.slice(0, -1) })).toMatchObject({ damage: [] });
});

describe('a compacted vault in quarantine, when', () => {
	test('the end of the compaction is missing: that is no vault as it ever was', async () => {
		const opened = await open({ ...compacted, entries: compacted.entries.slice(0, 1) });
		expect(opened.damage).toContainEqual({ record: 'entries', problem: 'MISSING' });
		await expectReadOnly(opened, await snapshotOf(opened.tab));
	});

	test.each([
		['an entry that it has replaced is', () => good.entries.slice(1, 2)],
		['all that it has replaced is', () => good.entries]
	])('%s put back, and nothing comes back of it', async (_, putBack) => {
		const store = createMemoryStore(good);
		const opened = await loadVault(good, await keysOf(good), vault.clock.now());
		const [gone] = opened.cmks.values();
		const { vaultId, slots, entries } = await deletedAndCompacted(store, opened, must(gone).keyId);
		const replayed = { vaultId, slots, entries: [...putBack(), ...entries] };
		const { tab, damage } = await open(replayed);
		expect(damage).toContainEqual({ record: 'entries', problem: 'SET_CHANGED' });
		const { Keys } = await tab.handle('ListKeys', {});
		expect(Keys.map(({ KeyId }) => KeyId)).not.toContain(must(gone).keyId);
		expect(Keys).toHaveLength(2);
	});

	async function deletedAndCompacted(store: VaultStore, opened: OpenVault, keyId: string) {
		const { material } = opened.cmk(keyId);
		await commitChange(
			store,
			{ vault: opened, now: vault.clock.now() },
			{ delete: [keyId], deleteErasables: material ? [material.recordId] : [] }
		);
		await compact(store, opened, { all: true });
		return must(await store.readSnapshot());
	}
});

describe('any one change', () => {
	/** But for what was erased, which nobody reads: zeros, and whose they were. */
	function bytesInUse(snapshot: VaultSnapshot): Bytes | undefined {
		if (snapshot.entries.some(({ erasables }) => !parseErasables(erasables))) return undefined;
		const inUse = structuredClone(snapshot);
		alterErasables(inUse, (rows) => rows.filter(({ sealed }) => sealed));
		return encodeVaultFileContent(inUse);
	}

	/** Nothing was due, and yet not all of it is there. */
	async function isErasedEarly({ handle }: TestVault): Promise<boolean> {
		const { Keys } = await handle('ListKeys', {});
		return Keys.some(
			({ LostKeyMaterial, ImportParameters, PastImportParameters }) =>
				LostKeyMaterial?.reason === 'ERASED_EARLY' ||
				(ImportParameters === null &&
					PastImportParameters.some(({ ending }) => ending === 'EXPIRED'))
		);
	}

	async function noticed(snapshot: VaultSnapshot, bit: number): Promise<void> {
		let tampered: VaultSnapshot;
		try {
			tampered = tamper(snapshot, bit);
		} catch (error) {
			expect(asKmsError(error)?.code).toBe('VaultDamaged');
			return;
		}
		const [before, after] = [bytesInUse(snapshot), bytesInUse(tampered)];
		if (before && after && equalBytes(before, after)) return;
		const { tab, refused: code, damage } = await open(tampered);
		// What says of itself that a sweep has erased it proves nothing: it is told as erased early.
		const told = code !== undefined || damage.length > 0 || (await isErasedEarly(tab));
		expect({ bit, told }).toEqual({ bit, told: true });
		if (code !== undefined) expect({ bit, code }).toEqual({ bit, code: 'VaultDamaged' });
	}

	test.each<[string, () => VaultSnapshot]>([
		['of commits', () => good],
		['that was compacted', () => compacted]
	])(
		'of every byte in a vault %s is noticed: of each in a soak, else of every 97th',
		async (_, snapshotToTamper) => {
			const stride = rounds(97, 1);
			const bytes = bytesAtRest(snapshotToTamper());
			for (let at = seed % stride; at < bytes; at += stride)
				await noticed(snapshotToTamper(), at * 8 + (at % 8));
		},
		rounds(120_000, 1_800_000)
	);

	test(
		'of any bit is noticed',
		async () => {
			await fc.assert(
				fc.asyncProperty(fc.nat(), (bit) => noticed(good, bit)),
				{
					numRuns: rounds(50, 5000)
				}
			);
		},
		rounds(120_000, 1_200_000)
	);
});
