import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import '../../../support/indexed-db.ts';
import { createHash } from 'node:crypto';
import { concat, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { argon2idFloor } from '#lib/crypto/argon2id.ts';
import type { Request, Response } from '#lib/service/api.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { writeVaultFile } from '#lib/service/engine/vault-file.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { encodeVaultFileContent, splitVaultFile } from '#lib/storage/vault-file.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { heldErasables, keysOf, logAtRest, newest } from '../../../support/at-rest.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { hookedStore } from '../../../support/hooked-store.ts';
import { importedKey } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { swappableStore } from '../../../support/swappable-store.ts';
import {
	cheapPassphrase,
	fork,
	newKey,
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	startOfTests,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const secret = (text: string = passphrase) => passphraseBytes(text);
const save = async (vault: TestVault): Promise<Bytes> =>
	(await vault.handle('SaveVaultFile', {})).File;
const open = (
	{ handle }: TestVault,
	File: Bytes,
	options: Partial<Request<'OpenVaultFile'>> = {}
): Promise<Response<'OpenVaultFile'>> =>
	handle('OpenVaultFile', { File, Passphrase: secret(), ...options });
const inspect = ({ handle }: TestVault, File: Bytes) => handle('InspectVaultFile', { File });
const emptyPlace = (store: VaultStore = createMemoryStore()) => openTab(store, new TestClock());
const snapshotIn = (file: Bytes): VaultSnapshot => splitVaultFile(file.slice()).snapshot;
const sha256 = (content: Bytes): Bytes =>
	new Uint8Array(createHash('sha256').update(content).digest());
/** What someone can make who has no key: every digest fits but the HMAC. */
const forged = (snapshot: VaultSnapshot): Bytes => {
	const content = encodeVaultFileContent(snapshot);
	return concat(content, sha256(content), new Uint8Array(32));
};

/** What a crash of the browser's own storage can leave, or another version of Airlock. */
function atRest(databaseName: string, change: (entries: IDBObjectStore) => void): Promise<void> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open(databaseName);
		opening.onerror = () => reject(new Error('not opened'));
		opening.onsuccess = () => {
			const transaction = opening.result.transaction('entries', 'readwrite');
			change(transaction.objectStore('entries'));
			transaction.oncomplete = () => {
				opening.result.close();
				resolve();
			};
		};
	});
}

let source: TestVault;
let imported: string;
let file: Bytes;

beforeAll(async () => {
	source = await newVault();
	imported = await importedKey(source, someKeyMaterial(3), startOfTests + dayMs);
	await source.handle('CreateAlias', { AliasName: 'alias/payments', TargetKeyId: imported });
	file = await save(source);
});

describe('SaveVaultFile', () => {
	test('gives the vault as it lies at rest, and changes nothing', async () => {
		const before = await source.store.readSnapshot();
		const { FileName, File, Epoch } = await source.handle('SaveVaultFile', {});
		expect(snapshotIn(File)).toEqual(before);
		expect(Epoch).toBe(newest(must(before)).epoch);
		const { VaultId } = await source.handle('DescribeVault', {});
		expect(FileName).toBe(`airlock-${VaultId.slice(0, 8)}.airlock-vault`);
		expect(await source.store.readSnapshot()).toEqual(before);
		expect(await save(source)).toEqual(File);
	});

	test('shows no name and no key', async () => {
		const text = Buffer.from(file).toString('latin1');
		for (const name of ['payments', 'Test vault', passphrase]) expect(text).not.toContain(name);
		for (const encoding of ['hex', 'base64', 'latin1'] as const)
			expect(text).not.toContain(Buffer.from(someKeyMaterial(3)).toString(encoding));
	});

	test('needs the vault unlocked', async () => {
		const vault = openTab(source.store, source.clock);
		await expectRefusal(vault, 'SaveVaultFile', {}, { code: 'VaultLocked' });
	});

	test('is refused in quarantine', async () => {
		const snapshot = await source.store.readSnapshot();
		if (!snapshot) throw new Error('no vault');
		snapshot.entries.splice(1, 1);
		const damaged = openTab(createMemoryStore(snapshot), source.clock);
		await unlock(damaged);
		await expectRefusal(damaged, 'SaveVaultFile', {}, { code: 'VaultQuarantined' });
		await expectRefusal(damaged, 'RecordBackup', { File: file }, { code: 'VaultQuarantined' });
	});

	test('is refused where the file could not be opened, though all that is at rest verifies', async () => {
		const store = createMemoryStore();
		const inAnotherOrder: VaultStore = {
			...store,
			async readSnapshot(after) {
				const snapshot = await store.readSnapshot(after);
				const [first, second, ...rest] = snapshot?.entries ?? [];
				const entries = second ? [second, must(first), ...rest] : [];
				return snapshot && { ...snapshot, entries };
			}
		};
		const vault = await newVault(inAnotherOrder);
		for (let key = 1; key <= 2; key++) await newKey(vault);
		expect((await vault.handle('DescribeVault', {})).Damage).toEqual([]);
		expect(await refusalOf(vault.handle('SaveVaultFile', {}))).toMatchObject({
			code: 'VaultDamaged',
			details: { damage: [{ record: 'vault', problem: 'UNREADABLE' }] }
		});
	});

	test('is refused when what is at rest has been damaged since the unlock, and the vault locks', async () => {
		const store = swappableStore();
		const vault = await newVault(store);
		const snapshot = await store.readSnapshot();
		if (!snapshot) throw new Error('no vault');
		must(snapshot.entries[0]).body.fill(0);
		store.swap(snapshot);
		const { code, details } = await refusalOf(vault.handle('SaveVaultFile', {}));
		const damage = [{ record: 'entries/1', problem: 'ALTERED' }];
		expect([code, details]).toEqual(['VaultDamaged', { damage }]);
		expect(await vault.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
		expect(await store.readSnapshot()).toEqual(snapshot);
	});
});

describe('OpenVaultFile', () => {
	test('gives the whole vault back, unlocked, and says so in its log', async () => {
		const vault = emptyPlace();
		const before = await source.handle('DescribeVault', {});
		const description = await open(vault, file);
		const Size = { ...before.Size, Bytes: description.Size.Bytes };
		expect(description).toEqual({ ...before, Epoch: before.Epoch + 1, Size });
		const { CiphertextBlob } = await source.handle('Encrypt', {
			KeyId: imported,
			Plaintext: utf8('hello')
		});
		const { Plaintext } = await vault.handle('Decrypt', { CiphertextBlob });
		expect(Plaintext).toEqual(utf8('hello'));
		const { Entries, BrokenAt } = await vault.handle('ListActivity', {});
		expect(BrokenAt).toBeNull();
		expect(Entries[1]).toMatchObject({
			operation: 'OpenVaultFile',
			result: 'Success',
			detail: { epoch: before.Epoch, replaced: false }
		});
	});

	test('leaves a vault that unlocks again, with nothing to complain about', async () => {
		const vault = emptyPlace();
		await open(vault, file);
		expect((await unlock(openTab(vault.store, vault.clock))).Damage).toEqual([]);
	});

	test('goes from memory to a file to IndexedDB to a file, and is the same at rest', async () => {
		const database = openIndexedDbStore('round trip');
		await database.replace(snapshotIn(file), undefined);
		const vault = openTab(createMemoryStore(await database.readSnapshot()), new TestClock());
		await unlock(vault);
		const inDatabase = await database.readSnapshot();
		expect(inDatabase).toEqual(await source.store.readSnapshot().then(() => snapshotIn(file)));
		expect(inDatabase && encodeVaultFileContent(inDatabase)).toEqual(splitVaultFile(file).content);
		database.close();
	});

	test('wipes the passphrase, whether it opens or not', async () => {
		for (const Passphrase of [secret(), secret('another passphrase')]) {
			await open(emptyPlace(), file, { Passphrase }).catch(() => undefined);
			expect(Passphrase.every((byte) => byte === 0)).toBe(true);
		}
		const Passphrase = secret();
		await open(emptyPlace(), utf8('no file'), { Passphrase }).catch(() => undefined);
		expect(Passphrase.every((byte) => byte === 0)).toBe(true);
	});

	test('takes the passphrase that the vault had when the file was saved, and no other', async () => {
		const vault = await newVault();
		const older = await save(vault);
		await vault.handle('ChangePassphrase', {
			CurrentPassphrase: secret(),
			NewPassphrase: secret('a passphrase of later')
		});
		const newer = await save(vault);
		const refused = { code: 'IncorrectPassphrase' } as const;
		const later = secret('a passphrase of later');
		await expectRefusal(emptyPlace(), 'OpenVaultFile', { File: older, Passphrase: later }, refused);
		await expectRefusal(
			emptyPlace(),
			'OpenVaultFile',
			{ File: newer, Passphrase: secret() },
			refused
		);
		await open(emptyPlace(), older);
		await open(emptyPlace(), newer, { Passphrase: later });
	});

	test('reports the progress of the passphrase, and the change', async () => {
		const events: string[] = [];
		const kms = createKms({
			store: createMemoryStore(),
			clock: new TestClock(),
			passphraseCost: cheapPassphrase,
			emit: ({ type }) => events.push(type)
		});
		await kms.handle('OpenVaultFile', { File: file, Passphrase: secret() });
		expect(events).toContain('passphraseProgress');
		expect(events).toContain('changed');
	});

	describe('over a vault that is here', () => {
		let here: TestVault;
		beforeEach(async () => {
			here = await newVault();
			await newKey(here);
		});

		test('is refused without Replace, locked or not', async () => {
			const request = { File: file, Passphrase: secret() };
			const refused = { code: 'AlreadyExists', details: { resource: 'vault' } } as const;
			await expectRefusal(here, 'OpenVaultFile', request, refused);
			here.kms.lock();
			await expectRefusal(
				here,
				'OpenVaultFile',
				{ ...request, Passphrase: secret(), Replace: false },
				refused
			);
		});

		test('puts the other in its place with Replace, and nothing of it is left', async () => {
			const { VaultId } = await open(here, file, { Replace: true });
			expect(VaultId).toBe((await source.handle('DescribeVault', {})).VaultId);
			const { Keys } = await here.handle('ListKeys', {});
			expect(Keys.map(({ KeyId }) => KeyId)).toEqual([imported]);
			const { Entries } = await here.handle('ListActivity', {});
			expect(Entries.find(({ operation }) => operation === 'OpenVaultFile')).toMatchObject({
				detail: { replaced: true }
			});
		});

		test('with another passphrase changes nothing, and what is open stays open', async () => {
			const request = { File: file, Passphrase: secret('another passphrase'), Replace: true };
			await expectRefusal(here, 'OpenVaultFile', request, { code: 'IncorrectPassphrase' });
			await newKey(here);
		});

		test('that cannot be written changes nothing, and what is open stays open', async () => {
			const store = hookedStore(here.store);
			const vault = openTab(store, here.clock);
			await unlock(vault);
			const before = await store.readSnapshot();
			store.hooks.beforeReplace = () => {
				throw new DOMException('full', 'QuotaExceededError');
			};
			await expect(open(vault, file, { Replace: true })).rejects.toMatchObject({
				name: 'QuotaExceededError'
			});
			expect(await store.readSnapshot()).toEqual(before);
			await newKey(vault);
		});

		test('locks the other tabs, and only where there was a vault', async () => {
			let locked = 0;
			const tab = (store: VaultStore) =>
				createKms({
					store,
					clock: new TestClock(),
					passphraseCost: cheapPassphrase,
					lockOtherTabs: () => locked++
				});
			const request = { File: file, Replace: true };
			await tab(createMemoryStore()).handle('OpenVaultFile', {
				...request,
				Passphrase: secret()
			});
			expect(locked).toBe(0);
			await tab(here.store).handle('OpenVaultFile', { ...request, Passphrase: secret() });
			expect(locked).toBe(1);
		});

		test('leaves a tab that has heard nothing yet with VaultLocked, and its writes nowhere', async () => {
			const other = openTab(here.store, here.clock);
			await unlock(other);
			await open(here, file, { Replace: true });
			const after = await here.store.readSnapshot();
			const refused = await refusalOf(newKey(other));
			expect(refused.code).toBe('VaultLocked');
			expect(await here.store.readSnapshot()).toEqual(after);
			expect((await other.handle('GetVaultStatus', {})).Unlocked).toBe(false);
		});

		test('of the same vault at an earlier moment never gets an epoch twice', async () => {
			const vault = await newVault();
			const older = await save(vault);
			const stale = openTab(vault.store, vault.clock);
			// One epoch further than the file: where the opened file would end up too.
			const { Epoch: here } = await unlock(stale);
			const { Epoch } = await open(vault, older, { Replace: true });
			expect(Epoch).toBeGreaterThan(here);
			await refusalOf(newKey(stale));
			expect((await unlock(openTab(vault.store, vault.clock))).Damage).toEqual([]);
		});

		test('that another tab has opened meanwhile is refused without Replace', async () => {
			const store = createMemoryStore();
			const outcomes = await Promise.allSettled([
				open(emptyPlace(store), file),
				open(emptyPlace(store), file)
			]);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			expect((await unlock(emptyPlace(store))).Damage).toEqual([]);
		});
	});

	test('replaces only the vault that the person has seen', async () => {
		const vault = await newVault();
		const { EntriesOnlyHere } = await inspect(vault, file);
		await newKey(vault);
		const before = await vault.store.readSnapshot();
		const request = { File: file, Passphrase: secret(), Replace: true };
		const refused = vault.handle('OpenVaultFile', { ...request, LogEntriesHere: EntriesOnlyHere });
		expect((await refusalOf(refused)).code).toBe('Conflict');
		expect(await vault.store.readSnapshot()).toEqual(before);
		await open(vault, file, { Replace: true, LogEntriesHere: EntriesOnlyHere + 1 });
	});

	test('over entries without an opening is refused, and heals them with Replace', async () => {
		const vault = await newVault(openIndexedDbStore('ruins'));
		await atRest('ruins', (entries) => entries.delete(0));
		const request = { File: file, Passphrase: secret() };
		expect((await refusalOf(vault.handle('OpenVaultFile', request))).code).toBe('VaultDamaged');
		expect(await inspect(vault, file)).toMatchObject({
			Here: null,
			Relation: 'OTHER_VAULT',
			EntriesOnlyHere: 0
		});
		expect((await open(vault, file, { Replace: true })).Damage).toEqual([]);
		expect((await unlock(openTab(vault.store, vault.clock))).KeyCount).toBe(1);
		vault.store.close();
	});

	test('over a vault of a newer Airlock is refused, even with Replace', async () => {
		const vault = await newVault(openIndexedDbStore('newer'));
		const bytes = Uint8Array.of(65, 73, 82, 86, 3);
		await atRest('newer', (entries) => entries.put({ epoch: 0, bytes }));
		const damage = [{ record: 'opening', problem: 'NEWER_FORMAT' }];
		const refusal = { code: 'VaultDamaged', details: { damage } };
		expect(await refusalOf(inspect(vault, file))).toMatchObject(refusal);
		expect(await refusalOf(open(vault, file, { Replace: true }))).toMatchObject(refusal);
		vault.store.close();
	});

	test('over an entry that a hand has put at the last epoch there is heals it with Replace', async () => {
		const vault = await newVault();
		const planted = must(await vault.store.readSnapshot());
		planted.entries.push({ ...newest(planted), epoch: Number.MAX_SAFE_INTEGER - 1 });
		const here = emptyPlace(createMemoryStore(planted));
		expect((await open(here, file, { Replace: true })).Damage).toEqual([]);
		expect((await unlock(openTab(here.store, here.clock))).KeyCount).toBe(1);
	});

	test('over an opening that nobody can read is refused, and heals it with Replace', async () => {
		const vault = await newVault();
		const broken = must(await vault.store.readSnapshot());
		must(broken.slots[0]).kdf.salt = new Uint8Array(8);
		const here = emptyPlace(createMemoryStore(broken));
		const request = { File: file, Passphrase: secret() };
		expect((await refusalOf(here.handle('OpenVaultFile', request))).code).toBe('VaultDamaged');
		expect((await open(here, file, { Replace: true })).Damage).toEqual([]);
		expect((await unlock(openTab(here.store, here.clock))).KeyCount).toBe(1);
	});

	describe('and time', () => {
		test('leaves what has run out since the file was saved to the next sweep', async () => {
			const vault = emptyPlace();
			vault.clock.set(startOfTests + dayMs);
			await open(vault, file);
			const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: imported });
			expect(KeyMetadata.KeyState).toBe('PENDING_IMPORT');
			await vault.kms.sweep();
			expect(heldErasables(await vault.store.readSnapshot())).toEqual([]);
			const { Entries } = await vault.handle('ListActivity', {});
			expect(Entries.map(({ operation }) => operation).slice(0, 2)).toEqual([
				'ExpireKeyMaterial',
				'OpenVaultFile'
			]);
		});

		test('never runs behind the highest time in the file', async () => {
			const vault = emptyPlace();
			vault.clock.jump(-dayMs);
			const { ClockTurnedBack } = await open(vault, file);
			expect(ClockTurnedBack).toEqual({ HighestTimeSeen: startOfTests, BehindMs: dayMs });
		});

		test('does not go back here with an older copy of the same vault', async () => {
			const vault = await newVault();
			const keyId = await importedKey(vault, undefined, startOfTests + hourMs);
			const older = await save(vault);
			vault.clock.advance(2 * hourMs);
			await vault.kms.sweep();
			await newKey(vault);
			vault.clock.jump(-2 * hourMs);
			const { ClockTurnedBack } = await open(vault, older, { Replace: true });
			expect(ClockTurnedBack).toMatchObject({ HighestTimeSeen: startOfTests + 2 * hourMs });
			const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: keyId });
			expect(KeyMetadata.KeyState).toBe('PENDING_IMPORT');
		});
	});

	describe('that someone has altered', () => {
		const refusalsOf = async (File: Bytes): Promise<[string, unknown]> => {
			const vault = emptyPlace();
			const { code, details } = await refusalOf(open(vault, File));
			expect(await vault.store.readSnapshot()).toBeUndefined();
			expect(await vault.handle('GetVaultStatus', {})).toEqual({ Exists: false, Unlocked: false });
			return [code, details];
		};

		test('in any byte is refused', async () => {
			for (let at = 0; at < file.length; at++) {
				const [code] = await refusalsOf(flipBit(file, at * 8 + (at % 8)));
				expect(code, `byte ${at}`).toBe('InvalidVaultFile');
			}
		}, 120_000);

		test('in a byte of the content is told as ALTERED before the passphrase is asked', async () => {
			const middle = flipBit(file, 8 * Math.floor(file.length / 2));
			expect(await refusalOf(inspect(emptyPlace(), middle))).toMatchObject({
				details: { reason: 'ALTERED' }
			});
		});

		test('in its HMAC is told once the key is there', async () => {
			const lastByte = flipBit(file, 8 * (file.length - 1));
			await inspect(emptyPlace(), lastByte);
			expect(await refusalsOf(lastByte)).toEqual(['InvalidVaultFile', { reason: 'ALTERED' }]);
		});

		test('with a SHA-256 that fits is refused all the same, whatever value it was', async () => {
			const { content } = splitVaultFile(file);
			for (let at = 0; at < content.length; at += 7) {
				const altered = flipBit(content, at * 8 + (at % 8));
				const [code] = await refusalsOf(concat(altered, sha256(altered), new Uint8Array(32)));
				expect(['InvalidVaultFile', 'VaultDamaged', 'IncorrectPassphrase']).toContain(code);
			}
		}, 120_000);

		test('by someone who has the key is refused with what does not verify', async () => {
			const snapshot = snapshotIn(file);
			const keys = await keysOf(snapshot);
			const entry = must(snapshot.entries[0]);
			entry.body.fill(0);
			const [code, details] = await refusalsOf(await writeVaultFile(snapshot, keys));
			expect([code, details]).toEqual([
				'VaultDamaged',
				{ damage: [{ record: `entries/${entry.epoch}`, problem: 'ALTERED' }] }
			]);
		});

		test('by cutting it off, by adding to it, or by making it up is refused', async () => {
			for (const length of [1, 3, 4, 5, 36, 37, 1000, file.length - 64, file.length - 1])
				expect(await refusalsOf(file.slice(0, length))).toEqual([
					'InvalidVaultFile',
					{ reason: 'CUT_OFF' }
				]);
			expect(await refusalsOf(concat(file, utf8('\n')))).toEqual([
				'InvalidVaultFile',
				{ reason: 'EXTENDED' }
			]);
			for (let round = 0; round < 100; round++) {
				const random = crypto.getRandomValues(new Uint8Array(1 + round * 37));
				expect((await refusalsOf(random))[0]).toBe('InvalidVaultFile');
				const framed = concat(file.subarray(0, 5), random);
				expect((await refusalsOf(framed))[0]).toBe('InvalidVaultFile');
			}
		});

		test('by asking for a costly passphrase is refused at once', async () => {
			const snapshot = snapshotIn(file);
			for (const slot of snapshot.slots) slot.kdf.memoryKiB = 2 ** 28;
			expect((await refusalsOf(forged(snapshot)))[0]).toBe('VaultDamaged');
		});
	});

	test.each([
		[1, 'OLDER_FORMAT'],
		[3, 'NEWER_FORMAT']
	])('of format %i is refused by name', async (format, reason) => {
		expect(await refusalOf(open(emptyPlace(), file.with(4, format)))).toMatchObject({
			code: 'InvalidVaultFile',
			details: { reason }
		});
	});
});

describe('InspectVaultFile', () => {
	const change = (vault: TestVault) => newKey(vault);

	test('tells what a file holds, to anyone', async () => {
		const { VaultId } = await source.handle('DescribeVault', {});
		const entries = logAtRest(snapshotIn(file)).length;
		expect(await inspect(emptyPlace(), file)).toEqual({
			VaultId,
			Epoch: newest(snapshotIn(file)).epoch,
			LogEntries: entries,
			Bytes: file.length,
			Here: null,
			Relation: 'NO_VAULT_HERE',
			EntriesOnlyInFile: entries,
			EntriesOnlyHere: 0,
			ChangesOnlyHere: 0,
			NeedsNewPassphrase: false,
			Older: null,
			Undone: null
		});
	});

	test('counts the changes that only the vault here has, once it is unlocked', async () => {
		const here = await newVault();
		const saved = await save(here);
		await newKey(here);
		const changes = async (at: TestVault) => (await inspect(at, saved)).ChangesOnlyHere;
		expect(await changes(here)).toBe(1);
		const otherTab = openTab(here.store, here.clock);
		expect(await changes(otherTab)).toBeNull();
		await unlock(otherTab);
		expect(await changes(otherTab)).toBe(1);
	});

	test('changes nothing, locked or not', async () => {
		const before = await source.store.readSnapshot();
		await inspect(source, file);
		await inspect(openTab(source.store, source.clock), file);
		expect(await source.store.readSnapshot()).toEqual(before);
	});

	test('relates a file to the vault that is here', async () => {
		const here = await newVault();
		const saved = await save(here);
		const relation = async (at: TestVault, File: Bytes) => {
			const { Relation, EntriesOnlyInFile, EntriesOnlyHere } = await inspect(at, File);
			return [Relation, EntriesOnlyInFile, EntriesOnlyHere];
		};
		expect(await relation(here, saved)).toEqual(['SAME', 0, 0]);
		const elsewhere = await fork(here); // with one entry more: its unlocking
		const fromElsewhere = await save(elsewhere);
		expect(await relation(here, fromElsewhere)).toEqual(['FILE_IS_NEWER', 1, 0]);
		await change(here);
		expect(await relation(here, saved)).toEqual(['FILE_IS_OLDER', 0, 1]);
		await change(here);
		expect(await relation(here, fromElsewhere)).toEqual(['DIVERGED', 1, 2]);
		expect(await relation(elsewhere, await save(here))).toEqual(['DIVERGED', 2, 1]);
		expect(await relation(here, file)).toEqual([
			'OTHER_VAULT',
			logAtRest(snapshotIn(file)).length,
			3
		]);
		here.kms.lock();
		expect(await relation(here, saved)).toEqual(['FILE_IS_OLDER', 0, 2]);
	});

	test('sees a change that is not in the log', async () => {
		const here = await newVault();
		const keyId = await newKey(here);
		await here.handle('GetParametersForImport', {
			KeyId: keyId,
			WrappingKeySpec: 'RSA_2048'
		});
		const saved = await save(here);
		await here.handle('SaveImportDraft', { KeyId: keyId, Place: 'ELSEWHERE' });
		expect(await inspect(here, saved)).toMatchObject({
			Relation: 'FILE_IS_OLDER',
			EntriesOnlyHere: 0
		});
		const elsewhere = emptyPlace(createMemoryStore(snapshotIn(saved)));
		expect(await inspect(elsewhere, await save(here))).toMatchObject({
			Relation: 'FILE_IS_NEWER',
			EntriesOnlyInFile: 0
		});
	});

	test('takes a sweep of the locked vault for no change', async () => {
		const vault = openTab(createMemoryStore(snapshotIn(file)), new TestClock());
		vault.clock.advance(dayMs);
		await vault.kms.sweep();
		expect((await inspect(vault, file)).Relation).toBe('SAME');
	});

	test.each<[string, () => Bytes, string]>([
		['nothing', () => new Uint8Array(), 'EMPTY'],
		['another file', () => utf8('%PDF-1.7'), 'NOT_A_VAULT_FILE'],
		['half a file', () => file.slice(0, file.length / 2), 'CUT_OFF'],
		['a file and more', () => concat(file, file), 'EXTENDED'],
		['an altered file', () => flipBit(file, 8 * 200), 'ALTERED'],
		['a file of the future', () => file.with(4, 3), 'NEWER_FORMAT']
	])('refuses %s', async (_, make, reason) => {
		await expectRefusal(
			source,
			'InspectVaultFile',
			{ File: make() },
			{ code: 'InvalidVaultFile', details: { reason } }
		);
	});
});

describe('RecordBackup', () => {
	test('is kept in the vault, and in its log', async () => {
		const vault = await newVault();
		expect((await vault.handle('DescribeVault', {})).LastBackup).toBeNull();
		const { File, Epoch } = await vault.handle('SaveVaultFile', {});
		vault.clock.advance(hourMs);
		const { LastBackup, Epoch: after } = await vault.handle('RecordBackup', { File });
		expect(LastBackup).toEqual({ At: startOfTests + hourMs, Epoch });
		expect(after).toBe(Epoch + 1);
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({ operation: 'RecordBackup', detail: { epoch: Epoch } });
		vault.kms.lock();
		expect((await unlock(vault)).LastBackup).toEqual(LastBackup);
	});
});

describe('a file that was saved', () => {
	test('is opened as OpenVaultFile opens it, and its epoch is said; nothing is changed', async () => {
		const vault = await newVault();
		const { File, Epoch } = await vault.handle('SaveVaultFile', {});
		await newKey(vault);
		const before = await vault.store.readSnapshot();
		expect(await vault.handle('CheckVaultFile', { File })).toEqual({ Epoch });
		expect(await vault.store.readSnapshot()).toEqual(before);
	});

	test.each<[string, (file: Bytes) => Bytes, object]>([
		['that was cut off', (file) => file.slice(0, -1), { reason: 'CUT_OFF' }],
		['with one other bit', (file) => flipBit(file, 8 * 300), { reason: 'ALTERED' }],
		['with another seal', (file) => flipBit(file, 8 * (file.length - 1)), { reason: 'ALTERED' }],
		['that is empty', () => new Uint8Array(), { reason: 'EMPTY' }]
	])('is no copy %s, and is not noted as one', async (_, alter, details) => {
		const vault = await newVault();
		const { File } = await vault.handle('SaveVaultFile', {});
		for (const operation of ['CheckVaultFile', 'RecordBackup'] as const)
			await expectRefusal(
				vault,
				operation,
				{ File: alter(File) },
				{ code: 'InvalidVaultFile', details }
			);
	});

	test.each(['CheckVaultFile', 'RecordBackup'] as const)(
		'%s takes none that its key has sealed and that does not verify, nor one of another vault',
		async (operation) => {
			const vault = await newVault();
			const damaged = snapshotIn(await save(vault));
			must(damaged.entries[0]).body.fill(0);
			const sealed = await writeVaultFile(damaged, await keysOf(damaged));
			const refusals: [Bytes, string][] = [
				[sealed, 'ALTERED'],
				[forged(snapshotIn(await save(vault))), 'ALTERED'],
				[file, 'OTHER_VAULT']
			];
			for (const [File, reason] of refusals)
				await expectRefusal(
					vault,
					operation,
					{ File },
					{ code: 'InvalidVaultFile', details: { reason } }
				);
			expect(await vault.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: true });
		}
	);

	test('needs the vault unlocked', async () => {
		const vault = openTab(source.store, source.clock);
		for (const operation of ['CheckVaultFile', 'RecordBackup'] as const)
			await expectRefusal(vault, operation, { File: file }, { code: 'VaultLocked' });
	});

	test('is not noted where it is ahead of the vault', async () => {
		const vault = await newVault();
		const older = openTab(createMemoryStore(await vault.store.readSnapshot()), vault.clock);
		for (let change = 1; change <= 3; change++) await newKey(vault);
		await unlock(older);
		await expectRefusal(
			older,
			'RecordBackup',
			{ File: await save(vault) },
			{ code: 'InvalidParameter', details: { parameter: 'File' } }
		);
	});
});

describe('a practice vault’s file', () => {
	const renewed = 'another passphrase than before';
	let practiceFile: Bytes;
	let real: TestVault;
	beforeEach(async () => {
		practiceFile = await save(await newVault());
		const [store, clock] = [createMemoryStore(), new TestClock()];
		const kms = createKms({ store, clock, passphraseCost: argon2idFloor });
		real = { kms, handle: kms.handle, store, clock };
	});

	test('opens in practice as it is', async () => {
		const practice = emptyPlace();
		expect((await inspect(practice, practiceFile)).NeedsNewPassphrase).toBe(false);
		await open(practice, practiceFile);
	});

	test('is no real vault without a new passphrase', async () => {
		expect((await inspect(real, practiceFile)).NeedsNewPassphrase).toBe(true);
		await expect(open(real, practiceFile)).rejects.toMatchObject({
			code: 'InvalidParameter',
			details: { parameter: 'NewPassphrase', rule: 'REQUIRED' }
		});
		await expect(
			open(real, practiceFile, { NewPassphrase: secret('too short') })
		).rejects.toMatchObject({ code: 'PassphraseTooShort' });
		expect(await real.store.readSnapshot()).toBeUndefined();
	});

	test('opens with a new one, which alone opens the vault from then on', async () => {
		const NewPassphrase = secret(renewed);
		await open(real, practiceFile, { NewPassphrase });
		expect(NewPassphrase.every((byte) => byte === 0)).toBe(true);
		const { slots } = must(await real.store.readSnapshot());
		expect(slots.map(({ kdf }) => kdf)).toMatchObject([argon2idFloor]);
		const { Entries } = await real.handle('ListActivity', { Limit: 2 });
		expect(Entries).toMatchObject([
			{ operation: 'ChangePassphrase', detail: { step: 'REPLACED' } },
			{ operation: 'OpenVaultFile' }
		]);
		const next = emptyPlace(real.store);
		await expect(unlock(next)).rejects.toMatchObject({ code: 'IncorrectPassphrase' });
		expect(await next.handle('UnlockVault', { Passphrase: secret(renewed) })).toMatchObject({
			Damage: []
		});
	}, 60_000);
});
