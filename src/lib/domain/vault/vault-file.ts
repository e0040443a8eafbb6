import { toHex } from '../bytes.ts';

/** What a vault file's name ends in. */
export const vaultFileExtension = '.airlock-vault';

/** A larger file is neither written nor read. */
export const vaultFileLimitBytes = 256 * 1024 * 1024;

/**
 * A vault whose file would come this close to the limit takes no change but one that opens, saves or empties it: what
 * can't be saved any more would be lost.
 */
export const vaultReserveBytes = 16 * 1024 * 1024;

/** A row with more sealed in it is neither written, into a vault or a file, nor read from one. */
export const longestSealedBytes = 1024 * 1024;

/**
 * A vault has no more entries, and a file with more is not read. The largest vault has a seventh of them when it was
 * compacted.
 */
export const mostEntries = 65_536;

/** Ways into one vault. Each costs a run of Argon2id. */
export const mostSlots = 8;

/**
 * A name that says nothing of what the vault holds: `airlock-00112233.airlock-vault`.
 *
 * @param vaultId - 16 bytes
 */
export function vaultFileName(vaultId: Uint8Array): string {
	return `airlock-${toHex(vaultId.subarray(0, 4))}${vaultFileExtension}`;
}
