/** The vault file: a whole vault as it lies at rest, in one file (docs/formats.md §7). */
import { ByteReader, concat, equalBytes, u64, u8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, type VaultFileFault } from '#lib/domain/errors.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';
import { encodeBody, parseBody } from './vault-file-body.ts';
import type { VaultSnapshot } from './vault-store.ts';

const magic = utf8('AIRV');
const format = 1;
const vaultIdBytes = 16;
const digestBytes = 32;
const headerBytes = magic.length + 1 + vaultIdBytes + 8 + 8;

/** A vault file in its parts, as views into it. */
export interface VaultFileParts {
	vaultId: Bytes;
	epoch: number;
	body: Bytes;
	/** header and body: what the SHA-256 is over */
	content: Bytes;
	sha256: Bytes;
	/** content and SHA-256: what the HMAC is over */
	authenticated: Bytes;
	mac: Bytes;
}

const invalid = (reason: VaultFileFault) => new KmsError('InvalidVaultFile', { reason });

/**
 * `"AIRV" || u8 format = 1 || vault id (16) || u64 epoch || u64 length of body || body`: a vault file but for its
 * SHA-256 and HMAC.
 *
 * @throws {@link KmsError} `InvalidVaultFile` with `TOO_LARGE`
 */
export function encodeVaultFileContent(snapshot: VaultSnapshot): Bytes {
	const { vaultId, epoch } = snapshot.head;
	if (leastBytes(snapshot) > vaultFileLimitBytes) throw invalid('TOO_LARGE');
	const body = encodeBody(snapshot);
	if (headerBytes + body.length + 2 * digestBytes > vaultFileLimitBytes) throw invalid('TOO_LARGE');
	return concat(magic, u8(format), vaultId, u64(epoch), u64(body.length), body);
}

/** Known without writing any of it: what is sealed, in Base64. */
function leastBytes({ records, erasables, log }: VaultSnapshot): number {
	return [records, erasables, log]
		.flat()
		.reduce((sum, { sealed }) => sum + Math.ceil((sealed?.length ?? 0) / 3) * 4, 0);
}

/**
 * Takes a file apart. Its SHA-256 and its HMAC are the caller's to check.
 *
 * @throws {@link KmsError} `InvalidVaultFile`: `EMPTY`, `TOO_LARGE`, `NOT_A_VAULT_FILE`, `NEWER_FORMAT`, `CUT_OFF`,
 * `EXTENDED`
 */
export function splitVaultFile(file: Bytes): VaultFileParts {
	if (file.length === 0) throw invalid('EMPTY');
	if (file.length > vaultFileLimitBytes) throw invalid('TOO_LARGE');
	const start = file.subarray(0, magic.length);
	if (!equalBytes(start, magic.subarray(0, start.length))) throw invalid('NOT_A_VAULT_FILE');
	const formatByte = file[magic.length] ?? format;
	if (formatByte > format) throw invalid('NEWER_FORMAT');
	if (formatByte < format) throw invalid('NOT_A_VAULT_FILE');
	if (file.length < headerBytes) throw invalid('CUT_OFF');

	const reader = new ByteReader(file.subarray(0, headerBytes));
	reader.take(magic.length + 1);
	const vaultId = reader.take(vaultIdBytes);
	const epoch = readU64(reader);
	const contentBytes = headerBytes + readU64(reader);
	const fileBytes = contentBytes + 2 * digestBytes;
	if (file.length < fileBytes) throw invalid('CUT_OFF');
	if (file.length > fileBytes) throw invalid('EXTENDED');
	return {
		vaultId,
		epoch,
		body: file.subarray(headerBytes, contentBytes),
		content: file.subarray(0, contentBytes),
		sha256: file.subarray(contentBytes, contentBytes + digestBytes),
		authenticated: file.subarray(0, contentBytes + digestBytes),
		mac: file.subarray(contentBytes + digestBytes)
	};
}

/** @returns Infinity for what no file can have */
function readU64(reader: ByteReader): number {
	const [high, low] = [reader.unsigned(4), reader.unsigned(4)];
	const value = high * 2 ** 32 + low;
	return Number.isSafeInteger(value) ? value : Infinity;
}

/**
 * The vault in a file whose SHA-256 fits. Every row has the shape it has at rest; what is sealed in them is not opened.
 *
 * @throws {@link KmsError} `InvalidVaultFile` with `NOT_A_VAULT_FILE`
 */
export function parseVaultFileBody({ vaultId, epoch, body }: VaultFileParts): VaultSnapshot {
	const snapshot = parseBody(body);
	const fits =
		snapshot && snapshot.head.epoch === epoch && equalBytes(snapshot.head.vaultId, vaultId);
	if (!fits) throw invalid('NOT_A_VAULT_FILE');
	return snapshot;
}
