import { BitString, Integer, ObjectIdentifier, Sequence, fromBER } from 'asn1js';

/** The two integers of an RSA public key (RFC 8017 §3.1). */
export interface RsaPublicKey {
	modulus: bigint;
	exponent: bigint;
	/** the length of the modulus */
	modulusBits: number;
}

const rsaEncryption = '1.2.840.113549.1.1.1';

/**
 * Reads SubjectPublicKeyInfo with rsaEncryption (RFC 5280 §4.1, RFC 3279 §2.3.1).
 *
 * @returns undefined for anything else, bytes that follow it among them
 */
export function parseRsaPublicKey(spki: Uint8Array): RsaPublicKey | undefined {
	const info = readSequence(spki);
	const [algorithm, subjectPublicKey] = info ?? [];
	if (!(algorithm instanceof Sequence) || !(subjectPublicKey instanceof BitString))
		return undefined;
	const [oid] = algorithm.valueBlock.value;
	if (!(oid instanceof ObjectIdentifier) || oid.valueBlock.toString() !== rsaEncryption)
		return undefined;
	const [modulus, exponent] = readSequence(subjectPublicKey.valueBlock.valueHexView) ?? [];
	if (!(modulus instanceof Integer) || !(exponent instanceof Integer)) return undefined;
	const n = unsigned(modulus.valueBlock.valueHexView);
	return {
		modulus: n,
		exponent: unsigned(exponent.valueBlock.valueHexView),
		modulusBits: n.toString(2).length
	};
}

/** @returns the elements of the one SEQUENCE that these bytes are, in DER or BER */
function readSequence(bytes: Uint8Array): Sequence['valueBlock']['value'] | undefined {
	const { result, offset } = fromBER(Uint8Array.from(bytes));
	return offset === bytes.length && result instanceof Sequence
		? result.valueBlock.value
		: undefined;
}

function unsigned(bytes: Uint8Array): bigint {
	return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}
