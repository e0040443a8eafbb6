/**
 * Bytes as programs print them: lists of numbers, escapes, dumps with offsets. A dump is read line by line as text, so
 * a key in it is in strings of the engine for a moment, as one in JSON is.
 */
import type { Bytes } from '../bytes.ts';
import { readDump } from './dumps.ts';

/** Fewer numbers are no key. */
const fewestBytes = 16;
const inspectedBytes = 64 * 1024;
/** A dump takes five characters for each byte, a list of numbers up to six. */
const longestText = inspectedBytes * 8;

/**
 * Bytes out of a printout; `cut` where the printout ends too early.
 *
 * `otherOrder`: the bytes if each word of a dump was printed with its first byte first
 */
export type PrintedBytes = { bytes: Bytes; otherOrder?: Bytes } | { cut: true };

/**
 * @param text - UTF-8
 * @returns undefined for what is none of these; `cut` where a program has left bytes out (`… 206 more bytes`, `*`)
 */
export function printedBytes(text: Uint8Array): PrintedBytes | undefined {
	if (text.length > longestText || text.length < fewestBytes) return undefined;
	const whole = new TextDecoder().decode(text);
	const printed = whole.trim();
	if (
		/^<Buffer [0-9a-f ]+\.\.\. \d+ more bytes?>$|^Buffer\(\d+\) \[[^\]]*more items?/.test(printed)
	)
		return { cut: true };
	const found =
		sqlHex(printed) ??
		bits(printed) ??
		numberList(printed) ??
		escaped(printed) ??
		groupedHex(printed);
	if (found) return found.length < fewestBytes ? undefined : { bytes: Uint8Array.from(found) };
	const dump = readDump(whole);
	if (!dump || 'cut' in dump) return dump;
	const { values, otherOrder } = dump;
	if (values.length < fewestBytes) return undefined;
	const other = otherOrder && { otherOrder: Uint8Array.from(otherOrder) };
	return { bytes: Uint8Array.from(values), ...other };
}

/** What stands around a list: `unsigned char key[] = {…}; unsigned int key_len = 32;` */
const mostAround = 200;
const bareHex = /^(?:0x)?[0-9a-f]{2}$/i;
/** `0x0a`, `&H0A` of Visual Basic, `$0a` of Pascal, `U+000A`; `0Ah` of assemblers */
const markedHex = /^(?:(?:0x|&h|\$|u\+(?:00)?)([0-9a-f]{1,2})|0?([0-9a-f]{2})h)$/i;
/** What Java and Kotlin write around a number, and quotation marks. */
const casts = /\(byte\)\s?|\.toByte\(\)|["']/g;

/** `<Buffer 0a ff>`, `[1, 2]`, `[-1 2]`, `{0x01, 0x02}`, `new byte[] { … }`, `<<1,2>>`, one number to a line. */
function numberList(text: string): number[] | undefined {
	const buffer = /^<Buffer ([0-9a-f ]+)>$/.exec(text)?.[1];
	if (buffer !== undefined) return integers(buffer.split(' '), 16);
	const printed = text.replaceAll(casts, '');
	const lists = [...printed.matchAll(/[[({<]([^[\](){}<>]*)[\])}>]/g)].map(
		([, inner = '']) => inner
	);
	const list = lists.toSorted((a, b) => b.length - a.length)[0] ?? printed;
	if (printed.length - list.length > mostAround) return undefined;
	const words = list.split(/[\s,;]+/).filter((word) => word !== '');
	const bare = lists.length === 0;
	if (bare && words.length >= fewestBytes && words.every((word) => /^[0-3][0-7]{2}$/.test(word)))
		return words.map((word) => Number.parseInt(word, 8)); // od -An -b
	if (words.length < fewestBytes) return undefined;
	const isHex = words.every((word) => bareHex.test(word));
	// Hex with nothing around it is read elsewhere.
	if (isHex && bare && printed === text) return undefined;
	const marked = words.map((word) => markedHex.exec(word));
	if (marked.every((match) => match !== null))
		return integers(
			marked.map(([, digits, beforeH]) => digits ?? beforeH ?? ''),
			16
		);
	// In quotation marks, and at least one with a letter.
	if (isHex && printed !== text && /[a-f]/i.test(list)) return integers(words, 16);
	return integers(words, 10);
}

function integers(words: readonly string[], radix: 10 | 16): number[] | undefined {
	const pattern = radix === 16 ? /^[0-9a-f]{1,2}$/i : /^-?\d{1,3}$/;
	const values = words.map((word) => (pattern.test(word) ? Number.parseInt(word, radix) : NaN));
	const areBytes = values.every((value) => value >= -128 && value <= 255);
	return areBytes && values.length > 0 ? values.map((value) => value & 0xff) : undefined;
}

const simpleEscapes: Readonly<Record<string, number>> = {
	...{ n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, e: 27, '\\': 92, "'": 39, '"': 34 }
};

/** `b'\x41B'` of Python, `"\x41\x42"` of C, Go and Ruby, `$'\x41'` of shells, octal too. */
function escaped(printed: string): number[] | undefined {
	const literal = /^(?:bytes\(|bytearray\()?(b|\$|)(["'])([^]*)\2\)?[;,]?$/.exec(printed);
	const body = literal?.[3] ?? printed;
	const hasPrefix = literal?.[1] === 'b';
	// Without quotation marks a text that only has escapes in it says more than bytes.
	if (!literal && !printed.startsWith('\\')) return undefined;
	// Three digits each: octal, or decimal as in Lua. `echo -e` has a zero before them.
	if (/^(?:\\0?\d{3})+$/.test(body)) {
		const numbers = body.match(/\d{3}(?!\d)/g) ?? [];
		const isOctal = numbers.every((digits) => /^[0-3][0-7]{2}$/.test(digits));
		return isOctal ? numbers.map((digits) => Number.parseInt(digits, 8)) : integers(numbers, 10);
	}
	if (!hasPrefix && !/\\(?:x|u00)[0-9a-f]{2}/i.test(body)) return undefined;
	const values: number[] = [];
	const piece =
		/\\(?:x|u00)([0-9a-f]{2})|\\([0-7]{1,3})|\\([nrtabfve\\'"])|([\x20-\x5b\x5d-\x7e])/giy;
	while (piece.lastIndex < body.length) {
		const [whole, hex, octal, simple, plain] = piece.exec(body) ?? [];
		if (whole === undefined) return undefined;
		if (hex !== undefined) values.push(Number.parseInt(hex, 16));
		else if (octal !== undefined) values.push(Number.parseInt(octal, 8) & 0xff);
		else values.push(simpleEscapes[simple ?? ''] ?? plain?.charCodeAt(0) ?? 0);
	}
	return values;
}

const hexPairs = /^(?:[0-9a-f]{2})+$/i;

/**
 * Hex in groups of one length, of which the last may be shorter: `41-42-43` of .NET's BitConverter, `4142.4344` of
 * routers, `0x4142'4344` of C++, and `4142h` without any. A UUID has groups of other lengths.
 */
function groupedHex(printed: string): number[] | undefined {
	const body = printed.replace(/^(?:0x|#)/i, '').replace(/h$/i, '');
	const groups = body.split(/[\s\-._/|;'·]+/);
	const length = groups[0]?.length ?? 0;
	const isWhole = groups.every(
		(group, index) =>
			hexPairs.test(group) &&
			(group.length === length || (index === groups.length - 1 && group.length < length))
	);
	// A recovery key of BitLocker has groups of six digits. The two parts of an encrypted key have any length.
	const isUsual = (length & (length - 1)) === 0 || groups.length === 2;
	// Hex alone, and in groups with white space, is read elsewhere.
	return isWhole && isUsual && !/^(?:0x)?[0-9a-f\s]+$/i.test(printed)
		? integers(groups.join('').match(/../g) ?? [], 16)
		: undefined;
}

/** `01000001 01000010`, or `0b` before all of them. */
function bits(printed: string): number[] | undefined {
	const digits = printed.replace(/^0b/, '');
	const isMarked = digits !== printed || /^[01]{8}[\s_]/.test(printed);
	if (!isMarked || !/^(?:[01]{8}[\s_]*)+$/.test(digits)) return undefined;
	return (digits.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}

/** `\x4142` of PostgreSQL, `x'4142'` of SQL, `%41%42` of addresses. */
function sqlHex(printed: string): number[] | undefined {
	const digits =
		/^(?:\\x|x')((?:[0-9a-f]{2})+)'?$/i.exec(printed)?.[1] ??
		/^(?:%[0-9a-f]{2})+$/i.exec(printed)?.[0].replaceAll('%', '');
	return digits === undefined ? undefined : integers(digits.match(/../g) ?? [], 16);
}
