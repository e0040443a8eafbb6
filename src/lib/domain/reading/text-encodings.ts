/** Hex, Base64 and Base32 as people and programs write them, read from bytes and never as a string: a secret can be wiped. */
import { utf8, wipe, type Bytes } from '../bytes.ts';

const code = (character: string) => character.charCodeAt(0);
const whiteSpace: ReadonlySet<number> = new Set(utf8(' \t\r\n'));
const around: ReadonlySet<number> = new Set(utf8(' \t\r\n"\',;'));
const betweenHex: ReadonlySet<number> = new Set(utf8(' \t\r\n:,'));

function table(alphabet: readonly string[]): Uint8Array {
	const values = new Uint8Array(256).fill(0xff);
	for (const characters of alphabet)
		utf8(characters).forEach((character, value) => (values[character] = value));
	return values;
}
const hexValue = table(['0123456789abcdef', '0123456789ABCDEF']);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base64Value = table([`${letters}+/`, `${letters}-_`]);
const base32Value = table(['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 'abcdefghijklmnopqrstuvwxyz234567']);

/** @returns a view without white space, quotation marks and commas at both ends */
export function trimText(text: Uint8Array): Uint8Array {
	let start = 0;
	let end = text.length;
	while (start < end && around.has(text[start] ?? 0)) start++;
	while (end > start && around.has(text[end - 1] ?? 0)) end--;
	return text.subarray(start, end);
}

/**
 * Hex digits in pairs, with white space, colons and commas anywhere and `0x` before any pair.
 *
 * @returns the bytes, which the caller wipes; undefined for anything else, and for no digit at all
 */
export function decodeHex(text: Uint8Array): Bytes | undefined {
	const decoded = new Uint8Array(text.length >> 1);
	let digits = 0;
	for (let index = 0; index < text.length; index++) {
		const character = text[index] ?? 0;
		if (betweenHex.has(character)) continue;
		const next = text[index + 1] ?? 0;
		if (character === code('0') && (next | 0x20) === code('x') && digits % 2 === 0) {
			index++;
			continue;
		}
		const value = hexValue[character] ?? 0xff;
		if (value === 0xff) return giveUp(decoded);
		decoded[digits >> 1] = ((decoded[digits >> 1] ?? 0) << 4) | value;
		digits++;
	}
	return digits === 0 || digits % 2 === 1 ? giveUp(decoded) : take(decoded, digits / 2);
}

/**
 * Base64 of RFC 4648 §4 or §5 (URL-safe), in lines or not, padded or not, also as a `data:` URL. Bits after the end
 * must be zero.
 *
 * @returns the bytes, which the caller wipes; undefined for anything else, and for no character at all
 */
export function decodeBase64(text: Uint8Array): Bytes | undefined {
	const body = text.subarray(dataUrlHead(text));
	const decoded = new Uint8Array(Math.ceil((body.length * 3) / 4));
	let bits = 0;
	let sextets = 0;
	let padding = 0;
	let length = 0;
	for (let index = 0; index < body.length; index++) {
		const character = body[index] ?? 0;
		if (whiteSpace.has(character)) continue;
		if (character === code('\\') && [code('n'), code('r')].includes(body[index + 1] ?? 0)) {
			index++; // a line break as JSON writes it
			continue;
		}
		if (character === code('=')) {
			padding++;
			continue;
		}
		const value = base64Value[character] ?? 0xff;
		if (value === 0xff || padding > 0) return giveUp(decoded);
		bits = ((bits << 6) | value) & 0xffffff;
		sextets++;
		if (sextets % 4 === 0) {
			decoded[length++] = bits >> 16;
			decoded[length++] = (bits >> 8) & 0xff;
			decoded[length++] = bits & 0xff;
		}
	}
	const rest = sextets % 4;
	if (sextets === 0 || rest === 1) return giveUp(decoded);
	if (padding > 0 && padding !== (4 - rest) % 4) return giveUp(decoded);
	if (rest === 2) {
		if ((bits & 0xf) !== 0) return giveUp(decoded);
		decoded[length++] = (bits >> 4) & 0xff;
	}
	if (rest === 3) {
		if ((bits & 0x3) !== 0) return giveUp(decoded);
		decoded[length++] = (bits >> 10) & 0xff;
		decoded[length++] = (bits >> 2) & 0xff;
	}
	return take(decoded, length);
}

const fewestBase32 = 16;
/** How many `=` follow the characters of the last eight (RFC 4648 §6), by how many these are. */
const base32Padding: Readonly<Record<number, number>> = { 0: 0, 2: 6, 4: 4, 5: 3, 7: 1 };

/**
 * Base32 of RFC 4648 §6 in one case, in lines, groups or not, padded or not. Bits after the end must be zero.
 *
 * @returns the bytes, which the caller wipes; undefined for anything else, for fewer than 16 bytes, and for what has no
 * digit or no letter after F: that would be a word, or hex
 */
export function decodeBase32(text: Uint8Array): Bytes | undefined {
	const decoded = new Uint8Array(Math.ceil((text.length * 5) / 8));
	let [bits, spare, characters, padding, length, letterCases] = [0, 0, 0, 0, 0, 0];
	let [hasDigit, isHex] = [false, true];
	for (const character of text) {
		if (whiteSpace.has(character) || character === code('-')) continue;
		if (character === code('=')) {
			padding++;
			continue;
		}
		const value = base32Value[character] ?? 0xff;
		if (value === 0xff || padding > 0) return giveUp(decoded);
		if (character >= code('A')) letterCases |= character & 0x20 ? 1 : 2;
		hasDigit ||= value > 25;
		isHex &&= hexValue[character] !== 0xff;
		bits = ((bits << 5) | value) & 0xfff;
		spare += 5;
		characters++;
		if (spare >= 8) {
			spare -= 8;
			decoded[length++] = (bits >> spare) & 0xff;
		}
	}
	const wanted = base32Padding[characters % 8];
	const isWhole = wanted !== undefined && (padding === 0 || padding === wanted);
	const hasRest = (bits & ((1 << spare) - 1)) !== 0;
	const isPlausible = length >= fewestBase32 && hasDigit && !isHex && letterCases !== 3;
	if (!isPlausible || !isWhole || hasRest) return giveUp(decoded);
	return take(decoded, length);
}

function dataUrlHead(text: Uint8Array): number {
	const head = String.fromCharCode(...text.subarray(0, 128));
	return /^data:[^,]*;base64,/.exec(head)?.[0].length ?? 0;
}

function take(buffer: Bytes, length: number): Bytes {
	const taken = buffer.slice(0, length);
	wipe(buffer);
	return taken;
}

function giveUp(buffer: Bytes): Bytes | undefined {
	wipe(buffer);
	return undefined;
}
