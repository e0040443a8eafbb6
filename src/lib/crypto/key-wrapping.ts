/** Key material under a wrapping key, as it travels in an encrypted key file (docs/formats.md §3). */

import { concat, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import {
	isHybrid,
	modulusBytes,
	oaepHash,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from '#lib/domain/import/wrapping.ts';
import { unwrapPadded, wrapPadded } from './aes-key-wrap.ts';
import { randomBytes } from './random.ts';
import { rsaOaepDecrypt, rsaOaepEncrypt } from './rsa-oaep.ts';

const aesKeyBytes = 32;

/**
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @returns `RSA-OAEP(material)`, or `RSA-OAEP(fresh AES-256 key) || KWP(material)`
 * @throws {@link KmsError} `InvalidParameter` for a public key that is refused
 */
export async function wrapKeyMaterial(
	algorithm: WrappingAlgorithm,
	publicKey: Bytes,
	material: Bytes
): Promise<Bytes> {
	const hash = oaepHash(algorithm);
	if (!isHybrid(algorithm)) return rsaOaepEncrypt(publicKey, hash, material);
	const aesKey = randomBytes(aesKeyBytes);
	try {
		return concat(await rsaOaepEncrypt(publicKey, hash, aesKey), wrapPadded(aesKey, material));
	} finally {
		wipe(aesKey);
	}
}

/**
 * @param spec - says where the RSA block ends
 * @param privateKey - with the hash of the algorithm, as `openPrivateKey` gives it
 * @returns what was wrapped, of any length; the caller checks the length and wipes it
 * @throws {@link KmsError} `InvalidCiphertext`, one and the same for every failure, with no cause
 */
export async function unwrapKeyMaterial(
	algorithm: WrappingAlgorithm,
	spec: WrappingKeySpec,
	privateKey: CryptoKey,
	wrapped: Bytes
): Promise<Bytes> {
	// RFC 8017 §7.1.2, step 1.b
	if (!isHybrid(algorithm) && wrapped.length !== modulusBytes(spec))
		throw new KmsError('InvalidCiphertext', {});
	const rsaBlock = await rsaOaepDecrypt(privateKey, wrapped.slice(0, modulusBytes(spec)));
	if (!isHybrid(algorithm)) return rsaBlock;
	try {
		if (rsaBlock.length !== aesKeyBytes) throw new KmsError('InvalidCiphertext', {});
		return unwrapPadded(rsaBlock, wrapped.slice(modulusBytes(spec)));
	} finally {
		wipe(rsaBlock);
	}
}
