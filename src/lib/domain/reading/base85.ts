/** Base85 as programs write it, read from bytes and never as a string: a secret can be wiped. */
import { utf8, wipe, type Bytes } from '../bytes.ts';

/** Ascii85 is Adobe's (PDF), `RFC_1924` what Python's `b85encode` and Git write, Z85 ZeroMQ's. */
export type Base85Form = 'ASCII85' | 'RFC_1924' | 'Z85';

/** Bytes that a text may stand for. */
export interface Base85Reading {
	form: Base85Form;
	/** the caller wipes them */
	bytes: Bytes;
}

const digitsAndLetters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const alphabets: Readonly<Record<Base85Form, string>> = {
	ASCII85: Array.from({ length: 85 }, (_, value) => String.fromCharCode(0x21 + value)).join(''),
	RFC_1924: `${digitsAndLetters}!#$%&()*+-;<=>?@^_\`{|}~`,
	Z85: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
};
const forms = Object.keys(alphabets) as Base85Form[];
const values = Object.fromEntries(
	forms.map((form) => {
		const table = new Uint8Array(256).fill(0xff);
		utf8(alphabets[form]).forEach((character, value) => (table[character] = value));
		return [form, table];
	})
) as Record<Base85Form, Uint8Array>;

const [begin, end] = [utf8('<~'), utf8('~>')];
const whiteSpace: ReadonlySet<number> = new Set(utf8(' \t\r\n\f'));
const fourZeros = 'z'.charCodeAt(0);
/** Characters that neither names, addresses nor the other encodings are made of. */
const unusual: ReadonlySet<number> = new Set(utf8('!#$%&()*;<>?@^`{|}~[]"\'\\'));
/** Key material and private keys have far fewer characters. */
const longestMarked = 16 * 1024;
/** Of 40 characters some 10 are unusual: one that has fewer is none, but once in ten thousand. */
const fewestUnusual = 4;

/**
 * Ascii85 between `<~` and `~>` says what it is. Without them only the length does, and characters that other texts
 * don't have: several forms may fit then.
 *
 * @param lengths - in bytes, of what may be there without a mark
 */
export function decodeBase85(file: Uint8Array, lengths: readonly number[]): Base85Reading[] {
	const text = trimmed(file);
	const isMarked =
		text.length >= begin.length + end.length &&
		text.length <= longestMarked &&
		begin.every((byte, index) => text[index] === byte) &&
		end.every((byte, index) => text[text.length - end.length + index] === byte);
	if (isMarked) {
		const bytes = decode(text.subarray(begin.length, -end.length), 'ASCII85');
		return bytes ? [{ form: 'ASCII85', bytes }] : [];
	}
	if (!lengths.some((length) => text.length === Math.ceil((length * 5) / 4))) return [];
	const count = text.reduce((sum, character) => sum + Number(unusual.has(character)), 0);
	if (count < fewestUnusual) return [];
	return forms.flatMap((form) => {
		const bytes = decode(text, form);
		if (bytes && lengths.includes(bytes.length)) return [{ form, bytes }];
		wipe(bytes);
		return [];
	});
}

function trimmed(text: Uint8Array): Uint8Array {
	const first = text.findIndex((character) => !whiteSpace.has(character));
	const last = text.findLastIndex((character) => !whiteSpace.has(character));
	return text.subarray(Math.max(first, 0), last + 1);
}

/** Groups of five digits to the base 85, each four bytes; the last may be one digit longer than its bytes. */
function decode(text: Uint8Array, form: Base85Form): Bytes | undefined {
	const decoded = new Uint8Array(text.length * 4);
	let [group, digits, length] = [0, 0, 0];
	const put = (value: number, bytes: number) => {
		for (let index = 0; index < bytes; index++)
			decoded[length++] = Math.floor(value / 256 ** (3 - index)) % 256;
	};
	const take = (taken: Bytes | undefined) => {
		wipe(decoded);
		return taken;
	};
	for (const character of text) {
		if (form === 'ASCII85' && whiteSpace.has(character)) continue;
		if (form === 'ASCII85' && character === fourZeros && digits === 0) {
			put(0, 4);
			continue;
		}
		const value = values[form][character] ?? 0xff;
		if (value === 0xff) return take(undefined);
		group = group * 85 + value;
		digits++;
		if (digits < 5) continue;
		if (group >= 2 ** 32) return take(undefined);
		put(group, 4);
		[group, digits] = [0, 0];
	}
	if (digits === 1) return take(undefined);
	if (digits > 1) {
		const bytes = digits - 1;
		while (digits++ < 5) group = group * 85 + 84;
		if (group >= 2 ** 32) return take(undefined);
		put(group, bytes);
	}
	return take(length > 0 ? decoded.slice(0, length) : undefined);
}
