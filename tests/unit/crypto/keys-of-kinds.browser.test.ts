import { beforeAll, describe, expect, it } from 'vitest';
import { deriveSecret } from '#lib/crypto/key-agreement.ts';
import { generateSealedMacKey, macUnderSealedKey } from '#lib/crypto/key-mac.ts';
import { generateKeyPair } from '#lib/crypto/key-pair.ts';
import { sealKey } from '#lib/crypto/seal.ts';
import { openSigningKey, sign, verify } from '#lib/crypto/signature.ts';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { algorithmsOf, type PairSpec, type SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { must } from '../../support/must.ts';
import { mlDsaVectors } from '../../support/published-vectors.ts';

// What unit tests in Node show of WebCrypto, in a browser: keys are made, sealed, opened and used.

const place = utf8('place');
const message = utf8('message');

mlDsaVectors();

let sealingKey: CryptoKey;
beforeAll(async () => {
	sealingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt',
		'wrapKey',
		'unwrapKey'
	]);
});

async function newPair(keySpec: PairSpec): Promise<{ publicKey: Bytes; sealed: Bytes }> {
	const { publicKey, privateKey } = await generateKeyPair(keySpec);
	return { publicKey, sealed: await sealKey(sealingKey, 'pkcs8', privateKey, place) };
}

describe('this browser', () => {
	it.each<PairSpec>([
		...(['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const),
		'ECC_NIST_EDWARDS25519',
		...(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const)
	])('signs with %s what it verifies', async (keySpec) => {
		const { publicKey, sealed } = await newPair(keySpec);
		const algorithms = algorithmsOf({ keySpec, keyUsage: 'SIGN_VERIFY' }) as SigningAlgorithm[];
		for (const algorithm of algorithms) {
			const privateKey = must(await openSigningKey(sealingKey, sealed, place, keySpec, algorithm));
			const signature = await sign(privateKey, message, keySpec, algorithm);
			expect(await verify(publicKey, message, signature, keySpec, algorithm)).toBe(true);
			expect(await verify(publicKey, flipBit(message, 0), signature, keySpec, algorithm)).toBe(
				false
			);
		}
	});

	it.each([
		['ECC_NIST_P256', 32],
		['ECC_NIST_P384', 48],
		['ECC_NIST_P521', 66]
	] as const)('agrees with %s on a secret', async (keySpec, length) => {
		const [one, two] = await Promise.all([newPair(keySpec), newPair(keySpec)]);
		const secret = await deriveSecret(sealingKey, one.sealed, place, keySpec, two.publicKey);
		expect(secret).toHaveLength(length);
		expect(await deriveSecret(sealingKey, two.sealed, place, keySpec, one.publicKey)).toEqual(
			secret
		);
		const other = keySpec === 'ECC_NIST_P256' ? 'ECC_NIST_P384' : 'ECC_NIST_P256';
		const { publicKey } = await newPair(other);
		await expect(
			deriveSecret(sealingKey, one.sealed, place, keySpec, publicKey)
		).rejects.toMatchObject({ code: 'InvalidParameter', details: { parameter: 'PublicKey' } });
	});

	it.each([
		['HMAC_224', 'HMAC_SHA_224', 28],
		['HMAC_256', 'HMAC_SHA_256', 32],
		['HMAC_384', 'HMAC_SHA_384', 48],
		['HMAC_512', 'HMAC_SHA_512', 64]
	] as const)('makes MACs with %s', async (keySpec, algorithm, length) => {
		const sealed = await generateSealedMacKey(sealingKey, place, keySpec);
		const macOf = (text: Bytes) => macUnderSealedKey(sealingKey, sealed, place, algorithm, text);
		expect(await macOf(message)).toHaveLength(length);
		expect(await macOf(message)).toEqual(await macOf(message));
		expect(await macOf(flipBit(message, 0))).not.toEqual(await macOf(message));
	});
});
