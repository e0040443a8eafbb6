/** Byte strings: building, comparing, printing. Integers are big-endian throughout. */

export type Bytes = Uint8Array<ArrayBuffer>;

const utf8Encoder = new TextEncoder();
const strictUtf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @returns the UTF-8 bytes of `text` */
export function utf8(text: string): Bytes {
	return utf8Encoder.encode(text);
}

/** @returns the text, or `undefined` when the bytes are not valid UTF-8 */
export function parseUtf8(bytes: Uint8Array): string | undefined {
	try {
		return strictUtf8Decoder.decode(bytes);
	} catch {
		return undefined;
	}
}

/** @returns the code points in UTF-8, counted without making a string of them: continuation bytes begin with 10 */
export function countCharacters(utf8Bytes: Uint8Array): number {
	return utf8Bytes.reduce((count, byte) => count + Number((byte & 0xc0) !== 0x80), 0);
}

/** @returns whether a text in UTF-8 is nothing but spaces, tabs and line breaks */
export const isBlank = (utf8Bytes: Uint8Array): boolean =>
	utf8Bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

/** @returns a copy of all parts in their order; the parts stay as they are */
export function concat(...parts: readonly Uint8Array[]): Bytes {
	return concatAll(parts);
}

/** As {@link concat}, for more parts than a call can have arguments. */
export function concatAll(parts: readonly Uint8Array[]): Bytes {
	const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		joined.set(part, offset);
		offset += part.length;
	}
	return joined;
}

/** `value` as `byteCount` big-endian bytes; numbers up to 2^53 − 1, so that times in milliseconds fit `u64`. */
function unsigned(value: number, byteCount: number): Bytes {
	if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * byteCount))
		throw new RangeError(`${value} is not an unsigned integer of ${byteCount} bytes`);
	const bytes = new Uint8Array(byteCount);
	for (let index = byteCount - 1, rest = value; index >= 0; index--) {
		bytes[index] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	return bytes;
}

/** Unsigned integers, big-endian, of 1, 2, 4 and 8 bytes. */
export const u8 = (value: number) => unsigned(value, 1);
export const u16 = (value: number) => unsigned(value, 2);
export const u32 = (value: number) => unsigned(value, 4);
export const u64 = (value: number) => unsigned(value, 8);

/** Reads fixed-length fields one after the other; reading past the end is a `RangeError`. */
export class ByteReader {
	readonly #bytes: Uint8Array;
	#offset = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get remaining(): number {
		return this.#bytes.length - this.#offset;
	}

	take(byteCount: number): Bytes {
		if (byteCount > this.remaining) throw new RangeError('the input ends too early');
		const part = this.#bytes.slice(this.#offset, this.#offset + byteCount);
		this.#offset += byteCount;
		return part;
	}

	unsigned(byteCount: number): number {
		const value = this.take(byteCount).reduce((sum, byte) => sum * 256 + byte, 0);
		if (!Number.isSafeInteger(value)) throw new RangeError('the integer is beyond 2^53 - 1');
		return value;
	}
}

/** Joins parts so that no two different lists of parts give the same bytes: each as `u32 length || bytes`. */
export function lengthPrefixed(...parts: readonly Uint8Array[]): Bytes {
	return concat(...parts.flatMap((part) => [u32(part.length), part]));
}

/** Compares in time that depends on the lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	if (a.length !== b.length) return false;
	let difference = 0;
	a.forEach((byte, index) => (difference |= byte ^ (b[index] ?? 0)));
	return difference === 0;
}

/**
 * Room for a secret, in memory of its own: a short array that is made in any other way can lie in the JavaScript heap,
 * which is moved about and leaves copies behind.
 */
export const secretRoom = (byteCount: number): Bytes => new Uint8Array(new ArrayBuffer(byteCount));

/** @returns the same bytes in a {@link secretRoom}, which the caller wipes */
export function copySecret(secret: Uint8Array): Bytes {
	const copy = secretRoom(secret.length);
	copy.set(secret);
	return copy;
}

/** Overwrites secrets with zeros; what was moved to another thread is gone from here anyway. A browser may still hold copies that no script can reach. */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
	for (const secret of secrets) if (secret && secret.length > 0) secret.fill(0);
}

/** @returns the bytes with a buffer that they fill, as a move to another thread needs it; wipes those that had none */
export function withBufferOfItsOwn(bytes: Bytes): Bytes {
	if (bytes.byteLength === bytes.buffer.byteLength) return bytes;
	const own = bytes.slice();
	wipe(bytes);
	return own;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** @returns lower-case hex, two digits for each byte */
export function toHex(bytes: Uint8Array): string {
	let hex = '';
	for (const byte of bytes) hex += hexOfByte[byte] ?? '';
	return hex;
}

/** @throws RangeError when `text` is not an even number of hex digits */
export function fromHex(text: string): Bytes {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) throw new RangeError('not hex');
	return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Base64, RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
	let binary = '';
	for (let start = 0; start < bytes.length; start += 0x8000)
		binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
	return btoa(binary);
}

/** @throws RangeError when `text` is not canonical padded Base64 without white space */
export function fromBase64(text: string): Bytes {
	if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
		throw new RangeError('not Base64');
	const binary = atob(text);
	const bytes = new Uint8Array(binary.length);
	for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
	// Only the last four characters can have bits to spare.
	const last = bytes.subarray(Math.floor((bytes.length - 1) / 3) * 3);
	if (bytes.length > 0 && toBase64(last) !== text.slice(-4))
		throw new RangeError('not canonical Base64');
	return bytes;
}

const base64Alphabet = utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** Base64 as bytes, never as a string: a secret in this form can be wiped. */
export function base64Bytes(secret: Uint8Array): Bytes {
	const encoded = new Uint8Array(Math.ceil(secret.length / 3) * 4).fill(0x3d);
	for (let from = 0, to = 0; from < secret.length; from += 3, to += 4) {
		const [a = 0, b = 0, c = 0] = secret.subarray(from, from + 3);
		const sextets = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
		const used = Math.min(secret.length - from, 3) + 1;
		for (let index = 0; index < used; index++)
			encoded[to + index] = base64Alphabet[sextets[index] ?? 0] ?? 0;
	}
	return encoded;
}
