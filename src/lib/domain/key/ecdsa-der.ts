/** ECDSA signatures: WebCrypto has `r || s` (IEEE P1363), everybody else the DER of `SEQUENCE { r, s }` (RFC 3279 §2.2.3). */

import { concat, type Bytes } from '../bytes.ts';
import { tags } from '../asn1/der-tags.ts';
import { encodeInteger, encodeSequence } from '../asn1/der-writing.ts';

/** @param signature - `r || s`, both of the same length, at most 66 bytes */
export function derOfSignature(signature: Uint8Array): Bytes {
	const middle = signature.length / 2;
	return encodeSequence(
		encodeInteger(signature.subarray(0, middle)),
		encodeInteger(signature.subarray(middle))
	);
}

/**
 * @param der - nothing but the shortest form of a signature is taken
 * @param numberBytes - of `r` and of `s`: as long as the curve's order
 * @returns `r || s`; undefined for anything else
 */
export function signatureOfDer(der: Bytes, numberBytes: number): Bytes | undefined {
	const content = contentOf(der, tags.sequence, 0);
	if (!content || content.end !== der.length) return undefined;
	const r = contentOf(der, tags.integer, content.start);
	const s = r && contentOf(der, tags.integer, r.end);
	if (!s || s.end !== der.length) return undefined;
	const [first, second] = [r, s].map(({ start, end }) =>
		fixed(der.subarray(start, end), numberBytes)
	);
	return first && second && concat(first, second);
}

function contentOf(
	der: Bytes,
	tag: number,
	at: number
): { start: number; end: number } | undefined {
	const [actual, short, long = 0] = der.subarray(at, at + 3);
	if (actual !== tag || short === undefined) return undefined;
	if (short < 0x80) return { start: at + 2, end: at + 2 + short };
	return short === 0x81 && long >= 0x80 ? { start: at + 3, end: at + 3 + long } : undefined;
}

/** @returns a positive number of the shortest form, with zeros before it; undefined for any other */
function fixed(number: Bytes, byteCount: number): Bytes | undefined {
	const [first, second = 0] = number;
	if (first === undefined || first >= 0x80) return undefined;
	if (first === 0 && number.length > 1 && second < 0x80) return undefined;
	const digits = first === 0 ? number.subarray(1) : number;
	if (digits.length > byteCount) return undefined;
	return concat(new Uint8Array(byteCount - digits.length), digits);
}
