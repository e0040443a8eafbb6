/** AES key wrap with padding: RFC 5649, which is KWP of NIST SP 800-38F §6.3. WebCrypto has only RFC 3394. */

import { aeskw, aeskwp, ecb } from '@noble/ciphers/aes.js';
import { concat, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { open } from './seal.ts';

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

/**
 * The unwrapping process W^-1 alone, RFC 3394 §2.2.2 steps 1 and 2: nothing is checked, so any bytes give a result. For
 * saying with which initial value something was wrapped.
 *
 * @param wrapped - three or more blocks of 8 bytes
 * @returns the initial value, 8 bytes, and what was wrapped; the caller wipes both
 */
export function unwrapUnchecked(
	kek: Bytes,
	wrapped: Bytes
): { initialValue: Bytes; plaintext: Bytes } | undefined {
	if (wrapped.length % 8 !== 0 || wrapped.length < 24) return undefined;
	const cipher = ecb(kek, { disablePadding: true });
	const initialValue = wrapped.slice(0, 8);
	const plaintext = wrapped.slice(8);
	const blocks = plaintext.length / 8;
	for (let step = 6 * blocks; step > 0; step--) {
		// A ^ t: t is far below 2^32
		const counter = new DataView(initialValue.buffer);
		counter.setUint32(4, counter.getUint32(4) ^ step);
		const register = plaintext.subarray(((step - 1) % blocks) * 8).subarray(0, 8);
		const block = cipher.decrypt(concat(initialValue, register));
		initialValue.set(block.subarray(0, 8));
		register.set(block.subarray(8));
		wipe(block);
	}
	return { initialValue, plaintext };
}

/** Modes of AES that are no key wrap. */
export type CipherMode = 'CBC' | 'ECB' | 'GCM';

/** @returns the mode in which AES has encrypted something under this key; undefined where none fits */
export async function cipherModeOf(key: Bytes, encrypted: Bytes): Promise<CipherMode | undefined> {
	return blockModeOf(key, encrypted) ?? ((await isGcm(key, encrypted)) ? 'GCM' : undefined);
}

/**
 * What was filled up as PKCS #7 says (RFC 5652 §6.3), whatever its initial value was. The last block tells it: 8 or
 * more alike are no accident.
 */
function blockModeOf(key: Bytes, encrypted: Bytes): 'CBC' | 'ECB' | undefined {
	if (encrypted.length % 16 !== 0 || encrypted.length < 32) return undefined;
	const last = ecb(key, { disablePadding: true }).decrypt(encrypted.slice(-16));
	const chained = last.map((byte, index) => byte ^ (encrypted.at(index - 32) ?? 0));
	try {
		if (isPadded(last)) return 'ECB';
		return isPadded(chained) ? 'CBC' : undefined;
	} finally {
		wipe(last, chained);
	}
}

const nonceBytes = 12;
const tagBytes = 16;

/** GCM with its nonce before it and its tag behind it, as Java and Go write, or between both, as people of Node do. */
async function isGcm(key: Bytes, encrypted: Bytes): Promise<boolean> {
	if (encrypted.length <= nonceBytes + tagBytes) return false;
	const nonce = encrypted.subarray(0, nonceBytes);
	const rest = encrypted.subarray(nonceBytes);
	const tagLast = concat(nonce, rest.subarray(tagBytes), rest.subarray(0, tagBytes));
	// Chromium has no AES with 192 bits.
	const gcmKey = await crypto.subtle
		.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
		.catch(() => undefined);
	for (const sealed of gcmKey ? [encrypted, tagLast] : []) {
		const plaintext = gcmKey && (await open(gcmKey, sealed, new Uint8Array()));
		wipe(plaintext);
		if (plaintext) return true;
	}
	return false;
}

function isPadded(block: Uint8Array): boolean {
	const count = block.at(-1) ?? 0;
	return count >= 8 && count <= 16 && block.subarray(-count).every((byte) => byte === count);
}
