/** How certificates name the algorithm of their signature (RFC 5280 §4.1.1.2). */
import { AsnConvert } from '@peculiar/asn1-schema';
import * as rsa from '@peculiar/asn1-rsa';
import { AlgorithmIdentifier, type SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';

/** RFC 5758 §3.2: without parameters. */
const ecdsa = (algorithm: string) => new AlgorithmIdentifier({ algorithm });

/**
 * RFC 4055 §5: with parameters of NULL. The package has ready values too, but in that of SHA-256 the identifier of another
 * algorithm.
 */
const pkcs1 = (algorithm: string) => new AlgorithmIdentifier({ algorithm, parameters: null });

/** RFC 4055 §3.1: MGF1 has the same hash, and the salt its length. */
function pss(hash: AlgorithmIdentifier, saltLength: number): AlgorithmIdentifier {
	const maskGenAlgorithm = new AlgorithmIdentifier({
		algorithm: rsa.id_mgf1,
		parameters: AsnConvert.serialize(hash)
	});
	const parameters = new rsa.RsaSaPssParams({ hashAlgorithm: hash, maskGenAlgorithm, saltLength });
	return new AlgorithmIdentifier({
		algorithm: rsa.id_RSASSA_PSS,
		parameters: AsnConvert.serialize(parameters)
	});
}

/** @param publicKey - of the key that signs */
export function signatureAlgorithm(
	algorithm: SigningAlgorithm,
	publicKey: SubjectPublicKeyInfo
): AlgorithmIdentifier {
	switch (algorithm) {
		case 'RSASSA_PKCS1_V1_5_SHA_256':
			return pkcs1(rsa.id_sha256WithRSAEncryption);
		case 'RSASSA_PKCS1_V1_5_SHA_384':
			return pkcs1(rsa.id_sha384WithRSAEncryption);
		case 'RSASSA_PKCS1_V1_5_SHA_512':
			return pkcs1(rsa.id_sha512WithRSAEncryption);
		case 'RSASSA_PSS_SHA_256':
			return pss(rsa.sha256, 32);
		case 'RSASSA_PSS_SHA_384':
			return pss(rsa.sha384, 48);
		case 'RSASSA_PSS_SHA_512':
			return pss(rsa.sha512, 64);
		case 'ECDSA_SHA_256':
			return ecdsa('1.2.840.10045.4.3.2');
		case 'ECDSA_SHA_384':
			return ecdsa('1.2.840.10045.4.3.3');
		case 'ECDSA_SHA_512':
			return ecdsa('1.2.840.10045.4.3.4');
		// RFC 8410 §6, RFC 9881 §3: the same identifier as that of the key.
		case 'ED25519_SHA_512':
		case 'ML_DSA_SHAKE_256':
			return publicKey.algorithm;
	}
}
