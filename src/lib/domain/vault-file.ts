import { toHex } from './bytes.ts';

/** What a vault file's name ends in. */
export const vaultFileExtension = '.airlock-vault';

/** A larger file is neither written nor read. */
export const vaultFileLimitBytes = 256 * 1024 * 1024;

/**
 * A name that says nothing of what the vault holds: `airlock-00112233.airlock-vault`.
 *
 * @param vaultId - 16 bytes
 */
export function vaultFileName(vaultId: Uint8Array): string {
	return `airlock-${toHex(vaultId.subarray(0, 4))}${vaultFileExtension}`;
}
