/** Certificate requests (PKCS #10, RFC 2986) and certificates (RFC 5280) that a key signs about itself. */
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Attributes, CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr';
import {
	Attribute,
	AttributeTypeAndValue,
	AttributeValue,
	BasicConstraints,
	Certificate,
	Extension,
	Extensions,
	GeneralName,
	id_ce_basicConstraints,
	id_ce_keyUsage,
	id_ce_subjectAltName,
	id_ce_subjectKeyIdentifier,
	KeyUsage,
	KeyUsageFlags,
	Name,
	RelativeDistinguishedName,
	SubjectAlternativeName,
	SubjectKeyIdentifier,
	SubjectPublicKeyInfo,
	TBSCertificate,
	Validity,
	Version
} from '@peculiar/asn1-x509';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { AlternativeName } from '#lib/domain/certificate/alternative-name.ts';
import { subjectPartNames, subjectParts, type Subject } from '#lib/domain/certificate/subject.ts';
import type { CertificateValidity } from '#lib/domain/certificate/validity.ts';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
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

/** RFC 2985 §5.4.2 */
const extensionRequest = '1.2.840.113549.1.9.14';
/** RFC 5280 §4.1.2.2 allows 20. */
const serialNumberBytes = 16;

/** @returns a certificate request, DER */
export async function certificateRequest(
	content: CertificateContent,
	key: CertificateKey
): Promise<Bytes> {
	const publicKey = AsnConvert.parse(key.publicKey, SubjectPublicKeyInfo);
	const info = new CertificationRequestInfo({
		subject: nameOf(content.subject),
		subjectPKInfo: publicKey,
		attributes: new Attributes([
			new Attribute({
				type: extensionRequest,
				values: [AsnConvert.serialize(new Extensions(extensionsOf(content)))]
			})
		])
	});
	return encoded(
		new CertificationRequest({
			certificationRequestInfo: info,
			signatureAlgorithm: signatureAlgorithm(key.algorithm, publicKey),
			signature: bufferOf(await key.sign(encoded(info)))
		})
	);
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
	const publicKey = AsnConvert.parse(key.publicKey, SubjectPublicKeyInfo);
	const algorithm = signatureAlgorithm(key.algorithm, publicKey);
	const serialNumber = newSerialNumber();
	const identifier = await keyIdentifier(publicKey);
	const signed = new TBSCertificate({
		version: Version.v3,
		serialNumber: bufferOf(serialNumber),
		signature: algorithm,
		issuer: nameOf(content.subject),
		validity: validityOf(notBefore, notAfter),
		subject: nameOf(content.subject),
		subjectPublicKeyInfo: publicKey,
		extensions: new Extensions([...extensionsOf(content), identifier])
	});
	const certificate = new Certificate({
		tbsCertificate: signed,
		signatureAlgorithm: algorithm,
		signatureValue: bufferOf(await key.sign(encoded(signed)))
	});
	return { certificate: encoded(certificate), serialNumber };
}

const encoded = (value: object): Bytes => new Uint8Array(AsnConvert.serialize(value));
/** Of exactly these bytes: the buffer of a view may hold more. */
const bufferOf = (bytes: Bytes): ArrayBuffer => bytes.slice().buffer;

const nameOf = (subject: Subject): Name =>
	new Name(
		subjectPartNames.flatMap((part) => {
			const value = subject[part];
			if (value === undefined) return [];
			// RFC 5280 Appendix A.1: a country is a PrintableString.
			const text = part === 'Country' ? { printableString: value } : { utf8String: value };
			const attribute = { type: subjectParts[part].oid, value: new AttributeValue(text) };
			return [new RelativeDistinguishedName([new AttributeTypeAndValue(attribute)])];
		})
	);

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. */
const validityOf = (notBefore: EpochMillis, notAfter: EpochMillis): Validity =>
	new Validity({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) });

/** A positive number whose first byte is no zero, so that all have the same length. */
function newSerialNumber(): Bytes {
	const number = randomBytes(serialNumberBytes);
	number[0] = ((number[0] ?? 0) & 0x7f) | 0x40;
	return number;
}

function extensionsOf({ names, authority }: CertificateContent): Extension[] {
	const { digitalSignature, keyCertSign, cRLSign } = KeyUsageFlags;
	const usage = authority ? keyCertSign | cRLSign : digitalSignature;
	const constraints = new BasicConstraints({ cA: authority !== undefined });
	if (authority?.pathLength !== undefined) constraints.pathLenConstraint = authority.pathLength;
	return [
		extension(id_ce_basicConstraints, constraints, true),
		extension(id_ce_keyUsage, new KeyUsage(usage), true),
		...(names.length > 0
			? [extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(generalName)))]
			: [])
	];
}

function extension(extnID: string, value: object, critical = false): Extension {
	const extnValue = new OctetString(AsnConvert.serialize(value));
	return new Extension({ extnID, critical, extnValue });
}

function generalName({ Type, Value }: AlternativeName): GeneralName {
	switch (Type) {
		case 'DNS':
			return new GeneralName({ dNSName: Value });
		case 'EMAIL':
			return new GeneralName({ rfc822Name: Value });
		case 'IP':
			return new GeneralName({ iPAddress: plainAddress(Value) });
	}
}

/** An IPv6 address as the package reads it, which takes no IPv4 address within one. */
const plainAddress = (address: string): string =>
	address.includes(':') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;

/** RFC 7093 §2, method 1: the first 160 bits of the SHA-256 of the public key. */
async function keyIdentifier({ subjectPublicKey }: SubjectPublicKeyInfo): Promise<Extension> {
	const hash = await sha256(new Uint8Array(subjectPublicKey));
	return extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(hash.subarray(0, 20)));
}
