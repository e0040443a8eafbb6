import {
	BitString,
	Constructed,
	Integer,
	Null,
	ObjectIdentifier,
	OctetString,
	Sequence,
	fromBER
} from 'asn1js';
import { wipe, type Bytes } from './bytes.ts';

/** How a private key in DER is written: PKCS #8 (RFC 5208 §5), PKCS #1 (RFC 8017 §A.1.2), SEC 1 (RFC 5915 §3). */
export type PrivateKeyForm = 'PKCS8' | 'PKCS1' | 'SEC1' | 'ENCRYPTED_PKCS8';

const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';

type Elements = Sequence['valueBlock']['value'];

/** @returns the elements of the one SEQUENCE that these bytes are */
function readSequence(der: Uint8Array): Elements | undefined {
	const { result, offset } = fromBER(der);
	return offset === der.length && result instanceof Sequence ? result.valueBlock.value : undefined;
}

/** @returns which form of a private key this is; undefined for anything else */
export function privateKeyForm(der: Uint8Array): PrivateKeyForm | undefined {
	return formOf(readSequence(der) ?? []);
}

function formOf([first, second, third, fourth]: Elements): PrivateKeyForm | undefined {
	if (first instanceof Sequence) {
		// EncryptedPrivateKeyInfo, RFC 5208 §6: an algorithm and an OCTET STRING, nothing else.
		const isEncrypted = second instanceof OctetString && third === undefined;
		return isEncrypted ? 'ENCRYPTED_PKCS8' : undefined;
	}
	if (!(first instanceof Integer)) return undefined;
	const version = first.valueBlock.valueDec;
	if (second instanceof Sequence && third instanceof OctetString) return 'PKCS8';
	if (version === 1 && second instanceof OctetString) return 'SEC1';
	return version === 0 && [second, third, fourth].every((part) => part instanceof Integer)
		? 'PKCS1'
		: undefined;
}

/**
 * Puts a private key of the two older forms into PKCS #8, as `openssl pkcs8 -topk8 -nocrypt` does.
 *
 * @param der - the caller wipes it
 * @returns a PrivateKeyInfo, which the caller wipes; undefined when these bytes are no plain private key
 */
export function toPkcs8(der: Bytes): Bytes | undefined {
	switch (privateKeyForm(der)) {
		case 'PKCS8':
			return Uint8Array.from(der);
		case 'PKCS1':
			return privateKeyInfo([new ObjectIdentifier({ value: rsaEncryption }), new Null()], der);
		case 'SEC1': {
			const curve = curveOf(readSequence(der) ?? []);
			return curve && privateKeyInfo([new ObjectIdentifier({ value: ecPublicKey }), curve], der);
		}
		default:
			return undefined;
	}
}

/** Without its parameters a key of SEC 1 does not say its curve. */
function curveOf(elements: Elements): ObjectIdentifier | undefined {
	const parameters = elements.find(
		(part) => part instanceof Constructed && part.idBlock.tagNumber === 0
	);
	const [curve] = parameters instanceof Constructed ? parameters.valueBlock.value : [];
	return curve instanceof ObjectIdentifier ? curve : undefined;
}

function privateKeyInfo(algorithm: Elements, privateKey: Bytes): Bytes {
	const octets = new OctetString({ valueHex: Uint8Array.from(privateKey) });
	try {
		const info = new Sequence({
			value: [new Integer({ value: 0 }), new Sequence({ value: algorithm }), octets]
		});
		return new Uint8Array(info.toBER());
	} finally {
		wipe(octets.valueBlock.valueHexView);
	}
}

/**
 * The public half of a private key, as WebCrypto exports it: for RSA out of RSAPrivateKey, for EC the public key that
 * RFC 5915 §3 leaves optional.
 *
 * @param pkcs8 - PrivateKeyInfo
 * @returns SubjectPublicKeyInfo, DER; undefined when the key does not say its public half
 */
export function publicHalf(pkcs8: Bytes): Bytes | undefined {
	const [, algorithm, octets] = readSequence(pkcs8) ?? [];
	if (!(algorithm instanceof Sequence) || !(octets instanceof OctetString)) return undefined;
	const inner = readSequence(octets.valueBlock.valueHexView) ?? [];
	const bits = formOf(inner) === 'PKCS1' ? rsaPublicBits(inner) : ecPublicBits(inner);
	return bits && new Uint8Array(new Sequence({ value: [algorithm, bits] }).toBER());
}

function rsaPublicBits([, modulus, exponent]: Elements): BitString | undefined {
	if (!modulus || !exponent) return undefined;
	return new BitString({ valueHex: new Sequence({ value: [modulus, exponent] }).toBER() });
}

function ecPublicBits(elements: Elements): BitString | undefined {
	const holder = elements.find(
		(part) => part instanceof Constructed && part.idBlock.tagNumber === 1
	);
	const [bits] = holder instanceof Constructed ? holder.valueBlock.value : [];
	return bits instanceof BitString ? bits : undefined;
}
