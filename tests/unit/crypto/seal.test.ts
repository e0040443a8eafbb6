import { createDecipheriv } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from '#lib/crypto/random.ts';
import { additionalData, open, openKey, seal, sealKey } from '#lib/crypto/seal.ts';
import { concat, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { outcome } from '../../support/outcome.ts';
import fc from '../../support/properties.ts';

const keyBytes = randomBytes(32);
const aad = additionalData('airlock/1/test', utf8('place'));
let sealingKey: CryptoKey;

beforeAll(async () => {
	sealingKey = await aesKey(keyBytes, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']);
});

function aesKey(bytes: Bytes, usages: KeyUsage[], extractable = false): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', extractable, usages);
}

describe('additionalData', () => {
	it('writes the length of each part as u32 before it, the label first', () => {
		const encoded = additionalData('airlock/1/x', Uint8Array.of(1, 2), new Uint8Array());
		expect(toHex(encoded)).toBe(`0000000b${toHex(utf8('airlock/1/x'))}00000002010200000000`);
	});

	it('tells apart lists of parts that would join to the same bytes', () => {
		const encode = (...parts: string[]) => toHex(additionalData('airlock/1/x', ...parts.map(utf8)));
		expect(encode('ab', 'c')).not.toBe(encode('a', 'bc'));
		expect(encode('ab')).not.toBe(encode('ab', ''));
	});
});

describe('seal and open', () => {
	it('open gives what seal was given', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (plaintext, boundTo) => {
				const sealed = await seal(sealingKey, plaintext, boundTo);
				expect(sealed).toHaveLength(plaintext.length + 28);
				expect(await open(sealingKey, sealed, boundTo)).toEqual(plaintext);
			})
		);
	});

	it('seals as nonce (12) || AES-256-GCM ciphertext || tag (16)', async () => {
		const sealed = await seal(sealingKey, utf8('record'), aad);
		const decipher = createDecipheriv('aes-256-gcm', keyBytes, sealed.subarray(0, 12));
		decipher.setAAD(aad).setAuthTag(sealed.subarray(-16));
		const plaintext = decipher.update(sealed.subarray(12, -16));
		decipher.final();
		expect(plaintext.toString()).toBe('record');
	});

	it('takes a fresh nonce each time', async () => {
		const nonces = new Set<string>();
		for (let count = 0; count < 200; count++)
			nonces.add(toHex((await seal(sealingKey, utf8('same'), aad)).subarray(0, 12)));
		expect(nonces.size).toBe(200);
	});

	it('opens nothing after any one bit has changed', async () => {
		const sealed = await seal(sealingKey, utf8('record'), aad);
		for (let bit = 0; bit < sealed.length * 8; bit++)
			expect(await open(sealingKey, flipBit(sealed, bit), aad)).toBeUndefined();
		for (let bit = 0; bit < aad.length * 8; bit++)
			expect(await open(sealingKey, sealed, flipBit(aad, bit))).toBeUndefined();
	});

	it('opens nothing of another length', async () => {
		const sealed = await seal(sealingKey, utf8('record'), aad);
		for (let length = 0; length < sealed.length; length++)
			expect(await open(sealingKey, sealed.slice(0, length), aad)).toBeUndefined();
		expect(await open(sealingKey, concat(sealed, Uint8Array.of(0)), aad)).toBeUndefined();
	});

	it('opens nothing with another key', async () => {
		const sealed = await seal(sealingKey, utf8('record'), aad);
		const otherKey = await aesKey(randomBytes(32), ['decrypt']);
		expect(await open(otherKey, sealed, aad)).toBeUndefined();
	});

	it('does not hide that the key may not decrypt', async () => {
		const sealed = await seal(sealingKey, utf8('record'), aad);
		const encryptOnly = await aesKey(keyBytes, ['encrypt']);
		expect(await outcome(() => open(encryptOnly, sealed, aad))).toBe('InvalidAccessError');
	});
});

describe('sealKey and openKey', () => {
	const inner = randomBytes(32);

	it('seals what open gives as the bytes of the key', async () => {
		const key = await aesKey(inner, ['encrypt'], true);
		const sealed = await sealKey(sealingKey, 'raw', key, aad);
		expect(await open(sealingKey, sealed, aad)).toEqual(inner);
	});

	it('opens a key that cannot be extracted', async () => {
		const sealed = await seal(sealingKey, inner, aad);
		const key = await openKey(sealingKey, 'raw', sealed, aad, 'HKDF', ['deriveBits']);
		expect(key).toMatchObject({ extractable: false, usages: ['deriveBits'] });
	});

	it('opens nothing after any one bit has changed', async () => {
		const sealed = await seal(sealingKey, inner, aad);
		const openAltered = (altered: Bytes) =>
			openKey(sealingKey, 'raw', altered, aad, 'HKDF', ['deriveBits']);
		for (let bit = 0; bit < sealed.length * 8; bit++)
			expect(await openAltered(flipBit(sealed, bit))).toBeUndefined();
		for (let length = 0; length < sealed.length; length++)
			expect(await openAltered(sealed.slice(0, length))).toBeUndefined();
	});

	it('opens nothing that verifies and is no such key', async () => {
		const sealed = await seal(sealingKey, utf8('no PKCS #8'), aad);
		const rsaOaep = { name: 'RSA-OAEP', hash: 'SHA-256' };
		expect(await openKey(sealingKey, 'pkcs8', sealed, aad, rsaOaep, ['decrypt'])).toBeUndefined();
	});
});
