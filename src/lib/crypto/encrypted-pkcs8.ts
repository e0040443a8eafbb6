/** Opens private keys that are under a password of their own: PBES2 with PBKDF2 and AES-CBC, RFC 8018 §6.2. */

import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { EncryptedPkcs8 } from '#lib/domain/reading/encrypted-pkcs8.ts';
import { keyInDer } from '#lib/domain/reading/keys-in-der.ts';

/**
 * @param password - as it was typed, UTF-8; the caller wipes it
 * @returns OneAsymmetricKey, DER, which the caller wipes
 * @throws {@link KmsError} `InvalidPrivateKey` for a wrong password, which can't be told from a damaged file
 */
export async function openEncryptedPkcs8(
	{ salt, iterations, hash, keyBits, iv, ciphertext }: EncryptedPkcs8,
	password: Bytes
): Promise<Bytes> {
	const secret = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveKey']);
	const key = await crypto.subtle.deriveKey(
		{ name: 'PBKDF2', salt, iterations, hash },
		secret,
		{ name: 'AES-CBC', length: keyBits },
		false,
		['decrypt']
	);
	const opened = await decrypted(key, iv, Uint8Array.from(ciphertext));
	// One wrong password in 256 gives a padding that is right.
	const found = opened && keyInDer(opened);
	const isKey = found?.content.kind === 'PRIVATE_KEY' && !found.content.encrypted;
	wipe(found?.bytes);
	if (opened && isKey) return opened;
	wipe(opened);
	throw new KmsError('InvalidPrivateKey', { reason: 'WRONG_PASSWORD' });
}

async function decrypted(key: CryptoKey, iv: Bytes, ciphertext: Bytes): Promise<Bytes | undefined> {
	try {
		const bytes = await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, ciphertext);
		return new Uint8Array(bytes);
	} catch (error) {
		if ((error as DOMException).name === 'OperationError') return undefined;
		throw error;
	}
}
