import { beforeAll, describe, expect, test } from 'vitest';
import { latestInstant } from '#lib/domain/time.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { alterErasable, heldErasables } from '../../../support/at-rest.ts';
import { getParameters, importedKey, importRequest } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import fc from '../../../support/properties.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { rounds } from '../../../support/soak.ts';
import {
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
let good: VaultSnapshot;
let now: number;
/** of its key material, and of its live and replaced import parameters */
let victim: { keyId: string; validTo: number; rows: string[] };
let others: string[];
/** of the victim, while its parameters live */
let request: ReturnType<typeof importRequest>;

const idsOf = async () =>
	heldErasables(await vault.store.readSnapshot())
		.map(({ id }) => id)
		.toSorted();

beforeAll(async () => {
	vault = await newVault();
	now = vault.clock.now();
	const expiring = await importedKey(vault, someKeyMaterial(1), now + dayMs);
	const waiting = await newKey(vault);
	await getParameters(vault, waiting);
	await getParameters(vault, waiting);
	others = [expiring, waiting, await importedKey(vault, someKeyMaterial(2))];
	const before = new Set(await idsOf());
	const validTo = now + 2 * dayMs;
	const keyId = await importedKey(vault, someKeyMaterial(3), validTo);
	await getParameters(vault, keyId);
	request = importRequest(await getParameters(vault, keyId), someKeyMaterial(3));
	victim = { keyId, validTo, rows: (await idsOf()).filter((id) => !before.has(id)) };
	good = must(await vault.store.readSnapshot());
});

/** Everything about the keys that were not touched, the vault's time, and what the log says that the clock did. */
async function seen(snapshot: VaultSnapshot) {
	const tab = await opened(snapshot);
	const { Damage, ClockTurnedBack } = await tab.handle('DescribeVault', {});
	const keys = await Promise.all(others.map((KeyId) => tab.handle('DescribeKey', { KeyId })));
	const { Entries } = await tab.handle('ListActivity', { Limit: 100 });
	const byClock = Entries.filter(({ actor }) => actor === 'CLOCK');
	return {
		damaged: Damage.map(({ record }) => record.replace('erasables/', '')),
		rest: {
			keys,
			ClockTurnedBack,
			latest: Math.max(...Entries.map(({ time }) => time)),
			elsewhere: byClock.filter(({ keyId }) => keyId !== victim.keyId)
		}
	};
}

async function opened(snapshot: VaultSnapshot): Promise<TestVault> {
	const tab = openTab(createMemoryStore(snapshot), new TestClock());
	await unlock(tab);
	return tab;
}

/** The vault after a sweep of it, locked, by a clock that is ahead. */
function sweptAhead(rows: readonly string[], erasedAt: number): VaultSnapshot {
	const snapshot = structuredClone(good);
	for (const id of rows) alterErasable(snapshot, id, { sealed: null, erasedAt });
	return snapshot;
}

const describeKey = async (tab: TestVault, KeyId: string) =>
	(await tab.handle('DescribeKey', { KeyId })).KeyMetadata;
const byClock = async (tab: TestVault) =>
	(await tab.handle('ListActivity', { Limit: 100 })).Entries.filter(
		({ actor }) => actor === 'CLOCK'
	);

const anyTime = fc.oneof(
	fc.integer({ min: 0, max: 8.64e15 }),
	fc.constantFrom(0, 1, 8.64e15, 8.64e15 + 1, null)
);
const anyEdit: fc.Arbitrary<Partial<ErasableRow>> = fc
	.record({ notAfter: anyTime, erasedAt: anyTime, erase: fc.boolean() }, { requiredKeys: [] })
	.map(({ erase, ...times }) => ({ ...times, ...(erase && { sealed: null }) }));

describe('what lies in the clear in one row', () => {
	test('says nothing about any other key, nor about the time', async () => {
		const { rest } = await seen(good);
		await fc.assert(
			fc.asyncProperty(fc.nat(), anyEdit, async (pick, edit) => {
				const snapshot = structuredClone(good);
				const id = must(victim.rows[pick % victim.rows.length]);
				alterErasable(snapshot, id, edit);
				const found = await seen(snapshot);
				expect(found.rest).toEqual(rest);
				expect([[], [id]]).toContainEqual(found.damaged);
			}),
			{ numRuns: rounds(100, 5000) }
		);
	}, 120_000);

	test('is believed up to the end of time, and moves no time', async () => {
		const { rest } = await seen(good);
		for (const erasedAt of [victim.validTo, latestInstant]) {
			const found = await seen(sweptAhead(victim.rows, erasedAt));
			expect(found).toEqual({ damaged: [], rest });
		}
	});
});

describe('a sweep by a clock that was ahead', () => {
	const ahead = () => sweptAhead(victim.rows, victim.validTo);

	test('costs the key its material, and the key and the log say why', async () => {
		const tab = await opened(ahead());
		expect(await describeKey(tab, victim.keyId)).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			Expiration: null,
			LostKeyMaterial: { reason: 'ERASED_EARLY', at: now, erasedAt: now, whileLocked: true },
			ImportParameters: null
		});
		expect(await byClock(tab)).toMatchObject([
			{ operation: 'EraseReplacedWrappingKey', keyId: victim.keyId },
			{ operation: 'ExpireImportParameters', keyId: victim.keyId, detail: { early: true } },
			{
				operation: 'ExpireKeyMaterial',
				keyId: victim.keyId,
				detail: { early: true, expired: victim.validTo, erased: now, whileLocked: true }
			}
		]);
		const left = heldErasables(await tab.store.readSnapshot()).map(({ id }) => id);
		expect(left.filter((id) => victim.rows.includes(id))).toEqual([]);
		expect((await unlock(openTab(tab.store, tab.clock))).Damage).toEqual([]);
	});

	test('ends the parameters, and the same key material can be imported with new ones', async () => {
		const tab = await opened(ahead());
		await expectRefusal(tab, 'ImportKeyMaterial', request, { code: 'ExpiredImportToken' });
		const parameters = await getParameters(tab, victim.keyId);
		await tab.handle('ImportKeyMaterial', importRequest(parameters, someKeyMaterial(3)));
		expect(await describeKey(tab, victim.keyId)).toMatchObject({
			KeyState: 'ENABLED',
			LostKeyMaterial: null
		});
	});

	test('is told as an expiry once the time has come', async () => {
		const tab = openTab(createMemoryStore(ahead()), new TestClock());
		tab.clock.set(victim.validTo);
		await unlock(tab);
		expect((await describeKey(tab, victim.keyId)).LostKeyMaterial).toEqual({
			reason: 'EXPIRED',
			at: victim.validTo,
			erasedAt: victim.validTo,
			whileLocked: true
		});
	});

	test('is found by a tab that has the vault open, and refuses the key before the next sweep', async () => {
		const tab = await opened(good);
		const other = openTab(tab.store, tab.clock);
		await unlock(other);
		await tab.store.eraseDue(victim.validTo);
		await other.handle('UpdateVault', { VaultName: 'so that the tab reads again' });
		const Plaintext = Uint8Array.of(1);
		const uses = [
			['Encrypt', { KeyId: victim.keyId, Plaintext }],
			['ImportKeyMaterial', request]
		] as const;
		for (const [operation, asked] of uses)
			await expectRefusal(tab, operation, asked as never, {
				code: operation === 'Encrypt' ? 'InvalidState' : 'ExpiredImportToken'
			});
		await tab.handle('UpdateKeyDescription', { KeyId: victim.keyId, Description: 'changed' });
		expect(await describeKey(tab, victim.keyId)).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			LostKeyMaterial: { reason: 'ERASED_EARLY' }
		});
		await tab.kms.sweep();
		const found = (await byClock(tab)).filter(({ keyId }) => keyId === victim.keyId);
		expect(found.map(({ operation }) => operation)).toContain('ExpireKeyMaterial');
		expect((await unlock(openTab(tab.store, tab.clock))).Damage).toEqual([]);
	});
});
