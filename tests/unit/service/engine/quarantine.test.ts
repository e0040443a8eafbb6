import { beforeAll, describe, expect, test, vi } from 'vitest';
import '../../../support/indexed-db.ts';
import { fromBase64, parseUtf8, utf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request, VaultEvent } from '#lib/service/api.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createPassphraseSlot } from '#lib/crypto/slot.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import type { HeadRow, LogRow, VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { must } from '../../../support/must.ts';
import { hookedStore } from '../../../support/hooked-store.ts';
import {
	getParameters,
	importMaterial,
	importRequest,
	type Parameters
} from '../../../support/importing.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { swappableStore } from '../../../support/swappable-store.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	passphrase,
	passphraseAgain,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const dayMs = 24 * 60 * 60 * 1000;

/** A place for a vault, whose epoch can be changed behind the back of open tabs. */
interface EpochStore {
	store: VaultStore;
	setEpoch: (epoch: unknown) => Promise<void>;
}

function inMemory(): EpochStore {
	const store = swappableStore();
	return {
		store,
		async setEpoch(epoch) {
			const snapshot = must(await store.readSnapshot());
			store.swap({ ...snapshot, head: Object.assign(snapshot.head, { epoch }) });
		}
	};
}

function inIndexedDb(): EpochStore {
	const databaseName = `airlock-${crypto.randomUUID()}`;
	const settled = <Result>(request: IDBRequest<Result>) =>
		new Promise<Result>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(new Error('the request failed'));
		});
	return {
		store: openIndexedDbStore(databaseName),
		async setEpoch(epoch) {
			const database = await settled(indexedDB.open(databaseName));
			const heads = database.transaction('head', 'readwrite').objectStore('head');
			const head = (await settled(heads.get('head'))) as HeadRow;
			await settled(heads.put({ ...head, epoch }, 'head'));
			database.close();
		}
	};
}

let quarantined: TestVault;
let KeyId: string;
let lost: string;
let expired: string;
let parameters: Parameters;
let CiphertextBlob: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
	const vault = await newVault();
	KeyId = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/kept' });
	await importMaterial(vault, KeyId);
	({ CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext: utf8('text') }));
	lost = await newKey(vault, { AliasName: 'alias/lost' });
	expired = await newKey(vault);
	await importMaterial(vault, expired, someKeyMaterial(2), vault.clock.now() + dayMs);
	vault.clock.advance(dayMs / 2);
	parameters = await getParameters(vault, KeyId);
	const snapshot = await vault.store.readSnapshot();
	if (!snapshot) throw new Error('there is no vault');
	for (const row of snapshot.records) if (row.id === lost) row.sealed = row.sealed.with(20, 0);
	vault.clock.advance(dayMs / 2);
	quarantined = openTab(createMemoryStore(snapshot), vault.clock);
	await unlock(quarantined);
});

test('a quarantined vault says which record is damaged, and shows the rest', async () => {
	const { Damage, KeyCount } = await quarantined.handle('DescribeVault', {});
	expect(Damage).toEqual([{ record: `records/${lost}`, problem: 'ALTERED' }]);
	expect(KeyCount).toBe(2);
	const { Keys } = await quarantined.handle('ListKeys', {});
	expect(Keys.map((key) => key.KeyId).sort()).toEqual([KeyId, expired].sort());
	expect((await quarantined.handle('ListActivity', {})).BrokenAt).toBeNull();
});

const changes: { [Name in Operation]?: () => Request<Name> } = {
	UpdateVault: () => ({ VaultName: 'a' }),
	ChangePassphrase: () => ({
		CurrentPassphrase: passphraseBytes(passphrase),
		NewPassphrase: passphraseBytes('a whole new passphrase')
	}),
	AcceptClock: () => ({ Passphrase: passphraseBytes(passphrase) }),
	CreateKey: () => ({}),
	EnableKey: () => ({ KeyId }),
	DisableKey: () => ({ KeyId }),
	ScheduleKeyDeletion: () => ({ KeyId }),
	CancelKeyDeletion: () => ({ KeyId }),
	UpdateKeyDescription: () => ({ KeyId, Description: 'a' }),
	CreateAlias: () => ({ AliasName: 'alias/a', TargetKeyId: KeyId }),
	UpdateAlias: () => ({ AliasName: 'alias/kept', TargetKeyId: expired }),
	RenameAlias: () => ({ AliasName: 'alias/kept', NewAliasName: 'alias/a' }),
	DeleteAlias: () => ({ AliasName: 'alias/kept' }),
	GetParametersForImport: () => ({ KeyId, WrappingKeySpec: 'RSA_2048' }),
	DownloadImportParameters: () => ({ KeyId }),
	SaveImportDraft: () => ({ KeyId, Place: 'ELSEWHERE' }),
	DiscardImport: () => ({ KeyId }),
	EncryptKeyMaterial: () => ({ KeyId, Copy: { Kind: 'SHOW' } }),
	ImportKeyMaterial: () => importRequest(parameters),
	DeleteImportedKeyMaterial: () => ({ KeyId }),
	Encrypt: () => ({ KeyId, Plaintext: Uint8Array.of(1) }),
	Decrypt: () => ({ CiphertextBlob }),
	ReEncrypt: () => ({ CiphertextBlob, DestinationKeyId: KeyId }),
	GenerateDataKey: () => ({ KeyId, KeySpec: 'AES_256' }),
	GenerateDataKeyWithoutPlaintext: () => ({ KeyId, KeySpec: 'AES_256' })
};

test.each(Object.entries(changes))(
	'%s is refused with VaultQuarantined',
	async (operation, request) => {
		const before = await quarantined.store.readSnapshot();
		const attempt = quarantined.handle(operation as Operation, request());
		const { code, details } = await refusalOf(attempt);
		expect([code, details]).toEqual([
			'VaultQuarantined',
			{ damage: [{ record: `records/${lost}`, problem: 'ALTERED' }] }
		]);
		expect(await quarantined.store.readSnapshot()).toEqual(before);
	}
);

describe('ExportVerified', () => {
	const FilePassphrase = 'a passphrase for the file';

	const exportFrom = ({ handle }: TestVault, given = passphrase) =>
		handle('ExportVerified', {
			FilePassphrase: utf8(FilePassphrase),
			Passphrase: passphraseBytes(given)
		});

	test('gives what verifies, without expired key material, and writes only that into the log', async () => {
		const before = await quarantined.store.readSnapshot();
		const { File, FileName, Keys } = await exportFrom(quarantined);
		expect([FileName, Keys]).toEqual(['airlock-export-2026-11-25.age', 2]);
		const after = await quarantined.store.readSnapshot();
		expect({ ...after, head: null, log: after?.log.slice(0, -1) }).toEqual({
			...before,
			head: null
		});

		const opened = JSON.parse(parseUtf8(await decryptAgeFile(File, FilePassphrase)) ?? '') as {
			keys: { keyId: string; keyMaterial?: string }[];
		};
		expect(opened).toMatchObject({ format: 'airlock/export/1', vaultName: 'Test vault' });
		const keyMaterial = Object.fromEntries(opened.keys.map((key) => [key.keyId, key.keyMaterial]));
		expect(Object.keys(keyMaterial).sort()).toEqual([KeyId, expired].sort());
		expect(fromBase64(keyMaterial[KeyId] ?? '')).toEqual(someKeyMaterial());
		expect(keyMaterial[expired]).toBeUndefined();
	}, 180_000);

	test('of a sound vault is in the log; what expires stays out while the clock is behind', async () => {
		const vault = await newVault();
		const frozen = await newKey(vault);
		await importMaterial(vault, frozen, someKeyMaterial(), vault.clock.now() + dayMs);
		vault.clock.jump(-dayMs);
		const { File } = await exportFrom(vault);
		const opened = parseUtf8(await decryptAgeFile(File, FilePassphrase)) ?? '';
		expect(opened).toContain(frozen);
		expect(opened).not.toContain('keyMaterial');
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({ operation: 'ExportVerified', detail: { keys: 1 } });
	}, 180_000);

	test('refuses a passphrase that is too short', async () => {
		const attempt = quarantined.handle('ExportVerified', {
			FilePassphrase: utf8('12345678901'),
			Passphrase: passphraseAgain()
		});
		expect((await refusalOf(attempt)).code).toBe('PassphraseTooShort');
	});

	test('asks for the vault’s passphrase again, and wipes it', async () => {
		const before = await quarantined.store.readSnapshot();
		const Passphrase = passphraseBytes('not the passphrase');
		const attempt = quarantined.handle('ExportVerified', {
			FilePassphrase: utf8(FilePassphrase),
			Passphrase
		});
		expect((await refusalOf(attempt)).code).toBe('IncorrectPassphrase');
		expect(Passphrase.every((byte) => byte === 0)).toBe(true);
		expect(await quarantined.store.readSnapshot()).toEqual(before);
	});

	/** Ways to damage a vault at rest, and whether they leave its head as it was. */
	const damages: [string, (snapshot: VaultSnapshot) => void][] = [
		['an altered record', ({ records: [row] }) => row && (row.sealed = row.sealed.with(20, 0))],
		['a missing record', ({ records }) => records.splice(0, 1)],
		['an epoch that was changed', ({ head }) => (head.epoch += 1)],
		['an altered head', ({ head }) => (head.sealed = head.sealed.with(20, 1))],
		['a log whose end is missing', ({ log }) => log.pop()],
		['a log with a gap', ({ log }) => log.splice(1, 1)],
		[
			'a log that somebody has written on',
			({ log }) => log.push({ ...structuredClone(log[0] as LogRow), number: log.length + 1 })
		],
		['no log', ({ log }) => log.splice(0)],
		[
			'a log entry that is none, in the middle',
			({ log: [, row] }) => row && Object.assign(row, { hash: 'x' })
		],
		[
			'a log entry that is none, at the end',
			({ log }) => log.push({ number: log.length + 1, sealed: 'x' } as never)
		],
		...['version', 'notAfter', 'sealed', 'erasedAt'].map(
			(name): [string, (snapshot: VaultSnapshot) => void] => [
				`a row of key material whose ${name} is none`,
				({ erasables: [row] }) => row && Object.assign(row, { [name]: 'x' })
			]
		)
	];

	test.each(damages)(
		'is in the log of a vault with %s, which stays as damaged as it was',
		async (_, damage) => {
			const vault = await newVault();
			await newKey(vault, {});
			const snapshot = await vault.store.readSnapshot();
			if (!snapshot) throw new Error('there is no vault');
			damage(snapshot);
			const opened = openTab(createMemoryStore(snapshot), vault.clock);
			const { Damage } = await unlock(opened);
			expect(Damage).not.toEqual([]);

			for (let count = 1; count <= 2; count++) {
				await exportFrom(opened);
				const again = openTab(opened.store, vault.clock);
				expect((await unlock(again)).Damage).toEqual(Damage);
				const { Entries } = await again.handle('ListActivity', { Operations: ['ExportVerified'] });
				expect(Entries.map(({ detail }) => detail)).toEqual(Array(count).fill(Entries[0]?.detail));
				expect(Entries).toHaveLength(count);
			}
		}
	);

	test('is in the log of a vault with a row of the last number that there is', async () => {
		const vault = await newVault();
		const snapshot = must(await vault.store.readSnapshot());
		const { length } = snapshot.log;
		snapshot.log.push({ ...structuredClone(must(snapshot.log[0])), number: 2 ** 53 - 1 });
		const opened = openTab(createMemoryStore(snapshot), vault.clock);
		await unlock(opened);
		for (let count = 1; count <= 2; count++) {
			await exportFrom(opened);
			const again = openTab(opened.store, vault.clock);
			const record = `log/${length + count + 1}`;
			expect((await unlock(again)).Damage).toEqual([{ record, problem: 'CHAIN_BROKEN' }]);
		}
	});

	/** Heads lie in the clear: none of these is what a commit writes. */
	const noEpochs = [0, -1, 1.5, NaN, Infinity, 2 ** 53 - 1, 2 ** 53, '7', null, undefined, {}];
	const places: [string, () => EpochStore][] = [
		['memory', inMemory],
		['IndexedDB', inIndexedDb]
	];

	test.each(places)(
		'works in a vault whose epoch is unusable, and is in its log; kept in %s',
		async (_, place) => {
			for (const epoch of noEpochs) {
				const { store, setEpoch } = place();
				const vault = await newVault(store);
				await newKey(vault, {});
				const whole = (await vault.handle('SaveVaultFile', {})).File;
				await setEpoch(epoch);
				expect((await refusalOf(vault.handle('DescribeVault', {}))).code).toBe('VaultDamaged');
				const before = await vault.store.readSnapshot();

				const opened = openTab(vault.store, vault.clock);
				expect(await opened.handle('GetVaultStatus', {})).toMatchObject({ Exists: true });
				const { Damage } = await unlock(opened);
				expect(Damage).toEqual([{ record: 'head', problem: 'ALTERED' }]);
				const wrong = exportFrom(opened, 'not the passphrase');
				expect((await refusalOf(wrong)).code).toBe('IncorrectPassphrase');
				for (let count = 1; count <= 2; count++) expect((await exportFrom(opened)).Keys).toBe(1);
				const after = await vault.store.readSnapshot();
				expect({ ...after, log: after?.log.slice(0, -2) }).toEqual(before);

				const again = openTab(vault.store, vault.clock);
				expect((await unlock(again)).Damage).toEqual(Damage);
				const { Entries } = await again.handle('ListActivity', { Operations: ['ExportVerified'] });
				expect(Entries).toHaveLength(2);
				// And a whole copy can take its place.
				const Replace = { File: whole, Passphrase: passphraseAgain(), Replace: true };
				expect((await again.handle('OpenVaultFile', Replace)).Damage).toEqual([]);
				vault.store.close();
			}
		}
	);

	test('shows up although the head is put back that was altered for it', async () => {
		const vault = await newVault();
		await newKey(vault, {});
		const sound = await vault.store.readSnapshot();
		if (!sound) throw new Error('there is no vault');
		const altered = { ...sound, head: { ...sound.head, epoch: sound.head.epoch + 1 } };
		const opened = openTab(createMemoryStore(altered), vault.clock);
		await unlock(opened);
		await exportFrom(opened);
		const after = await opened.store.readSnapshot();
		if (!after) throw new Error('there is no vault');
		const putBack = openTab(createMemoryStore({ ...after, head: sound.head }), vault.clock);
		const { Damage } = await unlock(putBack);
		expect(Damage).toEqual([{ record: `log/${sound.log.length + 1}`, problem: 'CHAIN_BROKEN' }]);
	});

	test('gives nothing when it can’t be written into the log', async () => {
		const store = hookedStore(createMemoryStore(await quarantined.store.readSnapshot()));
		const vault = openTab(store, quarantined.clock);
		await unlock(vault);
		store.hooks.beforeCommit = () => {
			throw new KmsError('QuotaExceeded', {});
		};
		expect((await refusalOf(exportFrom(vault))).code).toBe('QuotaExceeded');
	});

	test('does not take the passphrase of a slot that a hand has put beside the vault’s', async () => {
		const vault = await newVault();
		const snapshot = await vault.store.readSnapshot();
		if (!snapshot) throw new Error('there is no vault');
		const planted = await createPassphraseSlot(
			snapshot.head.vaultId,
			passphraseBytes('a passphrase of somebody else'),
			new Uint8Array(32),
			{ cost: cheapPassphrase }
		);
		snapshot.slots.push(planted);
		const opened = openTab(createMemoryStore(snapshot), vault.clock);
		expect((await unlock(opened)).Damage).toEqual([{ record: 'slots', problem: 'SLOTS_CHANGED' }]);
		const attempt = exportFrom(opened, 'a passphrase of somebody else');
		expect((await refusalOf(attempt)).code).toBe('IncorrectPassphrase');
		expect((await exportFrom(opened)).Keys).toBe(0);
	});
});

describe('damage that appears while the vault is unlocked', () => {
	/** An unlocked vault with an imported key, whose rows at rest are then changed by hand. */
	async function changedAtRest(change: (snapshot: VaultSnapshot) => void) {
		const store = swappableStore();
		const vault = await newVault(store);
		const events: VaultEvent[] = [];
		const toldOthers = vi.fn();
		const kms = createKms({
			store,
			clock: vault.clock,
			emit: (event) => events.push(event),
			lockOtherTabs: toldOthers,
			passphraseCost: cheapPassphrase
		});
		await importMaterial(vault, await newKey(vault));
		await kms.handle('UnlockVault', { Passphrase: passphraseAgain() });
		const sound = await store.readSnapshot();
		const altered = await store.readSnapshot();
		if (!sound || !altered) throw new Error('there is no vault');
		change(altered);
		store.swap(altered);
		return { kms, store, sound, events, toldOthers };
	}

	const nextEpoch = ({ head }: VaultSnapshot) => (head.epoch += 1);
	const changes: [string, (snapshot: VaultSnapshot) => void, Operation, object?][] = [
		['a later epoch', nextEpoch, 'DescribeVault'],
		['an earlier epoch', ({ head }) => (head.epoch -= 1), 'ListKeys'],
		[
			'a head of another shape',
			(all) => Object.assign(all, { head: { ...all.head, sealed: 'x', epoch: 99 } }),
			'ListKeys'
		],
		[
			'an altered record',
			(all) => (nextEpoch(all), (must(all.records[0]).sealed = new Uint8Array(60))),
			'CreateKey'
		],
		[
			'a record of another shape',
			(all) => (nextEpoch(all), Object.assign(must(all.records[0]), { sealed: 1 })),
			'ListKeys'
		],
		['missing key material', (all) => (nextEpoch(all), all.erasables.splice(0)), 'ListAliases'],
		[
			'a planted slot',
			(all) => (nextEpoch(all), all.slots.push({ ...must(all.slots[0]), slotId: 'x' })),
			'ListAliases'
		],
		['a broken log, at the same epoch', ({ log }) => log.splice(1, 1), 'ListActivity'],
		[
			'a damaged copy at rest, at the same epoch',
			({ records }) => records.splice(0, 1),
			'SaveVaultFile'
		],
		[
			'another log entry',
			(all) => (nextEpoch(all), all.log.pop()),
			'ExportVerified',
			{ FilePassphrase: utf8(passphrase), Passphrase: passphraseAgain() }
		]
	];

	test.each(changes)('locks it, and says so: %s', async (_, change, operation, request = {}) => {
		const { kms, store, sound, events, toldOthers } = await changedAtRest(change);
		const altered = await store.readSnapshot();
		const { code } = await refusalOf(kms.handle(operation, request));
		expect(code).toBe('VaultDamaged');
		expect(await kms.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
		expect(events.filter(({ type }) => type === 'locked')).toEqual([
			{ type: 'locked', reason: 'DAMAGED' }
		]);
		expect(toldOthers).toHaveBeenCalledOnce();
		expect(await store.readSnapshot()).toEqual(altered);

		// Put back, it stays locked until the passphrase is given again.
		store.swap(sound);
		expect((await refusalOf(kms.handle('DescribeVault', {}))).code).toBe('VaultLocked');
		const description = await kms.handle('UnlockVault', { Passphrase: passphraseAgain() });
		expect(description.Damage).toEqual([]);
	});

	test('is found by the next sweep, if nothing else is asked', async () => {
		const { kms, events } = await changedAtRest(nextEpoch);
		await kms.sweep().catch(() => undefined);
		expect(events).toContainEqual({ type: 'locked', reason: 'DAMAGED' });
	});

	test('locks a vault in quarantine too, when it changes in any way', async () => {
		const store = swappableStore();
		const snapshot = await quarantined.store.readSnapshot();
		if (!snapshot) throw new Error('there is no vault');
		store.swap(snapshot);
		const vault = openTab(store, quarantined.clock);
		await unlock(vault);
		store.swap({ ...snapshot, head: { ...snapshot.head, epoch: snapshot.head.epoch + 1 } });
		expect((await refusalOf(vault.handle('ListKeys', {}))).code).toBe('VaultDamaged');
		expect(await vault.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
	});
});
