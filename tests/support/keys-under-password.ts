/** Private keys of P-256 in files under a password: what an import does with them, however the file is made. */
import { expect } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import { must } from './must.ts';
import type { Workbench } from './openssl.ts';
import { expectRefusal } from './refusal.ts';
import { newKey, type TestVault } from './vault.ts';

/** The kind of these keys. */
export const KeySpec = 'ECC_NIST_P256';

/** Encrypts the key for an import, imports it, and compares its public key with that of `key.pem` on the workbench. */
export async function expectImport(
	vault: TestVault,
	workbench: Workbench,
	KeyMaterial: Bytes,
	KeyPassword: Bytes
): Promise<void> {
	const KeyId = await newKey(vault, { KeySpec, KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' });
	const parameters = { KeyId, WrappingKeySpec: 'RSA_2048' } as const;
	const { ImportToken } = await vault.handle('GetParametersForImport', parameters);
	const { KeyCheckValue, Progress } = await vault.handle('EncryptKeyMaterial', {
		...{ KeyId, KeyMaterial, KeyPassword, Copy: { Kind: 'NONE' } }
	});
	const { KeyMetadata } = await vault.handle('ImportKeyMaterial', {
		...{ KeyId, ImportToken, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
		EncryptedKeyMaterial: must(Progress.EncryptedKey ?? undefined).Bytes
	});
	expect(KeyMetadata.KeyCheckValue).toEqual(KeyCheckValue);
	workbench.shell('openssl pkey -in key.pem -pubout -outform DER -out public.der');
	const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
	expect(PublicKey).toEqual(workbench.read('public.der'));
}

/** @param KeyPassword - undefined if none is given */
export async function expectKeyRefused(
	vault: TestVault,
	KeyMaterial: Bytes,
	KeyPassword: Bytes | undefined,
	reason: string
): Promise<void> {
	const request = { KeyMaterial, ...(KeyPassword && { KeyPassword }), KeySpec } as const;
	const expected = { code: 'InvalidPrivateKey', details: { reason } } as const;
	await expectRefusal(vault, 'InspectKeyMaterial', request, expected);
}
