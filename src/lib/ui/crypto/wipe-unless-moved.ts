import { wipe } from '#lib/domain/bytes.ts';

/** Wipes secret bytes that may have been moved to the vault worker: of those nothing is left here, nor writable. */
export function wipeUnlessMoved(secret: Uint8Array | undefined): void {
	if (secret && secret.length > 0) wipe(secret);
}
