/** Signatures of CMKs in the form of AWS KMS: ECDSA as DER, PSS with a salt as long as the hash. */

import type { Bytes } from '#lib/domain/bytes.ts';
import type { CmkSpec, SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { derOfSignature, signatureOfDer } from '#lib/domain/key/ecdsa-der.ts';
import { knownToBrowser } from './known-to-browser.ts';
import { openKey } from './seal.ts';

/** How WebCrypto is asked for an algorithm. */
export interface Parameters {
	key: RsaHashedImportParams | EcKeyImportParams | { name: string };
	use: RsaPssParams | EcdsaParams | { name: string };
	/** of ECDSA: the length of each of its two numbers */
	numberBytes?: number;
}

/** RFC 8017 §9.1. MGF1 has the same hash. */
export const pss = (hash: string, saltLength: number): Parameters => ({
	key: { name: 'RSA-PSS', hash },
	use: { name: 'RSA-PSS', saltLength }
});
const pkcs1 = (hash: string): Parameters => ({
	key: { name: 'RSASSA-PKCS1-v1_5', hash },
	use: { name: 'RSASSA-PKCS1-v1_5' }
});
/** @param numberBytes - as long as the order of the curve */
export const ecdsa = (namedCurve: string, hash: string, numberBytes: number): Parameters => ({
	key: { name: 'ECDSA', namedCurve },
	use: { name: 'ECDSA', hash },
	numberBytes
});

/** Of the algorithms that say by themselves how. */
export const parameters: Record<Exclude<SigningAlgorithm, 'ML_DSA_SHAKE_256'>, Parameters> = {
	RSASSA_PSS_SHA_256: pss('SHA-256', 32),
	RSASSA_PSS_SHA_384: pss('SHA-384', 48),
	RSASSA_PSS_SHA_512: pss('SHA-512', 64),
	RSASSA_PKCS1_V1_5_SHA_256: pkcs1('SHA-256'),
	RSASSA_PKCS1_V1_5_SHA_384: pkcs1('SHA-384'),
	RSASSA_PKCS1_V1_5_SHA_512: pkcs1('SHA-512'),
	ECDSA_SHA_256: ecdsa('P-256', 'SHA-256', 32),
	ECDSA_SHA_384: ecdsa('P-384', 'SHA-384', 48),
	ECDSA_SHA_512: ecdsa('P-521', 'SHA-512', 66),
	ED25519_SHA_512: { key: { name: 'Ed25519' }, use: { name: 'Ed25519' } }
};

/** ML-DSA (FIPS 204) has one algorithm for all its sizes. */
export function parametersOf(keySpec: CmkSpec, algorithm: SigningAlgorithm): Parameters {
	if (algorithm !== 'ML_DSA_SHAKE_256') return parameters[algorithm];
	const name = keySpec.replaceAll('_', '-');
	return { key: { name }, use: { name } };
}

/** @returns a private key that signs so and can't be extracted; `undefined` when the seal does not verify */
export function openSigningKey(
	materialKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes,
	...[keySpec, algorithm]: Way
): Promise<CryptoKey | undefined> {
	const { key } = parametersOf(keySpec, algorithm);
	return knownToBrowser('SigningAlgorithm', () =>
		openKey(materialKey, 'pkcs8', sealed, aad, key, ['sign'])
	);
}

/** The kind of the key, and an algorithm that it has. */
type Way = readonly [keySpec: CmkSpec, algorithm: SigningAlgorithm];

/** @param privateKey - as {@link openSigningKey} gives it for the same kind and algorithm */
export async function sign(
	privateKey: CryptoKey,
	message: Bytes,
	...[keySpec, algorithm]: Way
): Promise<Bytes> {
	const { use, numberBytes } = parametersOf(keySpec, algorithm);
	const signature = new Uint8Array(await crypto.subtle.sign(use, privateKey, message));
	return numberBytes === undefined ? signature : derOfSignature(signature);
}

/**
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @returns whether the signature is one of the key over the message
 */
export async function verify(
	publicKey: Bytes,
	message: Bytes,
	signature: Bytes,
	...[keySpec, algorithm]: Way
): Promise<boolean> {
	return verifyBy(parametersOf(keySpec, algorithm), publicKey, message, signature);
}

/** As {@link verify}, by what WebCrypto is asked for. */
export async function verifyBy(
	{ key, use, numberBytes }: Parameters,
	publicKey: Bytes,
	message: Bytes,
	signature: Bytes
): Promise<boolean> {
	const verifyingKey = await knownToBrowser('SigningAlgorithm', () =>
		crypto.subtle.importKey('spki', publicKey, key, false, ['verify'])
	);
	const raw = numberBytes === undefined ? signature : signatureOfDer(signature, numberBytes);
	return raw !== undefined && crypto.subtle.verify(use, verifyingKey, raw, message);
}
