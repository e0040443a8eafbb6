import { copySecret, parseUtf8, wipe, type Bytes } from '../bytes.ts';

/** Argon2id (RFC 9106), version 0x13. */
export interface Argon2idParameters {
	id: 'argon2id';
	memoryKiB: number;
	passes: number;
	lanes: number;
	/** 32 bytes */
	salt: Bytes;
}

/** One door to the root key, as in LUKS: in the clear at rest, since it is needed before anything can be opened. */
export interface Slot {
	/** UUID */
	slotId: string;
	kind: 'passphrase';
	kdf: Argon2idParameters;
	/** key commitment, 32 bytes, compared before the slot key is tried */
	commitment: Bytes;
	/** nonce (12) || AES-256-GCM of the root key (48) */
	sealedRootKey: Bytes;
	/** SHA-256 over all of the above: tells a damaged slot from a wrong passphrase */
	checksum: Bytes;
}

/** In characters. */
export const shortestPassphrase = 12;
/** In bytes of UTF-8: no more is read, typed or derived from. */
export const longestPassphrase = 1024;

/**
 * A passphrase as the bytes that Argon2id takes: Unicode NFKC, UTF-8. The caller wipes them.
 *
 * @param passphrase - as typed; a string cannot be wiped, so let go of it
 */
export function passphraseBytes(passphrase: string): Bytes {
	return new TextEncoder().encode(passphrase.normalize('NFKC'));
}

/**
 * A typed passphrase as {@link passphraseBytes} makes it.
 *
 * @param typed - UTF-8, in a buffer of its own; wiped where it is not what is returned
 * @returns the same bytes where they are ASCII, which NFKC leaves alone; any other text becomes a string on the way
 */
export function normalizedPassphrase(typed: Bytes): Bytes {
	if (typed.every((byte) => byte < 0x80)) return typed;
	const encoded = passphraseBytes(parseUtf8(typed) ?? '');
	const own = copySecret(encoded);
	wipe(typed, encoded);
	return own;
}
