/** EncryptedPrivateKeyInfo (RFC 5958 §3): a private key under a password, as `openssl pkcs8 -topk8` writes it. */
import { toHex, type Bytes } from '../bytes.ts';
import { parseDer, type DerNode } from './der.ts';
import { tags } from '../asn1/der-tags.ts';

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
/** RFC 8018 appendix B.1. WebCrypto has no SHA-224. */
const hashes = new Map([
	['1.2.840.113549.2.7', 'SHA-1'],
	['1.2.840.113549.2.9', 'SHA-256'],
	['1.2.840.113549.2.10', 'SHA-384'],
	['1.2.840.113549.2.11', 'SHA-512']
] as const);
/** AES in CBC mode, RFC 8018 appendix B.2.5. Chromium has no keys of 192 bits. */
const keyBits = new Map([
	['2.16.840.1.101.3.4.1.2', 128],
	['2.16.840.1.101.3.4.1.42', 256]
] as const);
/** Of PBKDF2. OpenSSL takes 2048 unless it is told otherwise; this many take seconds. */
export const mostIterations = 10_000_000;
const longestSalt = 128;

/** What opens such a file, beside its password. */
export interface EncryptedPkcs8 {
	salt: Bytes;
	iterations: number;
	/** of PBKDF2 */
	hash: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
	/** of AES-CBC */
	keyBits: 128 | 256;
	iv: Bytes;
	/** a view of what was read */
	ciphertext: Uint8Array;
}

/** @returns undefined for anything but PBES2 with PBKDF2 and AES-CBC (RFC 8018 §6.2), within bounds */
export function parseEncryptedPkcs8(der: Uint8Array): EncryptedPkcs8 | undefined {
	const whole = parseDer(der);
	if (typeof whole !== 'object') return undefined;
	const [scheme, ciphertext] = whole.children;
	if (scheme?.children[0]?.oid !== pbes2 || ciphertext?.tag !== tags.octetString) return undefined;
	const [derivation, cipher] = scheme.children[1]?.children ?? [];
	const derived = derivation?.children[0]?.oid === pbkdf2 ? derivation.children[1] : undefined;
	const [salt, iterations, ...others] = derived?.children ?? [];
	const [name, iv] = cipher?.children ?? [];
	const bits = keyBits.get((name?.oid ?? '') as '2.16.840.1.101.3.4.1.2');
	const hash = hashOf(others.at(-1));
	const count = iterations && countOf(iterations);
	if (!bits || !hash || count === undefined || ciphertext.value.length % 16 !== 0) return undefined;
	if (salt?.tag !== tags.octetString || salt.value.length > longestSalt) return undefined;
	if (iv?.tag !== tags.octetString || iv.value.length !== 16) return undefined;
	return {
		...{ salt: Uint8Array.from(salt.value), iterations: count, hash, keyBits: bits },
		...{ iv: Uint8Array.from(iv.value), ciphertext: ciphertext.value }
	};
}

/** The pseudo-random function is the last parameter, behind an optional length; without one it is HMAC with SHA-1. */
function hashOf(last: DerNode | undefined): EncryptedPkcs8['hash'] | undefined {
	if (last?.tag !== tags.sequence) return 'SHA-1';
	return hashes.get((last.children[0]?.oid ?? '') as '1.2.840.113549.2.7');
}

function countOf({ tag, value }: DerNode): number | undefined {
	if (tag !== tags.integer || value.length > 4) return undefined;
	const count = Number.parseInt(toHex(value), 16);
	return count >= 1 && count <= mostIterations ? count : undefined;
}
