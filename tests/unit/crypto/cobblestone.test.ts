import { createDecipheriv, createHmac } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { decryptMessage, encryptMessage } from '#lib/crypto/cobblestone.ts';
import { purposeKey } from '#lib/crypto/purpose-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { concat, fromHex, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { outcome } from '../../support/outcome.ts';
import fc from '../../support/properties.ts';
import pinned from '../../vectors/message.json' with { type: 'json' };

const chunkBytes = 16384;
const keyBytes = randomBytes(32);
const context = utf8('context');
let inputKey: CryptoKey;

beforeAll(async () => {
	inputKey = await importInputKey(keyBytes);
});
afterEach(() => {
	vi.restoreAllMocks();
});

function importInputKey(bytes: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-512' }, false, ['sign']);
}

/** Cobblestone-256 once more, with another implementation of its parts. */
function decryptElsewhere(message: Bytes): Bytes {
	const info = concat(
		utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0'),
		message.subarray(0, 24),
		context
	);
	const hmac = (...data: Uint8Array[]) =>
		createHmac('sha512', keyBytes)
			.update(concat(...data))
			.digest();
	const first = hmac(info, Uint8Array.of(1));
	const expanded = concat(first, hmac(first, info, Uint8Array.of(2)));
	expect(message.slice(24, 56)).toEqual(expanded.slice(44, 76));

	const chunks: Uint8Array[] = [];
	for (let start = 56, index = 0; start < message.length; start += chunkBytes + 16, index++) {
		const sealed = message.subarray(start, start + chunkBytes + 16);
		const nonce = Buffer.from(expanded.slice(32, 44));
		nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ index) >>> 0, 8);
		const decipher = createDecipheriv('aes-256-gcm', expanded.subarray(0, 32), nonce);
		decipher.setAuthTag(sealed.subarray(-16));
		chunks.push(decipher.update(sealed.subarray(0, -16)));
		decipher.final();
	}
	return concat(...chunks);
}

describe('encryptMessage', () => {
	it.each([
		['no byte', 0],
		['one byte', 1],
		['a chunk less one byte', chunkBytes - 1],
		['a chunk', chunkBytes],
		['a chunk and one byte', chunkBytes + 1],
		['three chunks', 3 * chunkBytes],
		['257 chunks and one byte', 257 * chunkBytes + 1]
	])('encrypts %s as another implementation decrypts it', async (_, byteCount) => {
		const plaintext = new Uint8Array(byteCount).fill(0x5a);
		const message = await encryptMessage(inputKey, plaintext, context);
		const chunks = Math.floor(byteCount / chunkBytes) + 1;
		expect(message.length).toBe(56 + byteCount + 16 * chunks);
		expect(Buffer.compare(decryptElsewhere(message), plaintext)).toBe(0);
		expect(Buffer.compare(await decryptMessage(inputKey, message, context), plaintext)).toBe(0);
	});

	it('makes the very message that another implementation made with the same salt', async () => {
		const message = fromHex(pinned.message);
		vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce((salt) => {
			(salt as Uint8Array).set(message.subarray(0, 24));
			return salt;
		});
		const material = await crypto.subtle.importKey('raw', fromHex(pinned.material), 'HKDF', false, [
			'deriveKey'
		]);
		const key = await purposeKey(material, 'encrypt', asKeyId(pinned.keyId));
		expect(
			toHex(await encryptMessage(key, fromHex(pinned.plaintext), fromHex(pinned.context)))
		).toBe(pinned.message);
		expect(toHex(await decryptMessage(key, message, fromHex(pinned.context)))).toBe(
			pinned.plaintext
		);
	});

	it('takes a fresh salt each time', async () => {
		const salts = new Set<string>();
		for (let count = 0; count < 100; count++)
			salts.add(toHex((await encryptMessage(inputKey, utf8('same'), context)).subarray(0, 24)));
		expect(salts.size).toBe(100);
	});

	it('wipes the message key and leaves what is the caller’s', async () => {
		const importKey = vi.spyOn(crypto.subtle, 'importKey');
		const plaintext = utf8('plaintext');
		await encryptMessage(inputKey, plaintext, context);
		expect(importKey.mock.calls.map(([, key]) => key)).toEqual([new Uint8Array(32)]);
		expect(plaintext).toEqual(utf8('plaintext'));
	});

	it('refuses an input key of another length', async () => {
		for (const byteCount of [16, 31, 33, 64, 128]) {
			const otherKey = await importInputKey(randomBytes(byteCount));
			expect(await outcome(() => encryptMessage(otherKey, context, context))).toBe('RangeError');
		}
	});
});

describe('decryptMessage', () => {
	it('gives what encryptMessage was given', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 4096 }),
				fc.uint8Array(),
				async (plaintext, boundTo) => {
					const message = await encryptMessage(inputKey, plaintext, boundTo);
					expect(await decryptMessage(inputKey, message, boundTo)).toEqual(plaintext);
				}
			)
		);
	});

	it('refuses after any one bit has changed: InvalidCiphertext, no detail and no cause', async () => {
		const message = await encryptMessage(inputKey, utf8('plaintext'), context);
		for (let bit = 0; bit < message.length * 8; bit++) {
			const error: unknown = await decryptMessage(inputKey, flipBit(message, bit), context).catch(
				(e: unknown) => e
			);
			expect(isKmsError(error, 'InvalidCiphertext') && error.details).toEqual({});
			expect(error).not.toHaveProperty('cause');
		}
	});

	it('refuses every other length', async () => {
		const message = await encryptMessage(inputKey, utf8('plaintext'), context);
		const lengths = [...message.keys()].map((length) => message.slice(0, length));
		for (const altered of [...lengths, concat(message, new Uint8Array(1))])
			expect(await outcome(() => decryptMessage(inputKey, altered, context))).toBe(
				'InvalidCiphertext'
			);
	});

	it('refuses a message whose last chunk is missing', async () => {
		const message = await encryptMessage(inputKey, new Uint8Array(2 * chunkBytes), context);
		for (const cut of [16, 16 + chunkBytes + 16])
			expect(await outcome(() => decryptMessage(inputKey, message.slice(0, -cut), context))).toBe(
				'InvalidCiphertext'
			);
	});

	it('refuses another context or another key', async () => {
		const message = await encryptMessage(inputKey, utf8('plaintext'), context);
		const otherKey = await importInputKey(randomBytes(32));
		expect(await outcome(() => decryptMessage(inputKey, message, utf8('contexts')))).toBe(
			'InvalidCiphertext'
		);
		expect(await outcome(() => decryptMessage(otherKey, message, context))).toBe(
			'InvalidCiphertext'
		);
	});

	it('wipes the chunks it opened before it came upon a bad one', async () => {
		const plaintext = new Uint8Array(2 * chunkBytes).fill(0x5a);
		const message = await encryptMessage(inputKey, plaintext, context);
		const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
		const altered = flipBit(message, message.length * 8 - 1);
		expect(await outcome(() => decryptMessage(inputKey, altered, context))).toBe(
			'InvalidCiphertext'
		);
		const opened = await Promise.all(
			decrypt.mock.results.slice(0, 2).map(({ value }) => value as unknown)
		);
		expect(opened).toEqual([new ArrayBuffer(chunkBytes), new ArrayBuffer(chunkBytes)]);
	});

	it('checks the commitment before it opens a chunk', async () => {
		const message = await encryptMessage(inputKey, utf8('plaintext'), context);
		const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
		await outcome(() => decryptMessage(inputKey, flipBit(message, 24 * 8), context));
		expect(decrypt).not.toHaveBeenCalled();
	});
});
