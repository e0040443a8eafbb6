import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { wrapPadded } from '#lib/crypto/aes-key-wrap.ts';
import { unwrapKeyMaterial, wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { generateWrappingKeyPair, rsaOaepEncrypt } from '#lib/crypto/rsa-oaep.ts';
import { concat, fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import {
	isHybrid,
	oaepHash,
	wrappingAlgorithms,
	type WrappingAlgorithm
} from '#lib/domain/import/wrapping.ts';
import { encryptedKeyBytes } from '#lib/domain/import/encrypted-key-size.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { outcome } from '../../support/outcome.ts';
import openssl from '../../vectors/openssl-key-wrapping.json' with { type: 'json' };

const material = fromHex(openssl.material);
const publicKey = fromHex(openssl.publicKey);
const privateKeys = new Map<WrappingAlgorithm, CryptoKey>();

beforeAll(async () => {
	for (const algorithm of wrappingAlgorithms)
		privateKeys.set(
			algorithm,
			await crypto.subtle.importKey(
				'pkcs8',
				fromHex(openssl.privateKeyPkcs8),
				{ name: 'RSA-OAEP', hash: oaepHash(algorithm) },
				false,
				['decrypt']
			)
		);
});
afterEach(() => {
	vi.restoreAllMocks();
});

function unwrap(algorithm: WrappingAlgorithm, wrapped: Bytes): Promise<Bytes> {
	const privateKey = privateKeys.get(algorithm);
	if (privateKey === undefined) throw new RangeError('no such key');
	return unwrapKeyMaterial(algorithm, 'RSA_2048', privateKey, wrapped);
}

describe.each(wrappingAlgorithms)('%s', (algorithm) => {
	it('unwraps what wrap gave', async () => {
		const wrapped = await wrapKeyMaterial(algorithm, publicKey, material);
		expect(wrapped).toHaveLength(encryptedKeyBytes(algorithm, 'RSA_2048', material.length));
		expect(await unwrap(algorithm, wrapped)).toEqual(material);
	});

	it('unwraps what OpenSSL gave', async () => {
		const vector = openssl.vectors.find((one) => one.algorithm === algorithm);
		const unwrapped = await unwrap(algorithm, fromHex(vector?.wrapped ?? ''));
		expect(toHex(unwrapped)).toBe(openssl.material);
	});

	it('refuses every failure alike: InvalidCiphertext, no detail and no cause', async () => {
		const wrapped = await wrapKeyMaterial(algorithm, publicKey, material);
		const other = await generateWrappingKeyPair(2048, oaepHash(algorithm));
		const others = await Promise.all(
			wrappingAlgorithms
				.filter((one) => one !== algorithm)
				.map((one) => wrapKeyMaterial(one, publicKey, material))
		);
		const bad = [
			...others,
			await wrapKeyMaterial(algorithm, other.publicKey, material),
			flipBit(wrapped, 9),
			flipBit(wrapped, wrapped.length * 8 - 1),
			wrapped.slice(1),
			wrapped.slice(0, -1),
			wrapped.slice(0, -8),
			concat(wrapped, new Uint8Array(1)),
			concat(wrapped, new Uint8Array(8)),
			new Uint8Array(wrapped.length),
			new Uint8Array(),
			material
		];
		for (const file of bad) {
			const error: unknown = await unwrap(algorithm, file).catch((e: unknown) => e);
			expect(isKmsError(error, 'InvalidCiphertext') && error.details).toEqual({});
			expect(error).toMatchObject({ message: 'InvalidCiphertext' });
			expect(error).not.toHaveProperty('cause');
		}
	});

	it('refuses every file of another length', async () => {
		const wrapped = await wrapKeyMaterial(algorithm, publicKey, material);
		for (let length = 0; length < wrapped.length; length += 7)
			expect(await outcome(() => unwrap(algorithm, wrapped.slice(0, length)))).toBe(
				'InvalidCiphertext'
			);
	});
});

describe('unwrapKeyMaterial', () => {
	it.each(openssl.mistakes)('refuses $mistake with InvalidCiphertext', async (vector) => {
		const algorithm = vector.algorithm as WrappingAlgorithm;
		expect(await outcome(() => unwrap(algorithm, fromHex(vector.wrapped)))).toBe(
			'InvalidCiphertext'
		);
	});

	it('gives what was wrapped, whatever its length', async () => {
		for (const algorithm of wrappingAlgorithms) {
			const short = Uint8Array.of(1, 2, 3);
			const wrapped = await wrapKeyMaterial(algorithm, publicKey, short);
			expect(await unwrap(algorithm, wrapped)).toEqual(short);
		}
	});

	it('takes the RSA block to be as long as the wrapping key spec says', async () => {
		const privateKey = privateKeys.get('RSAES_OAEP_SHA_256');
		const wrapped = await wrapKeyMaterial('RSAES_OAEP_SHA_256', publicKey, material);
		expect(privateKey).toBeDefined();
		if (privateKey)
			expect(
				await outcome(() =>
					unwrapKeyMaterial('RSAES_OAEP_SHA_256', 'RSA_3072', privateKey, wrapped)
				)
			).toBe('InvalidCiphertext');
	});

	it('takes an AES key of 256 bits only', async () => {
		for (const byteCount of [16, 24, 31, 33]) {
			const aesKey = randomBytes(byteCount);
			const rsaBlock = await rsaOaepEncrypt(publicKey, 'SHA-256', aesKey);
			const kwp = wrapPadded(aesKey.length === 24 ? aesKey : randomBytes(32), material);
			expect(await outcome(() => unwrap('RSA_AES_KEY_WRAP_SHA_256', concat(rsaBlock, kwp)))).toBe(
				'InvalidCiphertext'
			);
		}
	});
});

describe.each(wrappingAlgorithms.filter(isHybrid))('the AES key of %s', (algorithm) => {
	it('is another each time, and is wiped after wrapping', async () => {
		const getRandomValues = vi.spyOn(crypto, 'getRandomValues');
		const first = await wrapKeyMaterial(algorithm, publicKey, material);
		const second = await wrapKeyMaterial(algorithm, publicKey, material);
		expect(first.slice(256)).not.toEqual(second.slice(256));
		expect(getRandomValues.mock.calls.flat()).toEqual([new Uint8Array(32), new Uint8Array(32)]);
	});

	it('is wiped after unwrapping, whether that fails or not', async () => {
		const wrapped = await wrapKeyMaterial(algorithm, publicKey, material);
		const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
		await unwrap(algorithm, wrapped);
		await outcome(() => unwrap(algorithm, flipBit(wrapped, 256 * 8)));
		const decrypted = await Promise.all(decrypt.mock.results.map(({ value }) => value as unknown));
		expect(decrypted).toEqual([new ArrayBuffer(32), new ArrayBuffer(32)]);
	});
});
