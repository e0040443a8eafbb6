/** Key pairs of CMKs: made, sealed and opened without the private key's bytes ever being in JavaScript. */

import type { Bytes } from '#lib/domain/bytes.ts';
import { isMlDsa, type PairSpec } from '#lib/domain/key/kinds.ts';
import { knownToBrowser } from './known-to-browser.ts';

const f4 = Uint8Array.of(1, 0, 1);
// Any hash and use will do: PKCS #8 has neither. FIPS 186-5 §A.1.1: the exponent is at least 65537.
const rsa = (modulusLength: number) => ({
	name: 'RSA-OAEP',
	hash: 'SHA-256',
	modulusLength,
	publicExponent: f4
});
const nist = (namedCurve: string) => ({ name: 'ECDSA', namedCurve });

const made: Record<
	PairSpec,
	[RsaHashedKeyGenParams | EcKeyGenParams | { name: string }, KeyUsage[]]
> = {
	RSA_2048: [rsa(2048), ['encrypt', 'decrypt']],
	RSA_3072: [rsa(3072), ['encrypt', 'decrypt']],
	RSA_4096: [rsa(4096), ['encrypt', 'decrypt']],
	ECC_NIST_P256: [nist('P-256'), ['sign', 'verify']],
	ECC_NIST_P384: [nist('P-384'), ['sign', 'verify']],
	ECC_NIST_P521: [nist('P-521'), ['sign', 'verify']],
	ECC_NIST_EDWARDS25519: [{ name: 'Ed25519' }, ['sign', 'verify']],
	ML_DSA_44: [{ name: 'ML-DSA-44' }, ['sign', 'verify']],
	ML_DSA_65: [{ name: 'ML-DSA-65' }, ['sign', 'verify']],
	ML_DSA_87: [{ name: 'ML-DSA-87' }, ['sign', 'verify']]
};

/**
 * Every browser has RSA and the NIST curves; of other kinds a pair is made and dropped, to find out.
 *
 * @throws {@link KmsError} `InvalidParameter` when this browser has no such keys
 */
export async function assertBrowserHas(keySpec: PairSpec): Promise<void> {
	if (keySpec === 'ECC_NIST_EDWARDS25519' || isMlDsa(keySpec)) await generateKeyPair(keySpec);
}

/**
 * @param field - of the request, which names the kind
 * @returns the public key as SubjectPublicKeyInfo, DER (RFC 5280 §4.1.2.7), and a private key that is extractable for
 * one reason: to be sealed
 * @throws {@link KmsError} `InvalidParameter` when this browser has no such keys
 */
export async function generateKeyPair(
	keySpec: PairSpec,
	field = 'KeySpec'
): Promise<{ publicKey: Bytes; privateKey: CryptoKey }> {
	const { publicKey, privateKey } = (await knownToBrowser(field, () =>
		crypto.subtle.generateKey(made[keySpec][0], true, made[keySpec][1])
	)) as CryptoKeyPair;
	return {
		publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
		privateKey
	};
}
