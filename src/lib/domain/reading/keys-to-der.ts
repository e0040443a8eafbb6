/** DER of keys, made from their parts. */
import { wipe, type Bytes } from '../bytes.ts';
import type { MlDsaParameterSet } from '../key/kinds.ts';
import type { NamedCurve } from './content.ts';
import { tags } from '../asn1/der-tags.ts';
import { encodeDer, encodeInteger } from '../asn1/der-writing.ts';

/** AlgorithmIdentifier rsaEncryption with NULL, RFC 8017 §A.1. */
export const rsaAlgorithm = Uint8Array.of(
	...[0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0]
);
/** AlgorithmIdentifier id-Ed25519, RFC 8410 §3. */
const ed25519Algorithm = Uint8Array.of(0x30, 5, 6, 3, 0x2b, 0x65, 0x70);
/** AlgorithmIdentifier of ML-DSA, RFC 9881 §2: the last byte names the parameter set. */
const mlDsaAlgorithm = (parameterSet: MlDsaParameterSet): Bytes =>
	Uint8Array.of(
		...[0x30, 11, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3],
		{ 44: 0x11, 65: 0x12, 87: 0x13 }[parameterSet]
	);
/** Of an Ed25519 key, public or private, RFC 8032 §5.1. */
export const ed25519Bytes = 32;
const ecPublicKeyOid = Uint8Array.of(6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1);
const version0 = Uint8Array.of(tags.integer, 1, 0);
const version1 = Uint8Array.of(tags.integer, 1, 1);
const noUnusedBits = Uint8Array.of(0);

/** SubjectPublicKeyInfo around a PKCS #1 RSAPublicKey. */
export const spkiOfRsa = (pkcs1: Uint8Array): Bytes =>
	encodeDer(tags.sequence, rsaAlgorithm, encodeDer(tags.bitString, noUnusedBits, pkcs1));

/** AlgorithmIdentifier of a key on a curve, RFC 5480 §2.1.1. */
export const ecAlgorithm = (curveOid: Uint8Array): Bytes =>
	encodeDer(tags.sequence, ecPublicKeyOid, curveOid);

/** OneAsymmetricKey (RFC 5958 §2), of version 1 if it has its public key too; wipes what it makes on the way. */
export function pkcs8(algorithm: Uint8Array, key: Uint8Array, publicKey?: Uint8Array): Bytes {
	const octets = encodeDer(tags.octetString, key);
	const whole = publicKey
		? encodeDer(
				tags.sequence,
				version1,
				algorithm,
				octets,
				encodeDer(tags.implicit1, noUnusedBits, publicKey)
			)
		: encodeDer(tags.sequence, version0, algorithm, octets);
	wipe(octets);
	return whole;
}

/** DER of a key from the numbers of a JWK (RFC 7518 §6), in the forms that `keyInDer` reads. */
export const derOfNumbers = {
	rsaPublic: (n: Uint8Array, e: Uint8Array): Bytes =>
		encodeDer(tags.sequence, encodeInteger(n), encodeInteger(e)),
	/** n, e, d, p, q, dp, dq, qi; wipes what it makes on the way */
	rsaPrivate(numbers: readonly Uint8Array[]): Bytes {
		const integers = numbers.map(encodeInteger);
		const key = encodeDer(tags.sequence, version0, ...integers);
		wipe(...integers);
		return key;
	},
	ecPublic: (curve: NamedCurve, point: Uint8Array): Bytes =>
		encodeDer(
			tags.sequence,
			ecAlgorithm(oidBytesOf(curve)),
			encodeDer(tags.bitString, noUnusedBits, point)
		),
	/** @param point - 0x04 || x || y */
	ecPrivate: (curve: NamedCurve, d: Uint8Array, point: Uint8Array): Bytes =>
		encodeDer(
			tags.sequence,
			version1,
			encodeDer(tags.octetString, d),
			encodeDer(tags.context0, oidBytesOf(curve)),
			encodeDer(tags.context1, encodeDer(tags.bitString, noUnusedBits, point))
		),
	/** RFC 8410 §4 */
	ed25519Public: (x: Uint8Array): Bytes =>
		encodeDer(tags.sequence, ed25519Algorithm, encodeDer(tags.bitString, noUnusedBits, x)),
	/** RFC 8410 §7: an octet string in the octet string; wipes what it makes on the way */
	ed25519Private(d: Uint8Array): Bytes {
		const inner = encodeDer(tags.octetString, d);
		const whole = pkcs8(ed25519Algorithm, inner);
		wipe(inner);
		return whole;
	},
	/** RFC 9881 §4 */
	mlDsaPublic: (parameterSet: MlDsaParameterSet, key: Uint8Array): Bytes =>
		encodeDer(
			tags.sequence,
			mlDsaAlgorithm(parameterSet),
			encodeDer(tags.bitString, noUnusedBits, key)
		),
	/** RFC 9881 §6: the seed, and the public key that a file has beside it; wipes what it makes on the way */
	mlDsaPrivate(parameterSet: MlDsaParameterSet, seed: Uint8Array, publicKey?: Uint8Array): Bytes {
		const inner = encodeDer(tags.implicit0, seed);
		const whole = pkcs8(mlDsaAlgorithm(parameterSet), inner, publicKey);
		wipe(inner);
		return whole;
	}
};

/** Their OBJECT IDENTIFIERs. */
const curveOidBytes: Readonly<Record<NamedCurve, readonly number[]>> = {
	'P-256': [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
	'P-384': [0x2b, 0x81, 4, 0, 0x22],
	'P-521': [0x2b, 0x81, 4, 0, 0x23],
	secp256k1: [0x2b, 0x81, 4, 0, 0x0a],
	SM2: [0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d]
};
const oidBytesOf = (curve: NamedCurve): Bytes =>
	encodeDer(tags.objectIdentifier, Uint8Array.from(curveOidBytes[curve]));
