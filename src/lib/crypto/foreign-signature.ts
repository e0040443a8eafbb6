/** Signatures of keys that belong to no CMK, in the forms in which other programs write them. */

import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { derOfSignature, signatureOfDer } from '#lib/domain/key/ecdsa-der.ts';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { isVerifyingCurve, type VerifyingCurve } from '#lib/domain/key/verifying.ts';
import type { KeyAlgorithm } from '#lib/domain/reading/content.ts';
import { ecdsa, parameters, parametersOf, pss, verifyBy, type Parameters } from './signature.ts';

/** A public key, and what it says of itself. */
interface ForeignKey {
	/** SubjectPublicKeyInfo, DER */
	spki: Bytes;
	algorithm: KeyAlgorithm;
}

const numberBytes: Record<VerifyingCurve, number> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/**
 * @param algorithm - one of `verifyingAlgorithms` for the key
 * @returns whether the signature is one of the key over the message
 * @throws {@link KmsError} `InvalidPublicKey` when WebCrypto does not take the key, or `InvalidParameter` when this browser
 * has no such keys
 */
export async function verifyForeign(
	key: ForeignKey,
	message: Bytes,
	signature: Bytes,
	algorithm: SigningAlgorithm
): Promise<boolean> {
	const signed = inDer(key.algorithm, signature);
	try {
		for (const way of waysOf(key, algorithm))
			if (await verifyBy(way, key.spki, message, signed)) return true;
		return false;
	} catch (error) {
		if ((error as DOMException).name !== 'DataError') throw error;
		throw cantVerify();
	}
}

const cantVerify = () => new KmsError('InvalidPublicKey', { reason: 'CANT_VERIFY' });

function waysOf({ algorithm: key }: ForeignKey, algorithm: SigningAlgorithm): Parameters[] {
	const hashBits = Number(algorithm.slice(-3));
	const hash = `SHA-${hashBits}`;
	if (key.type === 'EC' && isVerifyingCurve(key.curve))
		return [ecdsa(key.curve, hash, numberBytes[key.curve])];
	if (key.type === 'ML_DSA') return [parametersOf(`ML_DSA_${key.parameterSet}`, algorithm)];
	if (algorithm === 'ML_DSA_SHAKE_256') throw cantVerify();
	if (key.type !== 'RSA' || !algorithm.startsWith('RSASSA_PSS')) return [parameters[algorithm]];
	// RFC 8017 §9.1.1: what the encoded message has beside the hash and two bytes. OpenSSL takes this much by default.
	const longestSalt = Math.ceil((key.modulusBits - 1) / 8) - hashBits / 8 - 2;
	return [parameters[algorithm], pss(hash, longestSalt)];
}

/** JOSE and WebCrypto write the two numbers of ECDSA beside each other. */
function inDer(key: KeyAlgorithm, signature: Bytes): Bytes {
	if (key.type !== 'EC' || !isVerifyingCurve(key.curve)) return signature;
	const each = numberBytes[key.curve];
	const isRaw = signature.length === 2 * each && !signatureOfDer(signature, each);
	return isRaw ? derOfSignature(signature) : signature;
}
