import { equalBytes, parseUtf8, toHex, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes } from '#lib/domain/cmk.ts';
import { recognise, type Encoding } from '#lib/domain/encodings.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import {
	importTokenBytes,
	looksLikeImportToken,
	parseImportToken
} from '#lib/domain/import-token.ts';
import { uuidBytes } from '#lib/domain/ids.ts';
import { refusePlaintextKeyMaterial } from '#lib/domain/key-material.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import {
	encryptedKeyBytes,
	isHybrid,
	mayBeEncryptedKey,
	modulusBytes,
	wrappingKeySpecs,
	type WrappingKeySpec
} from '#lib/domain/wrapping.ts';
import type { ImportParametersInfo, KeyMetadata } from '#lib/service/api.ts';

/** What a file looks like, before it is asked whether it fits. */
export type FileKind =
	| 'ENCRYPTED_KEY'
	| 'IMPORT_TOKEN'
	| 'KEY_MATERIAL'
	| 'PRIVATE_KEY'
	| 'PUBLIC_KEY'
	| 'ZIP'
	| 'UNKNOWN';

export interface ReadFile {
	readAs: Encoding | 'PEM';
	kind: FileKind;
	/** empty for what must not be kept */
	bytes: Bytes;
	/** before they were emptied */
	byteCount: number;
}

/** What may wait in the import's draft; all else, which might be key material in some form, is said and forgotten. */
export function mayBeKept({ kind, byteCount }: Pick<ReadFile, 'kind' | 'byteCount'>): boolean {
	if (kind === 'UNKNOWN') return mayBeEncryptedKey(byteCount);
	return kind === 'ENCRYPTED_KEY' || kind === 'IMPORT_TOKEN';
}

/** Reads a file for one of the two slots. Key material and private keys are wiped here and never leave. */
export function readImportFile(
	file: Uint8Array,
	{ WrappingAlgorithm, WrappingKeySpec }: ImportParametersInfo
): ReadFile {
	const expected = encryptedKeyBytes(WrappingAlgorithm, WrappingKeySpec, keyMaterialBytes);
	const pem = pemKind(file);
	const { readAs, bytes } = recognise(
		file,
		(length) => length === expected || length === importTokenBytes
	);
	const kind = pem ?? kindOf(file, bytes, expected);
	const byteCount = pem ? file.length : bytes.length;
	if (mayBeKept({ kind, byteCount })) return { readAs, kind, bytes, byteCount };
	wipe(bytes);
	return { readAs: pem ? 'PEM' : readAs, kind, bytes: new Uint8Array(), byteCount };
}

function pemKind(file: Uint8Array): FileKind | undefined {
	const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(parseUtf8(file) ?? '')?.[1];
	if (label === undefined) return undefined;
	if (label.endsWith('PRIVATE KEY')) return 'PRIVATE_KEY';
	return label.endsWith('PUBLIC KEY') || label === 'CERTIFICATE' ? 'PUBLIC_KEY' : 'UNKNOWN';
}

function kindOf(file: Uint8Array, bytes: Bytes, expected: number): FileKind {
	if (looksLikeImportToken(bytes)) return 'IMPORT_TOKEN';
	if (bytes.length === expected) return 'ENCRYPTED_KEY';
	if (isPlainKeyMaterial(file)) return 'KEY_MATERIAL';
	if (startsWith(bytes, zipMagic)) return 'ZIP';
	return derKind(bytes) ?? kindOfKept(bytes);
}

/** @returns what a file in the import's draft looks like; other kinds are never kept */
export function kindOfKept(bytes: Uint8Array): 'ENCRYPTED_KEY' | 'IMPORT_TOKEN' | 'UNKNOWN' {
	if (looksLikeImportToken(bytes)) return 'IMPORT_TOKEN';
	return encryptedSize(bytes.length) ? 'ENCRYPTED_KEY' : 'UNKNOWN';
}

function isPlainKeyMaterial(file: Uint8Array): boolean {
	try {
		refusePlaintextKeyMaterial(file);
		return false;
	} catch (error) {
		if (isKmsError(error, 'PlaintextKeyMaterial')) return true;
		throw error;
	}
}

const zipMagic = utf8('PK\u0003\u0004');

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
	return equalBytes(bytes.subarray(0, start.length), start);
}

/**
 * Tells keys in DER by how they begin: SubjectPublicKeyInfo (RFC 5280 §4.1) with the AlgorithmIdentifier SEQUENCE,
 * PKCS #8 (RFC 5208 §5), PKCS #1 (RFC 8017 §A.1.2) and SEC 1 private keys with a version of 0 or 1.
 */
function derKind(bytes: Bytes): FileKind | undefined {
	const match = /^30(?:82(.{4})|81(.{2})|([0-7].))(30|02010[01])/.exec(
		toHex(bytes.subarray(0, 12))
	);
	if (!match) return undefined;
	const [, two, one, none, first] = match;
	const length = Number.parseInt(two ?? one ?? none ?? '', 16);
	const headerBytes = two === undefined ? (one === undefined ? 2 : 3) : 4;
	if (headerBytes + length !== bytes.length) return undefined;
	return first === '30' ? 'PUBLIC_KEY' : 'PRIVATE_KEY';
}

/** Which wrapping key, and which kind of wrapping, gives an encrypted key of this length. */
export interface EncryptedSize {
	wrappingKeySpec: WrappingKeySpec;
	hybrid: boolean;
}

const hybridExtraBytes = keyMaterialBytes + 8;

export function encryptedSize(length: number): EncryptedSize | undefined {
	for (const wrappingKeySpec of wrappingKeySpecs) {
		const rsa = modulusBytes(wrappingKeySpec);
		if (length === rsa) return { wrappingKeySpec, hybrid: false };
		if (length === rsa + hybridExtraBytes) return { wrappingKeySpec, hybrid: true };
	}
	return undefined;
}

/** What is to be said of a file in the slot of the encrypted key. */
export type EncryptedKeyVerdict =
	| { is: 'RIGHT' }
	| { is: 'WRONG_KIND'; kind: Exclude<FileKind, 'ENCRYPTED_KEY' | 'UNKNOWN'> }
	| {
			is: 'WRONG_LENGTH';
			actual: number;
			expected: number;
			cause: 'OTHER_RSA_SIZE' | 'OTHER_ALGORITHM' | 'LINE_BREAK' | undefined;
	  };

export function judgeEncryptedKey(
	{
		kind,
		bytes,
		byteCount = bytes.length
	}: Pick<ReadFile, 'kind' | 'bytes'> & { byteCount?: number },
	{ WrappingAlgorithm, WrappingKeySpec }: ImportParametersInfo
): EncryptedKeyVerdict {
	if (kind !== 'ENCRYPTED_KEY' && kind !== 'UNKNOWN') return { is: 'WRONG_KIND', kind };
	const expected = encryptedKeyBytes(WrappingAlgorithm, WrappingKeySpec, keyMaterialBytes);
	const actual = byteCount;
	if (actual === expected) return { is: 'RIGHT' };
	const size = encryptedSize(actual);
	if (endsInLineBreak(bytes, expected))
		return { is: 'WRONG_LENGTH', actual, expected, cause: 'LINE_BREAK' };
	if (!size) return { is: 'WRONG_LENGTH', actual, expected, cause: undefined };
	const cause = size.hybrid === isHybrid(WrappingAlgorithm) ? 'OTHER_RSA_SIZE' : 'OTHER_ALGORITHM';
	return { is: 'WRONG_LENGTH', actual, expected, cause };
}

function endsInLineBreak(bytes: Uint8Array, expected: number): boolean {
	return ['0a', '0d0a'].includes(toHex(bytes.subarray(expected)));
}

/** What is to be said of a file in the slot of the token; `fault` is what the engine would refuse it with. */
export type TokenVerdict =
	| { is: 'RIGHT' }
	| { is: 'WRONG_KIND'; kind: Exclude<FileKind, 'IMPORT_TOKEN' | 'UNKNOWN'> }
	| { is: 'FAULT'; fault: KmsError };

/**
 * Judges a token by what it says and by the genuine one of these parameters. The page cannot check a seal: what
 * differs from the genuine token in nothing that it says can only have been altered.
 *
 * @param vaultId - as `DescribeVault` gives it
 */
export function judgeImportToken(
	{ kind, bytes }: Pick<ReadFile, 'kind' | 'bytes'>,
	{ KeyId, ImportParameters, PastImportParameters }: KeyMetadata,
	vaultId: string,
	now: EpochMillis
): TokenVerdict {
	if (kind !== 'IMPORT_TOKEN' && kind !== 'UNKNOWN') return { is: 'WRONG_KIND', kind };
	const fault = (details: KmsError<'InvalidImportToken'>['details']): TokenVerdict => ({
		is: 'FAULT',
		fault: new KmsError('InvalidImportToken', details)
	});
	try {
		const { setId, keyId, vaultId: tokenVaultId, validTo } = parseImportToken(bytes);
		if (!equalBytes(tokenVaultId, uuidBytes(vaultId))) return fault({ reason: 'OTHER_VAULT' });
		if (keyId !== KeyId) return fault({ reason: 'OTHER_KEY', keyId });
		const past = PastImportParameters.find((set) => set.setId === setId);
		if (past && past.ending !== 'EXPIRED') {
			const reason = past.ending === 'SPENT' ? 'SPENT' : 'REPLACED';
			return fault({ reason, setId, at: past.endedAt });
		}
		if (now >= validTo)
			return { is: 'FAULT', fault: new KmsError('ExpiredImportToken', { setId, validTo }) };
		if (ImportParameters?.ParameterSetId !== setId) return fault({ reason: 'UNKNOWN_SET', setId });
		return equalBytes(bytes, ImportParameters.ImportToken)
			? { is: 'RIGHT' }
			: fault({ reason: 'ALTERED' });
	} catch (error) {
		if (isKmsError(error, 'InvalidImportToken')) return { is: 'FAULT', fault: error };
		throw error;
	}
}

/** Which of the two slots a file belongs into, by what it is and not by where it was dropped. */
export function slotFor(kind: FileKind): 'EncryptedKey' | 'ImportToken' {
	return kind === 'IMPORT_TOKEN' ? 'ImportToken' : 'EncryptedKey';
}
