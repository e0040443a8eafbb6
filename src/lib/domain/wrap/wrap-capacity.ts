import { payloadBytes, type KeySpec } from '../key/key-spec.ts';
import { wrappingAlgorithms, type WrappingAlgorithm } from '../import/wrapping.ts';

/** What a cloud may ask for. PKCS #1 v1.5 is older; some still take it, and Airlock itself does not. */
export const wrapMethods = [...wrappingAlgorithms, 'RSAES_PKCS1_V1_5'] as const;
/** One of them. */
export type WrapMethod = WrappingAlgorithm | 'RSAES_PKCS1_V1_5';

/** The sizes that a cloud's wrapping key can have. */
export const wrappingKeyBits = [2048, 3072, 4096] as const;

/**
 * @param modulusBits - of the wrapping key
 * @returns the most bytes that RSA alone can carry: the modulus less two hashes less 2 (RFC 8017 §7.1.1), or less 11
 * for PKCS #1 v1.5 (§7.2.1); undefined where an AES key carries the material, which has no limit in practice
 */
export function wrapCapacityBytes(method: WrapMethod, modulusBits: number): number | undefined {
	const modulusBytes = modulusBits / 8;
	switch (method) {
		case 'RSAES_PKCS1_V1_5':
			return modulusBytes - 11;
		case 'RSAES_OAEP_SHA_1':
			return modulusBytes - 2 * 20 - 2;
		case 'RSAES_OAEP_SHA_256':
			return modulusBytes - 2 * 32 - 2;
		case 'RSA_AES_KEY_WRAP_SHA_1':
		case 'RSA_AES_KEY_WRAP_SHA_256':
			return undefined;
	}
}

/** The preflight: whether key material of this kind fits, before any is there. */
export function fits(keySpec: KeySpec, method: WrapMethod, modulusBits: number): boolean {
	const capacity = wrapCapacityBytes(method, modulusBits);
	return capacity === undefined || payloadBytes(keySpec) <= capacity;
}
