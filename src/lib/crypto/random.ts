import type { Bytes } from '#lib/domain/bytes.ts';

/** @param byteCount - at most 65536, the limit of one `getRandomValues` call */
export function randomBytes(byteCount: number): Bytes {
	return crypto.getRandomValues(new Uint8Array(byteCount));
}

/** @returns a random UUID (RFC 9562 §5.4, version 4), lower case with hyphens */
export function randomUuid(): string {
	return crypto.randomUUID();
}
