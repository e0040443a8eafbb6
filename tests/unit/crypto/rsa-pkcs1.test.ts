import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import { parseRsaPublicKey } from '#lib/domain/reading/rsa-public-key.ts';
import { rsaPkcs1Encrypt } from '#lib/crypto/rsa-pkcs1.ts';
import { unwrapWithOpenssl } from '../../support/openssl-unwrap.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../../support/rsa-keys.ts';

const open = (bits: number, ciphertext: Bytes) =>
	unwrapWithOpenssl('RSAES_PKCS1_V1_5', bits, ciphertext);
const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index * 3);

describe('rsaPkcs1Encrypt', () => {
	test.each([2048, 3072, 4096])('RSA-%i: OpenSSL opens it, from nothing to the limit', (bits) => {
		const limit = bits / 8 - 11;
		for (const length of [0, 1, 32, limit]) {
			const ciphertext = rsaPkcs1Encrypt(someRsaPublicKey(bits), bytes(length));
			expect(ciphertext).toHaveLength(bits / 8);
			expect(open(bits, ciphertext)).toEqual(bytes(length));
		}
		expect(() => rsaPkcs1Encrypt(someRsaPublicKey(bits), bytes(limit + 1))).toThrow(
			expect.objectContaining({
				code: 'InputTooLarge',
				details: { parameter: 'KeyMaterial', actualBytes: limit + 1, limitBytes: limit }
			})
		);
	});

	test('the padding is random and never zero: RFC 8017 §7.2.1, step 2', () => {
		const raw = () => {
			const block = privateDecrypt(
				{ key: rsaPair(2048).privateKey, padding: constants.RSA_NO_PADDING },
				rsaPkcs1Encrypt(someRsaPublicKey(), bytes(32))
			);
			return block.subarray(2, -33);
		};
		const paddings = Array.from({ length: 20 }, raw);
		for (const padding of paddings) expect(padding).not.toContain(0);
		expect(new Set(paddings.map((padding) => padding.toString('hex'))).size).toBe(20);
	});

	test('refuses what is no RSA public key, and a small one', () => {
		const small = derOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, 'spki');
		const curve = derOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, 'spki');
		const refused = (reason: string): unknown =>
			expect.objectContaining({ code: 'InvalidPublicKey', details: { reason } });
		const wrap = (key: Bytes) => () => rsaPkcs1Encrypt(key, bytes(32));
		expect(wrap(small)).toThrow(refused('MODULUS_SIZE'));
		expect(wrap(curve)).toThrow(refused('NOT_RSA'));
		for (const other of [new Uint8Array(), bytes(300), someRsaPublicKey().slice(0, -1)])
			expect(wrap(other)).toThrow(refused('NOT_A_PUBLIC_KEY'));
	});
});

test('parseRsaPublicKey reads the numbers that OpenSSL reads', () => {
	const { n = '', e = '' } = rsaPair(3072).publicKey.export({ format: 'jwk' });
	const integer = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
	expect(parseRsaPublicKey(someRsaPublicKey(3072))).toEqual({
		modulus: integer(n),
		exponent: integer(e),
		modulusBits: 3072,
		spki: someRsaPublicKey(3072)
	});
});
