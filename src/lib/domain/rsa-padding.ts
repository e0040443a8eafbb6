import type { WrappingAlgorithm } from './wrapping.ts';

/** Ways to pad an RSA block that people's programs use, the wanted ones first. */
export const rsaPaddings = [
	'OAEP_SHA_256',
	'OAEP_SHA_1',
	'OAEP_SHA_256_MGF1_SHA_1',
	'OAEP_SHA_384',
	'OAEP_SHA_512',
	'PKCS1_V1_5'
] as const;
export type RsaPadding = (typeof rsaPaddings)[number];

/** @returns the padding that an algorithm asks for */
export function paddingOf(algorithm: WrappingAlgorithm): 'OAEP_SHA_256' | 'OAEP_SHA_1' {
	return algorithm.endsWith('SHA_1') ? 'OAEP_SHA_1' : 'OAEP_SHA_256';
}
