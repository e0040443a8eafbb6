import '../../../support/indexed-db.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { getParameters, importRequest, wrapFor } from '../../../support/importing.ts';
import { openBeside, settled } from '../../../support/mirrored-vault.ts';
import { findSecret } from '../../../support/secret-search.ts';
import {
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const databaseName = `test ${crypto.randomUUID()}`;
const dayMs = 24 * 60 * 60 * 1000;
const keyName = 'Zahlungsverkehr 2031';
const description = 'the key that signs nothing but opens much';
const plaintext = utf8('what nobody else may read');
const context = { tenant: 'Bank of Nowhere' };

let vault: TestVault;
let KeyId: string;
let CiphertextBlob: Bytes;
/** Every row that lay in the database after any step. */
const seen: unknown[] = [];

/** Lock, reload, unlock: each step begins in a new tab. */
async function reload(): Promise<void> {
	vault.kms.lock();
	vault.store.close();
	seen.push(await allRows());
	vault = openTab(openIndexedDbStore(databaseName), vault.clock);
	expect((await unlock(vault)).Damage).toEqual([]);
}

async function allRows(): Promise<unknown> {
	const database = await openBeside(databaseName);
	const rows: Record<string, unknown> = {};
	for (const name of database.objectStoreNames) {
		const store = database.transaction(name).objectStore(name);
		rows[name] = [await settled(store.getAllKeys()), await settled(store.getAll())];
	}
	database.close();
	return rows;
}

beforeAll(async () => {
	vault = await newVault(openIndexedDbStore(databaseName));
	await reload();
	const { KeyMetadata } = await vault.handle('CreateKey', {
		Origin: 'EXTERNAL',
		AliasName: `alias/${keyName}`,
		Description: description
	});
	({ KeyId } = KeyMetadata);
	await reload();
	await getParameters(vault, KeyId, { WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256' });
	await reload();
	const parameters = (await vault.handle('DescribeKey', { KeyId })).KeyMetadata.ImportParameters;
	if (!parameters) throw new Error('the parameters are lost');
	await vault.handle('SaveImportDraft', {
		KeyId,
		EncryptedKey: {
			Name: 'wrapped.bin',
			ReadAs: 'BINARY',
			Bytes: wrapFor(parameters, someKeyMaterial())
		},
		Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: vault.clock.now() + dayMs }
	});
	await reload();
	await vault.handle('SaveImportDraft', {
		KeyId,
		ImportToken: { Name: 'token.bin', ReadAs: 'BINARY', Bytes: parameters.ImportToken }
	});
	await reload();
});

describe('from an empty database to an enabled key, with a reload before each step', () => {
	test('the import has lost nothing', async () => {
		const { EncryptedKey, ImportToken, Expiration, Step } = await vault.handle(
			'GetImportProgress',
			{
				KeyId
			}
		);
		expect(Step).toBe('FILES');
		const { KeyMetadata } = await vault.handle('ImportKeyMaterial', {
			KeyId,
			ImportToken: ImportToken?.Bytes ?? new Uint8Array(),
			EncryptedKeyMaterial: EncryptedKey?.Bytes ?? new Uint8Array(),
			ExpirationModel: 'KEY_MATERIAL_EXPIRES',
			ValidTo: Expiration && 'validTo' in Expiration ? Expiration.validTo : 0
		});
		expect(KeyMetadata).toMatchObject({
			KeyState: 'ENABLED',
			Aliases: [keyName],
			Expiration: { validTo: vault.clock.now() + dayMs }
		});
	});

	test('the key encrypts, and after a reload decrypts', async () => {
		await reload();
		const request = { KeyId, Plaintext: plaintext, EncryptionContext: context };
		({ CiphertextBlob } = await vault.handle('Encrypt', request));
		await reload();
		const answer = await vault.handle('Decrypt', { CiphertextBlob, EncryptionContext: context });
		expect(answer.Plaintext).toEqual(plaintext);
	});

	test('the key in the app encrypts its own material for another one', async () => {
		const { KeyMetadata } = await vault.handle('CreateKey', { Origin: 'EXTERNAL' });
		await getParameters(vault, KeyMetadata.KeyId);
		await reload();
		await vault.handle('EncryptKeyMaterial', {
			KeyId: KeyMetadata.KeyId,
			KeyMaterial: someKeyMaterial(77),
			Copy: { Kind: 'SHOW' }
		});
		await reload();
	});

	test('it expires while Airlock is closed, and comes back with the same material', async () => {
		vault.kms.lock();
		vault.clock.advance(dayMs);
		await vault.kms.sweep();
		await reload();
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			LostKeyMaterial: { reason: 'EXPIRED', whileLocked: true }
		});
		await vault.handle('ImportKeyMaterial', importRequest(await getParameters(vault, KeyId)));
		await reload();
		const answer = await vault.handle('Decrypt', { CiphertextBlob, EncryptionContext: context });
		expect(answer.Plaintext).toEqual(plaintext);
	});

	test('every step is in the log, and the chain is whole', async () => {
		const { Entries, BrokenAt } = await vault.handle('ListActivity', { KeyId });
		expect(BrokenAt).toBeNull();
		expect(Entries.map(({ operation }) => operation).toReversed()).toEqual([
			'CreateKey',
			'GetParametersForImport',
			'ImportKeyMaterial',
			'Encrypt',
			'Decrypt',
			'ExpireKeyMaterial',
			'GetParametersForImport',
			'ImportKeyMaterial',
			'Decrypt'
		]);
	});
});

describe('in no row that lay in the database at any step is found', () => {
	test.each<[string, string | Uint8Array]>([
		['the key material', someKeyMaterial()],
		['the other key material', someKeyMaterial(77)],
		['half of the key material', someKeyMaterial().slice(8, 24)],
		['the passphrase', passphrase],
		['the key name', keyName],
		['the description', description],
		['the plaintext', plaintext],
		['the encryption context', context.tenant],
		['the vault’s name', 'Test vault'],
		['the name of a file', 'wrapped.bin'],
		['the name of an operation', 'ImportKeyMaterial'],
		['a state', 'PENDING_IMPORT']
	])('%s', (_, secret) => {
		expect(seen.length).toBeGreaterThan(8);
		expect(findSecret(seen, secret)).toEqual([]);
	});

	test('but what is in the clear on purpose, by the same search', async () => {
		const { VaultId } = await vault.handle('DescribeVault', {});
		expect(findSecret(seen, Buffer.from(VaultId.replaceAll('-', ''), 'hex'))).toContain('raw');
	});

	test('and a secret put there in any form would be', () => {
		const secret = someKeyMaterial();
		const forms: [string, unknown][] = [
			['raw', { sealed: Uint8Array.of(1, ...secret, 2) }],
			['hex', { text: `x${toHex(secret)}` }],
			['HEX', toHex(secret).toUpperCase()],
			['Base64', toBase64(secret)],
			['Base64, one byte on', toBase64(Uint8Array.of(9, ...secret, 9, 9))],
			['Base64, two bytes on', toBase64(Uint8Array.of(9, 9, ...secret, 9))],
			['decimal numbers', JSON.stringify([...secret])]
		];
		for (const [form, row] of forms) expect(findSecret([row], secret)).toContain(form);
		expect(findSecret([utf8(`a${keyName}`)], keyName)).toContain('raw');
		expect(findSecret([Uint8Array.from(Buffer.from(keyName, 'utf16le'))], keyName)).toContain(
			'UTF-16'
		);
	});
});
