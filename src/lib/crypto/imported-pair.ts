/** Private keys that come from elsewhere, as PKCS #8 (RFC 5958), for CMKs that are pairs. */

import { equalBytes, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { MlDsaSpec, PairSpec } from '#lib/domain/key/kinds.ts';
import { knownToBrowser } from './known-to-browser.ts';
import { randomBytes } from './random.ts';

interface PairFacts {
	/** how WebCrypto takes such a key in, to sign and to verify */
	key: RsaHashedImportParams | EcKeyImportParams | { name: string };
	sign: EcdsaParams | { name: string };
	/** what the public key has as a JWK beside {@link publicMembers}; kty AKP is that of ML-DSA (RFC 7518 §6, RFC 8037 §2) */
	jwk: JsonWebKey;
	publicMembers: readonly ('n' | 'e' | 'x' | 'y' | 'pub')[];
}

// Any padding and hash will do: PKCS #8 has neither.
const rsa: PairFacts = {
	key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
	sign: { name: 'RSASSA-PKCS1-v1_5' },
	jwk: { kty: 'RSA' },
	publicMembers: ['n', 'e']
};
const nist = (crv: string): PairFacts => ({
	key: { name: 'ECDSA', namedCurve: crv },
	sign: { name: 'ECDSA', hash: 'SHA-256' },
	jwk: { kty: 'EC', crv },
	publicMembers: ['x', 'y']
});
/** What SubjectPublicKeyInfo has before the raw key, RFC 9881 §4. */
const mlDsaHeadBytes = 22;
const mlDsa = (keySpec: MlDsaSpec): PairFacts => {
	const name = keySpec.replaceAll('_', '-');
	return {
		...{ key: { name }, sign: { name } },
		jwk: { kty: 'AKP', alg: name },
		publicMembers: ['pub']
	};
};
const facts: Record<PairSpec, PairFacts> = {
	RSA_2048: rsa,
	RSA_3072: rsa,
	RSA_4096: rsa,
	ECC_NIST_P256: nist('P-256'),
	ECC_NIST_P384: nist('P-384'),
	ECC_NIST_P521: nist('P-521'),
	ECC_NIST_EDWARDS25519: {
		key: { name: 'Ed25519' },
		sign: { name: 'Ed25519' },
		jwk: { kty: 'OKP', crv: 'Ed25519' },
		publicMembers: ['x']
	},
	ML_DSA_44: mlDsa('ML_DSA_44'),
	ML_DSA_65: mlDsa('ML_DSA_65'),
	ML_DSA_87: mlDsa('ML_DSA_87')
};

/**
 * Takes a private key in and finds its public half, with which a signature of it must verify.
 *
 * @param pkcs8 - OneAsymmetricKey, DER, which says that it is of this kind; the caller wipes it
 * @param publicStarts - of ML-DSA: with which the raw public key must begin
 * @returns the public key as SubjectPublicKeyInfo, DER, and a private key that is extractable for one reason: to be sealed
 * @throws {@link KmsError} `InvalidPrivateKey` for one that is none, or `InvalidParameter` when this browser has no such keys
 */
export async function importPair(
	pkcs8: Bytes,
	keySpec: PairSpec,
	publicStarts: readonly Bytes[] = []
): Promise<{ publicKey: Bytes; privateKey: CryptoKey }> {
	const { key, sign } = facts[keySpec];
	const privateKey = await knownToBrowser('KeySpec', () =>
		refusingDamage(() => crypto.subtle.importKey('pkcs8', pkcs8, key, true, ['sign']))
	);
	return refusingDamage(async () => {
		const { spki, verifyingKey } = await publicHalfOf(privateKey, keySpec);
		const raw = spki.subarray(mlDsaHeadBytes);
		if (!publicStarts.every((start) => equalBytes(raw.subarray(0, start.length), start)))
			throw damaged();
		// A file can hold a public key of another pair, or numbers that do not belong together.
		const message = randomBytes(32);
		const signature = await crypto.subtle.sign(sign, privateKey, message);
		if (!(await crypto.subtle.verify(sign, verifyingKey, signature, message))) throw damaged();
		return { publicKey: spki, privateKey };
	});
}

/** @returns an extractable private key in DER, which the caller wipes */
export async function exportPkcs8(privateKey: CryptoKey): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
}

const damaged = () => new KmsError('InvalidPrivateKey', { reason: 'DAMAGED' });

/** What a key causes becomes a refusal; that the browser has no such keys stays an exception. */
async function refusingDamage<Made>(attempt: () => Promise<Made>): Promise<Made> {
	try {
		return await attempt();
	} catch (error) {
		const { name } = error as DOMException;
		if (name === 'DataError' || name === 'OperationError') throw damaged();
		throw error;
	}
}

/**
 * WebCrypto gives no public key of a private one, and as a JWK both in one text, which could not be wiped. It also wraps
 * such a text: what is unwrapped again is bytes.
 */
async function publicHalfOf(
	privateKey: CryptoKey,
	keySpec: PairSpec
): Promise<{ spki: Bytes; verifyingKey: CryptoKey }> {
	const { key, jwk, publicMembers } = facts[keySpec];
	const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'wrapKey',
		'decrypt'
	]);
	const gcm = { name: 'AES-GCM', iv: randomBytes(12) };
	const wrapped = await crypto.subtle.wrapKey('jwk', privateKey, wrapping, gcm);
	const json = new Uint8Array(await crypto.subtle.decrypt(gcm, wrapping, wrapped));
	try {
		const members = publicMembers.map((name) => [name, memberOf(json, name)] as const);
		const whole: JsonWebKey = { ...jwk, ...Object.fromEntries(members) };
		const verifyingKey = await crypto.subtle.importKey('jwk', whole, key, true, ['verify']);
		return {
			spki: new Uint8Array(await crypto.subtle.exportKey('spki', verifyingKey)),
			verifyingKey
		};
	} finally {
		wipe(json);
	}
}

const quote = 0x22;

/** @returns a member that is text, without the members beside it becoming any; Base64url has no quotes and no escapes */
function memberOf(json: Uint8Array, name: string): string {
	const wanted = utf8(`"${name}"`);
	const at = json.findIndex((_, index) =>
		equalBytes(json.subarray(index, index + wanted.length), wanted)
	);
	const start = json.indexOf(quote, at + wanted.length) + 1;
	if (at < 0 || start === 0) throw new TypeError('the JWK of a private key has its public half');
	return String.fromCharCode(...json.subarray(start, json.indexOf(quote, start)));
}
