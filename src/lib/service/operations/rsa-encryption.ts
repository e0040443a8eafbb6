/** RSA-OAEP under a CMK, for Encrypt, Decrypt and ReEncrypt. */
import { fromBase64, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { assertNotRetired } from '#lib/domain/key/retirement.ts';
import type { RsaEncryptionAlgorithm } from '#lib/domain/key/kinds.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import { openPrivateKey, rsaOaepDecrypt, rsaOaepEncrypt } from '#lib/crypto/rsa-oaep.ts';
import type { Moment } from '../engine/context.ts';
import { useCmk } from './use-key.ts';

/** What encrypts under a CMK. */
export interface Encryptor {
	keyId: KeyId;
	/** hex; left out for an RSA key, which has one key material for life */
	materialId?: string;
	encrypt: (plaintext: Bytes) => Promise<Bytes>;
}

const hashes = { RSAES_OAEP_SHA_1: 'SHA-1', RSAES_OAEP_SHA_256: 'SHA-256' } as const;
const hashBytes = { 'SHA-1': 20, 'SHA-256': 32 } as const;

/** @returns what refuses, with `InputTooLarge`, more than fits into one block of the key */
export function rsaEncryptor(
	moment: Moment,
	operation: KeyOperation,
	keyId: string,
	algorithm: RsaEncryptionAlgorithm
): Encryptor {
	const { cmk } = useCmk(moment, operation, keyId, algorithm);
	assertNotRetired(operation, cmk);
	const hash = hashes[algorithm];
	// RFC 8017 §7.1.1, step 1.b
	const limitBytes = Number(cmk.keySpec.slice('RSA_'.length)) / 8 - 2 * hashBytes[hash] - 2;
	return {
		keyId: cmk.keyId,
		encrypt: (plaintext) => {
			const actualBytes = plaintext.length;
			if (actualBytes > limitBytes)
				throw new KmsError('InputTooLarge', { parameter: 'Plaintext', actualBytes, limitBytes });
			return rsaOaepEncrypt(fromBase64(cmk.publicKey ?? ''), hash, plaintext);
		}
	};
}

/**
 * @returns the plaintext, which the caller hands on or wipes
 * @throws {@link KmsError} `InvalidCiphertext`, with no cause
 */
export async function rsaDecrypt(
	moment: Moment,
	operation: KeyOperation,
	keyId: string,
	algorithm: RsaEncryptionAlgorithm,
	ciphertext: Bytes
): Promise<{ keyId: KeyId; plaintext: Bytes }> {
	const { cmk, openMaterial } = useCmk(moment, operation, keyId, algorithm);
	const privateKey = await openMaterial((materialKey, sealed, aad) =>
		openPrivateKey(materialKey, sealed, aad, hashes[algorithm])
	);
	return { keyId: cmk.keyId, plaintext: await rsaOaepDecrypt(privateKey, ciphertext) };
}
