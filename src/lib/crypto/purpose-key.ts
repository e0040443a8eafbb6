/** What CMK material is used through: HKDF-SHA-512 (RFC 5869) with an empty salt (docs/formats.md §1 and §4). */

import { concat, u8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { uuidBytes, type KeyId } from '#lib/domain/ids.ts';

/** What a key derived from key material is for; its name is in the HKDF info. */
export type KeyPurpose = 'encrypt' | 'data-key-wrap';

const materialIdBits = 64;

/**
 * @param material - an HKDF key, as `openKeyMaterial` gives it
 * @returns an HMAC-SHA-512 key of 32 bytes that cannot be extracted: `info = "airlock/v1/" || purpose || 0x00 ||
 * key id (16)`, so that two CMKs with equal material have different keys
 */
export async function purposeKey(
	material: CryptoKey,
	purpose: KeyPurpose,
	keyId: KeyId
): Promise<CryptoKey> {
	return crypto.subtle.deriveKey(
		hkdf(purpose, keyId),
		material,
		// Left out, `length` would be the block size of SHA-512: 1024 bits.
		{ name: 'HMAC', hash: 'SHA-512', length: 256 },
		false,
		['sign']
	);
}

/**
 * Wraps the data keys of encrypted files, as a raw AES keyring of the AWS Encryption SDK does.
 *
 * @returns the 32 bytes of purpose `data-key-wrap` as an AES-256-GCM key that cannot be extracted
 */
export async function dataKeyWrappingKey(
	material: CryptoKey,
	keyId: KeyId,
	usage: 'encrypt' | 'decrypt'
): Promise<CryptoKey> {
	const cipher = { name: 'AES-GCM', length: 256 };
	return crypto.subtle.deriveKey(hkdf('data-key-wrap', keyId), material, cipher, false, [usage]);
}

/**
 * Names key material inside ciphertext blobs; whoever holds the material can compute it.
 *
 * @returns 8 bytes: the first of HKDF with `info = "airlock/v1/material-id" || 0x00 || key id (16)`
 */
export async function materialId(material: CryptoKey, keyId: KeyId): Promise<Bytes> {
	const bits = await crypto.subtle.deriveBits(hkdf('material-id', keyId), material, materialIdBits);
	return new Uint8Array(bits);
}

function hkdf(purpose: KeyPurpose | 'material-id', keyId: KeyId): HkdfParams {
	return {
		name: 'HKDF',
		hash: 'SHA-512',
		salt: new Uint8Array(),
		info: concat(utf8(`airlock/v1/${purpose}`), u8(0), uuidBytes(keyId))
	};
}
