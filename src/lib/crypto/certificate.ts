/** Certificate requests (PKCS #10, RFC 2986) and certificates (RFC 5280) that a key signs about itself. */
import { concat, u16, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { AlternativeName } from '#lib/domain/certificate/alternative-name.ts';
import { subjectPartNames, subjectParts, type Subject } from '#lib/domain/certificate/subject.ts';
import type { CertificateValidity } from '#lib/domain/certificate/validity.ts';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import {
	encodeBits,
	encodeDer,
	encodeInteger,
	encodeOid,
	encodeSequence,
	encodeTime
} from '#lib/domain/asn1/der-writing.ts';
import { parseDer } from '#lib/domain/reading/der.ts';
import { signatureAlgorithm } from './certificate-algorithm.ts';
import { randomBytes } from './random.ts';
import { sha256 } from './sha256.ts';

/** What a certificate says of its key, or is asked to say. */
export interface CertificateContent {
	subject: Subject;
	/** in the form that `isAlternativeName` takes */
	names: readonly AlternativeName[];
	/** whether the key signs other certificates; `pathLength`: how many authorities may follow below it */
	authority: { pathLength?: number } | undefined;
}

/** The key that a certificate is about, which signs it too. */
export interface CertificateKey {
	/** SubjectPublicKeyInfo, DER */
	publicKey: Bytes;
	algorithm: SigningAlgorithm;
	/** as `Sign` does: ECDSA as DER */
	sign: (message: Bytes) => Promise<Bytes>;
}

/** RFC 5280 §4.1.2.2 allows 20. */
const serialNumberBytes = 16;

/** Of an attribute of a request, RFC 2985 §5.4.2, and of extensions, RFC 5280 §4.2.1. */
const oids = {
	extensionRequest: '1.2.840.113549.1.9.14',
	subjectKeyIdentifier: '2.5.29.14',
	keyUsage: '2.5.29.15',
	subjectAltName: '2.5.29.17',
	basicConstraints: '2.5.29.19'
};

/** KeyUsage, RFC 5280 §4.2.1.3: how many bits at its end don't count, and the bits from bit 0 on. */
const usages = {
	digitalSignature: Uint8Array.of(7, 0b1000_0000),
	keyCertSignAndCrlSign: Uint8Array.of(1, 0b0000_0110)
};

/** Tags of a GeneralName, RFC 5280 §4.2.1.6: they stand in place of the tag of the string. */
const nameTags = { EMAIL: 0x81, DNS: 0x82, IP: 0x87 };

/** @returns a certificate request, DER */
export async function certificateRequest(
	content: CertificateContent,
	key: CertificateKey
): Promise<Bytes> {
	const extensions = encodeDer(tags.set, encodeSequence(...extensionsOf(content)));
	const info = encodeSequence(
		encodeInteger(Uint8Array.of(0)), // the version, v1
		nameOf(content.subject),
		key.publicKey,
		encodeDer(tags.context0, encodeSequence(encodeOid(oids.extensionRequest), extensions))
	);
	return signedBy(key, info, algorithmOf(key));
}

/**
 * @param validity - whole seconds count; of the years 1950 to 9999
 * @returns a certificate that the key has signed about itself, DER, and its serial number
 */
export async function selfSignedCertificate(
	content: CertificateContent,
	{ notBefore, notAfter }: CertificateValidity,
	key: CertificateKey
): Promise<{ certificate: Bytes; serialNumber: Bytes }> {
	const algorithm = algorithmOf(key);
	const serialNumber = newSerialNumber();
	const name = nameOf(content.subject);
	const extensions = [...extensionsOf(content), await keyIdentifier(key)];
	const info = encodeSequence(
		encodeDer(tags.context0, encodeInteger(Uint8Array.of(2))), // the version, v3
		encodeInteger(serialNumber),
		algorithm,
		name, // of the issuer
		encodeSequence(encodeTime(notBefore), encodeTime(notAfter)),
		name,
		key.publicKey,
		encodeDer(tags.context3, encodeSequence(...extensions))
	);
	return { certificate: await signedBy(key, info, algorithm), serialNumber };
}

/** What is signed, the algorithm, and the signature. */
const signedBy = async (key: CertificateKey, info: Bytes, algorithm: Uint8Array): Promise<Bytes> =>
	encodeSequence(info, algorithm, encodeBits(await key.sign(info)));

/** Of SubjectPublicKeyInfo: its AlgorithmIdentifier, and the key itself. */
function partsOf({ publicKey }: CertificateKey): { algorithm: Uint8Array; bits: Uint8Array } {
	const read = parseDer(publicKey);
	const [algorithm, bits] = typeof read === 'object' ? read.children : [];
	if (!algorithm || !bits) throw new TypeError('This is no SubjectPublicKeyInfo.');
	return { algorithm: algorithm.bytes, bits: bits.value.subarray(1) };
}

const algorithmOf = (key: CertificateKey): Uint8Array =>
	signatureAlgorithm(key.algorithm, partsOf(key).algorithm);

const nameOf = (subject: Subject): Bytes =>
	encodeSequence(
		...subjectPartNames.flatMap((part) => {
			const value = subject[part];
			if (value === undefined) return [];
			// RFC 5280 Appendix A.1: a country is a PrintableString.
			const tag = part === 'Country' ? tags.printableString : tags.utf8String;
			const attribute = [encodeOid(subjectParts[part].oid), encodeDer(tag, utf8(value))];
			return [encodeDer(tags.set, encodeSequence(...attribute))];
		})
	);

/** A positive number whose first byte is no zero, so that all have the same length. */
function newSerialNumber(): Bytes {
	const number = randomBytes(serialNumberBytes);
	number[0] = ((number[0] ?? 0) & 0x7f) | 0x40;
	return number;
}

function extensionsOf({ names, authority }: CertificateContent): Bytes[] {
	const usage = authority ? usages.keyCertSignAndCrlSign : usages.digitalSignature;
	return [
		extension(oids.basicConstraints, basicConstraints(authority), true),
		extension(oids.keyUsage, encodeDer(tags.bitString, usage), true),
		...(names.length > 0
			? [extension(oids.subjectAltName, encodeSequence(...names.map(generalName)))]
			: [])
	];
}

/** RFC 5280 §4.2.1.9. What is FALSE is left out, X.690 §11.5. */
function basicConstraints(authority: CertificateContent['authority']): Bytes {
	if (!authority) return encodeSequence();
	const { pathLength } = authority;
	const most = pathLength === undefined ? [] : [encodeInteger(Uint8Array.of(pathLength))];
	return encodeSequence(encodeTrue(), ...most);
}

/** @param value - DER */
function extension(oid: string, value: Bytes, critical = false): Bytes {
	return encodeSequence(
		encodeOid(oid),
		...(critical ? [encodeTrue()] : []),
		encodeDer(tags.octetString, value)
	);
}

/** X.690 §11.1 */
const encodeTrue = (): Bytes => encodeDer(tags.boolean, Uint8Array.of(0xff));

const generalName = ({ Type, Value }: AlternativeName): Bytes =>
	encodeDer(nameTags[Type], Type === 'IP' ? addressBytes(Value) : utf8(Value));

/** The 4 or 16 octets of an address. */
function addressBytes(address: string): Bytes {
	if (!address.includes(':')) return Uint8Array.from(address.split('.'), Number);
	// As browsers write it: groups in hex only, with :: for the longest run of zeros.
	const { hostname } = new URL(`http://[${address}]`);
	const [before = [], after = []] = hostname
		.slice(1, -1)
		.split('::')
		.map((half) => half.split(':').filter(Boolean));
	const zeros = Array<string>(8 - before.length - after.length).fill('0');
	return concat(...[...before, ...zeros, ...after].map((group) => u16(parseInt(group, 16))));
}

/** RFC 7093 §2, method 1: the first 160 bits of the SHA-256 of the public key. */
async function keyIdentifier(key: CertificateKey): Promise<Bytes> {
	const hash = await sha256(new Uint8Array(partsOf(key).bits));
	const identifier = encodeDer(tags.octetString, hash.subarray(0, 20));
	return extension(oids.subjectKeyIdentifier, identifier);
}
