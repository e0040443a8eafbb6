/** JSON Web Signatures in their compact form, RFC 7515 §3.1 and §7.1: what JWTs are (RFC 7519). */
import { toBase64, utf8, type Bytes } from '../bytes.ts';
import { signatureOfDer } from './ecdsa-der.ts';
import type { MacAlgorithm, SigningAlgorithm } from './kinds.ts';

/** RFC 7518 §3.1 and RFC 8037 §3.1. HMAC_SHA_224 has no name there. */
const names = {
	RSASSA_PSS_SHA_256: 'PS256',
	RSASSA_PSS_SHA_384: 'PS384',
	RSASSA_PSS_SHA_512: 'PS512',
	RSASSA_PKCS1_V1_5_SHA_256: 'RS256',
	RSASSA_PKCS1_V1_5_SHA_384: 'RS384',
	RSASSA_PKCS1_V1_5_SHA_512: 'RS512',
	ECDSA_SHA_256: 'ES256',
	ECDSA_SHA_384: 'ES384',
	ECDSA_SHA_512: 'ES512',
	ED25519_SHA_512: 'EdDSA',
	HMAC_SHA_256: 'HS256',
	HMAC_SHA_384: 'HS384',
	HMAC_SHA_512: 'HS512'
} as const satisfies Partial<Record<SigningAlgorithm | MacAlgorithm, string>>;

/** What a JWS can be signed with. */
export type JwsAlgorithm = keyof typeof names;

/** @returns whether JOSE has a name for it */
export const isJwsAlgorithm = (
	algorithm: SigningAlgorithm | MacAlgorithm
): algorithm is JwsAlgorithm => algorithm in names;

/** RFC 4648 §5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string =>
	toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/**
 * @param payload - JSON, taken as it is
 * @param keyId - what names the key to those who verify, left out for none
 * @returns what is signed: `BASE64URL(header) "." BASE64URL(payload)`
 */
export function jwsSigningInput(algorithm: JwsAlgorithm, payload: string, keyId?: string): string {
	const header = { alg: names[algorithm], typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) };
	return `${toBase64Url(utf8(JSON.stringify(header)))}.${toBase64Url(utf8(payload))}`;
}

/** Of `r` and of `s`, RFC 7518 §3.4. */
const numberBytes: Partial<Record<SigningAlgorithm, number>> = {
	ECDSA_SHA_256: 32,
	ECDSA_SHA_384: 48,
	ECDSA_SHA_512: 66
};

/** @param signature - of a CMK @returns the same as JOSE has it: of ECDSA `r || s`, not DER */
export function joseSignature(algorithm: SigningAlgorithm, signature: Bytes): Bytes {
	const length = numberBytes[algorithm];
	return (length && signatureOfDer(signature, length)) || signature;
}

/** @param signature - as JOSE has it: of ECDSA `r || s` (RFC 7518 §3.4) */
export const compactJws = (signingInput: string, signature: Bytes): string =>
	`${signingInput}.${toBase64Url(signature)}`;

/** @returns the claims set of a JWT (RFC 7519 §7.1), or undefined if the text is not a JSON object */
export function parseClaims(payload: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const claims: unknown = JSON.parse(payload);
		return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
			? (claims as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}
