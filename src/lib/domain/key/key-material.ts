import type { Bytes } from '../bytes.ts';
import { KmsError, type KmsErrorDetails } from '../errors.ts';
import { symmetricKeyBytes } from './key-spec.ts';
import { isMlDsa, type CmkSpec, type MacKeySpec } from './kinds.ts';

/** Key material of the right length; made by {@link asKeyMaterial} only. Whoever holds it wipes it. */
export type KeyMaterial = Bytes & { readonly brand: 'KeyMaterial' };

/** Of a CMK that is one secret, in place of a pair. */
export type SecretSpec = 'AES_256' | MacKeySpec;

/** The longest secret for HMAC that is imported, in bytes, as in AWS KMS. */
const longestMacKey = 128;

/** @returns how long key material of this kind is; a secret for HMAC may be longer than what it makes */
export function secretLengths(keySpec: SecretSpec): { least: number; most: number } {
	const least = symmetricKeyBytes(keySpec);
	return { least, most: keySpec === 'AES_256' ? least : longestMacKey };
}

/** @returns whether bytes are as long as key material of this kind */
export function isSecretLength({ length }: Uint8Array, keySpec: SecretSpec): boolean {
	const { least, most } = secretLengths(keySpec);
	return length >= least && length <= most;
}

/** @throws {@link KmsError} `InvalidKeyMaterialLength` */
export function asKeyMaterial(bytes: Bytes, keySpec: SecretSpec = 'AES_256'): KeyMaterial {
	const { least, most } = secretLengths(keySpec);
	if (!isSecretLength(bytes, keySpec))
		throw new KmsError('InvalidKeyMaterialLength', {
			actualBytes: bytes.length,
			expectedBytes: least,
			...(most > least && { mostBytes: most })
		});
	return bytes as KeyMaterial;
}

/** Of ML-DSA: all else of a pair is computed from its seed (FIPS 204 §6.1). */
export const mlDsaSeedBytes = 32;

/** @returns whether bytes are the seed of a pair, and nothing else */
export const isBareSeed = (bytes: Uint8Array, keySpec: CmkSpec): boolean =>
	isMlDsa(keySpec) && bytes.length === mlDsaSeedBytes;

/** White space of text files. */
const isTyped = (byte: number) =>
	(byte >= 0x20 && byte <= 0x7e) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
/** Of a pattern such as `deadbeef`, in bytes. */
const longestPattern = 8;

/**
 * @returns why the bytes cannot be a random key: one byte or a few again and again, bytes that count up or down, or
 * text, perhaps with the zeros of a buffer behind it. For 28 random bytes, the fewest that are made, the chance of any is below 2^-38. A hash of
 * such material could be guessed back to it, so none is shown.
 */
export function weakness(
	material: Uint8Array
): KmsErrorDetails['WeakKeyMaterial']['reason'] | undefined {
	if (material.every((byte) => byte === material[0])) return 'REPEATED_BYTE';
	const step = ((material[1] ?? 0) - (material[0] ?? 0)) & 0xff;
	if (
		(step === 1 || step === 0xff) &&
		material.every((byte, at) => byte === (((material[0] ?? 0) + at * step) & 0xff))
	)
		return 'COUNTING';
	const text = material.subarray(0, material.findLastIndex((byte) => byte !== 0) + 1);
	if (text.every(isTyped)) return 'PRINTABLE_TEXT';
	if (material.every((byte, index) => byte === material[index % longestPattern]))
		return 'REPEATED_PATTERN';
	return undefined;
}
