/** Hex and Base64 that are not whole: cut off at the end, or in two parts. */
import { concat, utf8, wipe, type Bytes } from '../bytes.ts';
import { encryptedSize } from '../import/encrypted-key-size.ts';
import { decodeBase64, decodeHex } from './text-encodings.ts';

/** 128 hex digits or more are hex whatever is expected: as anything else they would be no accident. */
export const longHexBytes = 64;

const betweenParts: ReadonlySet<number> = new Set(utf8('.:|;,'));
const around: ReadonlySet<number> = new Set(utf8('.:;,"\'`)]}>'));

/**
 * Two parts, each in Base64, with its padding or a sign between them.
 *
 * @returns both together, which the caller wipes; undefined for anything but an encrypted key of two parts
 */
export function decodeTwoBase64(text: Uint8Array): Bytes | undefined {
	const equals = 0x3d;
	let at = text.indexOf(equals) + 1;
	if (at > 0 && text[at] === equals) at++;
	if (at === 0) at = text.findIndex((byte) => betweenParts.has(byte));
	const next = betweenParts.has(text[at] ?? 0) ? at + 1 : at;
	const parts = [text.subarray(0, at), text.subarray(next)].map(decodeBase64);
	const [first, second] = parts;
	const both = first && second && concat(first, second);
	wipe(...parts);
	if (both && encryptedSize(both.length)?.hybrid) return both;
	wipe(both);
	return undefined;
}

/** Hex that has lost its last digit. A short text has lost nothing: it is no hex. */
export const decodeCutHex = (text: Uint8Array): Bytes | undefined =>
	longOnly(decodeHex(text.subarray(0, -1)));

/** Base64 that ends in the middle of a group. A short text has lost nothing: it is no Base64. */
export function decodeCutBase64(text: Uint8Array): Bytes | undefined {
	const isBreak = (byte: number) => byte === 0x0d || byte === 0x0a;
	const signs = text.reduce((count, byte) => count + (isBreak(byte) ? 0 : 1), 0);
	const end = text.length - (signs % 4);
	// What is cut off belongs to it.
	if (text.subarray(end).some((byte) => around.has(byte))) return undefined;
	return longOnly(decodeBase64(text.subarray(0, end)));
}

function longOnly(decoded: Bytes | undefined): Bytes | undefined {
	if (decoded && decoded.length >= longHexBytes) return decoded;
	wipe(decoded);
	return undefined;
}
