import { createCipheriv, createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { toHex, utf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { getParameters, type Parameters } from '../../../support/importing.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let store: HookedStore;
let vault: TestVault;
let KeyId: string;
let parameters: Parameters;
beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
	KeyId = await newKey(vault);
	parameters = await getParameters(vault, KeyId);
});

const noCopy = { Kind: 'NONE' } as const;

/** KCV and hash as another implementation has them. */
function checkValueOf(material: Uint8Array) {
	const cipher = createCipheriv('aes-256-ecb', material, null);
	return {
		kcv: cipher.update(new Uint8Array(16)).subarray(0, 3).toString('hex'),
		sha256Prefix: createHash('sha256').update(material).digest('hex').slice(0, 32)
	};
}

async function importDraft() {
	const { EncryptedKey, ImportToken } = await vault.handle('GetImportProgress', { KeyId });
	return vault.handle('ImportKeyMaterial', {
		KeyId,
		EncryptedKeyMaterial: EncryptedKey?.Bytes ?? new Uint8Array(),
		ImportToken: ImportToken?.Bytes ?? new Uint8Array(),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
}

describe('EncryptKeyMaterial', () => {
	test('puts both files into the draft, which then imports, and the check values agree', async () => {
		const answer = await vault.handle('EncryptKeyMaterial', {
			KeyId,
			KeyMaterial: someKeyMaterial(),
			Copy: noCopy
		});
		expect(answer).toMatchObject({
			KeyCheckValue: checkValueOf(someKeyMaterial()),
			CopyFile: null,
			KeyMaterialToShow: null,
			Progress: {
				Step: 'FILES',
				Place: 'IN_AIRLOCK',
				ImportToken: { Bytes: parameters.ImportToken }
			}
		});
		const { KeyMetadata } = await importDraft();
		expect(KeyMetadata).toMatchObject({
			KeyState: 'ENABLED',
			KeyCheckValue: checkValueOf(someKeyMaterial())
		});
	});

	test('makes 32 random bytes when none are given, and shows them once on request', async () => {
		const { KeyMaterialToShow, KeyCheckValue } = await vault.handle('EncryptKeyMaterial', {
			KeyId,
			Copy: { Kind: 'SHOW' }
		});
		expect(KeyMaterialToShow).toHaveLength(32);
		expect(KeyCheckValue).toEqual(checkValueOf(KeyMaterialToShow ?? new Uint8Array()));
		expect((await importDraft()).KeyMetadata.KeyCheckValue).toEqual(KeyCheckValue);
	});

	test('makes no random bytes of which nobody would have a copy', async () => {
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, Copy: noCopy },
			{
				code: 'InvalidParameter',
				details: { parameter: 'Copy', rule: 'NEEDED_FOR_RANDOM_KEY_MATERIAL' }
			}
		);
	});

	test('shows the right bytes even when another tab came first and it had to start over', async () => {
		let failures = 0;
		store.hooks.beforeCommit = () => {
			if (failures++ === 0) throw new KmsError('Conflict', {});
		};
		const { KeyMaterialToShow, KeyCheckValue } = await vault.handle('EncryptKeyMaterial', {
			KeyId,
			KeyMaterial: someKeyMaterial(),
			Copy: { Kind: 'SHOW' }
		});
		expect(failures).toBe(2);
		expect(KeyMaterialToShow).toEqual(someKeyMaterial());
		expect(KeyCheckValue).toEqual(checkValueOf(someKeyMaterial()));
	});

	test('makes an age file that holds the 32 bytes and nothing else', async () => {
		const FilePassphrase = 'une clé forgée à l’été';
		const { CopyFile } = await vault.handle('EncryptKeyMaterial', {
			KeyId,
			KeyMaterial: someKeyMaterial(),
			Copy: { Kind: 'AGE_FILE', FilePassphrase: utf8(FilePassphrase) }
		});
		expect(CopyFile?.FileName).toBe(`key-material-${KeyId.slice(0, 8)}.age`);
		const opened = await decryptAgeFile(CopyFile?.File ?? new Uint8Array(), FilePassphrase);
		expect(toHex(opened)).toBe(toHex(someKeyMaterial()));
	}, 180_000);

	test('wipes the bytes it was given, done or refused', async () => {
		const done = someKeyMaterial();
		await vault.handle('EncryptKeyMaterial', { KeyId, KeyMaterial: done, Copy: noCopy });
		const refused = someKeyMaterial();
		const request = { KeyId: 'nobody', KeyMaterial: refused, Copy: noCopy };
		await expect(vault.handle('EncryptKeyMaterial', request)).rejects.toThrow();
		expect([done, refused]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
	});

	test.each([16, 31, 33, 64])('refuses %i bytes', async (actualBytes) => {
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{
				KeyId,
				KeyMaterial: Uint8Array.from({ length: actualBytes }, (_, index) => index * 7),
				Copy: noCopy
			},
			{ code: 'InvalidKeyMaterialLength', details: { actualBytes, expectedBytes: 32 } }
		);
	});

	test.each([
		['zeros', new Uint8Array(32), 'REPEATED_BYTE'],
		['text', utf8('this is a sentence of 32 letters'), 'PRINTABLE_TEXT']
	])('refuses %s, which is no random key', async (_, KeyMaterial, reason) => {
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, KeyMaterial, Copy: noCopy },
			{ code: 'WeakKeyMaterial', details: { reason } }
		);
	});

	test('takes no file passphrase of fewer than 12 characters, however many bytes they have', async () => {
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, Copy: { Kind: 'AGE_FILE', FilePassphrase: utf8('é'.repeat(11)) } },
			{ code: 'PassphraseTooShort', details: { actualCharacters: 11, minimumCharacters: 12 } }
		);
	});

	test('needs parameters that are alive', async () => {
		vault.clock.set(parameters.ParametersValidTo);
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, KeyMaterial: someKeyMaterial(), Copy: noCopy },
			{ code: 'NotFound', details: { resource: 'importParameters' } }
		);
	});
});

describe('InspectKeyMaterial', () => {
	test('says the check value, keeps nothing and wipes the bytes', async () => {
		const before = await vault.store.readSnapshot();
		const KeyMaterial = someKeyMaterial(3);
		const answer = await vault.handle('InspectKeyMaterial', { KeyMaterial });
		expect(answer).toEqual({ KeyCheckValue: checkValueOf(someKeyMaterial(3)) });
		expect(KeyMaterial).toEqual(new Uint8Array(32));
		expect(await vault.store.readSnapshot()).toEqual(before);
	});

	test('shows no check value of material that could be guessed from it', async () => {
		await expectRefusal(
			vault,
			'InspectKeyMaterial',
			{ KeyMaterial: new Uint8Array(32) },
			{ code: 'WeakKeyMaterial' }
		);
	});
});

describe('the copy of new key material', () => {
	const copyNow = async () => (await vault.handle('GetImportProgress', { KeyId })).Copy;
	const shares = { Kind: 'SHARES', Threshold: 2, Count: 3 } as const;

	test.each([{ Kind: 'SHOW' }, { Kind: 'SHEET' }, shares] as const)(
		'that is shown as $Kind is awaited until somebody says what became of it',
		async (Copy) => {
			const { Progress } = await vault.handle('EncryptKeyMaterial', { KeyId, Copy });
			expect(Progress.Copy).toBe('AWAITED');
			for (const fate of ['TAKEN', 'GIVEN_UP'] as const)
				expect(await vault.handle('SaveImportDraft', { KeyId, Copy: fate })).toMatchObject({
					Copy: fate,
					Step: 'FILES'
				});
		}
	);

	test('outlives a lock: nobody has it then either', async () => {
		await vault.handle('EncryptKeyMaterial', { KeyId, Copy: { Kind: 'SHOW' } });
		await vault.handle('LockVault', {});
		await unlock(vault);
		expect(await copyNow()).toBe('AWAITED');
	});

	test('is taken once it was tested, and as an age file', async () => {
		const { RecoveryTexts } = await vault.handle('EncryptKeyMaterial', { KeyId, Copy: shares });
		const Text = RecoveryTexts?.slice() ?? new Uint8Array();
		await vault.handle('RehearseRecovery', { KeyId, Copy: { Kind: 'TEXT', Text } });
		expect(await copyNow()).toBe('TAKEN');
		const FilePassphrase = 'a passphrase of this file';
		await vault.handle('EncryptKeyMaterial', {
			KeyId,
			Copy: { Kind: 'AGE_FILE', FilePassphrase: utf8(FilePassphrase) }
		});
		expect(await copyNow()).toBe('TAKEN');
	});

	test('is nobody’s business where the material was given, or another file took its place', async () => {
		const given = { KeyMaterial: someKeyMaterial(), Copy: { Kind: 'SHOW' } } as const;
		await vault.handle('EncryptKeyMaterial', { KeyId, ...given });
		expect(await copyNow()).toBeNull();
		expect(await vault.handle('SaveImportDraft', { KeyId, Copy: 'TAKEN' })).toMatchObject({
			Copy: null
		});
		await vault.handle('EncryptKeyMaterial', { KeyId, Copy: { Kind: 'SHOW' } });
		await vault.handle('SaveImportDraft', { KeyId, EncryptedKey: null });
		expect(await copyNow()).toBeNull();
	});
});
