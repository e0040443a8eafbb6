import { ByteReader, concat, u64, u8, utf8, type Bytes } from '../bytes.ts';
import { KmsError, isKmsError } from '../errors.ts';
import {
	asKeyId,
	asParameterSetId,
	uuidBytes,
	uuidFromBytes,
	type KeyId,
	type ParameterSetId
} from '../ids.ts';
import type { EpochMillis } from '../time.ts';
import {
	wrappingAlgorithmNumber,
	wrappingAlgorithms,
	wrappingKeySpecNumber,
	wrappingKeySpecs,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from './wrapping.ts';

/** What an import token says: which CMK, which parameters, which public key, from when to when. */
export interface ImportToken {
	setId: ParameterSetId;
	keyId: KeyId;
	wrappingAlgorithm: WrappingAlgorithm;
	wrappingKeySpec: WrappingKeySpec;
	/** 16 bytes */
	vaultId: Bytes;
	/** SHA-256 of the SubjectPublicKeyInfo, 32 bytes */
	publicKeyHash: Bytes;
	issued: EpochMillis;
	validTo: EpochMillis;
}

const importTokenMagic = utf8('AIRT');
const format = 1;
const macBytes = 32;
/** The length of every import token. */
export const importTokenBytes = 4 + 1 + 16 + 16 + 1 + 1 + 16 + 32 + 8 + 8 + macBytes;

/**
 * The part of a token that its seal covers (docs/formats.md §3):
 * `"AIRT" || u8 1 || set id (16) || key id (16) || u8 algorithm || u8 key spec || vault id (16) ||
 * public key hash (32) || u64 issued || u64 valid to`, 103 bytes. The HMAC-SHA-256 (32) follows it.
 */
export function encodeImportToken(token: ImportToken): Bytes {
	return concat(
		importTokenMagic,
		u8(format),
		uuidBytes(token.setId),
		uuidBytes(token.keyId),
		u8(wrappingAlgorithmNumber(token.wrappingAlgorithm)),
		u8(wrappingKeySpecNumber(token.wrappingKeySpec)),
		token.vaultId,
		token.publicKeyHash,
		u64(token.issued),
		u64(token.validTo)
	);
}

/** @returns whether the bytes begin as a token of this format does */
export function looksLikeImportToken(bytes: Uint8Array): boolean {
	return importTokenMagic.every((byte, index) => bytes[index] === byte);
}

/** @returns undefined for a token that was cut off or changed, whose fields say nothing */
export function tokenIn(bytes: Uint8Array): ImportToken | undefined {
	try {
		return parseImportToken(bytes);
	} catch (error) {
		if (isKmsError(error, 'InvalidImportToken')) return undefined;
		throw error;
	}
}

/** Splits a token file into what the seal covers and the seal, and reads nothing else. */
export function splitImportToken(bytes: Uint8Array): { sealed: Bytes; mac: Bytes } {
	if (!looksLikeImportToken(bytes))
		throw new KmsError('InvalidImportToken', { reason: 'NOT_A_TOKEN' });
	if (bytes.length < importTokenBytes)
		throw new KmsError('InvalidImportToken', {
			reason: 'CUT_OFF',
			actualBytes: bytes.length,
			expectedBytes: importTokenBytes
		});
	if (bytes.length > importTokenBytes)
		throw new KmsError('InvalidImportToken', { reason: 'ALTERED' });
	return { sealed: bytes.slice(0, -macBytes), mac: bytes.slice(-macBytes) };
}

/** Reads the fields of a token; call it only once the seal has been checked, or to say what a foreign token is. */
export function parseImportToken(bytes: Uint8Array): ImportToken {
	const reader = new ByteReader(splitImportToken(bytes).sealed);
	reader.take(importTokenMagic.length);
	const altered = () => new KmsError('InvalidImportToken', { reason: 'ALTERED' });
	if (reader.unsigned(1) !== format) throw altered();
	try {
		const setId = asParameterSetId(uuidFromBytes(reader.take(16)));
		const keyId = asKeyId(uuidFromBytes(reader.take(16)));
		const wrappingAlgorithm = wrappingAlgorithms[reader.unsigned(1) - 1];
		const wrappingKeySpec = wrappingKeySpecs[reader.unsigned(1) - 1];
		if (wrappingAlgorithm === undefined || wrappingKeySpec === undefined) throw altered();
		return {
			setId,
			keyId,
			wrappingAlgorithm,
			wrappingKeySpec,
			vaultId: reader.take(16),
			publicKeyHash: reader.take(32),
			issued: reader.unsigned(8),
			validTo: reader.unsigned(8)
		};
	} catch (error) {
		throw error instanceof RangeError ? altered() : error;
	}
}
