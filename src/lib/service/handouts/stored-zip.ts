import { zipSync } from 'fflate';
import type { Bytes } from '#lib/domain/bytes.ts';

/** A zip of these files by their names, not compressed: of the same files the same bytes each time. */
export function storedZip(files: Readonly<Record<string, Bytes>>): Bytes {
	// The zip format knows local times only: one fixed date keeps this computer's time zone out of it.
	return Uint8Array.from(zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }));
}
