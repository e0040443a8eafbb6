import type { Bytes } from '#lib/domain/bytes.ts';

/** @returns HMAC (RFC 2104) with the hash of the key; of the vault's own keys that is SHA-256, and the tag has 32 bytes */
export async function mac(macKey: CryptoKey, data: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign('HMAC', macKey, data));
}

/** Compares in constant time; a tag of any length but 32 bytes does not verify. */
export async function verifyMac(macKey: CryptoKey, data: Bytes, expected: Bytes): Promise<boolean> {
	return crypto.subtle.verify('HMAC', macKey, expected, data);
}
