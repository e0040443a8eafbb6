/** The text of a Rich Text document (RTF 1.9.1), as TextEdit, WordPad, Word and LibreOffice write it. */
import { parseUtf8, utf8, type Bytes } from '../bytes.ts';

const head = '{\\rtf1';
const longestDocument = 256 * 1024;
const deepest = 64;

/** Groups that hold no text of the document. A group that begins with `\*` is one that a reader may leave out. */
const notText: ReadonlySet<string> = new Set([
	...['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'header', 'footer'],
	...['footnote', 'listtable', 'listoverridetable', 'themedata', 'datastore', 'filetbl']
]);
const breaks: ReadonlySet<string> = new Set(['par', 'line', 'row', 'cell', 'sect', 'page']);
const characters: Readonly<Record<string, string>> = {
	...{ tab: '\t', emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“' },
	...{ rdblquote: '”', bullet: '•', emspace: ' ', enspace: ' ' }
};
/** Of control symbols: what they stand for. */
const symbols: Readonly<Record<string, string>> = {
	...{ '\\': '\\', '{': '{', '}': '}', '~': ' ', _: '-', '\n': '\n', '\r': '\n' }
};

/** @returns whether the file begins as RTF does */
export const looksLikeRtf = (file: Uint8Array): boolean =>
	utf8(head).every((byte, index) => file[index] === byte);

/**
 * A token of RTF: a brace, a byte in hex, a control word with its number, a control symbol, a run of text. The space
 * behind a control word is part of it; line breaks in the file mean nothing.
 */
const token =
	/([{}])|\\'([0-9a-f]{2})|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z'])|([^{}\\\r\n]+)|[\r\n]+|\\/gi;

/** @returns the text in UTF-8; undefined for a document that is too long, nests too deep, or has raw bytes in it: RTF is ASCII */
export function rtfText(file: Uint8Array): Bytes | undefined {
	if (file.length > longestDocument) return undefined;
	const source = parseUtf8(file);
	if (source === undefined) return undefined;
	/** for each open group: whether its text counts, and how many characters stand in for one of Unicode */
	const groups: { isText: boolean; substitutes: number }[] = [];
	let group = { isText: true, substitutes: 1 };
	let skip = 0;
	let text = '';
	const put = (part: string) => {
		const rest = part.slice(Math.min(skip, part.length));
		skip -= part.length - rest.length;
		if (group.isText) text += rest;
	};
	for (const [whole, brace, hex, word, number, symbol, run] of source.matchAll(token)) {
		if (brace === '{') {
			if (groups.length >= deepest) return undefined;
			groups.push(group);
			group = { ...group };
		} else if (brace === '}') {
			group = groups.pop() ?? group;
			if (groups.length === 0) break; // the document ends here; other bytes may follow
		} else if (hex !== undefined) put(String.fromCharCode(Number.parseInt(hex, 16)));
		else if (run !== undefined) put(run);
		else if (symbol === '*') group.isText = false;
		else if (symbol !== undefined) put(symbols[symbol] ?? '');
		else if (word !== undefined) {
			const name = word.toLowerCase();
			if (notText.has(name)) group.isText = false;
			else if (name === 'uc') group.substitutes = Number(number ?? 1);
			else if (name === 'u') {
				put(String.fromCharCode(Number(number) & 0xffff));
				skip = group.substitutes;
			} else if (name === 'bin') return undefined; // raw bytes follow
			else if (breaks.has(name)) put('\n');
			else put(characters[name] ?? '');
		} else if (whole === '\\') return undefined;
	}
	return utf8(text);
}
