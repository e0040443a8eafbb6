import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { sha256 } from '#lib/crypto/sha256.ts';

/** A file of a build and its SHA-256 in hex. */
export interface HashedFile {
	path: string;
	sha256: string;
}

/** @returns SHA-256 in hex, as `sha256sum` prints it */
export async function sha256OfFile(file: Bytes): Promise<string> {
	return toHex(await sha256(file));
}

/**
 * The build ID: SHA-256 of `SHA256SUMS`, so that `sha256sum SHA256SUMS` prints it too.
 *
 * @param files - every file of the build but `SHA256SUMS` itself, in any order; paths are ASCII, with `/`
 * @returns hex
 */
export async function buildIdOf(files: readonly HashedFile[]): Promise<string> {
	const lines = files
		.toSorted((a, b) => (a.path < b.path ? -1 : 1))
		.map(({ path, sha256: hash }) => `${hash}  ${path}\n`);
	return sha256OfFile(utf8(lines.join('')));
}
