/** The lengths of encrypted key files, which tell how a file may have been made. */
import { keyMaterialBytes } from '../key/cmk.ts';
import { mlDsaSeedBytes, secretLengths } from '../key/key-material.ts';
import { payloadBytes } from '../key/key-spec.ts';
import { isMlDsa, isPair, type CmkSpec } from '../key/kinds.ts';
import { wrapCapacityBytes } from '../wrap/wrap-capacity.ts';
import {
	isHybrid,
	modulusBits,
	modulusBytes,
	wrappingAlgorithms,
	wrappingKeySpecs,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from './wrapping.ts';

/** Key material under AES key wrap with padding, RFC 5649 §4.1. */
export const wrappedMaterialBytes = keyMaterialBytes + 8;

/** The least and the most that a private key has in any form that users wrap by mistake, in bytes. */
const privateKeyLengths = { least: 40, most: 4096 };
/** A key of Ed25519 as PKCS #8 (RFC 8410 §7). */
const ed25519Bytes = 48;
/** A seed of ML-DSA as PKCS #8 (RFC 9881 §6). */
const mlDsaBytes = 54;
/** Of ML-DSA from the bare seed on; with the expanded key of the largest parameter set, as text. */
const mlDsaLengths = { least: mlDsaSeedBytes, most: 8192 };

/** @returns how many bytes of a CMK's key material can be in an encrypted key file; of a private key nobody knows exactly */
function materialLengths(keySpec: CmkSpec): { least: number; most: number } {
	if (isMlDsa(keySpec)) return mlDsaLengths;
	return isPair(keySpec) ? privateKeyLengths : secretLengths(keySpec);
}

/** @returns how many bytes key material of this kind has as a rule; a private key as PKCS #8 */
function usualBytes(keySpec: CmkSpec): number {
	if (isMlDsa(keySpec)) return mlDsaBytes;
	return keySpec === 'ECC_NIST_EDWARDS25519' ? ed25519Bytes : payloadBytes(keySpec);
}

/** @returns how long key material of this kind is under AES key wrap with padding, as a rule */
export const usualWrappedBytes = (keySpec: CmkSpec): number => keyWrapBytes(usualBytes(keySpec));

/** RFC 5649 §4.1: rounded up to 8 bytes, and 8 more. */
const keyWrapBytes = (materialBytes: number) => Math.ceil(materialBytes / 8) * 8 + 8;

/**
 * @returns the bytes of an encrypted key file: one RSA block, or that and a KWP blob of the material
 * rounded up to 8 bytes plus 8 (RFC 5649 §4.1)
 */
export function encryptedKeyBytes(
	algorithm: WrappingAlgorithm,
	spec: WrappingKeySpec,
	materialBytes: number
): number {
	return modulusBytes(spec) + (isHybrid(algorithm) ? keyWrapBytes(materialBytes) : 0);
}

/** @returns whether key material of this kind fits into what the wrapping carries */
export function fitsWrapping(
	keySpec: CmkSpec,
	algorithm: WrappingAlgorithm,
	spec: WrappingKeySpec
): boolean {
	const capacity = wrapCapacityBytes(algorithm, modulusBits(spec));
	return capacity === undefined || usualBytes(keySpec) <= capacity;
}

/** @returns the wrapping algorithms that key material of this kind can have, with a wrapping key of this size */
export const fittingAlgorithms = (keySpec: CmkSpec, spec: WrappingKeySpec): WrappingAlgorithm[] =>
	wrappingAlgorithms.filter((algorithm) => fitsWrapping(keySpec, algorithm, spec));

/** How an encrypted key for a CMK was to be made, and so how long it is. */
export interface ExpectedFile {
	keySpec: CmkSpec;
	wrappingAlgorithm: WrappingAlgorithm;
	wrappingKeySpec: WrappingKeySpec;
}

/** @returns how long an encrypted key is as a rule; of a private key in two parts, some bytes more or less */
export const expectedFileBytes = (expected: ExpectedFile): number =>
	encryptedKeyBytes(
		expected.wrappingAlgorithm,
		expected.wrappingKeySpec,
		usualBytes(expected.keySpec)
	);

/** @returns all lengths that an encrypted key can have, the usual one first */
export function possibleFileBytes(expected: ExpectedFile): number[] {
	const { wrappingAlgorithm, wrappingKeySpec } = expected;
	const usual = expectedFileBytes(expected);
	if (!isHybrid(wrappingAlgorithm)) return [usual];
	const { least, most } = materialLengths(expected.keySpec);
	const lengths = [usual];
	for (let bytes = keyWrapBytes(least); bytes <= keyWrapBytes(most); bytes += 8)
		lengths.push(modulusBytes(wrappingKeySpec) + bytes);
	return [...new Set(lengths)];
}

/** @returns whether an encrypted key file can have this length, or has it but for a line break at its end */
export function mayBeEncryptedKey(length: number, keySpec: CmkSpec): boolean {
	return [0, 1, 2].some((lineBreak) => sizeFor(keySpec, length - lineBreak) !== undefined);
}

/** Which wrapping key, and which kind of wrapping, gives an encrypted key of this length. */
export interface EncryptedSize {
	wrappingKeySpec: WrappingKeySpec;
	hybrid: boolean;
}

/**
 * @param expected - where it is for a CMK that is known: without it, for key material of an AES-256 key
 * @returns undefined for a length that no encrypted key has
 */
export function encryptedSize(length: number, expected?: ExpectedFile): EncryptedSize | undefined {
	// Two parts under a small RSA key can be as long as the block of a larger one.
	if (expected && possibleFileBytes(expected).includes(length)) {
		const { wrappingKeySpec, wrappingAlgorithm } = expected;
		return { wrappingKeySpec, hybrid: isHybrid(wrappingAlgorithm) };
	}
	return sizeFor(expected?.keySpec ?? 'AES_256', length);
}

function sizeFor(keySpec: CmkSpec, length: number): EncryptedSize | undefined {
	const block = wrappingKeySpecs.find((spec) => length === modulusBytes(spec));
	if (block) return { wrappingKeySpec: block, hybrid: false };
	const { least, most } = materialLengths(keySpec);
	const wrappingKeySpec = wrappingKeySpecs.find((spec) => {
		const rest = length - modulusBytes(spec);
		return rest % 8 === 0 && rest >= keyWrapBytes(least) && rest <= keyWrapBytes(most);
	});
	return wrappingKeySpec && { wrappingKeySpec, hybrid: true };
}
