import { beforeAll, describe, expect, test } from 'vitest';
import { asKmsError, type Damage } from '#lib/domain/errors.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createPassphraseSlot } from '#lib/crypto/slot.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { must } from '../../../support/must.ts';
import { getParameters, importMaterial } from '../../../support/importing.ts';
import fc from '../../../support/properties.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { rounds, seed } from '../../../support/soak.ts';
import { countLeaves, leafBytes, tamper } from '../../../support/tampering.ts';
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
/** the whole vault, and as it was before its last change */
let good: VaultSnapshot;
let older: VaultSnapshot;
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
	older = await snapshotOf(vault);
	await vault.handle('UpdateKeyDescription', { KeyId: forLife, Description: 'changed' });
	good = await snapshotOf(vault);
});
const record = (snapshot: VaultSnapshot, id: string) =>
	must(snapshot.records.find((row) => row.id === id));
const materials = ({ erasables }: VaultSnapshot) =>
	erasables.filter(({ sealed }) => sealed?.length === 60);
const material = (snapshot: VaultSnapshot, expires: boolean) =>
	must(materials(snapshot).find((row) => (row.notAfter === null) !== expires));

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

const quarantined: [string, (snapshot: VaultSnapshot) => void, () => Damage[]][] = [
	[
		'a record is missing',
		(it) => it.records.pop(),
		() => [{ record: 'records', problem: 'MISSING' }]
	],
	[
		'a record lies under another id as well',
		(it) => it.records.push({ ...record(it, 'vault'), id: 'zz' }),
		() => [{ record: 'records/zz', problem: 'ALTERED' }]
	],
	[
		'two records have swapped their bodies',
		(it) => {
			const [one, two] = [record(it, forLife), record(it, expiring)];
			[one.sealed, two.sealed] = [two.sealed, one.sealed];
		},
		() =>
			[forLife, expiring].map((id) => ({ record: `records/${id}`, problem: 'ALTERED' as const }))
	],
	[
		'a record is an older version of itself',
		(it) => Object.assign(record(it, forLife), record(older, forLife)),
		() => [{ record: 'records', problem: 'SET_CHANGED' }]
	],
	[
		'a record says to be another version',
		(it) => record(it, forLife).version++,
		() => [{ record: `records/${forLife}`, problem: 'ALTERED' }]
	],
	[
		'a record says to be a version that is none',
		(it) => (record(it, forLife).version = -1),
		() => [{ record: `records/${forLife}`, problem: 'ALTERED' }]
	],
	[
		'a record holds no bytes',
		(it) => Object.assign(record(it, forLife), { sealed: null }),
		() => [{ record: `records/${forLife}`, problem: 'ALTERED' }]
	],
	[
		'the head is an older one',
		(it) => (it.head = older.head),
		() => [
			{ record: 'records', problem: 'SET_CHANGED' },
			{ record: `log/${good.log.length}`, problem: 'CHAIN_BROKEN' }
		]
	],
	[
		'the head says to be another epoch',
		(it) => it.head.epoch++,
		() => [{ record: 'head', problem: 'ALTERED' }]
	],
	[
		'key material is missing that is not due',
		(it) => it.erasables.splice(it.erasables.indexOf(material(it, false)), 1),
		() => [{ record: `erasables/${material(good, false).id}`, problem: 'MISSING' }]
	],
	[
		'the due date of key material is later',
		(it) => (material(it, true).notAfter = vault.clock.now() + 2 * dayMs),
		() => [{ record: `erasables/${material(good, true).id}`, problem: 'ALTERED' }]
	],
	[
		'key material without a due date has got one',
		(it) => (material(it, false).notAfter = vault.clock.now() + dayMs),
		() => [{ record: `erasables/${material(good, false).id}`, problem: 'ALTERED' }]
	],
	[
		'two keys have swapped their material',
		(it) => {
			const [one, two] = [material(it, false), material(it, true)];
			[one.sealed, two.sealed] = [two.sealed, one.sealed];
		},
		() =>
			materials(good).map(({ id }) => ({ record: `erasables/${id}`, problem: 'ALTERED' as const }))
	],
	[
		'key material lies under another id as well',
		(it) => it.erasables.push({ ...material(it, false), id: 'zz' }),
		() => [{ record: 'erasables/zz', problem: 'UNEXPECTED' }]
	],
	[
		'key material for life looks as if a sweep had erased it',
		(it) => Object.assign(material(it, false), { sealed: null, erasedAt: vault.clock.now() }),
		() => [{ record: `erasables/${material(good, false).id}`, problem: 'MISSING' }]
	],
	[
		'key material looks as if a sweep had erased it before its time',
		(it) => Object.assign(material(it, true), { sealed: null, erasedAt: vault.clock.now() }),
		() => [{ record: `erasables/${material(good, true).id}`, problem: 'MISSING' }]
	],
	[
		'key material was swept at a time that is none',
		(it) => Object.assign(material(it, true), { sealed: null, erasedAt: NaN }),
		() => [{ record: `erasables/${material(good, true).id}`, problem: 'MISSING' }]
	],
	[
		'key material was swept after the end of time',
		(it) => Object.assign(material(it, true), { sealed: null, erasedAt: 8.64e15 + 1 }),
		() => [{ record: `erasables/${material(good, true).id}`, problem: 'MISSING' }]
	],
	[
		'key material that is there says to be erased',
		(it) => (material(it, true).erasedAt = vault.clock.now() + 365 * dayMs),
		() => [{ record: `erasables/${material(good, true).id}`, problem: 'ALTERED' }]
	],
	[
		'the last log entry is missing',
		(it) => it.log.pop(),
		() => [{ record: `log/${good.log.length}`, problem: 'CHAIN_BROKEN' }]
	],
	[
		'the first log entry is missing',
		(it) => it.log.shift(),
		() => [{ record: 'log/1', problem: 'CHAIN_BROKEN' }]
	],
	[
		'a log entry in the middle is missing',
		(it) => it.log.splice(2, 1),
		() => [{ record: 'log/3', problem: 'CHAIN_BROKEN' }]
	],
	[
		'all of the log is missing',
		(it) => (it.log = []),
		() => [{ record: 'log/1', problem: 'CHAIN_BROKEN' }]
	],
	[
		'two log entries have swapped their places',
		(it) => {
			const [one, two] = [must(it.log[2]), must(it.log[3])];
			[one.sealed, two.sealed, one.hash, two.hash] = [two.sealed, one.sealed, two.hash, one.hash];
		},
		() => [{ record: 'log/3', problem: 'CHAIN_BROKEN' }]
	],
	[
		'a log entry is there twice',
		(it) => it.log.push({ ...must(it.log.at(-1)), number: it.log.length + 1 }),
		() => [{ record: `log/${good.log.length + 1}`, problem: 'CHAIN_BROKEN' }]
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

	test('key material was swept, and there is no time at which', async () => {
		const tampered = structuredClone(good);
		Object.assign(material(tampered, true), { sealed: null, erasedAt: null });
		const opened = await open(tampered, vault.clock.now() + 2 * dayMs);
		expect(opened.damage).toEqual([
			{ record: `erasables/${material(good, true).id}`, problem: 'MISSING' }
		]);
	});

	test('a slot of another shape is added', async () => {
		const tampered = structuredClone(good);
		tampered.slots.push({ ...must(good.slots[0]), slotId: 'zz', kdf: null as never });
		const opened = await open(tampered);
		expect(opened.damage).toEqual([{ record: 'slots/zz', problem: 'UNREADABLE' }]);
	});

	test('a slot is added by someone who knows another passphrase', async () => {
		const tampered = structuredClone(good);
		const planted = await createPassphraseSlot(
			tampered.head.vaultId,
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
		expect(Damage).toContainEqual({ record: 'head', problem: 'ALTERED' });
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
		(it) => (must(it.slots[0]).kdf.memoryKiB = 2 ** 31),
		() => [{ record: `slots/${must(good.slots[0]).slotId}`, problem: 'ALTERED' }]
	],
	[
		'the vault id is another',
		(it) => (it.head.vaultId = it.head.vaultId.with(0, (it.head.vaultId[0] ?? 0) ^ 1)),
		() => [{ record: `slots/${must(good.slots[0]).slotId}`, problem: 'ALTERED' }]
	],
	[
		'the format is of a later version',
		(it) => (it.head.format = 2),
		() => [{ record: 'head', problem: 'NEWER_FORMAT' }]
	],
	[
		'the only slot has another shape',
		(it) => Object.assign(must(it.slots[0]), { kdf: undefined }),
		() => [{ record: `slots/${must(good.slots[0]).slotId}`, problem: 'UNREADABLE' }]
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

describe('any one change', () => {
	async function expectNoticed(leafIndex: number, bit: number): Promise<void> {
		const tampered = structuredClone(good);
		const path = tamper(tampered, leafIndex, bit);
		const { refused: code, damage } = await open(tampered);
		expect({ path, noticed: code !== undefined || damage.length > 0 }).toEqual({
			path,
			noticed: true
		});
		if (code !== undefined) expect({ path, code }).toEqual({ path, code: 'VaultDamaged' });
	}

	test('of every value in the vault is noticed', async () => {
		for (let leaf = 0; leaf < countLeaves(good); leaf++) await expectNoticed(leaf, 0);
	}, 180_000);

	test(
		'of every byte in the vault is noticed: of each in a soak, else of every 41st',
		async () => {
			const stride = rounds(41, 1);
			let position = seed % stride;
			for (const [leaf, bytes] of leafBytes(good).entries())
				for (let at = 0; at < bytes; at++)
					if (++position % stride === 0) await expectNoticed(leaf, at * 8 + (position % 8));
		},
		rounds(120_000, 1_800_000)
	);

	test(
		'of any bit is noticed',
		async () => {
			await fc.assert(fc.asyncProperty(fc.nat(), fc.nat({ max: 20_000 }), expectNoticed), {
				numRuns: rounds(50, 5000)
			});
		},
		rounds(120_000, 1_200_000)
	);
});
