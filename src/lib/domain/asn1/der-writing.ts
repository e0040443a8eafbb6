/** Writing ASN.1 in DER. */
import { concat, u8, utf8, type Bytes } from '../bytes.ts';
import type { EpochMillis } from '../time.ts';
import { tags } from './der-tags.ts';

/** One element, X.690 §10.1. */
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

/** A SEQUENCE of whole elements. */
export const encodeSequence = (...elements: readonly Uint8Array[]): Bytes =>
	encodeDer(tags.sequence, ...elements);

/** A BIT STRING of whole octets, X.690 §8.6. */
export const encodeBits = (octets: Uint8Array): Bytes => encodeDer(tags.bitString, u8(0), octets);

/**
 * An OBJECT IDENTIFIER, X.690 §8.19.
 *
 * @param oid - with dots; no number of it may be above 2^31
 */
export function encodeOid(oid: string): Bytes {
	const [root = 0, second = 0, ...rest] = oid.split('.').map(Number);
	return encodeDer(
		tags.objectIdentifier,
		Uint8Array.from([root * 40 + second, ...rest].flatMap(septets))
	);
}

/** Seven bits in each octet; all but the last one have the first bit set. */
function septets(arc: number): number[] {
	const octets = [arc & 0x7f];
	for (let rest = arc >>> 7; rest > 0; rest >>>= 7) octets.unshift(0x80 | (rest & 0x7f));
	return octets;
}

/**
 * A time as certificates have it, without fractions of a second: UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280
 * §4.1.2.5).
 *
 * @param time - of the years 1950 to 9999
 */
export function encodeTime(time: EpochMillis): Bytes {
	const digits = new Date(time).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
	return digits < '2050'
		? encodeDer(tags.utcTime, utf8(digits.slice(2)))
		: encodeDer(tags.generalizedTime, utf8(digits));
}
