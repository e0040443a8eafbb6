/** Shares as text that people type back: four numbered lines of Base32, each with a checksum of its own. */

import { wipe, type Bytes } from '../bytes.ts';
import { shareBytes } from './recovery-share.ts';

/** Crockford's Base32: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const linesOfAShare = 4;
/** In bytes: more than the texts of all shares of the largest kit, with room for spaces. */
export const longestRecoveryText = 16 * 1024;
const lineCharacters = 20;
const checkCharacters = 2;
const unnumbered = lineCharacters + checkCharacters;
const numbered = 1 + unnumbered;

/** Why a line can't be as it was printed. */
export type LineFault = 'LENGTH' | 'CHARACTER' | 'ORDER' | 'CHECKSUM';

/** One line of a recovery text, as it was typed. */
export interface ReadLine {
	/** which share of the text it belongs to, from 1 */
	share: number;
	/** which line of that share it is, 1 to 4 */
	line: number;
	fault: LineFault | undefined;
}

/** What was read of a recovery text, right or not. */
export interface RecoveryText {
	lines: ReadLine[];
	/** of the shares whose four lines are right; the caller wipes them */
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

/** @returns five bits of every character; the caller wipes them */
function fiveBits(bytes: Uint8Array): Bytes {
	return Uint8Array.from({ length: (bytes.length * 8) / 5 }, (_, index) => {
		const at = Math.floor((index * 5) / 8);
		const window = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
		return (window >> (11 - ((index * 5) % 8))) & 31;
	});
}

function eightBits(values: readonly number[]): Bytes {
	return Uint8Array.from({ length: (values.length * 5) / 8 }, (_, index) => {
		const at = Math.floor((index * 8) / 5);
		const [a = 0, b = 0, c = 0] = values.slice(at, at + 3);
		return (((a << 10) | (b << 5) | c) >> (7 - ((index * 8) % 5))) & 255;
	});
}

/**
 * One share as `1 XXXX XXXX XXXX XXXX XXXX CC`, four lines.
 *
 * @param share - {@link shareBytes}, the checksum included
 * @returns ASCII; the caller wipes it
 */
export function encodeRecoveryText(share: Uint8Array): Bytes {
	if (share.length !== shareBytes) throw new RangeError(`a share has ${shareBytes} bytes`);
	const values = fiveBits(share);
	const text: number[] = [];
	const put = (value: number) => text.push(alphabet.charCodeAt(value));
	for (let line = 1; line <= linesOfAShare; line++) {
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
			const length = [numbered, unnumbered].find(
				(length) => row.length > length && row.length % (linesOfAShare * length) === 0
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

/** Reads shares that were typed or scanned one after the other, and says of each line whether it is right. Never throws. */
export function readRecoveryText(text: string): RecoveryText {
	const lines: ReadLine[] = [];
	const shares: Bytes[] = [];
	let right: number[] = [];
	for (const row of printedLines(text)) {
		const share = Math.floor(lines.length / linesOfAShare) + 1;
		const line = (lines.length % linesOfAShare) + 1;
		if (line === 1) right = [];
		const read = readLine(row, line);
		lines.push({ share, line, fault: typeof read === 'string' ? read : undefined });
		if (typeof read !== 'string') right.push(...read);
		if (line === linesOfAShare && right.length === linesOfAShare * lineCharacters)
			shares.push(eightBits(right));
	}
	const over = lines.length % linesOfAShare;
	return { lines, shares, missing: over === 0 ? 0 : linesOfAShare - over };
}

/** A numbered line as it was printed, wherever it stands in a line of its own. */
const printedLine = /^[\s>|]*([1-4](?:[ \-·:.]+[0-9a-z]{4}){5}[ \-·:.]+[0-9a-z]{2})\s*$/i;

/**
 * The numbered lines of shares in a text that has other lines too: a sheet as it is copied from a page, a letter.
 *
 * @returns those whose checksum is right, one to a line; empty for a text without any
 */
export function recoveryLinesIn(text: string): string {
	return text
		.split(/\r\n|\r|\n/)
		.map((row) => printedLine.exec(row)?.[1] ?? '')
		.filter((row) => row !== '' && typeof readLine(characters(row), Number(row[0])) !== 'string')
		.join('\n');
}
