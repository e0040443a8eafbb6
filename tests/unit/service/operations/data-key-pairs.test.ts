import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opensslPublicHalf, pairFiles } from '#lib/domain/clients/pair-commands.ts';
import { dataKeyPairSpecs } from '#lib/domain/key/kinds.ts';
import { toPem } from '#lib/domain/pem.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const workbench = new Workbench();
afterAll(() => workbench.remove());

const EncryptionContext = { tenant: 'a' };

let vault: TestVault;
let KeyId: string;
beforeAll(async () => {
	vault = await newVault();
	KeyId = await newKey(vault, {});
});

describe.each(dataKeyPairSpecs)('a data key pair of %s', (KeyPairSpec) => {
	const request = () => ({ KeyId, KeyPairSpec, EncryptionContext });

	test('is one that OpenSSL reads, and Decrypt gives its private key back', async () => {
		const pair = await vault.handle('GenerateDataKeyPair', request());
		expect(pair).toMatchObject({ KeyId, KeyPairSpec });
		// As the screen shows it, by the command there.
		workbench.write(pairFiles.privateKey, toPem('PRIVATE KEY', pair.PrivateKeyPlaintext));
		expect(workbench.shell(opensslPublicHalf)).toBe(toPem('PUBLIC KEY', pair.PublicKey));
		const { Plaintext } = await vault.handle('Decrypt', {
			CiphertextBlob: pair.PrivateKeyCiphertextBlob,
			EncryptionContext
		});
		expect(Plaintext).toEqual(pair.PrivateKeyPlaintext);
	});

	test('comes without its plaintext too', async () => {
		const pair = await vault.handle('GenerateDataKeyPairWithoutPlaintext', request());
		expect(Object.keys(pair).sort()).toEqual([
			...['KeyId', 'KeyMaterialId', 'KeyPairSpec', 'PrivateKeyCiphertextBlob', 'PublicKey']
		]);
		const { Plaintext } = await vault.handle('Decrypt', {
			CiphertextBlob: pair.PrivateKeyCiphertextBlob,
			EncryptionContext
		});
		workbench.write('private.der', Plaintext);
		workbench.shell(
			'openssl pkey -inform DER -in private.der -pubout -outform DER -out public.der'
		);
		expect(workbench.read('public.der')).toEqual(pair.PublicKey);
	});
});

test('is in the log with its kind and the names of its context', async () => {
	await vault.handle('GenerateDataKeyPair', {
		...{ KeyId, KeyPairSpec: 'ECC_NIST_P256', EncryptionContext }
	});
	const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
	expect(Entries[0]).toMatchObject({ operation: 'GenerateDataKeyPair', keyId: KeyId });
	expect(JSON.stringify(Entries[0]?.detail)).toContain('ECC_NIST_P256');
	expect(JSON.stringify(Entries[0]?.detail)).not.toContain('"a"');
});

test('is refused before a pair is made for a key that is disabled', async () => {
	const disabled = await newKey(vault, {});
	await vault.handle('DisableKey', { KeyId: disabled });
	await expectRefusal(
		vault,
		'GenerateDataKeyPair',
		{ KeyId: disabled, KeyPairSpec: 'RSA_4096' },
		{ code: 'InvalidState' }
	);
});
