/** How certificates name the algorithm of their signature (RFC 5280 §4.1.1.2). */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import {
	encodeDer,
	encodeInteger,
	encodeOid,
	encodeSequence
} from '#lib/domain/asn1/der-writing.ts';

/** RFC 5758 §3.2: without parameters. */
const ecdsa = (oid: string) => encodeSequence(encodeOid(oid));

/** RFC 4055 §2.1 and §5: with parameters of NULL. */
const withNull = (oid: string) => encodeSequence(encodeOid(oid), encodeDer(tags.null));

/** RFC 4055 §3.1: MGF1 has the same hash, and the salt its length. */
function pss(hashOid: string, saltLength: number): Bytes {
	const hash = withNull(hashOid);
	const mask = encodeSequence(encodeOid('1.2.840.113549.1.1.8'), hash);
	const parameters = encodeSequence(
		encodeDer(tags.context0, hash),
		encodeDer(tags.context1, mask),
		encodeDer(tags.context2, encodeInteger(Uint8Array.of(saltLength)))
	);
	return encodeSequence(encodeOid('1.2.840.113549.1.1.10'), parameters);
}

/**
 * @param ofKey - AlgorithmIdentifier of the key that signs, DER
 * @returns AlgorithmIdentifier, DER
 */
export function signatureAlgorithm(algorithm: SigningAlgorithm, ofKey: Uint8Array): Uint8Array {
	switch (algorithm) {
		case 'RSASSA_PKCS1_V1_5_SHA_256':
			return withNull('1.2.840.113549.1.1.11');
		case 'RSASSA_PKCS1_V1_5_SHA_384':
			return withNull('1.2.840.113549.1.1.12');
		case 'RSASSA_PKCS1_V1_5_SHA_512':
			return withNull('1.2.840.113549.1.1.13');
		case 'RSASSA_PSS_SHA_256':
			return pss('2.16.840.1.101.3.4.2.1', 32);
		case 'RSASSA_PSS_SHA_384':
			return pss('2.16.840.1.101.3.4.2.2', 48);
		case 'RSASSA_PSS_SHA_512':
			return pss('2.16.840.1.101.3.4.2.3', 64);
		case 'ECDSA_SHA_256':
			return ecdsa('1.2.840.10045.4.3.2');
		case 'ECDSA_SHA_384':
			return ecdsa('1.2.840.10045.4.3.3');
		case 'ECDSA_SHA_512':
			return ecdsa('1.2.840.10045.4.3.4');
		// RFC 8410 §6, RFC 9881 §3: the same identifier as that of the key.
		case 'ED25519_SHA_512':
		case 'ML_DSA_SHAKE_256':
			return ofKey;
	}
}
