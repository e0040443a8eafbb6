/** RSAES-OAEP (RFC 8017 §7.1) with an empty label; WebCrypto uses one hash for OAEP and for MGF1. */

import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { parseRsaPublicKey } from '#lib/domain/reading/rsa-public-key.ts';
import { openKey, sealKey } from './seal.ts';

/** The hash of Airlock's own OAEP, over the label and inside MGF1. Other programs may use more: `OaepHash`. */
export type WrappingHash = 'SHA-1' | 'SHA-256';

// 65537, the least that NIST SP 800-56B Rev. 2 §6.2 allows
const publicExponent = Uint8Array.of(1, 0, 1);

/**
 * @returns the public key as SubjectPublicKeyInfo, DER (RFC 5280 §4.1.2.7), and a private key that is extractable
 * for one reason: {@link sealPrivateKey}
 */
export async function generateWrappingKeyPair(
	modulusBits: 2048 | 3072 | 4096,
	hash: WrappingHash
): Promise<{ publicKey: Bytes; privateKey: CryptoKey }> {
	const { publicKey, privateKey } = await crypto.subtle.generateKey(
		{ name: 'RSA-OAEP', modulusLength: modulusBits, publicExponent, hash },
		true,
		['encrypt', 'decrypt']
	);
	return {
		publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
		privateKey
	};
}

/** Seals PKCS #8 (RFC 5208 §5): `nonce (12) || ciphertext || tag (16)`. The key's bytes never pass through JavaScript. */
export async function sealPrivateKey(
	importKey: CryptoKey,
	privateKey: CryptoKey,
	aad: Bytes
): Promise<Bytes> {
	return sealKey(importKey, 'pkcs8', privateKey, aad);
}

/** @returns a private key that decrypts and cannot be extracted; `undefined` when the seal does not verify */
export async function openPrivateKey(
	importKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes,
	hash: WrappingHash
): Promise<CryptoKey | undefined> {
	return openKey(importKey, 'pkcs8', sealed, aad, { name: 'RSA-OAEP', hash }, ['decrypt']);
}

/**
 * RSAES-OAEP-ENCRYPT, RFC 8017 §7.1.1.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @param plaintext - at most the modulus length less two hashes less 2 bytes
 * @returns exactly the modulus length
 * @throws {@link KmsError} `InvalidParameter` if it is not an RSA public key, or has fewer than 2048 bits
 */
export async function rsaOaepEncrypt(
	publicKey: Bytes,
	hash: WrappingHash,
	plaintext: Bytes
): Promise<Bytes> {
	const wrappingKey = await importPublicKey(publicKey, hash);
	return new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, wrappingKey, plaintext));
}

/**
 * RSAES-OAEP-DECRYPT, RFC 8017 §7.1.2.
 *
 * @param ciphertext - exactly the modulus length
 * @returns the plaintext; the caller wipes it
 * @throws {@link KmsError} `InvalidCiphertext`, with no cause
 */
export async function rsaOaepDecrypt(privateKey: CryptoKey, ciphertext: Bytes): Promise<Bytes> {
	try {
		return new Uint8Array(
			await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, privateKey, ciphertext)
		);
	} catch {
		// RFC 8017 §7.1.2, step 3.g: nobody may learn which check failed (Manger's attack).
		throw new KmsError('InvalidCiphertext', {});
	}
}

/** In the form that the check writes: no browser has to judge what else was in the file. */
async function importPublicKey(publicKey: Bytes, hash: WrappingHash): Promise<CryptoKey> {
	const { spki } = parseRsaPublicKey(publicKey);
	return crypto.subtle.importKey('spki', spki, { name: 'RSA-OAEP', hash }, false, ['encrypt']);
}
