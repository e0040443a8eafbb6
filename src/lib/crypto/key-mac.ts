/** HMAC (RFC 2104) under the key material of a CMK. */

import { hmac } from '@noble/hashes/hmac.js';
import { sha224 } from '@noble/hashes/sha2.js';
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { symmetricKeyBytes } from '#lib/domain/key/key-spec.ts';
import type { MacAlgorithm, MacKeySpec } from '#lib/domain/key/kinds.ts';
import { mac } from './mac.ts';
import { open, openKey, sealKey } from './seal.ts';

/** Generates a secret as long as the tag that it makes, and seals it; its bytes never pass through JavaScript. */
export async function generateSealedMacKey(
	materialKey: CryptoKey,
	aad: Bytes,
	keySpec: MacKeySpec
): Promise<Bytes> {
	// Any hash will do: what is sealed is the random bytes.
	const length = symmetricKeyBytes(keySpec) * 8;
	const secret = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-512', length }, true, [
		'sign'
	]);
	return sealKey(materialKey, 'raw', secret, aad);
}

const hashes = {
	HMAC_SHA_256: 'SHA-256',
	HMAC_SHA_384: 'SHA-384',
	HMAC_SHA_512: 'SHA-512'
} as const;

/** @returns the tag, as long as the hash; `undefined` when the seal does not verify */
export async function macUnderSealedKey(
	materialKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes,
	algorithm: MacAlgorithm,
	message: Bytes
): Promise<Bytes | undefined> {
	if (algorithm === 'HMAC_SHA_224') {
		// WebCrypto has no SHA-224: this one secret is a buffer for as long as its use takes.
		const secret = await open(materialKey, sealed, aad);
		if (!secret) return undefined;
		try {
			return Uint8Array.from(hmac(sha224, secret, message));
		} finally {
			wipe(secret);
		}
	}
	const hash = hashes[algorithm];
	const key = await openKey(materialKey, 'raw', sealed, aad, { name: 'HMAC', hash }, ['sign']);
	return key && mac(key, message);
}
