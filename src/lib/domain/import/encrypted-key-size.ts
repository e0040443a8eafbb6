/** The lengths of encrypted key files, which tell how a file may have been made. */
import { keyMaterialBytes } from '../key/cmk.ts';
import {
	isHybrid,
	modulusBytes,
	wrappingAlgorithms,
	wrappingKeySpecs,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from './wrapping.ts';

/** Key material under AES key wrap with padding, RFC 5649 §4.1. */
export const wrappedMaterialBytes = keyMaterialBytes + 8;

/**
 * @returns the bytes of an encrypted key file: one RSA block, or that and a KWP blob of the material
 * rounded up to 8 bytes plus 8 (RFC 5649 §4.1)
 */
export function encryptedKeyBytes(
	algorithm: WrappingAlgorithm,
	spec: WrappingKeySpec,
	materialBytes: number
): number {
	return modulusBytes(spec) + (isHybrid(algorithm) ? Math.ceil(materialBytes / 8) * 8 + 8 : 0);
}

/** @returns whether an encrypted key file can have this length, or has it but for a line break at its end */
export function mayBeEncryptedKey(length: number): boolean {
	const possible = wrappingKeySpecs.flatMap((spec) =>
		wrappingAlgorithms.map((algorithm) => encryptedKeyBytes(algorithm, spec, keyMaterialBytes))
	);
	return [0, 1, 2].some((lineBreak) => possible.includes(length - lineBreak));
}

/** Which wrapping key, and which kind of wrapping, gives an encrypted key of this length. */
export function encryptedSize(
	length: number
): { wrappingKeySpec: WrappingKeySpec; hybrid: boolean } | undefined {
	for (const wrappingKeySpec of wrappingKeySpecs) {
		const rsa = modulusBytes(wrappingKeySpec);
		if (length === rsa) return { wrappingKeySpec, hybrid: false };
		if (length === rsa + wrappedMaterialBytes) return { wrappingKeySpec, hybrid: true };
	}
	return undefined;
}
