/** age files (age-encryption.org/v1) under a passphrase: what the stock `age` command reads and writes. */

import { Decrypter, Encrypter } from 'age-encryption';
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';

/** What scrypt costs for a file that the user keeps: 2^18, as `age` itself takes it. */
export const defaultAgeWorkFactor = 18;

/**
 * Encrypts with the scrypt recipient. At the {@link defaultAgeWorkFactor} it blocks its thread for seconds: run it in a
 * worker.
 *
 * @param workFactor - the logarithm of scrypt's N to the base 2
 */
export async function encryptAgeFile(
	plaintext: Bytes,
	passphrase: string,
	workFactor: number
): Promise<Bytes> {
	const encrypter = new Encrypter();
	encrypter.setPassphrase(passphrase);
	encrypter.setScryptWorkFactor(workFactor);
	return (await encrypter.encrypt(plaintext)) as Bytes;
}

/**
 * Takes work factors up to 2^20, and blocks its thread for as long as they take.
 *
 * @returns the plaintext; the caller wipes it
 * @throws {@link KmsError} `InvalidCiphertext`, with no cause, for another passphrase as well
 */
export async function decryptAgeFile(file: Bytes, passphrase: string): Promise<Bytes> {
	const decrypter = new Decrypter();
	decrypter.addPassphrase(passphrase);
	try {
		return (await decrypter.decrypt(file)) as Bytes;
	} catch {
		throw new KmsError('InvalidCiphertext', {});
	}
}
