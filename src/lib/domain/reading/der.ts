/** A reader over asn1js with limits, and the few lines that write DER. */
import { fromBER, ObjectIdentifier } from 'asn1js';
import { concat, toHex, type Bytes } from '../bytes.ts';

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

/** Tag bytes of DER, X.690 §8.1.2. */
export const tags = {
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	objectIdentifier: 0x06,
	sequence: 0x30,
	utcTime: 0x17,
	generalizedTime: 0x18,
	context0: 0xa0,
	context1: 0xa1
} as const;

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
 * Reads one element that fills the input (X.690 §8.1). The limits of the library hold, and nothing is copied.
 *
 * @returns undefined for anything else; `'TOO_DEEP'` for what exceeds the limits
 */
export function parseDer(bytes: Uint8Array): DerNode | 'TOO_DEEP' | undefined {
	if (!fillsItself(bytes)) return undefined;
	if (bytes.length > derLimits.mostBytes) return 'TOO_DEEP';
	try {
		const { offset, result } = fromBER(bytes, {
			maxDepth: derLimits.maxDepth,
			maxNodes: derLimits.maxNodes,
			maxContentLength: bytes.length,
			parseEmbedded: false,
			copyInput: false
		});
		if (offset === -1) return /exceeded/i.test(result.error) ? 'TOO_DEEP' : undefined;
		return offset === bytes.length ? asNode(result) : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a SEQUENCE begins here and says that it ends where the input ends, or says nothing about it. */
function fillsItself(bytes: Uint8Array): boolean {
	if (bytes[0] !== tags.sequence) return false;
	const first = bytes[1] ?? 0;
	if (first === 0x80) return bytes.at(-1) === 0 && bytes.at(-2) === 0;
	if (first < 0x80) return bytes.length === 2 + first;
	const lengthBytes = first & 0x7f;
	if (lengthBytes > 4) return false;
	const length = Number.parseInt(toHex(bytes.subarray(2, 2 + lengthBytes)) || 'NaN', 16);
	return bytes.length === 2 + lengthBytes + length;
}

type AsnElement = ReturnType<typeof fromBER>['result'];

function asNode(element: AsnElement): DerNode {
	const bytes = element.valueBeforeDecodeView;
	const { valueBlock } = element as { valueBlock: { value?: unknown } };
	const tag = bytes[0] ?? 0;
	const constructed = (tag & 0x20) !== 0 && Array.isArray(valueBlock.value);
	const children = constructed ? (valueBlock.value as AsnElement[]) : [];
	const headerBytes = element.idBlock.blockLength + element.lenBlock.blockLength;
	return {
		tag,
		bytes,
		value: bytes.subarray(headerBytes),
		children: children.map(asNode),
		oid: isName(element) ? element.getValue() : undefined
	};
}

/** One that is longer names nothing, and would be shown whole. */
const isName = (element: AsnElement): element is ObjectIdentifier =>
	element instanceof ObjectIdentifier && element.lenBlock.length <= derLimits.longestOidBytes;

/** One element in DER (X.690 §10.1). */
export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Bytes {
	const length = contents.reduce((sum, content) => sum + content.length, 0);
	return concat(Uint8Array.of(tag, ...lengthOctets(length)), ...contents);
}

function lengthOctets(length: number): number[] {
	if (length < 0x80) return [length];
	const octets: number[] = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
	return [0x80 | octets.length, ...octets];
}

/** A non-negative INTEGER from its big-endian bytes. */
export function encodeInteger(magnitude: Uint8Array): Bytes {
	const start = magnitude.findIndex((byte) => byte !== 0);
	const digits = start < 0 ? Uint8Array.of(0) : magnitude.subarray(start);
	const sign = (digits[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : [];
	return encodeDer(tags.integer, ...sign, digits);
}
