/** Sealing at rest: AES-256-GCM under a key of the vault, `nonce (12) || ciphertext || tag (16)`. */

import { concat, lengthPrefixed, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { randomBytes } from './random.ts';

const nonceBytes = 12;
const tagBytes = 16;
/** What sealing adds to the length of the plaintext. */
export const sealOverheadBytes = nonceBytes + tagBytes;

/** Binds a sealed value to its place: each part as `u32 length || bytes`, the label first (docs/formats.md §5). */
export function additionalData(
	label: `airlock/1/${string}`,
	...parts: readonly Uint8Array[]
): Bytes {
	return lengthPrefixed(utf8(label), ...parts);
}

/** @returns `nonce (12, random) || ciphertext || tag (16)` */
export async function seal(sealingKey: CryptoKey, plaintext: Bytes, aad: Bytes): Promise<Bytes> {
	const nonce = freshNonce();
	const ciphertext = await crypto.subtle.encrypt(gcm(nonce, aad), sealingKey, plaintext);
	return concat(nonce, new Uint8Array(ciphertext));
}

/** @returns the plaintext, which the caller wipes if it is secret; `undefined` when the seal does not verify */
export async function open(
	sealingKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes
): Promise<Bytes | undefined> {
	if (sealed.length < sealOverheadBytes) return undefined;
	const { nonce, ciphertext } = split(sealed);
	return undefinedIfUnverified(async () => {
		const plaintext = await crypto.subtle.decrypt(gcm(nonce, aad), sealingKey, ciphertext);
		return new Uint8Array(plaintext);
	});
}

/**
 * Seals an extractable key without its bytes passing through JavaScript.
 *
 * @param sealingKey - with usage `wrapKey`
 */
export async function sealKey(
	sealingKey: CryptoKey,
	format: 'raw' | 'pkcs8',
	key: CryptoKey,
	aad: Bytes
): Promise<Bytes> {
	const nonce = freshNonce();
	const ciphertext = await crypto.subtle.wrapKey(format, key, sealingKey, gcm(nonce, aad));
	return concat(nonce, new Uint8Array(ciphertext));
}

/**
 * Opens a sealed key into a non-extractable one without its bytes passing through JavaScript.
 *
 * @param sealingKey - with usage `unwrapKey`
 * @returns `undefined` when the seal does not verify or holds no such key
 */
export async function openKey(
	sealingKey: CryptoKey,
	format: 'raw' | 'pkcs8',
	sealed: Bytes,
	aad: Bytes,
	keyAlgorithm:
		| 'HKDF'
		| RsaHashedImportParams
		| EcKeyImportParams
		| HmacImportParams
		| { name: string },
	usages: readonly KeyUsage[]
): Promise<CryptoKey | undefined> {
	if (sealed.length < sealOverheadBytes) return undefined;
	const { nonce, ciphertext } = split(sealed);
	return undefinedIfUnverified(() =>
		crypto.subtle.unwrapKey(
			format,
			ciphertext,
			sealingKey,
			gcm(nonce, aad),
			keyAlgorithm,
			false,
			usages
		)
	);
}

// NIST SP 800-38D §8.2.2: a random 96-bit IV; §8.3: at most 2^32 of them under one key.
const freshNonce = () => randomBytes(nonceBytes);

// NIST SP 800-38D §5.2.1.2: the full tag of 128 bits.
const gcm = (iv: Bytes, aad: Bytes): AesGcmParams => ({
	name: 'AES-GCM',
	iv,
	additionalData: aad,
	tagLength: tagBytes * 8
});

function split(sealed: Bytes): { nonce: Bytes; ciphertext: Bytes } {
	return { nonce: sealed.subarray(0, nonceBytes), ciphertext: sealed.subarray(nonceBytes) };
}

/** What bad data causes becomes `undefined`; a key of the wrong kind or usage stays an exception. */
async function undefinedIfUnverified<Opened>(
	attempt: () => Promise<Opened>
): Promise<Opened | undefined> {
	try {
		return await attempt();
	} catch (error) {
		const { name } = error as DOMException;
		if (name === 'OperationError' || name === 'DataError') return undefined;
		throw error;
	}
}
