import { beforeEach, describe, expect, test } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import {
	createSeenInMemory,
	mostVaultsSeen,
	type SeenStore,
	type SeenVault
} from '#lib/storage/seen-store.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { getParameters, importedKey, importRequest } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { swappableStore, type SwappableStore } from '../../../support/swappable-store.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

/** One browser: its memory of vaults, the place for a vault, and a clock. */
let seen: SeenStore;
let place: SwappableStore;
let clock: TestClock;
let vault: TestVault;

const start = () => openTab(place, clock, seen);
const save = async ({ handle }: TestVault): Promise<Bytes> =>
	(await handle('SaveVaultFile', {})).File;
const open = (at: TestVault, File: Bytes) =>
	at.handle('OpenVaultFile', { File, Passphrase: passphraseBytes(passphrase), Replace: true });
const lastOf = async (at: TestVault, operation: string) =>
	must(
		(await at.handle('ListActivity', { Limit: 100 })).Entries.find(
			(entry) => entry.operation === operation
		)
	);
const anotherVaultsFile = async () => save(await newVault());
const atRest = async (): Promise<VaultSnapshot> => must(await place.readSnapshot());

beforeEach(async () => {
	[seen, place, clock] = [createSeenInMemory(), swappableStore(), new TestClock()];
	vault = start();
	await vault.handle('CreateVault', {
		VaultName: 'Test vault',
		Passphrase: passphraseBytes(passphrase)
	});
});

describe('an older copy, once another vault was opened in between,', () => {
	let KeyId: string;
	let older: Bytes;
	let logEntries: number;
	let request: ReturnType<typeof importRequest>;
	beforeEach(async () => {
		KeyId = await newKey(vault);
		request = importRequest(await getParameters(vault, KeyId));
		older = await save(vault);
		await vault.handle('ImportKeyMaterial', { ...request });
		logEntries = (await vault.handle('ListActivity', {})).Total;
		await open(vault, await anotherVaultsFile());
	});

	test('is told before it is opened, and what would come back while that can be known', async () => {
		expect(await vault.handle('InspectVaultFile', { File: older })).toMatchObject({
			Relation: 'OTHER_VAULT',
			Older: { LogEntriesSeen: logEntries },
			Undone: null
		});
	});

	test('opens, and its log says so', async () => {
		await open(vault, older);
		expect((await lastOf(vault, 'OpenVaultFile')).detail).toMatchObject({
			older: true,
			entriesSeen: logEntries
		});
		expect((await vault.handle('DescribeKey', { KeyId })).KeyMetadata.KeyState).toBe(
			'PENDING_IMPORT'
		);
	});

	test('is the vault from then on, so that its own changes are none that it lacks', async () => {
		await open(vault, older);
		await vault.handle('UpdateVault', { VaultName: 'goes on' });
		const File = await save(vault);
		const next = start();
		await unlock(next);
		expect((await lastOf(next, 'UnlockVault')).detail).toEqual({});
		expect((await next.handle('InspectVaultFile', { File })).Older).toBeNull();
	});

	test('is unknown to another browser', async () => {
		const elsewhere = openTab(createMemoryStore(), new TestClock());
		expect((await elsewhere.handle('InspectVaultFile', { File: older })).Older).toBeNull();
		await open(elsewhere, older);
		expect((await lastOf(elsewhere, 'OpenVaultFile')).detail).not.toHaveProperty('older');
	});
});

test('of the vault that is open, it is told what would come back', async () => {
	const [imported, leaving] = [await newKey(vault), await newKey(vault, {})];
	const request = importRequest(await getParameters(vault, imported));
	const older = await save(vault);
	await vault.handle('ImportKeyMaterial', request);
	await vault.handle('DeleteImportedKeyMaterial', { KeyId: imported });
	await vault.handle('ScheduleKeyDeletion', {
		KeyId: leaving,
		Passphrase: passphraseBytes(passphrase)
	});
	expect(await vault.handle('InspectVaultFile', { File: older })).toMatchObject({
		Relation: 'FILE_IS_OLDER',
		Undone: { SpentTokens: 1, DeletedMaterial: 1, DeletedKeys: 0, ScheduledDeletions: 1 }
	});
	await open(vault, older);
	expect((await lastOf(vault, 'OpenVaultFile')).detail).toMatchObject({ older: true });
});

test('a newer file of the vault is none that lacks anything', async () => {
	const there = openTab(createMemoryStore(), clock);
	await open(there, await save(vault));
	await there.handle('UpdateVault', { VaultName: 'changed there' });
	const File = await save(there);
	await open(vault, await anotherVaultsFile());
	expect((await vault.handle('InspectVaultFile', { File })).Older).toBeNull();
	await open(vault, File);
	expect((await lastOf(vault, 'OpenVaultFile')).detail).not.toHaveProperty('older');
});

describe('expired key material', () => {
	let KeyId: string;
	let CiphertextBlob: Bytes;
	let older: Bytes;
	let rolledBack: VaultSnapshot;
	let validTo: number;
	beforeEach(async () => {
		validTo = clock.now() + dayMs;
		KeyId = await importedKey(vault, someKeyMaterial(), validTo);
		const Plaintext = Uint8Array.of(1);
		({ CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext }));
		older = await save(vault);
		rolledBack = await atRest();
		clock.set(validTo);
		await vault.kms.sweep();
	});

	async function expectExpired(at: TestVault): Promise<void> {
		await expectRefusal(at, 'Decrypt', { CiphertextBlob }, { code: 'InvalidState' });
		const { KeyMetadata } = await at.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.LostKeyMaterial).toMatchObject({ reason: 'EXPIRED', at: validTo });
	}

	test('stays expired in an older file, with the clock back and another vault in between', async () => {
		vault.kms.lock();
		clock.jump(-2 * hourMs);
		const next = start();
		await open(next, await anotherVaultsFile());
		const { ClockTurnedBack } = await open(next, older);
		expect(ClockTurnedBack?.HighestTimeSeen).toBe(validTo);
		await expectExpired(next);
		await next.handle('AcceptClock', { Passphrase: passphraseBytes(passphrase) });
		await expectExpired(next);
	});

	test('stays expired when older rows are put back behind its back, and the log says so', async () => {
		vault.kms.lock();
		clock.jump(-2 * hourMs);
		place.swap(rolledBack);
		const next = start();
		expect(await unlock(next)).toMatchObject({ Damage: [] });
		expect((await lastOf(next, 'UnlockVault')).detail).toMatchObject({ older: true });
		await expectExpired(next);
	});
});

describe('what a hand has written into the memory', () => {
	test.each<[string, (row: SeenVault) => Partial<SeenVault>]>([
		['a time far ahead', () => ({ highestTime: 8.64e15 })],
		['an epoch far ahead', () => ({ epoch: 2 ** 52 })],
		['what is none', () => ({ epoch: NaN, tag: null as never })]
	])('moves no time and accuses no vault: %s', async (_, edit) => {
		const row = must((await seen.readSeen())[0]);
		await seen.writeSeen({ ...row, ...edit(row) });
		const next = start();
		expect((await unlock(next)).ClockTurnedBack).toBeNull();
		expect((await lastOf(next, 'UnlockVault')).detail).toEqual({});
		// It is put right at the next chance.
		expect((await seen.readSeen())[0]).toMatchObject({ vaultId: row.vaultId });
		expect((await seen.readSeen())[0]?.highestTime).toBe(clock.now());
	});

	test('that it can’t be read stops nothing', async () => {
		const broken: SeenStore = {
			readSeen: () => Promise.reject(new Error('gone')),
			writeSeen: () => Promise.reject(new Error('gone'))
		};
		const next = openTab(place, clock, broken);
		await unlock(next);
		expect((await next.handle('InspectVaultFile', { File: await save(next) })).Older).toBeNull();
	});
});

test('a browser remembers so many vaults, and forgets the oldest', async () => {
	const row = must((await seen.readSeen())[0]);
	for (let n = 0; n < mostVaultsSeen; n++) await seen.writeSeen({ ...row, vaultId: `vault ${n}` });
	const ids = (await seen.readSeen()).map(({ vaultId }) => vaultId);
	expect(ids).toHaveLength(mostVaultsSeen);
	expect(ids).not.toContain(row.vaultId);
});
