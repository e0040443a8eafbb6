/** The vault file: the values of a vault as they lie at rest, one after the other, in one file (docs/formats.md §5). */
import { concatAll, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, type VaultFileFault } from '#lib/domain/errors.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';
import {
	beginsAsVault,
	encodeEntry,
	encodeOpening,
	endMark,
	entryBytes,
	formatOf,
	parseVault,
	vaultFormat,
	type Opening
} from './entry.ts';
import type { VaultSnapshot } from './vault-store.ts';

const hashBytes = 32;

/** A vault file in its parts, as views into it. */
export interface VaultFileParts {
	snapshot: VaultSnapshot;
	/** what the SHA-256 is over */
	content: Bytes;
	sha256: Bytes;
	/** content and SHA-256: what the HMAC is over */
	authenticated: Bytes;
	mac: Bytes;
}

const invalid = (reason: VaultFileFault) => new KmsError('InvalidVaultFile', { reason });

/**
 * `opening || entries || "END."`: a vault file but for its SHA-256 and HMAC.
 *
 * @throws {@link KmsError} `InvalidVaultFile` with `TOO_LARGE`
 */
export function encodeVaultFileContent(snapshot: VaultSnapshot): Bytes {
	if (fileBytes(snapshot) > vaultFileLimitBytes) throw invalid('TOO_LARGE');
	return concatAll([encodeOpening(snapshot), ...snapshot.entries.map(encodeEntry), endMark]);
}

/** @returns how many bytes a vault's file has */
export const fileBytes = (snapshot: VaultSnapshot): number =>
	snapshot.entries.reduce((sum, entry) => sum + entryBytes(entry), frameBytes(snapshot));

/** @returns how many of these are not its entries' */
export const frameBytes = (opening: Opening): number =>
	encodeOpening(opening).length + endMark.length + 2 * hashBytes;

/**
 * Takes a file apart. Every value has the shape it has at rest; the file's SHA-256 and HMAC are the caller's to check,
 * and what is sealed in it is not opened.
 *
 * @throws {@link KmsError} `InvalidVaultFile`: `EMPTY`, `TOO_LARGE`, `NOT_A_VAULT_FILE`, `OLDER_FORMAT`,
 * `NEWER_FORMAT`, `CUT_OFF`, `EXTENDED`, `ALTERED`
 */
export function splitVaultFile(file: Bytes): VaultFileParts {
	if (file.length === 0) throw invalid('EMPTY');
	if (file.length > vaultFileLimitBytes) throw invalid('TOO_LARGE');
	if (!beginsAsVault(file)) throw invalid('NOT_A_VAULT_FILE');
	const format = formatOf(file) ?? vaultFormat;
	if (format > vaultFormat) throw invalid('NEWER_FORMAT');
	if (format < vaultFormat) throw invalid(format === 0 ? 'NOT_A_VAULT_FILE' : 'OLDER_FORMAT');

	const parsed = parseVault(file);
	if (typeof parsed === 'string') throw invalid(parsed);
	const { length, ...snapshot } = parsed;
	const contentBytes = length + endMark.length;
	const authenticatedBytes = contentBytes + hashBytes;
	const bytes = authenticatedBytes + hashBytes;
	if (file.length !== bytes) throw invalid(file.length < bytes ? 'CUT_OFF' : 'EXTENDED');
	if (snapshot.entries.length === 0) throw invalid('NOT_A_VAULT_FILE');
	return {
		snapshot,
		content: file.subarray(0, contentBytes),
		sha256: file.subarray(contentBytes, authenticatedBytes),
		authenticated: file.subarray(0, authenticatedBytes),
		mac: file.subarray(authenticatedBytes)
	};
}
