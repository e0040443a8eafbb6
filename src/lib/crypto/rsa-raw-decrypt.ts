/**
 * RSA's private-key operation by itself (RFC 8017 §5.1.2), for the one who asks why a file does not open: WebCrypto
 * gives it only together with OAEP, and only with one hash. Not in constant time: see SECURITY.md, "Import failures
 * are told apart", for why that is no matter there. Importing never comes here.
 */

import { concat, fromHex, toHex, wipe, type Bytes } from '#lib/domain/bytes.ts';
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
		// The hash is of no account here.
		const rsa = { name: 'RSA-OAEP', hash: 'SHA-256' };
		const key = await crypto.subtle.importKey('pkcs8', pkcs8, rsa, true, ['decrypt']);
		const { n, p, q, dp, dq, qi } = await crypto.subtle.exportKey('jwk', key);
		return {
			modulusBytes: base64UrlBytes(n).length,
			n: integer(base64UrlBytes(n)),
			p: integer(base64UrlBytes(p)),
			q: integer(base64UrlBytes(q)),
			dP: integer(base64UrlBytes(dp)),
			dQ: integer(base64UrlBytes(dq)),
			qInv: integer(base64UrlBytes(qi))
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
	const c = integer(block);
	if (c >= n) return undefined;
	// Step 2.b
	const m1 = power(c % p, dP, p);
	const m2 = power(c % q, dQ, q);
	const h = ((((m1 - m2) * qInv) % p) + p) % p;
	const encoded = octets(m2 + q * h);
	try {
		return concat(new Uint8Array(modulusBytes - encoded.length), encoded);
	} finally {
		wipe(encoded);
	}
}

/** OS2IP, RFC 8017 §4.2. */
const integer = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes)}`);

/** I2OSP, RFC 8017 §4.1, without leading zeros. */
function octets(value: bigint): Bytes {
	const digits = value.toString(16);
	return fromHex(digits.length % 2 === 0 ? digits : `0${digits}`);
}

/** Windows of 4 bits, so that a fifth of the multiplications is saved. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
	const powers = [1n];
	for (let index = 1; index < 16; index++)
		powers.push(((powers[index - 1] ?? 1n) * base) % modulus);
	let result = 1n;
	for (const digit of exponent.toString(16)) {
		for (let square = 0; square < 4; square++) result = (result * result) % modulus;
		result = (result * (powers[Number.parseInt(digit, 16)] ?? 1n)) % modulus;
	}
	return result;
}

/** RFC 7518 §2: Base64url without padding. */
function base64UrlBytes(text = ''): Bytes {
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
