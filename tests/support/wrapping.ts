/** The user's half of an import, done by another implementation: OpenSSL, as Node has it. */
import {
	constants,
	createCipheriv,
	createPublicKey,
	publicEncrypt,
	randomBytes
} from 'node:crypto';
import { concat, type Bytes } from '#lib/domain/bytes.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';

function encryptWithRsa(publicKey: Bytes, oaepHash: string, plaintext: Bytes): Bytes {
	const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
	const padding = constants.RSA_PKCS1_OAEP_PADDING;
	return Uint8Array.from(publicEncrypt({ key, padding, oaepHash }, plaintext));
}

/** AES key wrap with padding, RFC 5649. */
function keyWrap(kek: Bytes, plaintext: Bytes): Bytes {
	const cipher = createCipheriv('id-aes256-wrap-pad', kek, Buffer.from('A65959A6', 'hex'));
	return Uint8Array.from(Buffer.concat([cipher.update(plaintext), cipher.final()]));
}

/** @returns the encrypted key file for `material`, which may have any length that fits */
export function wrap(algorithm: WrappingAlgorithm, publicKey: Bytes, material: Bytes): Bytes {
	const hash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256';
	if (algorithm.startsWith('RSAES')) return encryptWithRsa(publicKey, hash, material);
	const aesKey = Uint8Array.from(randomBytes(32));
	return concat(encryptWithRsa(publicKey, hash, aesKey), keyWrap(aesKey, material));
}
