/** Keys and certificates in DER: SubjectPublicKeyInfo, PKCS #1, PKCS #8, SEC 1, X.509, and PKCS #12. */
import { wipe, type Bytes } from '../bytes.ts';
import type { MlDsaParameterSet } from '../key/kinds.ts';
import type {
	FileContent,
	KeyAlgorithm,
	NamedCurve,
	otherAlgorithms,
	PublicKeyForm
} from './content.ts';
import { parseDer, type DerNode } from './der.ts';
import { tags } from '../asn1/der-tags.ts';
import { encodeDer } from '../asn1/der-writing.ts';
import { ecAlgorithm, pkcs8, rsaAlgorithm } from './keys-to-der.ts';
import { parsePkcs12 } from './pkcs12.ts';
import {
	rsaEncryption,
	rsaKeyFacts,
	type RsaKeyFacts,
	longestExponentBytes
} from './rsa-public-key.ts';

const oids = {
	rsaPss: '1.2.840.113549.1.1.10',
	ecPublicKey: '1.2.840.10045.2.1'
} as const;
const pkcs7Prefix = '1.2.840.113549.1.7.';
/** RFC 5083 and others of S/MIME */
const smimePrefix = '1.2.840.113549.1.9.16.1.';
const signedData = `${pkcs7Prefix}2`;
const rsaIdentifier = parseDer(rsaAlgorithm) as DerNode;

const curveOids: Readonly<Record<string, NamedCurve>> = {
	'1.2.840.10045.3.1.7': 'P-256',
	'1.3.132.0.34': 'P-384',
	'1.3.132.0.35': 'P-521',
	'1.3.132.0.10': 'secp256k1',
	'1.2.156.10197.1.301': 'SM2'
};
const others: Readonly<Record<string, (typeof otherAlgorithms)[number]>> = {
	'1.3.101.112': 'ED25519',
	'1.3.101.110': 'X25519',
	'1.3.101.113': 'ED448',
	'1.3.101.111': 'X448',
	'1.2.840.10040.4.1': 'DSA',
	'1.2.840.113549.1.3.1': 'DH',
	'1.2.840.10046.2.1': 'DH',
	'1.2.643.7.1.1.1.1': 'GOST',
	'1.2.643.7.1.1.1.2': 'GOST',
	'2.16.840.1.101.3.4.4.1': 'ML_KEM',
	'2.16.840.1.101.3.4.4.2': 'ML_KEM',
	'2.16.840.1.101.3.4.4.3': 'ML_KEM'
};
/** RFC 9881 §2 */
const mlDsaOids: Readonly<Record<string, MlDsaParameterSet>> = {
	'2.16.840.1.101.3.4.3.17': 44,
	'2.16.840.1.101.3.4.3.18': 65,
	'2.16.840.1.101.3.4.3.19': 87
};

interface Found {
	content: FileContent;
	/** as {@link FileContent} says it for each kind; the caller wipes it */
	bytes: Bytes;
}

/** @returns undefined if it is not a key, a certificate or a PKCS #12 file */
export function keyInDer(der: Uint8Array): Found | undefined {
	const node = parseDer(der) ?? parseDer(withoutBreak(der));
	if (node === 'TOO_DEEP')
		return { content: { kind: 'REFUSED', reason: 'ASN1_TOO_DEEP' }, bytes: new Uint8Array() };
	if (node === undefined) return undefined;
	return publicKey(node) ?? privateKey(node) ?? pkcs12(node) ?? pkcs7(node) ?? cms(node);
}

/** An editor, or `echo`, has put a line break behind it. */
function withoutBreak(der: Uint8Array): Uint8Array {
	if (der.at(-1) !== 0x0a) return der;
	return der.subarray(0, der.at(-2) === 0x0d ? -2 : -1);
}

function publicKey(node: DerNode): Found | undefined {
	const [first, second, third] = node.children;
	const signed = third?.tag === tags.bitString ? first : undefined;
	const certificate = signed && certificateKey(signed);
	const request = signed && signingRequestKey(signed);
	if (certificate) return asPublicKey(certificate, 'CERTIFICATE', validUntil(signed));
	if (request) return asPublicKey(request, 'CSR');
	const plain = asPublicKey(node, 'SPKI');
	if (plain) return plain;
	// PKCS #1 RSAPublicKey, RFC 8017 §A.1.1. An ECDSA signature is two integers too, both of them long.
	if (node.children.length === 2 && isModulus(first) && isExponent(second))
		return ofRsa('PKCS_1', rsaKeyFacts(rsaIdentifier, node.bytes));
	return undefined;
}

/** With its sign. */
const isExponent = (node: DerNode | undefined): boolean =>
	node?.tag === tags.integer && node.value.length <= longestExponentBytes + 1;

/** TBSCertificate, RFC 5280 §4.1: version is optional, then five elements, then the key. */
const certificateKey = ({ children }: DerNode): DerNode | undefined =>
	asSpki(children[children[0]?.tag === tags.context0 ? 6 : 5]);

/** CertificationRequestInfo, RFC 2986 §4.1: version, subject, key. */
const signingRequestKey = ({ children }: DerNode): DerNode | undefined =>
	children[0]?.tag === tags.integer ? asSpki(children[2]) : undefined;

/** @returns when a certificate ends, milliseconds since 1970; undefined where that can't be told */
function validUntil({ children }: DerNode): number | undefined {
	const end = children[children[0]?.tag === tags.context0 ? 4 : 3]?.children[1];
	if (end?.tag !== tags.utcTime && end?.tag !== tags.generalizedTime) return undefined;
	const digits = String.fromCharCode(...end.value.subarray(0, 20));
	const short = end.tag === tags.utcTime;
	// RFC 5280 §4.1.2.5.1: years of two digits are 1950 to 2049.
	const whole = short ? (digits < '50' ? '20' : '19') + digits : digits;
	const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(whole)?.slice(1).map(Number);
	if (!parts) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first certificate of a file that holds certificates only, RFC 5652 §5.1. */
function pkcs7(node: DerNode): Found | undefined {
	const [type, content] = node.children;
	if (type?.oid !== signedData) return undefined;
	const signed = content?.children[0]?.children;
	// What somebody has signed is no file of certificates.
	if (signed?.at(-1)?.children.length !== 0) return undefined;
	const certificates = signed.find(({ tag }) => tag === tags.context0);
	const tbs = certificates?.children[0]?.children[0];
	const spki = tbs && certificateKey(tbs);
	return spki && asPublicKey(spki, 'PKCS_7', validUntil(tbs));
}

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7. */
function asSpki(node: DerNode | undefined): DerNode | undefined {
	const [identifier, key] = node?.children ?? [];
	const isSpki =
		node?.tag === tags.sequence &&
		node.children.length === 2 &&
		identifier?.tag === tags.sequence &&
		identifier.children[0]?.oid !== undefined &&
		key?.tag === tags.bitString;
	return isSpki ? node : undefined;
}

function asPublicKey(node: DerNode, form: PublicKeyForm, until?: number): Found | undefined {
	const [identifier, key] = asSpki(node)?.children ?? [];
	if (!identifier || !key || key.value[0] !== 0) return undefined;
	const rsaKey = rsaKeyFacts(identifier, key.value.subarray(1));
	const algorithm = algorithmOf(identifier, undefined);
	const found = rsaKey
		? ofRsa(form, rsaKey)
		: algorithm && {
				content: { kind: 'PUBLIC_KEY', form, algorithm } as const,
				bytes: copy(node.bytes)
			};
	if (!found || until === undefined) return found;
	return { ...found, content: { ...found.content, validUntil: until } as FileContent };
}

function ofRsa(form: PublicKeyForm, facts: RsaKeyFacts | undefined): Found | undefined {
	if (!facts) return undefined;
	const { modulusBits, fault, spki } = facts;
	const algorithm: KeyAlgorithm = { type: 'RSA', modulusBits, ...(fault && { fault }) };
	return { content: { kind: 'PUBLIC_KEY', form, algorithm }, bytes: spki };
}

function privateKey(node: DerNode): Found | undefined {
	const { children, bytes } = node;
	const [first, second, third] = children;
	// EncryptedPrivateKeyInfo, RFC 5958 §3: the algorithm that locks it says nothing about the key.
	if (
		children.length === 2 &&
		first?.children[0]?.oid?.startsWith('1.2.840.113549.1.') &&
		second?.tag === tags.octetString
	)
		return {
			content: { kind: 'PRIVATE_KEY', form: 'PKCS_8', algorithm: undefined, encrypted: true },
			bytes: copy(bytes)
		};
	if (first?.tag !== tags.integer || first.value.length !== 1) return undefined;
	// OneAsymmetricKey, RFC 5958 §2
	if (second?.tag === tags.sequence && third?.tag === tags.octetString) {
		const inner = parseDer(third.value);
		const modulus = typeof inner === 'object' ? inner.children[1] : undefined;
		const algorithm = algorithmOf(second, modulus);
		return algorithm && found('PKCS_8', algorithm, copy(bytes));
	}
	// RSAPrivateKey, RFC 8017 §A.1.2
	if (isModulus(second) && children.length >= 9)
		return found('PKCS_1', rsa(second), pkcs8(rsaAlgorithm, bytes));
	// ECPrivateKey, RFC 5915 §3
	if (first.value[0] === 1 && second?.tag === tags.octetString) return ecPrivateKey(node);
	return undefined;
}

function ecPrivateKey({ children, bytes }: DerNode): Found {
	const curveOid = children.find(({ tag }) => tag === tags.context0)?.children[0];
	const curve = curveOf(curveOid);
	if (!curveOid) return found('SEC_1', { type: 'EC', curve }, copy(bytes));
	// PKCS #8 names the curve outside.
	const kept = children.filter(({ tag }) => tag !== tags.context0).map((child) => child.bytes);
	const inner = encodeDer(tags.sequence, ...kept);
	const outer = pkcs8(ecAlgorithm(curveOid.bytes), inner);
	wipe(inner);
	return found('SEC_1', { type: 'EC', curve }, outer);
}

function pkcs12({ children, bytes }: DerNode): Found | undefined {
	const [version, contentInfo] = children;
	const isPfx =
		version?.tag === tags.integer &&
		version.value[0] === 3 &&
		contentInfo?.children[0]?.oid?.startsWith(pkcs7Prefix) === true;
	const opens = isPfx && parsePkcs12(bytes) !== undefined;
	return isPfx ? { content: { kind: 'PKCS_12', opens }, bytes: copy(bytes) } : undefined;
}

/** ContentInfo, RFC 5652 §3. */
function cms({ children, bytes }: DerNode): Found | undefined {
	const oid = children[0]?.oid ?? '';
	const isCms = [pkcs7Prefix, smimePrefix].some((prefix) => oid.startsWith(prefix));
	if (children.length !== 2 || !isCms) return undefined;
	const form = oid === signedData ? 'SMIME_SIGNED' : 'CMS';
	return { content: { kind: 'CONTAINER', form }, bytes: copy(bytes) };
}

function found(form: 'PKCS_8' | 'PKCS_1' | 'SEC_1', algorithm: KeyAlgorithm, bytes: Bytes): Found {
	return { content: { kind: 'PRIVATE_KEY', form, algorithm, encrypted: false }, bytes };
}

/** @param modulus - where the key, which the identifier names as RSA, has it */
function algorithmOf(
	{ tag, children }: DerNode,
	modulus: DerNode | undefined
): KeyAlgorithm | undefined {
	const [name, parameters] = children;
	const oid = name?.oid;
	if (tag !== tags.sequence || oid === undefined) return undefined;
	if (oid === rsaEncryption || oid === oids.rsaPss)
		return isModulus(modulus) ? rsa(modulus) : undefined;
	if (oid === oids.ecPublicKey) return { type: 'EC', curve: curveOf(parameters) };
	const parameterSet = mlDsaOids[oid];
	if (parameterSet) return { type: 'ML_DSA', parameterSet };
	const type = others[oid];
	return type ? { type } : { type: 'OTHER', oid };
}

const curveOf = (parameters: DerNode | undefined) => curveOids[parameters?.oid ?? ''];

/** An RSA modulus is odd and has 512 bits or more. */
function isModulus(node: DerNode | undefined): node is DerNode {
	return (
		node?.tag === tags.integer && node.value.length >= 64 && ((node.value.at(-1) ?? 0) & 1) === 1
	);
}

function rsa(modulus: DerNode): KeyAlgorithm {
	const start = modulus.value.findIndex((byte) => byte !== 0);
	const digits = modulus.value.subarray(start);
	return { type: 'RSA', modulusBits: digits.length * 8 - Math.clz32(digits[0] ?? 0) + 24 };
}

const copy = (bytes: Uint8Array): Bytes => Uint8Array.from(bytes);
