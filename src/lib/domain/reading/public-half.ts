/** The public half of keys in DER. */
import type { Bytes } from '../bytes.ts';
import { parseDer, type DerNode } from './der.ts';
import { tags } from '../asn1/der-tags.ts';
import { encodeDer } from '../asn1/der-writing.ts';
import { rsaEncryption } from './rsa-public-key.ts';

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
