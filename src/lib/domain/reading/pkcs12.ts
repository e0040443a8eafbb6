/** PKCS #12 (RFC 7292): private keys and certificates under one password, as `openssl pkcs12 -export` writes them. */
import { toHex, type Bytes } from '../bytes.ts';
import { parseDer, type DerNode } from './der.ts';
import { tags } from '../asn1/der-tags.ts';
import { mostIterations, parseEncryptedPkcs8, type EncryptedPkcs8 } from './encrypted-pkcs8.ts';

/** RFC 5652 §4 */
const data = '1.2.840.113549.1.7.1';
/** RFC 7292 §4.2.2 */
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
/** Of the MAC. SHA-1 is that of older programs, whose keys are under RC2 or 3DES. */
const hashes = new Map([
	['2.16.840.1.101.3.4.2.1', 'SHA-256'],
	['2.16.840.1.101.3.4.2.2', 'SHA-384'],
	['2.16.840.1.101.3.4.2.3', 'SHA-512']
] as const);
/** OpenSSL takes 2048, Java 10,000; this many take seconds. */
const mostMacIterations = 1_000_000;
const longestSalt = 128;
/** One is usual. */
const mostKeys = 8;

/** What opens such a file, beside its password. */
export interface Pkcs12 {
	keys: readonly EncryptedPkcs8[];
	mac: { hash: 'SHA-256' | 'SHA-384' | 'SHA-512'; salt: Bytes; iterations: number; value: Bytes };
	/** what the MAC is about; a view of what was read */
	content: Uint8Array;
}

/**
 * @returns undefined for anything but private keys under PBES2 with PBKDF2 and AES-CBC, and a MAC with SHA-2, within
 * bounds
 */
export function parsePkcs12(der: Uint8Array): Pkcs12 | undefined {
	const whole = parseDer(der);
	if (typeof whole !== 'object') return undefined;
	const [, authSafe, macData] = whole.children;
	const content = contentOf(authSafe);
	const mac = macOf(macData);
	if (!content || !mac) return undefined;
	const bags = sequenceIn(content).flatMap((info) => sequenceIn(contentOf(info)));
	const shrouded = bags.filter(({ children }) => children[0]?.oid === shroudedKeyBag);
	const keys = shrouded.flatMap(({ children }) => {
		const key = children[1]?.children[0];
		return (key && parseEncryptedPkcs8(key.bytes)) ?? [];
	});
	if (keys.length === 0 || keys.length > mostKeys || keys.length < shrouded.length)
		return undefined;
	// All keys are opened: together they may take as long as one.
	if (keys.reduce((sum, { iterations }) => sum + iterations, 0) > mostIterations) return undefined;
	return { keys, mac, content };
}

/** @returns the bytes of a ContentInfo that is not encrypted (RFC 5652 §3) */
function contentOf(info: DerNode | undefined): Uint8Array | undefined {
	const [type, tagged] = info?.children ?? [];
	const octets = tagged?.children[0];
	return type?.oid === data && octets?.tag === tags.octetString ? octets.value : undefined;
}

/** @returns the elements of a SEQUENCE that fills the bytes */
function sequenceIn(bytes: Uint8Array | undefined): readonly DerNode[] {
	const node = bytes && parseDer(bytes);
	return typeof node === 'object' ? node.children : [];
}

/** MacData, RFC 7292 §4: without a number, it is one iteration. */
function macOf(node: DerNode | undefined): Pkcs12['mac'] | undefined {
	const [info, salt, count] = node?.children ?? [];
	const [algorithm, value] = info?.children ?? [];
	const hash = hashes.get((algorithm?.children[0]?.oid ?? '') as '2.16.840.1.101.3.4.2.1');
	const iterations = count ? countOf(count) : 1;
	if (!hash || iterations === undefined || value?.tag !== tags.octetString) return undefined;
	if (salt?.tag !== tags.octetString || salt.value.length === 0 || salt.value.length > longestSalt)
		return undefined;
	return {
		...{ hash, iterations, salt: Uint8Array.from(salt.value) },
		value: Uint8Array.from(value.value)
	};
}

function countOf({ tag, value }: DerNode): number | undefined {
	if (tag !== tags.integer || value.length > 4) return undefined;
	const count = Number.parseInt(toHex(value), 16);
	return count >= 1 && count <= mostMacIterations ? count : undefined;
}
