/** Hex and Base64 as people and programs write them, read from bytes and never as a string: a secret can be wiped. */
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
