/** The public half of keys in DER. */
import { toHex, type Bytes } from '../bytes.ts';
import { encodeDer, parseDer, tags, type DerNode } from './der.ts';
import { rsaEncryption } from './keys-in-der.ts';

/** The two integers of an RSA public key (RFC 8017 §3.1). */
export interface RsaPublicKey {
	modulus: bigint;
	exponent: bigint;
	/** the length of the modulus */
	modulusBits: number;
}

/**
 * Reads SubjectPublicKeyInfo with rsaEncryption (RFC 5280 §4.1, RFC 3279 §2.3.1).
 *
 * @returns undefined for anything else, bytes that follow it among them
 */
export function parseRsaPublicKey(spki: Uint8Array): RsaPublicKey | undefined {
	const [algorithm, key] = elementsOf(spki);
	if (algorithm?.children[0]?.oid !== rsaEncryption || key?.tag !== tags.bitString)
		return undefined;
	const [modulus, exponent] = elementsOf(key.value.subarray(1));
	if (modulus?.tag !== tags.integer || exponent?.tag !== tags.integer) return undefined;
	const n = unsigned(modulus);
	return { modulus: n, exponent: unsigned(exponent), modulusBits: n.toString(2).length };
}

/**
 * For RSA out of RSAPrivateKey, for EC the public key that RFC 5915 §3 leaves optional and WebCrypto always writes.
 *
 * @param pkcs8 - OneAsymmetricKey, DER
 * @returns SubjectPublicKeyInfo, DER; undefined when the key does not say its public half
 */
export function publicHalf(pkcs8: Uint8Array): Bytes | undefined {
	const [, algorithm, octets] = elementsOf(pkcs8);
	if (!algorithm || octets?.tag !== tags.octetString) return undefined;
	const key = elementsOf(octets.value);
	const bits =
		algorithm.children[0]?.oid === rsaEncryption ? rsaPublicBits(key) : ecPublicBits(key);
	return bits && encodeDer(tags.sequence, algorithm.bytes, bits);
}

function rsaPublicBits([, modulus, exponent]: readonly DerNode[]): Uint8Array | undefined {
	if (modulus?.tag !== tags.integer || exponent?.tag !== tags.integer) return undefined;
	const publicKey = encodeDer(tags.sequence, modulus.bytes, exponent.bytes);
	return encodeDer(tags.bitString, Uint8Array.of(0), publicKey);
}

function ecPublicBits(elements: readonly DerNode[]): Uint8Array | undefined {
	const bits = elements.find(({ tag }) => tag === tags.context1)?.children[0];
	return bits?.tag === tags.bitString ? bits.bytes : undefined;
}

function elementsOf(der: Uint8Array): readonly DerNode[] {
	const node = parseDer(der);
	return typeof node === 'object' ? node.children : [];
}

const unsigned = ({ value }: DerNode) => BigInt(`0x0${toHex(value)}`);
