/** The one check of RSA public keys, RFC 8017 §3.1 and RFC 3279 §2.3.1, and the one form in which they are used. */
import { toHex, type Bytes } from '../bytes.ts';
import { KmsError, type RsaKeyFault } from '../errors.ts';
import { rsaModulusLimits } from './content.ts';
import { parseDer, type DerNode } from './der.ts';
import { tags } from '../asn1/der-tags.ts';
import { encodeDer, encodeInteger } from '../asn1/der-writing.ts';
import { spkiOfRsa } from './keys-to-der.ts';

/** Object identifier, RFC 8017 appendix A.1. */
export const rsaEncryption = '1.2.840.113549.1.1.1';
/** Identifiers that bind an RSA key to one use, RFC 4055. */
const restrictedUses: Readonly<Record<string, 'PSS' | 'OAEP'>> = {
	'1.2.840.113549.1.1.10': 'PSS',
	'1.2.840.113549.1.1.7': 'OAEP'
};

/** 3 to 2^64. */
export const longestExponentBytes = 8;

/** An RSA public key, taken apart. */
export interface RsaPublicKey {
	modulus: bigint;
	exponent: bigint;
	/** the length of the modulus */
	modulusBits: number;
	/** SubjectPublicKeyInfo with rsaEncryption and NULL, DER: the same for every way that it was written */
	spki: Bytes;
}

/** What an RSA key says of itself before it is trusted with anything. */
export interface RsaKeyFacts {
	modulusBits: number;
	/** undefined for a key that can be used */
	fault: RsaKeyFault | undefined;
	/** as {@link RsaPublicKey} has it */
	spki: Bytes;
}

/**
 * @param identifier - AlgorithmIdentifier
 * @param pkcs1 - RSAPublicKey, RFC 8017 §A.1.1
 * @returns undefined for an algorithm other than RSA, or when the key is not two positive integers
 */
export function rsaKeyFacts(identifier: DerNode, pkcs1: Uint8Array): RsaKeyFacts | undefined {
	const [name, parameters, ...more] = identifier.children;
	const oid = name?.oid ?? '';
	const use = restrictedUses[oid];
	if (oid !== rsaEncryption && !use) return undefined;
	const [modulus, exponent, ...others] = childrenOf(pkcs1);
	if (modulus?.tag !== tags.integer || exponent?.tag !== tags.integer || others.length > 0)
		return undefined;
	const n = magnitude(modulus);
	const e = magnitude(exponent);
	const isNull = !parameters || (parameters.tag === tags.null && parameters.value.length === 0);
	const modulusBits = n.length * 8 - (n.length > 0 ? Math.clz32(n[0] ?? 0) - 24 : 0);
	return {
		modulusBits,
		fault: use
			? `${use}_ONLY`
			: isNull && more.length === 0
				? faultOfNumbers(n, e, modulusBits)
				: 'PARAMETERS',
		spki: spkiOfRsa(encodeDer(tags.sequence, encodeInteger(n), encodeInteger(e)))
	};
}

function faultOfNumbers(
	n: Uint8Array,
	e: Uint8Array,
	modulusBits: number
): RsaKeyFault | undefined {
	const { leastBits, mostBits } = rsaModulusLimits;
	if (modulusBits < leastBits || modulusBits > mostBits) return 'MODULUS_SIZE';
	if (!isOdd(n)) return 'MODULUS_EVEN';
	const isSmall = e.length === 1 && (e[0] ?? 0) < 3;
	return e.length > longestExponentBytes || !isOdd(e) || isSmall ? 'EXPONENT' : undefined;
}

/**
 * Reads SubjectPublicKeyInfo (RFC 5280 §4.1) for use.
 *
 * @throws {@link KmsError} `InvalidPublicKey` for anything but an RSA key that passes the check
 */
export function parseRsaPublicKey(spki: Uint8Array): RsaPublicKey {
	const [identifier, key, ...others] = childrenOf(spki);
	const isKey = identifier?.tag === tags.sequence && key?.tag === tags.bitString;
	if (!isKey || others.length > 0)
		throw new KmsError('InvalidPublicKey', { reason: 'NOT_A_PUBLIC_KEY' });
	const pkcs1 = key.value.subarray(1);
	const facts = key.value[0] === 0 ? rsaKeyFacts(identifier, pkcs1) : undefined;
	if (!facts) throw new KmsError('InvalidPublicKey', { reason: 'NOT_RSA' });
	if (facts.fault) throw new KmsError('InvalidPublicKey', { reason: facts.fault });
	const [modulus, exponent] = childrenOf(pkcs1).map(unsigned);
	return {
		modulus: modulus ?? 0n,
		exponent: exponent ?? 0n,
		modulusBits: facts.modulusBits,
		spki: facts.spki
	};
}

function childrenOf(der: Uint8Array): readonly DerNode[] {
	const node = parseDer(der);
	return typeof node === 'object' ? node.children : [];
}

/** Of a negative number it is empty, as of zero: neither is of any use. */
const magnitude = ({ value }: DerNode): Uint8Array => {
	const start = value.findIndex((byte) => byte !== 0);
	return start < 0 || (value[0] ?? 0) >= 0x80 ? new Uint8Array() : value.subarray(start);
};
const isOdd = (digits: Uint8Array) => ((digits.at(-1) ?? 0) & 1) === 1;
const unsigned = ({ value }: DerNode) => BigInt(`0x0${toHex(value)}`);
