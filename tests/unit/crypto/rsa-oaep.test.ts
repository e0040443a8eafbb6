import { constants, createPrivateKey, createPublicKey, privateDecrypt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from '#lib/crypto/random.ts';
import {
	generateWrappingKeyPair,
	openPrivateKey,
	rsaOaepDecrypt,
	rsaOaepEncrypt,
	sealPrivateKey,
	type WrappingHash
} from '#lib/crypto/rsa-oaep.ts';
import { open } from '#lib/crypto/seal.ts';
import { fromHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { outcome } from '../../support/outcome.ts';
import { vectors as refusedKeys } from '../../vectors/refused-public-keys.json' with { type: 'json' };

const aad = utf8('place');
const material = randomBytes(32);
let importKey: CryptoKey;
let publicKey: Bytes;
let privateKey: CryptoKey;
let sealed: Bytes;

beforeAll(async () => {
	importKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'decrypt',
		'wrapKey',
		'unwrapKey'
	]);
	({ publicKey, privateKey } = await generateWrappingKeyPair(2048, 'SHA-256'));
	sealed = await sealPrivateKey(importKey, privateKey, aad);
});

describe('generateWrappingKeyPair', () => {
	it.each<[2048 | 3072, WrappingHash]>([
		[2048, 'SHA-1'],
		[3072, 'SHA-256']
	])('makes an RSA key of %i bits with e = 65537, for OAEP with %s', async (bits, hash) => {
		const pair = await generateWrappingKeyPair(bits, hash);
		const spki = createPublicKey({ key: Buffer.from(pair.publicKey), format: 'der', type: 'spki' });
		expect(spki.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: 65537n });
		expect(pair.privateKey.algorithm).toMatchObject({ name: 'RSA-OAEP', hash: { name: hash } });
		expect(pair.privateKey.usages).toEqual(['decrypt']);
	});

	it('makes another key each time', async () => {
		const other = await generateWrappingKeyPair(2048, 'SHA-256');
		expect(other.publicKey).not.toEqual(publicKey);
	});
});

describe('sealPrivateKey and openPrivateKey', () => {
	it('seal PKCS #8', async () => {
		const pkcs8 = await open(importKey, sealed, aad);
		expect(pkcs8).toBeDefined();
		const key = createPrivateKey({ key: Buffer.from(pkcs8 ?? []), format: 'der', type: 'pkcs8' });
		const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
		expect(new Uint8Array(spki)).toEqual(publicKey);
	});

	it('open a key that decrypts and cannot be extracted', async () => {
		const opened = await openPrivateKey(importKey, sealed, aad, 'SHA-256');
		expect(opened).toMatchObject({ extractable: false, usages: ['decrypt'] });
		const ciphertext = await rsaOaepEncrypt(publicKey, 'SHA-256', material);
		expect(opened && (await rsaOaepDecrypt(opened, ciphertext))).toEqual(material);
	});

	it('open nothing that was altered, or sealed for another place', async () => {
		for (let bit = 0; bit < sealed.length * 8; bit += 61)
			expect(await openPrivateKey(importKey, flipBit(sealed, bit), aad, 'SHA-256')).toBeUndefined();
		expect(await openPrivateKey(importKey, sealed, utf8('elsewhere'), 'SHA-256')).toBeUndefined();
		expect(await openPrivateKey(importKey, new Uint8Array(), aad, 'SHA-256')).toBeUndefined();
	});
});

describe('rsaOaepEncrypt', () => {
	it.each<[WrappingHash, string]>([
		['SHA-1', 'sha1'],
		['SHA-256', 'sha256']
	])('encrypts with %s what another implementation decrypts', async (hash, oaepHash) => {
		const pair = await generateWrappingKeyPair(2048, hash);
		const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
		const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
		const ciphertext = await rsaOaepEncrypt(pair.publicKey, hash, material);
		expect(ciphertext).toHaveLength(256);
		const padding = constants.RSA_PKCS1_OAEP_PADDING;
		const plaintext = privateDecrypt({ key, padding, oaepHash }, ciphertext);
		expect(new Uint8Array(plaintext)).toEqual(material);
	});

	it('never gives the same block twice', async () => {
		const first = await rsaOaepEncrypt(publicKey, 'SHA-256', material);
		expect(await rsaOaepEncrypt(publicKey, 'SHA-256', material)).not.toEqual(first);
	});

	it.each([
		...refusedKeys,
		{ publicKey: '', reason: 'NOT_A_PUBLIC_KEY' },
		{ publicKey: '3003020100', reason: 'NOT_A_PUBLIC_KEY' }
	])('refuses a public key: $reason', async ({ publicKey: refused, reason }) => {
		const attempt = rsaOaepEncrypt(fromHex(refused), 'SHA-256', material);
		const error: unknown = await attempt.catch((e: unknown) => e);
		expect(isKmsError(error, 'InvalidPublicKey') && error.details).toEqual({ reason });
	});
});

describe('rsaOaepDecrypt', () => {
	it('refuses every bad block alike: InvalidCiphertext, no detail and no cause', async () => {
		const ciphertext = await rsaOaepEncrypt(publicKey, 'SHA-256', material);
		const otherHash = await rsaOaepEncrypt(publicKey, 'SHA-1', material);
		const other = await generateWrappingKeyPair(2048, 'SHA-256');
		const bad = [
			flipBit(ciphertext, 9),
			flipBit(ciphertext, 2047),
			otherHash,
			await rsaOaepEncrypt(other.publicKey, 'SHA-256', material),
			ciphertext.slice(1),
			new Uint8Array(257),
			new Uint8Array(256),
			new Uint8Array(256).fill(0xff),
			new Uint8Array()
		];
		for (const block of bad) {
			const error: unknown = await rsaOaepDecrypt(privateKey, block).catch((e: unknown) => e);
			expect(isKmsError(error, 'InvalidCiphertext') && error.details).toEqual({});
			expect(error).toMatchObject({ message: 'InvalidCiphertext' });
			expect(error).not.toHaveProperty('cause');
		}
		expect(await outcome(() => rsaOaepDecrypt(privateKey, ciphertext))).toBe('success');
	});
});
