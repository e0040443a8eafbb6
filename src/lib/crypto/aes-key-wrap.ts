/** AES key wrap with padding: RFC 5649, which is KWP of NIST SP 800-38F §6.3. WebCrypto has only RFC 3394. */

import { aeskw, aeskwp } from '@noble/ciphers/aes.js';
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';

/**
 * RFC 5649 §4.1.
 *
 * @param kek - 16, 24 or 32 bytes
 * @param plaintext - at least 1 byte
 * @returns the length of the plaintext rounded up to 8 bytes, plus 8
 */
export function wrapPadded(kek: Bytes, plaintext: Bytes): Bytes {
	return aeskwp(kek).encrypt(plaintext);
}

/**
 * RFC 5649 §4.2.
 *
 * @param kek - 16, 24 or 32 bytes
 * @returns the plaintext; the caller wipes it
 * @throws {@link KmsError} `InvalidCiphertext`, with no cause
 */
export function unwrapPadded(kek: Bytes, wrapped: Bytes): Bytes {
	let unwrapped: Bytes | undefined;
	try {
		unwrapped = aeskwp(kek).decrypt(wrapped);
		// A copy: what the library returns is a window on a longer buffer.
		return unwrapped.slice();
	} catch {
		throw new KmsError('InvalidCiphertext', {});
	} finally {
		wipe(unwrapped);
	}
}

/**
 * Key wrap without padding, RFC 3394 §2.2.2: what some programs use where RFC 5649 is wanted. For 32 bytes both give 40.
 *
 * @returns the plaintext, which the caller wipes; `undefined` when it is not wrapped so under this key
 */
export function unwrapUnpadded(kek: Bytes, wrapped: Bytes): Bytes | undefined {
	try {
		return aeskw(kek).decrypt(wrapped).slice();
	} catch {
		return undefined;
	}
}
