/**
 * RSA's private-key operation by itself (RFC 8017 §5.1.2), for the one who asks why a file does not open: WebCrypto
 * gives it only together with OAEP, and only with one hash. Not in constant time: see SECURITY.md, "Import failures
 * are told apart", for why that is no matter there. Importing never comes here.
 */

import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { integerOf, modularPower, octetsOf } from './rsa-integers.ts';
import { open } from './seal.ts';

/** RFC 8017 §3.2, the second representation. */
export interface RsaPrivateKey {
	modulusBytes: number;
	n: bigint;
	p: bigint;
	q: bigint;
	dP: bigint;
	dQ: bigint;
	qInv: bigint;
}

/**
 * Opens the private key of import parameters as numbers. Numbers and text can't be wiped: they go when the garbage
 * collector takes them, at the latest when the vault locks.
 *
 * @param sealed - as `sealPrivateKey` made it
 * @returns `undefined` when the seal does not verify
 */
export async function openRsaPrivateKey(
	importKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes
): Promise<RsaPrivateKey | undefined> {
	const pkcs8 = await open(importKey, sealed, aad);
	if (!pkcs8) return undefined;
	try {
		// The hash doesn't matter here.
		const rsa = { name: 'RSA-OAEP', hash: 'SHA-256' };
		const key = await crypto.subtle.importKey('pkcs8', pkcs8, rsa, true, ['decrypt']);
		const { n, p, q, dp, dq, qi } = await crypto.subtle.exportKey('jwk', key);
		return {
			modulusBytes: base64UrlBytes(n).length,
			n: integerOf(base64UrlBytes(n)),
			p: integerOf(base64UrlBytes(p)),
			q: integerOf(base64UrlBytes(q)),
			dP: integerOf(base64UrlBytes(dp)),
			dQ: integerOf(base64UrlBytes(dq)),
			qInv: integerOf(base64UrlBytes(qi))
		};
	} finally {
		wipe(pkcs8);
	}
}

/**
 * RSADP, RFC 8017 §5.1.2, with the Chinese remainder theorem.
 *
 * @param block - exactly the modulus length
 * @returns the encoded message EM, of the same length, whatever its padding; the caller wipes it. `undefined` for
 * a number that is not below the modulus
 */
export function rsaRawDecrypt(
	{ modulusBytes, n, p, q, dP, dQ, qInv }: RsaPrivateKey,
	block: Bytes
): Bytes | undefined {
	if (block.length !== modulusBytes) return undefined;
	const c = integerOf(block);
	if (c >= n) return undefined;
	// Step 2.b
	const m1 = modularPower(c % p, dP, p);
	const m2 = modularPower(c % q, dQ, q);
	const h = ((((m1 - m2) * qInv) % p) + p) % p;
	return octetsOf(m2 + q * h, modulusBytes);
}

/** RFC 7518 §2: Base64url without padding. */
function base64UrlBytes(text = ''): Bytes {
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
