/** The wrapping algorithms and keys of the import, with the numbers of the token format (docs/formats.md §3). */

export const wrappingAlgorithms = [
	'RSAES_OAEP_SHA_256',
	'RSAES_OAEP_SHA_1',
	'RSA_AES_KEY_WRAP_SHA_256',
	'RSA_AES_KEY_WRAP_SHA_1'
] as const;
/** An algorithm of import parameters, named as in AWS KMS. */
export type WrappingAlgorithm = (typeof wrappingAlgorithms)[number];

/** The kinds of wrapping keys that import parameters can have. */
export const wrappingKeySpecs = ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const;
/** One of them. */
export type WrappingKeySpec = (typeof wrappingKeySpecs)[number];

/** What import parameters have where a request leaves it out. */
export const defaultWrappingAlgorithm: WrappingAlgorithm = 'RSAES_OAEP_SHA_256';
/** The same where one RSA block is too small for the key material. */
export const defaultHybridAlgorithm: WrappingAlgorithm = 'RSA_AES_KEY_WRAP_SHA_256';
export const defaultWrappingKeySpec: WrappingKeySpec = 'RSA_4096';

/** @returns the length of the modulus, in bits */
export function modulusBits(spec: WrappingKeySpec): 2048 | 3072 | 4096 {
	return ({ RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 } as const)[spec];
}

/** @returns the length of the modulus, and so of what it encrypts, in bytes */
export function modulusBytes(spec: WrappingKeySpec): number {
	return modulusBits(spec) / 8;
}

/** The hash of OAEP, which WebCrypto uses for MGF1 too. */
export function oaepHash(algorithm: WrappingAlgorithm): 'SHA-1' | 'SHA-256' {
	return algorithm.endsWith('SHA_1') ? 'SHA-1' : 'SHA-256';
}

/** Whether RSA carries a fresh AES key, and that key the material (RSA block || KWP blob). */
export function isHybrid(algorithm: WrappingAlgorithm): boolean {
	return algorithm.startsWith('RSA_AES_KEY_WRAP');
}

/** @returns the token's number of an algorithm, counted from 1 in the order of the list */
export const wrappingAlgorithmNumber = (algorithm: WrappingAlgorithm): number =>
	wrappingAlgorithms.indexOf(algorithm) + 1;
/** @returns the number of a kind of wrapping key in an import token */
export const wrappingKeySpecNumber = (spec: WrappingKeySpec): number =>
	wrappingKeySpecs.indexOf(spec) + 1;
