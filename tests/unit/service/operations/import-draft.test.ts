import { beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import {
	getParameters,
	importRequest,
	wrapFor,
	type Parameters
} from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { fork, newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let vault: TestVault;
let KeyId: string;
let parameters: Parameters;
beforeEach(async () => {
	vault = await newVault();
	KeyId = await newKey(vault);
	parameters = await getParameters(vault, KeyId, { Place: 'ELSEWHERE' });
});

const file = (Bytes: Uint8Array<ArrayBuffer>) => ({ Name: 'a.bin', ReadAs: 'HEX', Bytes }) as const;
const encryptedKey = () => file(wrapFor(parameters, someKeyMaterial()));
const validTo = () => vault.clock.now() + 3_600_000;

describe('SaveImportDraft', () => {
	test('keeps what is given and leaves the rest', async () => {
		const EncryptedKey = encryptedKey();
		const Expiration = { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: validTo() } as const;
		expect((await vault.handle('GetImportProgress', { KeyId })).Step).toBe('ENCRYPT');
		await vault.handle('SaveImportDraft', { KeyId, EncryptedKey });
		await vault.handle('SaveImportDraft', { KeyId, Expiration });
		const ImportToken = file(parameters.ImportToken);
		const progress = await vault.handle('SaveImportDraft', { KeyId, ImportToken });
		expect(progress).toEqual({
			KeyId,
			Step: 'FILES',
			Place: 'ELSEWHERE',
			EncryptedKey,
			ImportToken,
			Expiration,
			KeyCheckValue: null,
			Copy: null,
			RehearsedOn: null,
			MayBeFirstPart: false
		});
		expect(await (await fork(vault)).handle('GetImportProgress', { KeyId })).toEqual(progress);
	});

	test('null takes a file out again', async () => {
		await vault.handle('SaveImportDraft', { KeyId, EncryptedKey: encryptedKey() });
		const progress = await vault.handle('SaveImportDraft', { KeyId, EncryptedKey: null });
		expect(progress).toMatchObject({ Step: 'ENCRYPT', EncryptedKey: null });
	});

	test('is not in the log: it does nothing to the key', async () => {
		const before = (await vault.handle('ListActivity', {})).Total;
		await vault.handle('SaveImportDraft', { KeyId, Place: 'IN_AIRLOCK' });
		expect((await vault.handle('ListActivity', {})).Total).toBe(before);
	});

	test('files of earlier parameters are left out; the chosen expiry stays', async () => {
		const Expiration = { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
		await vault.handle('SaveImportDraft', { KeyId, EncryptedKey: encryptedKey(), Expiration });
		await getParameters(vault, KeyId);
		expect(await vault.handle('GetImportProgress', { KeyId })).toMatchObject({
			Step: 'ENCRYPT',
			Place: 'ELSEWHERE',
			EncryptedKey: null,
			Expiration
		});
	});

	test('a success clears it', async () => {
		await vault.handle('SaveImportDraft', { KeyId, EncryptedKey: encryptedKey() });
		await vault.handle('ImportKeyMaterial', importRequest(parameters));
		expect(await vault.handle('GetImportProgress', { KeyId })).toMatchObject({
			Step: 'PARAMETERS',
			EncryptedKey: null
		});
	});

	test.each([
		['32 bytes', someKeyMaterial()],
		['hex', utf8('0f1e2d3c4b5a6978'.repeat(4))],
		['a PEM private key', utf8('-----BEGIN PRIVATE KEY-----\nMII=\n-----END PRIVATE KEY-----')]
	])('stores no plaintext key material: %s', async (_, bytes) => {
		for (const parameter of ['EncryptedKey', 'ImportToken'])
			await expectRefusal(
				vault,
				'SaveImportDraft',
				{ KeyId, [parameter]: file(bytes) },
				{ code: 'PlaintextKeyMaterial' }
			);
	});

	test('refuses an empty file and one that cannot be of an import', async () => {
		await expectRefusal(
			vault,
			'SaveImportDraft',
			{ KeyId, EncryptedKey: file(new Uint8Array()) },
			{ code: 'EmptyInput', details: { parameter: 'EncryptedKey' } }
		);
		await expectRefusal(
			vault,
			'SaveImportDraft',
			{ KeyId, ImportToken: file(new Uint8Array(10 * 1024 + 1)) },
			{
				code: 'InputTooLarge',
				details: { parameter: 'ImportToken', actualBytes: 10241, limitBytes: 10240 }
			}
		);
	});
});
