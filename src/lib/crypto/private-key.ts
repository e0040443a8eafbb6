/** Private keys that are wrapped for a cloud: RSA and the NIST curves, always as PKCS #8 (RFC 5208 §5). */

import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { PrivateKeySpec } from '#lib/domain/key/key-spec.ts';
import type { PairSpec } from '#lib/domain/key/kinds.ts';
import { keyInDer } from '#lib/domain/reading/keys-in-der.ts';
import { publicHalf } from '#lib/domain/reading/public-half.ts';
import { generateKeyPair } from './key-pair.ts';

/** A private key to be wrapped, with its public half. */
export interface PrivateKey {
	keySpec: PrivateKeySpec;
	/** DER; whoever holds it wipes it */
	pkcs8: Bytes;
	/** SubjectPublicKeyInfo, DER */
	publicKey: Bytes;
}

const curves = {
	'P-256': 'ECC_NIST_P256',
	'P-384': 'ECC_NIST_P384',
	'P-521': 'ECC_NIST_P521'
} as const;
const rsaSizes = { 2048: 'RSA_2048', 3072: 'RSA_3072', 4096: 'RSA_4096' } as const;
// Any hash and usage will do: what counts are the numbers of the key.
const rsa = { name: 'RSA-OAEP', hash: 'SHA-256' };

/**
 * @param field - of the request, which names the kind
 * @returns a new key, which the caller wipes
 * @throws {@link KmsError} as `generateKeyPair`
 */
export async function generatePrivateKey(
	keySpec: PairSpec,
	field?: string
): Promise<Pick<PrivateKey, 'pkcs8' | 'publicKey'>> {
	const { privateKey, publicKey } = await generateKeyPair(keySpec, field);
	const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey);
	return { pkcs8: new Uint8Array(pkcs8), publicKey };
}

/**
 * Reads a private key in PKCS #8, PKCS #1 or SEC 1 and writes it as PKCS #8 in the one form of this platform; WebCrypto
 * checks that it is a key.
 *
 * @param der - the caller wipes it
 * @throws {@link KmsError} `InvalidPrivateKey` with the reason
 */
export async function importPrivateKey(der: Bytes): Promise<PrivateKey> {
	const refuse = (reason: 'ENCRYPTED' | 'NOT_A_PRIVATE_KEY' | 'OTHER_KIND') =>
		new KmsError('InvalidPrivateKey', { reason });
	const found = keyInDer(der);
	if (found?.content.kind !== 'PRIVATE_KEY') throw refuse('NOT_A_PRIVATE_KEY');
	const { content, bytes: pkcs8 } = found;
	try {
		if (content.encrypted) throw refuse('ENCRYPTED');
		const privateKey = await importAny(pkcs8);
		const keySpec = privateKey && specOf(privateKey);
		if (!keySpec) throw refuse('OTHER_KIND');
		return await exported(privateKey, keySpec);
	} finally {
		wipe(pkcs8);
	}
}

async function importAny(pkcs8: Bytes): Promise<CryptoKey | undefined> {
	const attempts: [RsaHashedImportParams | EcKeyImportParams, KeyUsage][] = [
		[rsa, 'decrypt'],
		...Object.keys(curves).map((namedCurve): [EcKeyImportParams, KeyUsage] => [
			{ name: 'ECDSA', namedCurve },
			'sign'
		])
	];
	for (const [algorithm, usage] of attempts) {
		try {
			return await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, [usage]);
		} catch {
			// another kind of key
		}
	}
	return undefined;
}

function specOf({ algorithm }: CryptoKey): PrivateKeySpec | undefined {
	if ('namedCurve' in algorithm) return curves[algorithm.namedCurve as keyof typeof curves];
	const { modulusLength } = algorithm as RsaHashedKeyAlgorithm;
	return rsaSizes[modulusLength as keyof typeof rsaSizes];
}

async function exported(privateKey: CryptoKey, keySpec: PrivateKeySpec): Promise<PrivateKey> {
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
	const publicKey = publicHalf(pkcs8);
	if (!publicKey) {
		wipe(pkcs8);
		throw new KmsError('InvalidPrivateKey', { reason: 'NOT_A_PRIVATE_KEY' });
	}
	return { keySpec, pkcs8, publicKey };
}
