/** The two check values of key material, which are never mixed (docs/formats.md §4). */

import { concat, toHex, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { uuidBytes, type KeyId } from '#lib/domain/ids.ts';
import type { KeyMaterial } from '#lib/domain/key/key-material.ts';
import { mac } from './mac.ts';
import { sha256 } from './sha256.ts';

const kcvBytes = 3;
const sha256PrefixBytes = 16;

/**
 * Binds a CMK to its key material for life; it never leaves the vault.
 *
 * @param checkValueKey - HMAC-SHA-256
 * @param material - the caller wipes it
 * @returns HMAC-SHA-256 over `key id (16) || HMAC-SHA-256(material as key, "airlock/1/check")`, 32 bytes
 */
export async function boundCheckValue(
	checkValueKey: CryptoKey,
	keyId: KeyId,
	material: KeyMaterial
): Promise<Bytes> {
	const hmacSha256 = { name: 'HMAC', hash: 'SHA-256' };
	const materialKey = await crypto.subtle.importKey('raw', material, hmacSha256, false, ['sign']);
	const unbound = await mac(materialKey, utf8('airlock/1/check'));
	try {
		return await mac(checkValueKey, concat(uuidBytes(keyId), unbound));
	} finally {
		wipe(unbound);
	}
}

/**
 * What two parties compare without a vault: KCV, the first 3 bytes of AES-256-ECB of a zero block, as HSMs show it
 * (`CKA_CHECK_VALUE` of PKCS #11), and the first 16 bytes of SHA-256. For material with the entropy of a key only.
 *
 * @param material - 16 or 32 bytes; the caller wipes it
 */
export async function keyCheckValue(material: Bytes): Promise<KeyCheckValue> {
	// The first block of CBC with a zero IV is ECB of the first block.
	const zeroBlock = new Uint8Array(16);
	const aesCbc = { name: 'AES-CBC', iv: zeroBlock };
	const aesKey = await crypto.subtle.importKey('raw', material, 'AES-CBC', false, ['encrypt']);
	const encryptedZeros = await crypto.subtle.encrypt(aesCbc, aesKey, zeroBlock);
	const hash = await sha256(material);
	return {
		kcv: toHex(new Uint8Array(encryptedZeros, 0, kcvBytes)),
		sha256Prefix: toHex(hash.subarray(0, sha256PrefixBytes))
	};
}
