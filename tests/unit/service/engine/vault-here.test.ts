import '../../../support/indexed-db.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { dayMs } from '#lib/domain/time.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import { sweepLocked } from '#lib/service/engine/sweep-locked.ts';
import { isVaultHere, vaultsHere } from '#lib/service/engine/vault-here.ts';
import { isVaultNumber, mostVaults, vaultDatabase } from '#lib/service/engine/vault-number.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { heldErasables } from '../../../support/at-rest.ts';
import { importedKey, getParameters } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, passphraseAgain, unlock, openTab } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

/** @returns the vault under a number, new and unlocked, and its id */
async function createVaultHere(number = 1) {
	const vault = await newVault(openIndexedDbStore(vaultDatabase(number)));
	const { vaultId } = must(await vault.store.readSnapshot());
	return { ...vault, vaultId: uuidFromBytes(vaultId) };
}

/** Resolves only if nobody has the database open any more. */
async function deleteDatabase(number = 1): Promise<void> {
	const deleting = indexedDB.deleteDatabase(vaultDatabase(number));
	await new Promise((resolve, reject) => {
		deleting.onsuccess = resolve;
		deleting.onblocked = reject;
	});
}

/** Keeps the database of a vault from being opened, and says nothing to whoever waits for it. */
async function holdUp(number: number): Promise<IDBDatabase> {
	const opening = indexedDB.open(vaultDatabase(number), 1);
	await new Promise((resolve) => (opening.onsuccess = resolve));
	return opening.result;
}

/** Does something to the rows of a vault, behind the app’s back. */
async function alter(number: number, change: (rows: IDBObjectStore) => void): Promise<void> {
	const opening = indexedDB.open(vaultDatabase(number));
	await new Promise((resolve) => (opening.onsuccess = resolve));
	const writing = opening.result.transaction('entries', 'readwrite');
	change(writing.objectStore('entries'));
	await new Promise((resolve) => (writing.oncomplete = resolve));
	opening.result.close();
}

afterEach(async () => {
	for (const { name = '' } of await indexedDB.databases()) {
		const deleting = indexedDB.deleteDatabase(name);
		await new Promise((resolve) => (deleting.onsuccess = resolve));
	}
});

test('a browser keeps a vault from its making until its database is deleted; nobody who looks holds it', async () => {
	expect(await isVaultHere(1)).toBe(false);
	const { store } = await createVaultHere();
	store.close();
	expect(await isVaultHere(1)).toBe(true);
	await deleteDatabase();
	expect(await isVaultHere(1)).toBe(false);
	await deleteDatabase();
});

test('a vault that has lost its beginning is no empty browser: it is damaged, and the looker lets go of it', async () => {
	const { store } = await createVaultHere();
	store.close();
	await alter(1, (rows) => rows.delete(0));
	await expect(isVaultHere(1)).rejects.toMatchObject({ code: 'VaultDamaged' });
	expect(await vaultsHere()).toEqual([{ number: 1, vaultId: undefined }]);
	await deleteDatabase();
});

test('each number has names of its own, and the first those of a browser that kept one vault only', () => {
	expect([1, 2, mostVaults].map(vaultDatabase)).toEqual(['airlock', 'airlock-2', 'airlock-16']);
	const others = [0, mostVaults + 1, 1.5, NaN, '1', '2/../1', null, undefined, {}];
	expect(others.filter(isVaultNumber)).toEqual([]);
});

test('vaults lie side by side: each opens with its own passphrase, and one that is deleted takes nothing along', async () => {
	const first = await createVaultHere(1);
	const third = await createVaultHere(3);
	await newKey(third);
	expect(await vaultsHere()).toEqual([
		{ number: 1, vaultId: first.vaultId },
		{ number: 3, vaultId: third.vaultId }
	]);
	// Where one is, no other one can be made.
	const inItsPlace = { VaultName: 'In its place', Passphrase: passphraseAgain() };
	await expectRefusal(third, 'CreateVault', inItsPlace, { code: 'AlreadyExists' });
	await first.handle('DeleteVault', { VaultName: 'Test vault', Passphrase: passphraseAgain() });
	first.store.close();
	expect(await vaultsHere()).toEqual([{ number: 3, vaultId: third.vaultId }]);
	const again = openTab(openIndexedDbStore(vaultDatabase(3)), third.clock);
	expect(await unlock(again)).toMatchObject({ KeyCount: 1, Damage: [] });
});

test('looking for vaults makes no database', async () => {
	expect(await vaultsHere()).toEqual([]);
	expect(await indexedDB.databases()).toEqual([]);
});

test('a database that never answers is there, and can’t be read', async () => {
	const held = await holdUp(2);
	expect(await vaultsHere(0)).toEqual([{ number: 2, vaultId: undefined }]);
	held.close();
});

test('a database that never answers keeps the sweep from no other vault', async () => {
	const held = await holdUp(1);
	const vault = await createVaultHere(2);
	const { store, clock } = vault;
	await importedKey(vault, undefined, clock.now() + dayMs);
	const sweeping = sweepLocked(clock.now() + 2 * dayMs);
	await vi.waitFor(
		async () => expect(heldErasables(await store.readSnapshot())).toEqual([]),
		10_000
	);
	held.close();
	expect(await sweeping).toHaveLength(1);
});

test('the sweep of locked vaults erases what is due in each; one that can’t be used stops no other', async () => {
	const first = await createVaultHere(1);
	const second = await createVaultHere(2);
	const third = await createVaultHere(3);
	const now = first.clock.now();
	await importedKey(first, undefined, now + dayMs);
	await getParameters(third, await newKey(third));
	second.store.close();
	await deleteDatabase(2);
	const newer = indexedDB.open(vaultDatabase(2), 1000);
	await new Promise((resolve) => (newer.onsuccess = resolve));
	newer.result.close();

	const held = async () => {
		const rows = [first, third].map(async ({ store }) => heldErasables(await store.readSnapshot()));
		return (await Promise.all(rows)).flat().map(({ id }) => id);
	};
	const due = await held();
	expect(due).toHaveLength(2);
	expect((await sweepLocked(now + 2 * dayMs)).toSorted()).toEqual(due.toSorted());
	expect(await held()).toEqual([]);
});
