/** Keys and certificates in DER: SubjectPublicKeyInfo, PKCS #1, PKCS #8, SEC 1, X.509, and PKCS #12 by its head. */
import { wipe, type Bytes } from '../bytes.ts';
import type { FileContent, KeyAlgorithm, NamedCurve } from './content.ts';
import { encodeDer, parseDer, tags, type DerNode } from './der.ts';
import { ecAlgorithm, pkcs8, rsaAlgorithm, spkiOfRsa } from './keys-to-der.ts';

export const rsaEncryption = '1.2.840.113549.1.1.1';
const oids = {
	rsaPss: '1.2.840.113549.1.1.10',
	ecPublicKey: '1.2.840.10045.2.1'
} as const;
const pkcs7 = '1.2.840.113549.1.7.';

const curveOids: Readonly<Record<string, NamedCurve>> = {
	'1.2.840.10045.3.1.7': 'P-256',
	'1.3.132.0.34': 'P-384',
	'1.3.132.0.35': 'P-521',
	'1.3.132.0.10': 'secp256k1',
	'1.2.156.10197.1.301': 'SM2'
};
const edwards: Readonly<Record<string, 'ED25519' | 'X25519' | 'ED448'>> = {
	'1.3.101.112': 'ED25519',
	'1.3.101.110': 'X25519',
	'1.3.101.113': 'ED448'
};

interface Found {
	content: FileContent;
	/** as {@link FileContent} says it for each kind; the caller wipes it */
	bytes: Bytes;
}

/** @returns undefined for what is no key, no certificate and no PKCS #12 file */
export function keyInDer(der: Uint8Array): Found | undefined {
	const node = parseDer(der);
	if (node === 'TOO_DEEP')
		return { content: { kind: 'REFUSED', reason: 'ASN1_TOO_DEEP' }, bytes: new Uint8Array() };
	if (node === undefined) return undefined;
	return publicKey(node) ?? privateKey(node) ?? pkcs12(node) ?? cms(node);
}

function publicKey(node: DerNode): Found | undefined {
	const [first, second, third] = node.children;
	const certificate = third?.tag === tags.bitString && first ? spkiOfCertificate(first) : undefined;
	const spki = certificate ?? node;
	const algorithm = algorithmOfSpki(spki);
	if (algorithm) {
		const form = certificate ? 'CERTIFICATE' : 'SPKI';
		return { content: { kind: 'PUBLIC_KEY', form, algorithm }, bytes: copy(spki.bytes) };
	}
	// PKCS #1 RSAPublicKey, RFC 8017 §A.1.1
	if (node.children.length === 2 && isModulus(first) && second?.tag === tags.integer)
		return {
			content: { kind: 'PUBLIC_KEY', form: 'PKCS_1', algorithm: rsa(first) },
			bytes: spkiOfRsa(node.bytes)
		};
	return undefined;
}

/** TBSCertificate, RFC 5280 §4.1: version is optional, then five elements, then the key. */
function spkiOfCertificate({ children }: DerNode): DerNode | undefined {
	const spki = children[children[0]?.tag === tags.context0 ? 6 : 5];
	return spki && algorithmOfSpki(spki) ? spki : undefined;
}

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7. */
function algorithmOfSpki({ tag, children }: DerNode): KeyAlgorithm | undefined {
	const [identifier, key] = children;
	if (tag !== tags.sequence || children.length !== 2 || !identifier || key?.tag !== tags.bitString)
		return undefined;
	const rsaKey = parseDer(key.value.subarray(1));
	const modulus = typeof rsaKey === 'object' ? rsaKey.children[0] : undefined;
	return algorithmOf(identifier, modulus);
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
		contentInfo?.children[0]?.oid?.startsWith(pkcs7) === true;
	return isPfx ? { content: { kind: 'PKCS_12' }, bytes: copy(bytes) } : undefined;
}

/** ContentInfo, RFC 5652 §3. */
function cms({ children, bytes }: DerNode): Found | undefined {
	const isCms = children.length === 2 && children[0]?.oid?.startsWith(pkcs7) === true;
	return isCms ? { content: { kind: 'CONTAINER', form: 'CMS' }, bytes: copy(bytes) } : undefined;
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
	const type = edwards[oid];
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
