import { beforeAll, describe, expect, test } from 'vitest';
import { fromBase64, parseUtf8, utf8 } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/slot.ts';
import type { Operation, Request } from '#lib/service/api.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import {
	getParameters,
	importMaterial,
	importRequest,
	type Parameters
} from '../../support/importing.ts';
import { refusalOf } from '../../support/refusal.ts';
import { swappableStore } from '../../support/swappable-store.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const dayMs = 24 * 60 * 60 * 1000;

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

	test('gives what verifies, without expired key material, and writes nothing', async () => {
		const before = await quarantined.store.readSnapshot();
		const { File, FileName, Keys } = await quarantined.handle('ExportVerified', { FilePassphrase });
		expect([FileName, Keys]).toEqual(['airlock-export-2026-11-25.age', 2]);
		expect(await quarantined.store.readSnapshot()).toEqual(before);

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
		const { File } = await vault.handle('ExportVerified', { FilePassphrase });
		const opened = parseUtf8(await decryptAgeFile(File, FilePassphrase)) ?? '';
		expect(opened).toContain(frozen);
		expect(opened).not.toContain('keyMaterial');
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({ operation: 'ExportVerified', detail: { keys: 1 } });
	}, 180_000);

	test('refuses a passphrase that is too short', async () => {
		const attempt = quarantined.handle('ExportVerified', { FilePassphrase: '12345678901' });
		expect((await refusalOf(attempt)).code).toBe('PassphraseTooShort');
	});
});

test('damage that a tab has seen does not go away when another tab writes', async () => {
	const store = swappableStore();
	const writer = await newVault(store);
	const imported = await newKey(writer);
	await importMaterial(writer, imported);
	const reader = openTab(store, writer.clock);
	await unlock(reader);
	await writer.handle('DescribeVault', {}); // it knows the vault as it is now
	const snapshot = await store.readSnapshot();
	if (!snapshot) throw new Error('there is no vault');
	for (const row of snapshot.erasables) if (row.sealed) row.sealed = row.sealed.with(20, 0);
	store.swap(snapshot);
	for (let round = 0; round < 3; round++) {
		await writer.handle('CreateKey', {});
		const { Damage } = await reader.handle('DescribeVault', {});
		expect(Damage).toEqual([
			{ record: `erasables/${snapshot.erasables[0]?.id ?? ''}`, problem: 'ALTERED' }
		]);
	}
});
