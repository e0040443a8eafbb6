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
 * Binds a CMK to its pair for life, by the public key alone.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @returns HMAC-SHA-256 over `key id (16) || SHA-256(public key)`, 32 bytes
 */
export async function boundPublicKey(
	checkValueKey: CryptoKey,
	keyId: KeyId,
	publicKey: Bytes
): Promise<Bytes> {
	return mac(checkValueKey, concat(uuidBytes(keyId), await sha256(publicKey)));
}

/**
 * What two parties compare of a secret for HMAC: the first 3 bytes of SHA-1, which is the `CKA_CHECK_VALUE` of PKCS #11
 * for secrets that no cipher uses, and the first 16 bytes of SHA-256. For material with the entropy of a key only.
 *
 * @param secret - the caller wipes it
 */
export async function macKeyCheckValue(secret: Bytes): Promise<KeyCheckValue> {
	const sha1 = await crypto.subtle.digest('SHA-1', secret);
	return { kcv: toHex(new Uint8Array(sha1, 0, kcvBytes)), ...(await sha256Start(secret)) };
}

/**
 * What two parties compare of a pair.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @returns the first 16 bytes of its SHA-256; a pair has no KCV
 */
export async function publicKeyCheckValue(publicKey: Bytes): Promise<KeyCheckValue> {
	return { kcv: null, ...(await sha256Start(publicKey)) };
}

async function sha256Start(bytes: Bytes): Promise<{ sha256Prefix: string }> {
	return { sha256Prefix: toHex((await sha256(bytes)).subarray(0, sha256PrefixBytes)) };
}

/**
 * What two parties compare without a vault: KCV, the first 3 bytes of AES-256-ECB of a zero block, as HSMs show it
 * (`CKA_CHECK_VALUE` of PKCS #11), and the first 16 bytes of SHA-256. For material with the entropy of a key only.
 *
 * @param material - 16 or 32 bytes; the caller wipes it
 */
export async function keyCheckValue(material: Bytes): Promise<KeyCheckValue & { kcv: string }> {
	// The first block of CBC with a zero IV is ECB of the first block.
	const zeroBlock = new Uint8Array(16);
	const aesCbc = { name: 'AES-CBC', iv: zeroBlock };
	const aesKey = await crypto.subtle.importKey('raw', material, 'AES-CBC', false, ['encrypt']);
	const encryptedZeros = await crypto.subtle.encrypt(aesCbc, aesKey, zeroBlock);
	return {
		kcv: toHex(new Uint8Array(encryptedZeros, 0, kcvBytes)),
		...(await sha256Start(material))
	};
}
