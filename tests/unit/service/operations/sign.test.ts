import { beforeAll, describe, expect, test, vi } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import type { Request } from '#lib/service/api.ts';
import { verify } from '#lib/crypto/signature.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const Message = utf8('what is signed');
const SigningAlgorithm = 'ECDSA_SHA_256' as const;

let vault: TestVault;
let KeyId: string;
let rsa: string;
beforeAll(async () => {
	vault = await newVault();
	KeyId = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
	rsa = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
});

const signed = async (request: Partial<Request<'Sign'>> = {}): Promise<Bytes> => {
	const answer = await vault.handle('Sign', { KeyId, Message, SigningAlgorithm, ...request });
	return answer.Signature;
};

describe('Sign', () => {
	test.each<[SigningAlgorithm, number | undefined]>([
		['RSASSA_PSS_SHA_256', 256],
		['RSASSA_PSS_SHA_384', 256],
		['RSASSA_PSS_SHA_512', 256],
		['RSASSA_PKCS1_V1_5_SHA_256', 256],
		['RSASSA_PKCS1_V1_5_SHA_384', 256],
		['RSASSA_PKCS1_V1_5_SHA_512', 256],
		['ECDSA_SHA_256', undefined]
	])('%s: what it makes, Verify and the public key alone confirm', async (algorithm, length) => {
		const key = { KeyId: length ? rsa : KeyId, SigningAlgorithm: algorithm };
		const Signature = await signed(key);
		if (length) expect(Signature).toHaveLength(length);
		expect(await vault.handle('Verify', { ...key, Message, Signature })).toEqual({
			...key,
			SignatureValid: true
		});
		const { PublicKey, KeySpec: keySpec } = await vault.handle('GetPublicKey', {
			KeyId: key.KeyId
		});
		expect(await verify(PublicKey, Message, Signature, keySpec, algorithm)).toBe(true);
	});

	test('takes 1 to 4096 bytes', async () => {
		await signed({ Message: new Uint8Array(1) });
		await signed({ Message: new Uint8Array(4096) });
		const request = { KeyId, SigningAlgorithm };
		await expectRefusal(
			vault,
			'Sign',
			{ ...request, Message: new Uint8Array() },
			{ code: 'EmptyInput', details: { parameter: 'Message' } }
		);
		await expectRefusal(
			vault,
			'Sign',
			{ ...request, Message: new Uint8Array(4097) },
			{ code: 'InputTooLarge', details: { parameter: 'Message', limitBytes: 4096 } }
		);
	});

	test('takes more where it is told to, and Verify does', async () => {
		const large = { Message: new Uint8Array(2 ** 20).fill(7), LargeMessage: true };
		const Signature = await signed(large);
		const request = { KeyId, SigningAlgorithm, Signature, ...large };
		const { SignatureValid } = await vault.handle('Verify', request);
		expect(SignatureValid).toBe(true);
		const altered = flipBit(large.Message, 8 * large.Message.length - 1);
		await expectRefusal(
			vault,
			'Verify',
			{ ...request, Message: altered },
			{ code: 'KmsInvalidSignature' }
		);
		await expectRefusal(
			vault,
			'Sign',
			{ KeyId, SigningAlgorithm, ...large, Message: new Uint8Array(2 ** 28 + 1) },
			{ code: 'InputTooLarge', details: { limitBytes: 2 ** 28 } }
		);
	});

	test('refuses a digest in place of the message, by name', async () => {
		await expectRefusal(
			vault,
			'Sign',
			{ KeyId, Message: new Uint8Array(32), MessageType: 'DIGEST', SigningAlgorithm },
			{ code: 'InvalidParameter', details: { parameter: 'MessageType', rule: 'RAW_ONLY' } }
		);
	});

	test('refuses an SSH signature with an algorithm that OpenSSH has not, by name', async () => {
		const KeyId = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
		for (const SigningAlgorithm of ['RSASSA_PSS_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_384'] as const)
			await expectRefusal(
				vault,
				'Sign',
				{ KeyId, Message: Uint8Array.of(1), SigningAlgorithm, SshNamespace: 'file' },
				{ code: 'InvalidParameter', details: { parameter: 'SigningAlgorithm', rule: 'SSH' } }
			);
	});

	test('refuses the algorithm of another kind of key', async () => {
		for (const algorithm of ['ECDSA_SHA_384', 'RSASSA_PSS_SHA_256', 'ED25519_SHA_512'] as const)
			await expectRefusal(
				vault,
				'Sign',
				{ KeyId, Message, SigningAlgorithm: algorithm },
				{ code: 'InvalidKeyUsage', details: { keySpec: 'ECC_NIST_P256', algorithm } }
			);
	});

	test('is in the log with its algorithm and length, and nothing of the message', async () => {
		await signed();
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({
			...{ operation: 'Sign', keyId: KeyId },
			detail: { bytes: Message.length, algorithm: SigningAlgorithm }
		});
	});
});

describe('Verify', () => {
	test('answers a signature that does not fit with KmsInvalidSignature', async () => {
		const Signature = await signed();
		const right = { KeyId, Message, SigningAlgorithm, Signature };
		const expected = { code: 'KmsInvalidSignature', details: {} } as const;
		for (const wrong of [
			{ Message: flipBit(Message, 3) },
			{ Signature: flipBit(Signature, 8 * Signature.length - 1) },
			{ Signature: flipBit(Signature, 0) },
			{ Signature: Uint8Array.of(1) },
			{ Signature: new Uint8Array(6144) }
		])
			await expectRefusal(vault, 'Verify', { ...right, ...wrong }, expected);
	});

	test('refuses the signature of another key', async () => {
		const other = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const Signature = await signed({ KeyId: other });
		await expectRefusal(
			vault,
			'Verify',
			{ KeyId, Message, SigningAlgorithm, Signature },
			{ code: 'KmsInvalidSignature' }
		);
	});

	test('refuses no signature, and one that is longer than any', async () => {
		const request = { KeyId, Message, SigningAlgorithm };
		await expectRefusal(
			vault,
			'Verify',
			{ ...request, Signature: new Uint8Array() },
			{ code: 'EmptyInput', details: { parameter: 'Signature' } }
		);
		await expectRefusal(
			vault,
			'Verify',
			{ ...request, Signature: new Uint8Array(6145) },
			{ code: 'InputTooLarge', details: { parameter: 'Signature', limitBytes: 6144 } }
		);
	});
});

test('GetPublicKey tells the public key and what it is for', async () => {
	const { Forms, ...answer } = await vault.handle('GetPublicKey', { KeyId });
	expect(Forms.pem).toMatch(/^-----BEGIN PUBLIC KEY/);
	expect(answer).toEqual({
		KeyId,
		PublicKey: expect.any(Uint8Array) as Bytes,
		KeySpec: 'ECC_NIST_P256',
		KeyUsage: 'SIGN_VERIFY',
		SigningAlgorithms: ['ECDSA_SHA_256']
	});
});

test('a public key of a kind that this browser has no longer is given all the same', async () => {
	const unsupported = new DOMException('unrecognized', 'NotSupportedError');
	vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(unsupported);
	const { PublicKey, Forms } = await vault.handle('GetPublicKey', { KeyId });
	expect(PublicKey.length).toBeGreaterThan(0);
	expect(Forms.others).toBeUndefined();
});

test('a key of a kind that this browser has no longer is refused by name', async () => {
	const Signature = await signed();
	const unsupported = new DOMException('unrecognized', 'NotSupportedError');
	const expected = {
		code: 'InvalidParameter',
		details: { parameter: 'SigningAlgorithm', rule: 'KNOWN_TO_THIS_BROWSER' }
	} as const;
	const request = { KeyId, Message, SigningAlgorithm };
	vi.spyOn(crypto.subtle, 'unwrapKey').mockRejectedValueOnce(unsupported);
	await expectRefusal(vault, 'Sign', request, expected);
	vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(unsupported);
	await expectRefusal(vault, 'Verify', { ...request, Signature }, expected);
});

test('a dry run signs and verifies, and gives nothing', async () => {
	const Signature = await signed();
	const request = { KeyId, Message, SigningAlgorithm, DryRun: true };
	await expectRefusal(vault, 'Sign', request, { code: 'DryRunOperation' });
	await expectRefusal(vault, 'Verify', { ...request, Signature }, { code: 'DryRunOperation' });
	await expectRefusal(
		vault,
		'Verify',
		{ ...request, Signature: Uint8Array.of(1) },
		{ code: 'KmsInvalidSignature' }
	);
});

test('GenerateRandom gives 1 to 1024 bytes, other ones each time', async () => {
	const random = async (NumberOfBytes: number) =>
		(await vault.handle('GenerateRandom', { NumberOfBytes })).Plaintext;
	expect(await random(1)).toHaveLength(1);
	expect(await random(1024)).toHaveLength(1024);
	expect(await random(32)).not.toEqual(await random(32));
	for (const NumberOfBytes of [0, -1, 1025])
		await expectRefusal(
			vault,
			'GenerateRandom',
			{ NumberOfBytes },
			{ code: 'InvalidParameter', details: { parameter: 'NumberOfBytes' } }
		);
});
