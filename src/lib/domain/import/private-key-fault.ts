/** What is wrong with bytes that were to be the private key of a pair. */
import { wipe, type Bytes } from '../bytes.ts';
import type { PrivateKeyFault } from '../errors.ts';
import { isBareSeed } from '../key/key-material.ts';
import {
	isMlDsa,
	type CmkSpec,
	type MlDsaParameterSet,
	type MlDsaSpec,
	type PairSpec
} from '../key/kinds.ts';
import type { FileContent, KeyAlgorithm } from '../reading/content.ts';
import { readFile } from '../reading/file-reading.ts';
import { keyInDer } from '../reading/keys-in-der.ts';
import { derOfNumbers } from '../reading/keys-to-der.ts';
import { mlDsaKeyIn } from '../reading/ml-dsa-key.ts';
import { wipeReadings } from '../reading/reading.ts';

const rsaSpecs: Readonly<Record<number, CmkSpec>> = {
	2048: 'RSA_2048',
	3072: 'RSA_3072',
	4096: 'RSA_4096'
};
const curveSpecs: Readonly<Record<string, CmkSpec>> = {
	'P-256': 'ECC_NIST_P256',
	'P-384': 'ECC_NIST_P384',
	'P-521': 'ECC_NIST_P521'
};

/** @returns the kind of CMK that has such keys, as far as a key says what it is */
function specOf(algorithm: KeyAlgorithm | undefined): CmkSpec | undefined {
	if (algorithm?.type === 'RSA') return rsaSpecs[algorithm.modulusBits];
	if (algorithm?.type === 'EC') return curveSpecs[algorithm.curve ?? ''];
	if (algorithm?.type === 'ML_DSA') return `ML_DSA_${algorithm.parameterSet}`;
	return algorithm?.type === 'ED25519' ? 'ECC_NIST_EDWARDS25519' : undefined;
}

/** A private key as an import takes it. */
interface PrivateKeyInDer {
	/** OneAsymmetricKey (RFC 5958 §2), DER, in a form that browsers take; the caller wipes it */
	pkcs8: Bytes;
	/** beginnings of the public key, as the file has them beside what the browser reads */
	publicStarts: readonly Bytes[];
}

const parameterSetOf = (keySpec: MlDsaSpec) => Number(keySpec.slice(-2)) as MlDsaParameterSet;

/**
 * Takes PKCS #8 in DER of the expected kind, or the seed of an ML-DSA key, and says of all else what it is. What the key says of itself is believed
 * here: that it is one is for WebCrypto to tell.
 *
 * @param bytes - stay as they are; the caller wipes them
 */
export function privateKeyIn(
	bytes: Bytes,
	expected: PairSpec
): PrivateKeyInDer | { fault: PrivateKeyFault } {
	if (isMlDsa(expected) && isBareSeed(bytes, expected))
		return { pkcs8: derOfNumbers.mlDsaPrivate(parameterSetOf(expected), bytes), publicStarts: [] };
	const found = keyInDer(bytes);
	if (!found) return { fault: faultOfText(bytes, expected) };
	const fault = faultOf(found.content, expected);
	if (fault) {
		wipe(found.bytes);
		return { fault };
	}
	if (!isMlDsa(expected)) return { pkcs8: found.bytes, publicStarts: [] };
	try {
		return withSeedOnly(found.bytes, parameterSetOf(expected));
	} finally {
		wipe(found.bytes);
	}
}

function withSeedOnly(
	pkcs8: Uint8Array,
	parameterSet: MlDsaParameterSet
): PrivateKeyInDer | { fault: PrivateKeyFault } {
	const key = mlDsaKeyIn(pkcs8, parameterSet);
	if (key === undefined) return { fault: { reason: 'DAMAGED' } };
	if (key === 'EXPANDED_ONLY') return { fault: { reason: 'EXPANDED_ONLY' } };
	const { seed, publicStarts } = key;
	try {
		return { pkcs8: derOfNumbers.mlDsaPrivate(parameterSet, seed), publicStarts };
	} finally {
		wipe(seed);
	}
}

function faultOf(content: FileContent, expected: PairSpec): PrivateKeyFault | undefined {
	if (content.kind === 'PUBLIC_KEY') return { reason: 'PUBLIC_HALF' };
	if (content.kind === 'PKCS_12') return { reason: 'ENCRYPTED' };
	if (content.kind !== 'PRIVATE_KEY') return { reason: 'NO_PRIVATE_KEY' };
	if (content.encrypted) return { reason: 'ENCRYPTED' };
	const actual = specOf(content.algorithm);
	// SEC 1 may leave its curve out.
	const isUnnamed = content.algorithm?.type === 'EC' && content.algorithm.curve === undefined;
	if (actual === undefined && !isUnnamed) return { reason: 'OTHER_ALGORITHM', expected };
	if (actual !== undefined && actual !== expected)
		return { reason: 'OTHER_KIND_OF_KEY', actual, expected };
	switch (content.form) {
		case 'PKCS_8':
			return isUnnamed ? { reason: 'OTHER_ALGORITHM', expected } : undefined;
		case 'PKCS_1':
		case 'SEC_1':
			return { reason: 'NOT_PKCS_8', form: content.form, expected };
		default:
			return { reason: 'NOT_PKCS_8', form: 'TEXT', expected };
	}
}

/** Says what is wrong with bytes that aren't DER: a key in another form, such as PEM, or no private key at all. */
function faultOfText(bytes: Bytes, expected: PairSpec): PrivateKeyFault {
	const readings = readFile(bytes);
	try {
		for (const { content } of readings) {
			if (content.kind === 'PUBLIC_KEY') return { reason: 'PUBLIC_HALF' };
			if (content.kind !== 'PRIVATE_KEY') continue;
			const { form, encrypted } = content;
			// Its own program takes the password off as it converts the file.
			if (form === 'OPENSSH' || form === 'PUTTY' || form === 'JWK')
				return { reason: 'NOT_PKCS_8', form, expected };
			if (encrypted) return { reason: 'ENCRYPTED' };
			const isOther = form === 'PKCS_1' || form === 'SEC_1';
			return { reason: 'NOT_PKCS_8', form: isOther ? form : 'TEXT', expected };
		}
		return { reason: 'NO_PRIVATE_KEY' };
	} finally {
		wipeReadings(readings);
	}
}
