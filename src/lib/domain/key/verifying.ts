/** Public keys that belong to no CMK, and the signatures that they verify. */
import type { KeyAlgorithm } from '../reading/content.ts';
import { signingAlgorithms, type SigningAlgorithm } from './kinds.ts';

const usual = {
	'P-256': 'ECDSA_SHA_256',
	'P-384': 'ECDSA_SHA_384',
	'P-521': 'ECDSA_SHA_512'
} as const;
/** A curve on which signatures are verified. */
export type VerifyingCurve = keyof typeof usual;

/** @returns whether signatures are verified with keys on this curve */
export const isVerifyingCurve = (curve: string | undefined): curve is VerifyingCurve =>
	curve !== undefined && Object.hasOwn(usual, curve);

/** @returns the algorithms whose signatures such a key verifies, the most usual first; none for a key that verifies none */
export function verifyingAlgorithms(algorithm: KeyAlgorithm): readonly SigningAlgorithm[] {
	switch (algorithm.type) {
		case 'RSA': {
			const { fault } = algorithm;
			const start = fault === 'PSS_ONLY' ? 'RSASSA_PSS' : 'RSASSA_';
			const isUsable = fault === undefined || fault === 'PSS_ONLY';
			return signingAlgorithms.filter((one) => isUsable && one.startsWith(start));
		}
		case 'EC': {
			const first = isVerifyingCurve(algorithm.curve) ? usual[algorithm.curve] : undefined;
			return first ? [first, ...Object.values(usual).filter((one) => one !== first)] : [];
		}
		case 'ED25519':
			return ['ED25519_SHA_512'];
		case 'ML_DSA':
			return ['ML_DSA_SHAKE_256'];
		default:
			return [];
	}
}
