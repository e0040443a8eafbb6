import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';
import type { FileHandle } from '../platform/file-access.ts';
import { bytesOfFile } from '../platform/read-file.ts';

/** A file that may be a vault file; what it is, the engine says. */
export interface ChosenVaultFile {
	name: string;
	bytes: Bytes;
	/** where the browser gives one: later changes can be saved to the same file */
	handle: FileHandle | undefined;
}

/** @throws KmsError `UnreadableFile`, `InvalidVaultFile` for one that is too large to be read at all */
export async function readVaultFile(file: File, handle?: FileHandle): Promise<ChosenVaultFile> {
	if (file.size > vaultFileLimitBytes)
		throw new KmsError('InvalidVaultFile', { reason: 'TOO_LARGE' });
	return { name: file.name, bytes: await bytesOfFile(file), handle };
}
