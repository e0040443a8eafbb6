/** Shares as text that people type back: four or more numbered lines of Base32, each with a checksum of its own. */

import { wipe, type Bytes } from '../bytes.ts';
import { lineName, recoveryAlphabet as alphabet } from './line-name.ts';
import { mostSharedBytes, shareLengthFrom } from './recovery-share.ts';

/** Of every share, and of one whose first line does not say how many it has. */
const fewestLines = 4;
/** In bytes: more than the texts of all shares of the largest kit, with room for spaces. */
export const longestRecoveryText = 16 * 1024;
const lineCharacters = 20;
const checkCharacters = 2;
const unnumbered = lineCharacters + checkCharacters;
const numbered = 1 + unnumbered;

/** @returns how many lines a share of so many bytes has; the last is filled up with zeros */
const linesFor = (shareBytes: number) => Math.ceil((shareBytes * 8) / 5 / lineCharacters);
/** In lines: the number of each is one character. */
const mostLines = linesFor(shareLengthFrom(Uint8Array.of(2, 0, 0, 0, mostSharedBytes)) ?? 0);

/** Why a line can't be as it was printed. */
export type LineFault = 'LENGTH' | 'CHARACTER' | 'ORDER' | 'CHECKSUM';

/** One line of a recovery text, as it was typed. */
export interface ReadLine {
	/** which share of the text it belongs to, from 1 */
	share: number;
	/** which line of that share it is, from 1 */
	line: number;
	fault: LineFault | undefined;
}

/** What was read of a recovery text, right or not. */
export interface RecoveryText {
	lines: ReadLine[];
	/** of the shares whose lines are all right; the caller wipes them */
	shares: Bytes[];
	/** lines that the last share still lacks */
	missing: number;
}

/** CRC-10/ATM, bit by bit: it finds every error within ten bits in a row, so in one character or two neighbours. */
function crc10(values: Iterable<number>): number {
	let register = 0;
	for (const value of values)
		for (let bit = 4; bit >= 0; bit--) {
			const top = (register >> 9) ^ (value >> bit);
			register = (register << 1) & 0x3ff;
			if (top & 1) register ^= 0x233;
		}
	return register;
}

/** @returns five bits of each of so many characters, zeros after the last byte; the caller wipes them */
function fiveBits(bytes: Uint8Array, length: number): Bytes {
	return Uint8Array.from({ length }, (_, index) => {
		const at = Math.floor((index * 5) / 8);
		const window = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
		return (window >> (11 - ((index * 5) % 8))) & 31;
	});
}

/** @returns so many bytes; what is over is left out */
function eightBits(values: readonly number[], length: number): Bytes {
	return Uint8Array.from({ length }, (_, index) => {
		const at = Math.floor((index * 8) / 5);
		const [a = 0, b = 0, c = 0] = values.slice(at, at + 3);
		return (((a << 10) | (b << 5) | c) >> (7 - ((index * 8) % 5))) & 255;
	});
}

/**
 * One share as `1 XXXX XXXX XXXX XXXX XXXX CC`, in lines that are numbered 1 to 9, A, B and so on.
 *
 * @param share - whole, the checksum included
 * @returns ASCII; the caller wipes it
 */
export function encodeRecoveryText(share: Uint8Array): Bytes {
	const length = shareLengthFrom(share);
	if (share.length !== length) throw new RangeError('a share has the length that it says');
	const lines = linesFor(length);
	const values = fiveBits(share, lines * lineCharacters);
	const text: number[] = [];
	const put = (value: number) => text.push(alphabet.charCodeAt(value));
	for (let line = 1; line <= lines; line++) {
		const part = values.subarray((line - 1) * lineCharacters, line * lineCharacters);
		const check = crc10([line, ...part]);
		if (line > 1) text.push(0x0a);
		put(line);
		[...part, check >> 5, check & 31].forEach((value, index) => {
			if (index % 4 === 0) text.push(0x20);
			put(value);
		});
	}
	wipe(values);
	return Uint8Array.from(text);
}

/** Characters as they are meant: any case, O for 0, I and L for 1; spaces and hyphens only divide. */
function characters(row: string): string {
	return row
		.replaceAll(/[\s\-·:.]/g, '')
		.toUpperCase()
		.replaceAll('O', '0')
		.replaceAll(/[IL]/g, '1');
}

/** Lines as they were printed, also where a QR code's reader has put all of them into one. */
function printedLines(text: string): string[] {
	return text
		.split(/\r\n|\r|\n/)
		.map(characters)
		.filter((row) => row !== '')
		.flatMap((row) => {
			// Before the first line is its number, 1; without numbers a share begins with 0.
			const lengths = row.startsWith('0') ? [unnumbered, numbered] : [numbered, unnumbered];
			const length = lengths.find(
				(length) => row.length >= fewestLines * length && row.length % length === 0
			);
			if (length === undefined) return [row];
			return Array.from({ length: row.length / length }, (_, index) =>
				row.slice(index * length, (index + 1) * length)
			);
		});
}

/** @returns the line's twenty values, or what is wrong with it */
function readLine(row: string, expected: number): number[] | LineFault {
	if (row.length !== numbered && row.length !== unnumbered) return 'LENGTH';
	const values = Array.from(row, (character) => alphabet.indexOf(character));
	if (values.includes(-1)) return 'CHARACTER';
	if (row.length === numbered && values.shift() !== expected) return 'ORDER';
	const [high = 0, low = 0] = values.splice(lineCharacters);
	return crc10([expected, ...values]) === ((high << 5) | low) ? values : 'CHECKSUM';
}

/** A share as its lines come in. */
class ComingShare {
	readonly #values: number[] = [];
	/** how many lines were read, right or not */
	read = 0;
	#wrong = 0;
	/** as the first line says; undefined where it is wrong, or no line of a share that is known */
	#length: number | undefined;

	/** How many lines it has at least, as far as that is known. */
	get #lines(): number {
		return this.#length === undefined ? fewestLines : linesFor(this.#length);
	}

	/** Lines that it still lacks. */
	get missing(): number {
		return Math.max(0, this.#lines - this.read);
	}

	/** @returns whether the row is of the next share: where nothing says how long this one is, its number does */
	isOver(next: string): boolean {
		if (this.missing > 0) return false;
		const goesOn =
			this.#length === undefined &&
			this.read < mostLines &&
			next.length === numbered &&
			next.startsWith(lineName(this.read + 1));
		return !goesOn;
	}

	/** @returns what is wrong with the line */
	add(row: string): LineFault | undefined {
		const read = readLine(row, ++this.read);
		if (typeof read === 'string') {
			this.#wrong++;
			return read;
		}
		if (this.read === 1) this.#length = shareLengthFrom(eightBits(read, lineBytes));
		this.#values.push(...read);
		return undefined;
	}

	/** @returns its bytes, where all of its lines are right; the caller wipes them */
	whole(): Bytes | undefined {
		if (this.missing + this.#wrong > 0) return undefined;
		return eightBits(this.#values, this.#length ?? Math.floor((this.#values.length * 5) / 8));
	}
}

/** Whole bytes of a line. */
const lineBytes = Math.floor((lineCharacters * 5) / 8);

/** Reads shares that were typed or scanned one after the other, and says of each line whether it is right. Never throws. */
export function readRecoveryText(text: string): RecoveryText {
	const lines: ReadLine[] = [];
	const coming: ComingShare[] = [];
	for (const row of printedLines(text)) {
		const last = coming.at(-1);
		const share = !last || last.isOver(row) ? new ComingShare() : last;
		if (share !== last) coming.push(share);
		const fault = share.add(row);
		lines.push({ share: coming.length, line: share.read, fault });
	}
	return {
		lines,
		shares: coming.flatMap((share) => share.whole() ?? []),
		missing: coming.at(-1)?.missing ?? 0
	};
}

/** A numbered line as it was printed, wherever it stands in a line of its own. */
const printedLine =
	/^[\s>|]*([1-9a-hj-np-tv-z](?:[ \-·:.]+[0-9a-z]{4}){5}[ \-·:.]+[0-9a-z]{2})\s*$/i;

/**
 * The numbered lines of shares in a text that has other lines too: a sheet as it is copied from a page, a letter.
 *
 * @returns those whose checksum is right, one to a line; empty for a text without any
 */
export function recoveryLinesIn(text: string): string {
	return text
		.split(/\r\n|\r|\n/)
		.map((row) => printedLine.exec(row)?.[1] ?? '')
		.filter((row) => row !== '' && typeof readLine(characters(row), numberOf(row)) !== 'string')
		.join('\n');
}

const numberOf = (row: string) => alphabet.indexOf(row.charAt(0).toUpperCase());

/** Key material in hex, which has the signs of a share only; in Base64 small and capital letters are mixed. */
const isEncoded = (row: string) =>
	/^[\s\da-f:,]+$/i.test(row) || /[a-z].*[A-Z]|[A-Z].*[a-z]/.test(row);

/**
 * Whether a text is that of shares, with a mistake or without, and not key material in another form: a row has the form
 * of a printed line, or a line is right, or what a row begins with.
 */
export function looksLikeShares(text: string): boolean {
	const rows = text.split(/\r\n|\r|\n/);
	if (rows.some((row) => printedLine.test(row))) return true;
	const others = rows.filter((row) => !isEncoded(row));
	const beginsRight = (row: string) => {
		const start = characters(row).slice(0, numbered);
		return start.length === numbered && typeof readLine(start, numberOf(start)) !== 'string';
	};
	if (others.some(beginsRight)) return true;
	const { lines, shares } = readRecoveryText(others.join('\n'));
	wipe(...shares);
	return lines.some(({ fault }) => fault === undefined);
}
