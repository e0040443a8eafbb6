import type { Bytes } from '#lib/domain/bytes.ts';

/** @returns HMAC-SHA-256 (RFC 2104), 32 bytes */
export async function mac(macKey: CryptoKey, data: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.sign('HMAC', macKey, data));
}

/** Compares in constant time; a tag of any length but 32 bytes does not verify. */
export async function verifyMac(macKey: CryptoKey, data: Bytes, expected: Bytes): Promise<boolean> {
	return crypto.subtle.verify('HMAC', macKey, expected, data);
}
