import { equalBytes, toHex, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import {
	wereBytesAsUtf16,
	type FileReading,
	type ReadAs,
	type ReadingHints
} from '#lib/domain/reading/reading.ts';
import {
	importTokenBytes,
	looksLikeImportToken,
	parseImportToken,
	tokenIn
} from '#lib/domain/import/import-token.ts';
import { uuidBytes } from '#lib/domain/ids.ts';
import type { FileContent } from '#lib/domain/reading/content.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { isHybrid } from '#lib/domain/import/wrapping.ts';
import {
	encryptedSize,
	expectedFileBytes,
	mayBeEncryptedKey,
	possibleFileBytes,
	usualWrappedBytes,
	type ExpectedFile
} from '#lib/domain/import/encrypted-key-size.ts';
import type { ImportParametersInfo, KeyMetadata } from '#lib/service/api/key-metadata.ts';

export type FileKind = FileContent['kind'];

/** A reading whose bytes are here only if they may be kept. */
export interface FieldReading extends FileReading {
	/** before they were taken away */
	byteCount: number;
}

/** What may wait in the import's draft; all else, which might be key material in some form, is said and forgotten. */
export function mayBeKept(
	{ content: { kind }, byteCount }: Pick<FieldReading, 'content' | 'byteCount'>,
	{ KeySpec }: Pick<ImportParametersInfo, 'KeySpec'>
): boolean {
	if (kind === 'UNKNOWN') return mayBeEncryptedKey(byteCount, KeySpec);
	return kind === 'ENCRYPTED_KEY' || kind === 'IMPORT_TOKEN';
}

/** How a file for the two fields is read. */
export const importHints = (
	parameters: ImportParametersInfo,
	{ as = 'AUTOMATIC', name = '' }: { as?: ReadAs; name?: string } = {}
): ReadingHints => ({
	as,
	name,
	expectedLengths: [...possibleFileBytes(expectedFile(parameters)), importTokenBytes]
});

/** How the encrypted key was to be made. */
export const expectedFile = (parameters: ImportParametersInfo): ExpectedFile => ({
	keySpec: parameters.KeySpec,
	wrappingAlgorithm: parameters.WrappingAlgorithm,
	wrappingKeySpec: parameters.WrappingKeySpec
});

/** Whether an encrypted key that goes with the parameters can have this length. */
const isExpected = (byteCount: number, parameters: ImportParametersInfo): boolean =>
	possibleFileBytes(expectedFile(parameters)).includes(byteCount);

/**
 * Takes what a file for the two fields holds. Key material and private keys are wiped here and never leave.
 *
 * @returns all that it holds, what fits these parameters best first
 */
export function fieldReadings(
	readings: readonly FileReading[],
	parameters: ImportParametersInfo
): FieldReading[] {
	return readings
		.map((reading) => withoutSecret(reading, parameters))
		.toSorted((a, b) => fit(b, parameters) - fit(a, parameters));
}

/** The length that the encrypted key that goes with the parameters has as a rule. */
export const expectedBytes = (parameters: ImportParametersInfo): number =>
	expectedFileBytes(expectedFile(parameters));

function withoutSecret(reading: FileReading, parameters: ImportParametersInfo): FieldReading {
	const { kind } = reading.content;
	// A transfer file for Azure is JSON around an encrypted key. The reader knows the lengths for AES-256 only.
	const isTold = kind !== 'BYOK_FILE' && (kind !== 'UNKNOWN' || wereBytesAsUtf16(reading));
	const content = isTold ? reading.content : contentOfKept(reading.bytes, parameters);
	const read = { ...reading, content, byteCount: reading.bytes.length };
	if (mayBeKept(read, parameters)) return read;
	wipe(read.bytes);
	return { ...read, bytes: new Uint8Array() };
}

/** @returns 0 for what belongs into neither field, more for what belongs to these parameters */
export function fit(
	{ content, byteCount }: Pick<FieldReading, 'content' | 'byteCount'>,
	parameters: ImportParametersInfo
): number {
	if (content.kind === 'ENCRYPTED_KEY') return isExpected(byteCount, parameters) ? 3 : 2;
	if (content.kind === 'IMPORT_TOKEN')
		return content.token?.setId === parameters.ParameterSetId ? 3 : 2;
	return content.kind === 'CLOUD_TOKEN' ? 1 : 0;
}

/** A file that may be in the import's draft, told again by its bytes. */
export function contentOfKept(bytes: Bytes, parameters: ImportParametersInfo): FileContent {
	if (looksLikeImportToken(bytes)) return { kind: 'IMPORT_TOKEN', token: tokenIn(bytes) };
	const size = encryptedSize(bytes.length, expectedFile(parameters));
	return size ? { kind: 'ENCRYPTED_KEY', ...size } : { kind: 'UNKNOWN' };
}

/** What is to be said of a file in the field of the encrypted key. */
export type EncryptedKeyVerdict =
	| { is: 'RIGHT' }
	| { is: 'WRONG_KIND' }
	| {
			is: 'WRONG_LENGTH';
			actual: number;
			expected: number;
			cause:
				| 'OTHER_RSA_SIZE'
				| 'OTHER_ALGORITHM'
				| 'FIRST_PART'
				| 'SECOND_PART'
				| 'LINE_BREAK'
				| 'TOO_SHORT'
				| 'TOO_LONG';
	  };

export function judgeEncryptedKey(
	{ content, bytes, byteCount }: Pick<FieldReading, 'content' | 'bytes' | 'byteCount'>,
	parameters: ImportParametersInfo
): EncryptedKeyVerdict {
	if (!mayBe(content, 'ENCRYPTED_KEY')) return { is: 'WRONG_KIND' };
	const expected = expectedBytes(parameters);
	const actual = byteCount;
	if (isExpected(actual, parameters)) return { is: 'RIGHT' };
	const size = encryptedSize(actual, expectedFile(parameters));
	if (endsInLineBreak(bytes, expected))
		return { is: 'WRONG_LENGTH', actual, expected, cause: 'LINE_BREAK' };
	const { WrappingAlgorithm, WrappingKeySpec } = parameters;
	if (!size) {
		const isSecond =
			isHybrid(WrappingAlgorithm) && actual === usualWrappedBytes(parameters.KeySpec);
		const other = actual < expected ? 'TOO_SHORT' : 'TOO_LONG';
		return { is: 'WRONG_LENGTH', actual, expected, cause: isSecond ? 'SECOND_PART' : other };
	}
	const cause =
		size.hybrid === isHybrid(WrappingAlgorithm)
			? 'OTHER_RSA_SIZE'
			: size.hybrid
				? 'OTHER_ALGORITHM'
				: // It would hold a throw-away AES key: nothing may offer to import that.
					size.wrappingKeySpec === WrappingKeySpec
					? 'FIRST_PART'
					: 'OTHER_RSA_SIZE';
	return { is: 'WRONG_LENGTH', actual, expected, cause };
}

/** Whether content of no other known kind can stand in the field for `kind`, to be judged by its length. */
const mayBe = (content: FileContent, kind: FileKind) =>
	[kind, 'UNKNOWN', 'TEXT', 'EMPTY'].includes(content.kind);

function endsInLineBreak(bytes: Uint8Array, expected: number): boolean {
	return ['0a', '0d0a'].includes(toHex(bytes.subarray(expected)));
}

/** What is to be said of a file in the field of the token; `fault` is what the engine would refuse it with. */
export type TokenVerdict =
	| { is: 'RIGHT' }
	| { is: 'WRONG_KIND' }
	| { is: 'FAULT'; fault: KmsError };

/**
 * Judges a token by what it says and by the genuine one of these parameters. The page cannot check a seal: what
 * differs from the genuine token in nothing that it says can only have been altered.
 *
 * @param vaultId - as `DescribeVault` gives it
 */
export function judgeImportToken(
	{ content, bytes }: Pick<FieldReading, 'content' | 'bytes'>,
	{ KeyId, ImportParameters, PastImportParameters }: KeyMetadata,
	vaultId: string,
	now: EpochMillis
): TokenVerdict {
	if (!mayBe(content, 'IMPORT_TOKEN')) return { is: 'WRONG_KIND' };
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

/** Which of the two fields a file belongs into, by what it is and not by where it was dropped. */
export function fieldFor({ kind }: FileContent): 'EncryptedKey' | 'ImportToken' {
	return kind === 'IMPORT_TOKEN' || kind === 'CLOUD_TOKEN' ? 'ImportToken' : 'EncryptedKey';
}
