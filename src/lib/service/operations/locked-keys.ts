/** Private keys in files under a password of their own: PKCS #8 and PKCS #12. */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { parseEncryptedPkcs8 } from '#lib/domain/reading/encrypted-pkcs8.ts';
import { parsePkcs12 } from '#lib/domain/reading/pkcs12.ts';
import { openEncryptedPkcs8 } from '#lib/crypto/encrypted-pkcs8.ts';
import { openPkcs12 } from '#lib/crypto/pkcs12.ts';

/**
 * @param file - DER; the caller wipes it and the password
 * @returns the private keys in it, which the caller wipes; undefined where a password opens nothing
 * @throws `InvalidPrivateKey` for a wrong password
 */
export async function keysUnder(password: Bytes, file: Bytes): Promise<Bytes[] | undefined> {
	const locked = parseEncryptedPkcs8(file);
	if (locked) return [await openEncryptedPkcs8(locked, password)];
	const store = parsePkcs12(file);
	return store && openPkcs12(store, password);
}

/**
 * Takes the first private key that fits: a PKCS #12 file may have several.
 *
 * @param password - undefined where none was given; the caller wipes it
 * @param file - a private key in any form, or a file that a password opens; the caller wipes it
 * @throws what `take` throws of the last of them
 */
export async function firstKeyIn<Key>(
	password: Bytes | undefined,
	file: Bytes,
	take: (key: Bytes) => Promise<Key>
): Promise<Key> {
	const opened = password && (await keysUnder(password, file));
	if (!opened) return take(file);
	try {
		return await firstOf(opened, take);
	} finally {
		wipe(...opened);
	}
}

async function firstOf<Key>(
	[key = new Uint8Array(), ...others]: readonly Bytes[],
	take: (key: Bytes) => Promise<Key>
): Promise<Key> {
	try {
		return await take(key);
	} catch (error) {
		if (others.length === 0) throw error;
		return firstOf(others, take);
	}
}
