/** Dumps with an offset before each line: `xxd`, `hexdump`, `od`, `certutil -encodehex`, Format-Hex. */

import { odWords, wordBytes } from './od-words.ts';

/** `otherOrder`: the bytes if each word was printed with its first byte first; only where the dump can't tell */
export type Dump = { values: number[]; otherOrder?: number[] } | { cut: true };

/** One line: its offset, and what stands behind that. */
interface Row {
	offset: string;
	/** `xxd` and Format-Hex have a colon, and the first byte of a word first; the others print words as a PC has them */
	colon: boolean;
	rest: string;
}

const firstLine = /^\s*0{4,16}(?::| -|\s)/;
const offset = /^\s*([0-9a-f]{4,16})(:| -(?=\s)|(?=\s|$))[ \t]?/i;
/** Behind the last line, where a dump was copied from a terminal. */
const prompt = /^(?![ 0-9a-f]{4}).{0,60}[$#%>]\s*$/i;
/** A dump of the longest private key takes half of it. */
const longestDump = 64 * 1024;
/** Lines before the first: a prompt, a command, a head with column numbers. */
const mostBefore = 4;

/** The bytes of each row, and how many of them the widest word has. */
interface RowBytes {
	rows: number[][];
	width: number;
}

/** @returns undefined where the text is not a dump; `cut` where the program left out lines that repeat (`*`) */
export function readDump(printed: string): Dump | undefined {
	if (printed.length > longestDump) return undefined;
	const lines = printed.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^```/.test(line));
	if (prompt.test(lines.at(-1) ?? '')) lines.pop();
	if (lines.every((line) => cellsOnly.test(line))) return withoutOffsets(lines);
	const bare = odWords(lines);
	if (bare) return { values: wordBytes(bare, 'LITTLE'), otherOrder: wordBytes(bare, 'BIG') };
	const first = lines.findIndex((line) => firstLine.test(line));
	if (first < 0 || first > mostBefore) return undefined;
	const rows: Row[] = [];
	for (const line of lines.slice(first)) {
		if (line.trim() === '*') return { cut: true };
		const head = offset.exec(line);
		if (!head) return undefined;
		rows.push({
			offset: head[1] ?? '',
			colon: head[2] === ':',
			rest: line.slice(head[0].length)
		});
	}
	// `od` and `hexdump` end with the length; hex in groups may begin with zeros too, without a colon.
	const isDump = rows.length > 1 || rows[0]?.colon === true;
	if (!isDump) return undefined;
	const od = inOdWords(rows);
	if (od) return od;
	const found = [inWords, inCells, inPairs].map((form) => form(rows)).find(Boolean);
	const whole = found && wholeUpToItsEnd(rows, found);
	return whole && { values: whole.values };
}

/** `hexdump` has the same words behind offsets of seven hex digits, and knows one order only. */
const hexdumpOffset = 7;

function inOdWords(rows: readonly Row[]): Dump | undefined {
	const length = rows.at(-1)?.rest.trim() === '' ? rows.length - 1 : rows.length;
	if (rows.some(({ colon }) => colon)) return undefined;
	const words = odWords(rows.slice(0, length).map(({ rest }) => ` ${rest.trimEnd()}`));
	if (!words) return undefined;
	const [little, big] = (['LITTLE', 'BIG'] as const).map((order) => {
		const bytes = words.map((line) => wordBytes([line], order));
		return wholeUpToItsEnd(rows, { rows: bytes, width: words[0]?.[0]?.length ?? 0 });
	});
	if (!little || !big) return undefined;
	const isHexdump = little.radix === 16 && rows[0]?.offset.length === hexdumpOffset;
	return { values: little.values, ...(!isHexdump && { otherOrder: big.values }) };
}

/** Rows whose offsets count them, in hex, octal or decimal. */
function wholeUpToItsEnd(
	rows: readonly Row[],
	{ rows: bytes, width }: RowBytes
): { values: number[]; radix: number } | undefined {
	const end = rows.at(-1)?.rest.trim() === '' ? rows.length - 1 : rows.length;
	for (const radix of [16, 8, 10]) {
		const at = rows.map(({ offset }) => Number.parseInt(offset, radix));
		const isCounted = rows
			.slice(1, end)
			.every((_, row) => at[row + 1] === (at[row] ?? 0) + (bytes[row]?.length ?? 0));
		const all = bytes.slice(0, end).flat();
		const length = end < rows.length ? (at[end] ?? 0) : all.length;
		// The last word may have been filled up with zeros.
		if (isCounted && at[0] === 0 && length <= all.length && length > all.length - width)
			return { values: all.slice(0, length), radix };
	}
	return undefined;
}

/** Words of one kind: the pattern that all of them have, and their bytes, the last first where `swap` says so. */
const wordKinds: readonly {
	word: RegExp;
	bytes: (word: string) => number[];
	words?: true;
}[] = [
	{ word: /^[01]{8}$/, bytes: (word) => [Number.parseInt(word, 2)] },
	{ word: /^[0-9a-f]{2}$/i, bytes: (word) => [Number.parseInt(word, 16)] },
	{ word: /^[0-3][0-7]{2}$/, bytes: (word) => [Number.parseInt(word, 8)] },
	{
		word: /^(?:-?\d{1,2}|-?1[01]\d|-?12[0-8]|1\d\d|2[0-4]\d|25[0-5])$/,
		bytes: (word) => [Number(word) & 0xff]
	},
	{ word: /^[01][0-7]{5}$/, bytes: (word) => pairOf(Number.parseInt(word, 8)), words: true },
	{ word: /^\d{5}$/, bytes: (word) => pairOf(Number(word)), words: true },
	{ word: /^(?:[0-9a-f]{2}){1,8}$/i, bytes: hexBytes, words: true }
];

function hexBytes(word: string): number[] {
	return (word.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

const pairOf = (word: number): number[] => [(word >> 8) & 0xff, word & 0xff];

/** What stands beside the bytes: the characters that they are. */
const aside = /(?:\s{2,}|\t)(?:\|.*\||>.*<)\s*$|\s{3,}\S.*$/;
const asideOfColon = /\s{2,}\S.*$/;

function inWords(rows: readonly Row[]): RowBytes | undefined {
	const whole = rows.map(({ rest }) => rest.trim().split(/\s+/));
	const withoutAside = rows.map(({ rest, colon }) =>
		rest
			.trim()
			.replace(colon ? asideOfColon : aside, '')
			.split(/[\s-]+/)
	);
	for (const { word, bytes, words } of wordKinds)
		for (const cells of [whole, withoutAside]) {
			const lines = cells.map((line) => line.filter((one) => one !== ''));
			if (!lines.flat().every((one) => word.test(one))) continue;
			const big = lines.map((line) => line.map(bytes));
			const little = big.map((line) => line.map((one) => one.toReversed()));
			const bigFirst = rows[0]?.colon === true && !fitsAside(rows, little);
			const chosen = words === undefined || bigFirst ? big : little;
			const width = Math.max(...chosen.flat().map(({ length }) => length));
			return { rows: chosen.map((line) => line.flat()), width };
		}
	return undefined;
}

/** Whether the printable characters beside the words are these bytes and not those in the other order. */
function fitsAside(rows: readonly Row[], bytes: readonly number[][][]): boolean {
	const shown = (line: readonly number[]) =>
		String.fromCharCode(...line.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
	const whole = rows.map(({ rest }) => rest.trimEnd());
	const ends = (order: readonly number[][][]) =>
		order.every((line, row) => whole[row]?.endsWith(shown(line.flat()).trimEnd()) === true);
	return ends(bytes) && !ends(bytes.map((line) => line.map((one) => one.toReversed())));
}

const cellEscapes: Readonly<Record<string, number>> = {
	...{ '\\0': 0, '\\a': 7, '\\b': 8, '\\t': 9, '\\n': 10, '\\v': 11, '\\f': 12, '\\r': 13 }
};
const cellWidth = 4;
const cellsOnly = /^(?: {3}[\x21-\x7e]| {2}\\[0abtnvfr]| [0-3][0-7]{2}| {4})+$/;

/** Characters in cells of four, as `od -c` and `hexdump -c` print: `013   0   V  \n`. A space is an empty cell. */
function inCells(rows: readonly Row[]): RowBytes | undefined {
	const bytes = rows.map(({ rest }) => cellBytes(rest));
	return bytes.some((row) => row === undefined)
		? undefined
		: { rows: bytes as number[][], width: 1 };
}

function withoutOffsets(lines: readonly string[]): Dump | undefined {
	const values = lines.flatMap((line) => cellBytes(line) ?? []);
	return values.some((byte) => byte > 0x7f) ? { values } : undefined;
}

function cellBytes(row: string): number[] | undefined {
	// The separator behind the offset may be a part of the first cell.
	const padded = ' '.repeat((cellWidth - (row.length % cellWidth)) % cellWidth) + row;
	const bytes = (padded.match(/[^]{4}/g) ?? []).map(cellByte);
	return bytes.includes(undefined) ? undefined : (bytes as number[]);
}

function cellByte(cell: string): number | undefined {
	const text = cell.trim();
	if (text === '') return 0x20;
	if (/^[0-3][0-7]{2}$/.test(text)) return Number.parseInt(text, 8);
	return cellEscapes[text] ?? (/^[\x21-\x7e]$/.test(text) ? text.charCodeAt(0) : undefined);
}

const mostInLine = 16;

/** Format-Hex of PowerShell 7 has one space before its characters. */
function inPairs(rows: readonly Row[]): RowBytes | undefined {
	const lines = rows.map(({ rest }) => rest.trim().split(/\s+/).slice(0, mostInLine));
	const arePairs = lines.every(
		(line) => line.length === mostInLine && line.every((word) => /^[0-9a-f]{2}$/i.test(word))
	);
	return arePairs ? { rows: lines.map((line) => line.flatMap(hexBytes)), width: 1 } : undefined;
}
