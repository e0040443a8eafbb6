import type { Bytes } from '#lib/domain/bytes.ts';

/** @returns SHA-512 (FIPS 180-4 §6.4), 64 bytes */
export async function sha512(data: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.digest('SHA-512', data));
}
