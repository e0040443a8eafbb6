import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Request } from '#lib/service/api.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const workbench = new Workbench();
afterAll(() => workbench.remove());

const Plaintext = utf8('plaintext');
const invalidCiphertext = { code: 'InvalidCiphertext', details: {} } as const;

let vault: TestVault;
let KeyId: string;
let aes: string;
beforeAll(async () => {
	vault = await newVault();
	KeyId = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
	aes = await newKey(vault, {});
});

const encrypted = async (more: Partial<Request<'Encrypt'>> = {}): Promise<Bytes> => {
	const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
	const request = { KeyId, Plaintext, EncryptionAlgorithm, ...more } as const;
	return (await vault.handle('Encrypt', request)).CiphertextBlob;
};

describe.each([
	['RSAES_OAEP_SHA_1', 'sha1', 214],
	['RSAES_OAEP_SHA_256', 'sha256', 190]
] as const)('%s', (EncryptionAlgorithm, hash, longest) => {
	const use = { EncryptionAlgorithm };

	test('gives back what it has encrypted, and what OpenSSL has', async () => {
		const ours = await encrypted(use);
		expect(ours).toHaveLength(256);
		workbench.write('plaintext', Plaintext);
		workbench.write('public.der', (await vault.handle('GetPublicKey', { KeyId })).PublicKey);
		workbench.shell(
			`openssl pkeyutl -encrypt -in plaintext -out theirs -pubin -keyform DER -inkey public.der -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`
		);
		for (const CiphertextBlob of [ours, workbench.read('theirs')])
			expect(await vault.handle('Decrypt', { KeyId, CiphertextBlob, ...use })).toEqual({
				...{ KeyId, Plaintext },
				...use
			});
	});

	test(`takes at most ${longest} bytes`, async () => {
		await encrypted({ ...use, Plaintext: new Uint8Array(longest) });
		await expectRefusal(
			vault,
			'Encrypt',
			{ KeyId, Plaintext: new Uint8Array(longest + 1), ...use },
			{
				code: 'InputTooLarge',
				details: { parameter: 'Plaintext', actualBytes: longest + 1, limitBytes: longest }
			}
		);
	});

	test('tells nothing about why a ciphertext does not open', async () => {
		const CiphertextBlob = await encrypted(use);
		for (const altered of [
			flipBit(CiphertextBlob, 7),
			CiphertextBlob.subarray(1),
			Uint8Array.of(1)
		])
			await expectRefusal(
				vault,
				'Decrypt',
				{ KeyId, CiphertextBlob: altered, ...use },
				invalidCiphertext
			);
		const other = hash === 'sha1' ? 'RSAES_OAEP_SHA_256' : 'RSAES_OAEP_SHA_1';
		await expectRefusal(
			vault,
			'Decrypt',
			{ KeyId, CiphertextBlob, EncryptionAlgorithm: other },
			invalidCiphertext
		);
	});
});

test('an RSA key is asked for by its algorithm: the default is not one', async () => {
	const expected = {
		code: 'InvalidKeyUsage',
		details: { keySpec: 'RSA_2048', algorithm: 'SYMMETRIC_DEFAULT' }
	} as const;
	await expectRefusal(vault, 'Encrypt', { KeyId, Plaintext }, expected);
	const CiphertextBlob = await encrypted();
	await expectRefusal(vault, 'Decrypt', { KeyId, CiphertextBlob }, expected);
	await expectRefusal(
		vault,
		'Encrypt',
		{ KeyId: aes, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
		{ code: 'InvalidKeyUsage', details: { keySpec: 'AES_256', algorithm: 'RSAES_OAEP_SHA_256' } }
	);
});

test('Decrypt needs the name of an RSA key', async () => {
	const CiphertextBlob = await encrypted();
	await expectRefusal(
		vault,
		'Decrypt',
		{ CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
		{ code: 'InvalidParameter', details: { parameter: 'KeyId', rule: 'REQUIRED_WITH_RSA' } }
	);
});

test('a context is refused, for nothing would hold to it', async () => {
	const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
	const EncryptionContext = { tenant: 'a' };
	const CiphertextBlob = await encrypted();
	const expected = {
		code: 'InvalidParameter',
		details: { parameter: 'EncryptionContext', rule: 'NOT_WITH_RSA' }
	} as const;
	const with_ = { KeyId, EncryptionAlgorithm, EncryptionContext } as const;
	await expectRefusal(vault, 'Encrypt', { ...with_, Plaintext }, expected);
	await expectRefusal(vault, 'Decrypt', { ...with_, CiphertextBlob }, expected);
	await encrypted({ EncryptionContext: {} });
});

test('ReEncrypt goes from and to an RSA key', async () => {
	const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
	const there = await vault.handle('ReEncrypt', {
		...{ SourceKeyId: KeyId, CiphertextBlob: await encrypted(), DestinationKeyId: aes },
		SourceEncryptionAlgorithm: EncryptionAlgorithm,
		DestinationEncryptionContext: { tenant: 'a' }
	});
	expect(there).toMatchObject({
		...{ SourceKeyId: KeyId, KeyId: aes, SourceEncryptionAlgorithm: EncryptionAlgorithm },
		DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT'
	});
	const back = await vault.handle('ReEncrypt', {
		...{ CiphertextBlob: there.CiphertextBlob, DestinationKeyId: KeyId },
		SourceEncryptionContext: { tenant: 'a' },
		DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1'
	});
	const { Plaintext: opened } = await vault.handle('Decrypt', {
		...{ KeyId, CiphertextBlob: back.CiphertextBlob },
		EncryptionAlgorithm: 'RSAES_OAEP_SHA_1'
	});
	expect(opened).toEqual(Plaintext);
	await expectRefusal(
		vault,
		'ReEncrypt',
		{
			...{ CiphertextBlob: await encrypted(), DestinationKeyId: aes },
			SourceEncryptionAlgorithm: EncryptionAlgorithm
		},
		{ code: 'InvalidParameter', details: { parameter: 'SourceKeyId' } }
	);
});
