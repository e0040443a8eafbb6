/** Reading ASN.1 in DER, and what of BER people's programs write, with limits. */
import { tags } from '../asn1/der-tags.ts';

/** One element. `bytes` is the whole of it, `value` what it holds; both are views of what was read. */
export interface DerNode {
	/** the identifier octet: 0x30 SEQUENCE, 0x02 INTEGER, 0xa0 [0] … */
	tag: number;
	bytes: Uint8Array;
	value: Uint8Array;
	children: readonly DerNode[];
	/** of an OBJECT IDENTIFIER, with dots */
	oid: string | undefined;
}

/**
 * Keys nest 5 deep, certificates 10; PKCS #12 files have some hundred elements. A private key of 16384 bits has 10 KB,
 * a chain of certificates 20 KB; an element of more would only cost time.
 */
export const derLimits = {
	maxDepth: 32,
	maxNodes: 5000,
	mostBytes: 64 * 1024,
	longestOidBytes: 64
};

/**
 * Reads one SEQUENCE that fills the input (X.690 §8.1). Nothing is copied.
 *
 * @returns undefined for anything else; `'TOO_DEEP'` for what exceeds {@link derLimits}
 */
export function parseDer(bytes: Uint8Array): DerNode | 'TOO_DEEP' | undefined {
	const header = bytes[0] === tags.sequence ? readHeader(bytes) : undefined;
	const fills =
		header?.end === undefined ? endsAt(bytes, bytes.length - 2) : header.end === bytes.length;
	if (!header || !fills) return undefined;
	if (bytes.length > derLimits.mostBytes) return 'TOO_DEEP';
	const node = readElement(bytes, 0, { nodes: 0 });
	return typeof node === 'object' && node.bytes.length < bytes.length ? undefined : node;
}

interface Header {
	tag: number;
	/** where the contents begin */
	start: number;
	/** where they end; undefined for what ends with end-of-contents octets, X.690 §8.1.5 */
	end: number | undefined;
}

const constructed = 0x20;
/** In the low bits of the first octet: the tag's number follows. */
const longTag = 0x1f;
const mostTagOctets = 5;
const mostLengthOctets = 4;

/** Identifier and length octets, X.690 §8.1.2 and §8.1.3. */
function readHeader(bytes: Uint8Array): Header | undefined {
	const [tag = 0] = bytes;
	let start = 1;
	if ((tag & longTag) === longTag)
		do {
			if (start > mostTagOctets) return undefined;
		} while ((bytes[start++] ?? 0) >= 0x80);
	const first = bytes[start++];
	if (tag === 0 || first === undefined) return undefined;
	if (first === 0x80) return (tag & constructed) === 0 ? undefined : { tag, start, end: undefined };
	if (first < 0x80) return within(bytes, { tag, start, end: start + first });
	const octets = bytes.subarray(start, start + (first & 0x7f));
	if (octets.length < (first & 0x7f) || octets.length > mostLengthOctets) return undefined;
	const length = octets.reduce((sum, octet) => sum * 256 + octet, 0);
	start += octets.length;
	return within(bytes, { tag, start, end: start + length });
}

const within = (bytes: Uint8Array, header: Header & { end: number }) =>
	header.end <= bytes.length ? header : undefined;

/** Whether end-of-contents octets are here. */
const endsAt = (bytes: Uint8Array, at: number) => bytes[at] === 0 && bytes[at + 1] === 0;

/** @param bytes - the element, and whatever follows it */
function readElement(
	bytes: Uint8Array,
	depth: number,
	budget: { nodes: number }
): DerNode | 'TOO_DEEP' | undefined {
	if (depth > derLimits.maxDepth || ++budget.nodes > derLimits.maxNodes) return 'TOO_DEEP';
	const header = readHeader(bytes);
	if (!header) return undefined;
	const { tag, start, end } = header;
	if (end !== undefined && (tag & constructed) === 0) {
		const value = bytes.subarray(start, end);
		return { tag, bytes: bytes.subarray(0, end), value, children: [], oid: oidIn(tag, value) };
	}
	const children: DerNode[] = [];
	let at = start;
	while (end === undefined ? !endsAt(bytes, at) : at < end) {
		const child = readElement(bytes.subarray(at, end), depth + 1, budget);
		if (typeof child !== 'object') return child;
		children.push(child);
		at += child.bytes.length;
	}
	const whole = bytes.subarray(0, end ?? at + 2);
	return { tag, bytes: whole, value: bytes.subarray(start, at), children, oid: undefined };
}

/** X.690 §8.19. One that is longer names nothing, and would be shown whole. */
function oidIn(tag: number, value: Uint8Array): string | undefined {
	const isWhole = (value.at(-1) ?? 0x80) < 0x80;
	if (tag !== tags.objectIdentifier || !isWhole || value.length > derLimits.longestOidBytes)
		return undefined;
	const arcs: bigint[] = [];
	let arc = 0n;
	for (const octet of value) {
		arc = (arc << 7n) | BigInt(octet & 0x7f);
		if (octet >= 0x80) continue;
		arcs.push(arc);
		arc = 0n;
	}
	const [both = 0n, ...rest] = arcs;
	const root = both < 80n ? both / 40n : 2n;
	return [root, both - root * 40n, ...rest].join('.');
}
