/** Cobblestone-256: c2sp.org/chunked-encryption, v1, with SHA-512 and AES-256-GCM. */

import { concat, equalBytes, u64, u8, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { randomBytes } from './random.ts';

const inputKeyBits = 256;
const saltBytes = 24;
const keyBytes = 32;
const nonceBytes = 12;
const commitmentBytes = 32;
const headerBytes = saltBytes + commitmentBytes;
const chunkBytes = 16 * 1024;
const tagBytes = 16;
const sealedChunkBytes = chunkBytes + tagBytes;

/**
 * @param prk - the input key: HMAC-SHA-512, 32 bytes, uniformly random
 * @returns `salt (24, random) || commitment (32) || chunks`
 */
export async function encryptMessage(
	prk: CryptoKey,
	plaintext: Bytes,
	context: Bytes
): Promise<Bytes> {
	const salt = randomBytes(saltBytes);
	const { messageKey, baseNonce, commitment } = await deriveMessageKeys(prk, salt, context);
	const parts = [salt, commitment];
	// Message chunking: the last chunk is always shorter than the others, and may be empty.
	for (let index = 0; index * chunkBytes <= plaintext.length; index++) {
		const chunk = plaintext.subarray(index * chunkBytes, (index + 1) * chunkBytes);
		const sealed = await crypto.subtle.encrypt(gcm(baseNonce, index), messageKey, chunk);
		parts.push(new Uint8Array(sealed));
	}
	return concat(...parts);
}

/**
 * @param prk - the input key: HMAC-SHA-512, 32 bytes
 * @returns the plaintext; the caller wipes it
 * @throws {@link KmsError} `InvalidCiphertext`, with no cause
 */
export async function decryptMessage(
	prk: CryptoKey,
	message: Bytes,
	context: Bytes
): Promise<Bytes> {
	const salt = message.slice(0, saltBytes);
	const chunks = message.subarray(headerBytes);
	const fullChunks = Math.floor(chunks.length / sealedChunkBytes);
	const lastChunkBytes = (chunks.length % sealedChunkBytes) - tagBytes;
	// Implementation notes: without a short last chunk, be it empty, the message is truncated.
	if (lastChunkBytes < 0) throw new KmsError('InvalidCiphertext', {});

	const { messageKey, baseNonce, commitment } = await deriveMessageKeys(prk, salt, context);
	// Key derivation: the commitment is checked before any chunk is opened.
	if (!equalBytes(commitment, message.subarray(saltBytes, headerBytes)))
		throw new KmsError('InvalidCiphertext', {});

	const plaintext = new Uint8Array(fullChunks * chunkBytes + lastChunkBytes);
	try {
		for (let index = 0; index <= fullChunks; index++) {
			const start = index * sealedChunkBytes;
			const sealed = chunks.subarray(start, start + sealedChunkBytes);
			const chunk = await crypto.subtle.decrypt(gcm(baseNonce, index), messageKey, sealed);
			plaintext.set(new Uint8Array(chunk), index * chunkBytes);
			wipe(new Uint8Array(chunk));
		}
		return plaintext;
	} catch {
		wipe(plaintext);
		throw new KmsError('InvalidCiphertext', {});
	}
}

/** Key derivation: `key (32) || base nonce (12) || commitment (32)` is HKDF-Expand of the input key. */
async function deriveMessageKeys(
	prk: CryptoKey,
	salt: Bytes,
	context: Bytes
): Promise<{ messageKey: CryptoKey; baseNonce: Bytes; commitment: Bytes }> {
	if ((prk.algorithm as HmacKeyAlgorithm).length !== inputKeyBits)
		throw new RangeError('the input key of Cobblestone-256 has 32 bytes');
	const info = concat(
		utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM'),
		u8(0),
		salt,
		context
	);
	const expanded = await hkdfExpand(prk, info);
	try {
		const key = expanded.subarray(0, keyBytes);
		const messageKey = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [
			'encrypt',
			'decrypt'
		]);
		const commitmentStart = keyBytes + nonceBytes;
		return {
			messageKey,
			baseNonce: expanded.slice(keyBytes, commitmentStart),
			commitment: expanded.slice(commitmentStart, commitmentStart + commitmentBytes)
		};
	} finally {
		wipe(expanded);
	}
}

/** RFC 5869 §2.3 with HMAC-SHA-512: T(1) || T(2), 128 bytes. */
async function hkdfExpand(prk: CryptoKey, info: Bytes): Promise<Bytes> {
	const hmac = async (data: Bytes) => new Uint8Array(await crypto.subtle.sign('HMAC', prk, data));
	const first = await hmac(concat(info, u8(1)));
	const secondInput = concat(first, info, u8(2));
	try {
		const second = await hmac(secondInput);
		const expanded = concat(first, second);
		wipe(second);
		return expanded;
	} finally {
		wipe(first, secondInput);
	}
}

/** AEAD usage: nonce = base nonce XOR the chunk's number, big-endian; no additional data. */
function gcm(baseNonce: Bytes, index: number): AesGcmParams {
	const counter = u64(index);
	const firstCounterByte = nonceBytes - counter.length;
	const iv = baseNonce.map((byte, at) => byte ^ (counter[at - firstCounterByte] ?? 0));
	return { name: 'AES-GCM', iv, tagLength: tagBytes * 8 };
}
