import '../../../support/indexed-db.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { createSeenInMemory } from '#lib/storage/seen-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import {
	emptyPlace,
	rowsOf,
	startFrom,
	type AtRest,
	type MirroredVault
} from '../../../support/mirrored-vault.ts';
import { must } from '../../../support/must.ts';
import { refusalOf } from '../../../support/refusal.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	passphraseAgain,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

const VaultName = 'Test vault';
const deletion = () => ({ VaultName, Passphrase: passphraseAgain() });

let place: MirroredVault;
let vault: TestVault;
beforeEach(async () => {
	place = await emptyPlace();
	vault = await newVault(place.store);
	await newKey(vault, { AliasName: 'alias/orders' });
});

const onDisk = (): AtRest['files'] => {
	const [a, b] = place.files.both.map((file) => file.onDisk.slice());
	return [a ?? new Uint8Array(), b ?? new Uint8Array()];
};

/** The next start of the browser on what lies at rest. */
async function nextStart(rest: AtRest) {
	const next = await startFrom(rest);
	const tab = openTab(next.store, new TestClock());
	const { Exists } = await tab.handle('GetVaultStatus', {});
	if (!Exists) return 'GONE';
	const { Damage } = await unlock(tab);
	const { Keys } = await tab.handle('ListKeys', {});
	return { Damage, names: Keys.flatMap(({ Aliases }) => Aliases) };
}
const whole = { Damage: [], names: ['orders'] };

describe('DeleteVault', () => {
	test('deletes the database’s rows and the mirror, locks, and leaves nothing for the next start', async () => {
		expect(await vault.handle('DeleteVault', deletion())).toEqual({});
		expect(await rowsOf(place.databaseName)).toEqual([]);
		expect(place.files.bytes).toBe(0);
		expect((await refusalOf(vault.handle('ListKeys', {}))).code).toBe('VaultLocked');
		const rest = { rows: await rowsOf(place.databaseName), files: onDisk() };
		expect(await nextStart(rest)).toBe('GONE');
		expect(await nextStart({ ...rest, rows: undefined })).toBe('GONE');
	});

	test('stopped at any step has the vault as it was, or none: a mirror never brings it back', async () => {
		const rows = await rowsOf(place.databaseName);
		const stops: AtRest[] = [];
		place.files.beforeStep = () => stops.push({ rows, files: onDisk() });
		await vault.handle('DeleteVault', deletion());
		expect(stops.length).toBeGreaterThan(0);
		// The database lets go of its rows only after the mirror is empty on the disk.
		stops.push({ rows, files: onDisk() });
		for (const stop of stops) expect(await nextStart(stop)).toEqual(whole);
		expect(onDisk().map(({ length }) => length)).toEqual([0, 0]);
	});

	test('is not done where the mirror can’t be emptied', async () => {
		place.files.beforeStep = () => {
			throw new DOMException('the disk fails', 'UnknownError');
		};
		expect((await refusalOf(vault.handle('DeleteVault', deletion()))).code).toBe('StorageFailed');
		place.files.beforeStep = () => undefined;
		expect(await nextStart({ rows: await rowsOf(place.databaseName), files: onDisk() })).toEqual(
			whole
		);
	});

	test('is not done where the mirror can’t be reached: it would bring the vault back', async () => {
		place.files.isThere = false;
		const { code } = await refusalOf(vault.handle('DeleteVault', deletion()));
		expect(code).toBe('StorageFailed');
		expect(await rowsOf(place.databaseName)).not.toEqual([]);
	});

	test('deletes a vault that never had a mirror', async () => {
		const single = await emptyPlace();
		single.files.isThere = false;
		const only = await newVault(single.store);
		await only.handle('DeleteVault', deletion());
		expect(await rowsOf(single.databaseName)).toEqual([]);
	});

	test.each([
		['another name', { VaultName: 'Test' }, 'InvalidParameter'],
		[
			'another passphrase',
			{ Passphrase: passphraseBytes('not the passphrase') },
			'IncorrectPassphrase'
		]
	])('is refused for %s, which wipes the passphrase and changes nothing', async (_, part, code) => {
		const before = await rowsOf(place.databaseName);
		const request = { ...deletion(), ...part };
		expect((await refusalOf(vault.handle('DeleteVault', request))).code).toBe(code);
		expect(request.Passphrase.every((byte) => byte === 0)).toBe(true);
		expect(await rowsOf(place.databaseName)).toEqual(before);
		expect(place.files.bytes).toBeGreaterThan(0);
	});

	test('makes room for a new vault, of which the next start has only that', async () => {
		await vault.handle('DeleteVault', deletion());
		const next = openTab(place.store, new TestClock());
		await next.handle('CreateVault', { VaultName: 'Next', Passphrase: passphraseAgain() });
		const rest = { rows: await rowsOf(place.databaseName), files: onDisk() };
		expect(await nextStart(rest)).toEqual({ Damage: [], names: [] });
		expect(await nextStart({ ...rest, rows: undefined })).toEqual({ Damage: [], names: [] });
	});
});

describe('RemoveVault', () => {
	const idOf = async () => uuidFromBytes(must(await place.store.readSnapshot()).vaultId);
	const lockedTab = () => openTab(place.store, new TestClock());

	test('deletes a locked vault without its passphrase, from database and mirror', async () => {
		const VaultId = await idOf();
		expect(await lockedTab().handle('RemoveVault', { VaultId })).toEqual({});
		const rest = { rows: await rowsOf(place.databaseName), files: onDisk() };
		expect(rest.rows).toEqual([]);
		expect(await nextStart(rest)).toBe('GONE');
		expect(await nextStart({ ...rest, rows: undefined })).toBe('GONE');
		expect((await refusalOf(lockedTab().handle('RemoveVault', { VaultId }))).code).toBe(
			'VaultNotFound'
		);
	});

	test('is refused for the id of another vault, and changes nothing', async () => {
		const before = await rowsOf(place.databaseName);
		const request = { VaultId: '00000000-0000-4000-8000-000000000000' };
		expect(await refusalOf(lockedTab().handle('RemoveVault', request))).toMatchObject({
			code: 'InvalidParameter',
			details: { rule: 'ID_OF_THE_VAULT' }
		});
		expect(await rowsOf(place.databaseName)).toEqual(before);
		expect(place.files.bytes).toBeGreaterThan(0);
	});

	test('locks every tab that has the vault open', async () => {
		const deleting = createKms({
			store: place.store,
			clock: new TestClock(),
			passphraseCost: cheapPassphrase,
			lockOtherTabs: () => told++
		});
		let told = 0;
		await deleting.handle('UnlockVault', { Passphrase: passphraseAgain() });
		await deleting.handle('RemoveVault', { VaultId: await idOf() });
		expect(told).toBe(1);
		expect((await refusalOf(deleting.handle('ListKeys', {}))).code).toBe('VaultLocked');
	});
});

describe('another tab', () => {
	test('is told to lock, and what it still asks changes nothing', async () => {
		const store: VaultStore = createMemoryStore();
		const first = await newVault(store);
		const other = openTab(store, first.clock);
		await unlock(other);
		let told = 0;
		const deleting = createKms({
			store,
			clock: first.clock,
			passphraseCost: cheapPassphrase,
			lockOtherTabs: () => told++
		});
		await deleting.handle('UnlockVault', { Passphrase: passphraseAgain() });
		await deleting.handle('DeleteVault', deletion());
		expect(told).toBe(1);
		await expect(other.handle('CreateKey', {})).rejects.toMatchObject({ name: 'KmsError' });
		expect(await store.readSnapshot()).toBeUndefined();
	});
});

test('what this browser has seen stays: an older file of the vault is noticed later', async () => {
	const seen = createSeenInMemory();
	const tab = openTab(createMemoryStore(), new TestClock(), seen);
	await tab.handle('CreateVault', { VaultName, Passphrase: passphraseAgain() });
	const { File } = await tab.handle('SaveVaultFile', {});
	await newKey(tab);
	await tab.handle('DeleteVault', deletion());
	const opening = { File: File.slice(), Passphrase: passphraseAgain() };
	await tab.handle('OpenVaultFile', opening);
	const { Entries } = await tab.handle('ListActivity', { Limit: 5 });
	expect(Entries.find(({ operation }) => operation === 'OpenVaultFile')?.detail).toMatchObject({
		older: true
	});
});
