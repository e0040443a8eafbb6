/** What someone tries who guesses passphrases. Each way makes no string of the passphrase. */
import { commonPasswords } from './common-passwords.ts';
import { letterCost } from './letter-costs.ts';

/** What a part of a passphrase is to someone who guesses. */
export type PartKind = 'REPEAT' | 'SEQUENCE' | 'KEYBOARD' | 'COMMON' | 'DATE' | 'WORD' | 'OTHER';

/** What one way to guess does: it finds `length` characters from a place on. */
export type Found = (length: number, bits: number, kind: PartKind) => void;

const bitsOf = {
	/** to know which kind of part comes next */
	kind: 1,
	letter: Math.log2(26),
	digit: Math.log2(10),
	sign: 5,
	/** between words */
	separator: 2,
	/** a character of Chinese text, and of others beyond ASCII */
	other: 7,
	/** one of some 4,000 words that people choose */
	word: 12,
	common: 7,
	/** a password with letters that look like digits */
	lookAlike: 1,
	capital: 1,
	year: 7,
	date: 15.5,
	usualStart: 2,
	anyStart: 5,
	turn: 2
} as const;

const longestWord = 12;
/** of those that stand in a row without anything between them */
const longestJoinedWord = 7;
/** bits per letter, up to which letters are taken for an English word */
const wordlike = 5;
const joinedWordlike = 4.5;

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
const a = codeOf('a');
const zero = codeOf('0');

const isDigit = (code = 0): boolean => code >= zero && code <= codeOf('9');
const isCapital = (code = 0): boolean => code >= codeOf('A') && code <= codeOf('Z');
/** @returns 0 to 25 for a letter from a to z, capital or not; -1 for any other character */
function letterOf(code = 0): number {
	if (code >= a && code <= codeOf('z')) return code - a;
	return isCapital(code) ? code - codeOf('A') : -1;
}

const usualStarts = new Set(Array.from('aAzZ019qQ', codeOf));
const startBits = (code = 0): number =>
	usualStarts.has(code) ? bitsOf.usualStart : bitsOf.anyStart;

/** @returns what capitals add to a word that would be guessed in small letters: a first one, or nothing but, is usual */
function capitalBits(text: Uint32Array, from: number, length: number): number {
	const word = text.subarray(from, from + length);
	const count = word.reduce((sum, code) => sum + Number(isCapital(code)), 0);
	if (count === 0) return 0;
	return count === length || (count === 1 && isCapital(word[0]))
		? bitsOf.capital
		: count * bitsOf.capital;
}

/** Character by character, as long as they are of one kind. */
function guessCharacters(text: Uint32Array, from: number, found: Found): void {
	let bits: number = bitsOf.kind;
	for (let at = from; letterOf(text[at]) >= 0; at++) {
		bits += bitsOf.letter + (isCapital(text[at]) ? bitsOf.capital : 0);
		found(at - from + 1, bits, 'OTHER');
	}
	bits = bitsOf.kind;
	for (let at = from; isDigit(text[at]); at++) {
		bits += bitsOf.digit;
		found(at - from + 1, bits, 'OTHER');
	}
	const code = text[from] ?? 0;
	const isSpace = code === codeOf(' ');
	if (isSpace && from > 0 && text[from - 1] !== code) found(1, 0, 'WORD');
	else if (isSpace || separators.has(code)) found(1, bitsOf.separator, 'OTHER');
	else found(1, code < 0x80 ? bitsOf.sign : bitsOf.other, 'OTHER');
}

const separators = new Set(Array.from('-_.,', codeOf));

/** What the letters of a long word cost at most that many people would choose. */
const commonLetterBits = 24;

/** A word of English, by its letters: there is no list. */
function guessWord(text: Uint32Array, from: number, found: Found): void {
	const startsWord = letterOf(text[from - 1]) < 0;
	let sum = 0;
	const letters = new Set<number>();
	for (let length = 1; length <= longestWord; length++) {
		const letter = letterOf(text[from + length - 1]);
		if (letter < 0) return;
		letters.add(letter);
		sum += letterCost(letter, length === 1 ? -1 : letterOf(text[from + length - 2]));
		const isWhole = startsWord && letterOf(text[from + length]) < 0;
		if (length < 3 || (!isWhole && length > longestJoinedWord)) continue;
		// As in abababab: no word repeats so few letters.
		if (length > 3 * letters.size) continue;
		if (sum > length * (isWhole ? wordlike : joinedWordlike)) continue;
		// Letters that are rare together are no word of a list, however much they look like one.
		const asWord = Math.max(Math.min(sum, bitsOf.word), sum - commonLetterBits);
		const bits = asWord + capitalBits(text, from, length);
		found(length, isWhole ? bits : bits + bitsOf.kind, 'WORD');
	}
}

interface Node {
	isEnd: boolean;
	readonly next: Map<number, Node>;
}

/** The common passwords as a tree of letters, so that no part of a passphrase has to be a string to be looked up. */
const tree: Node = { isEnd: false, next: new Map() };
for (const password of commonPasswords) {
	let node = tree;
	for (const letter of password) {
		const code = codeOf(letter);
		const next: Node = node.next.get(code) ?? { isEnd: false, next: new Map() };
		node.next.set(code, next);
		node = next;
	}
	node.isEnd = true;
}

const lookAlikes = new Map(
	['@a', '4a', '3e', '1i', '1l', '!i', '0o', '$s', '5s', '7t', '8b', '9g'].map(
		(pair, _, pairs) =>
			[
				codeOf(pair),
				pairs.filter((other) => other[0] === pair[0]).map((other) => codeOf(other[1] ?? ''))
			] as const
	)
);

function guessCommon(text: Uint32Array, from: number, found: Found): void {
	const follow = (node: Node, length: number, lookAlike: number): void => {
		if (node.isEnd)
			found(
				length,
				bitsOf.common + lookAlike * bitsOf.lookAlike + capitalBits(text, from, length),
				'COMMON'
			);
		const code = text[from + length] ?? 0;
		const letter = letterOf(code);
		const plain = letter >= 0 ? node.next.get(a + letter) : undefined;
		if (plain) follow(plain, length + 1, lookAlike);
		for (const meant of lookAlikes.get(code) ?? []) {
			const next = node.next.get(meant);
			if (next) follow(next, length + 1, lookAlike + 1);
		}
	};
	follow(tree, 0, 0);
}

/** Up or down by one, as abcd, 4321 and 7890123. */
function guessSequence(text: Uint32Array, from: number, found: Found): void {
	const stepAt = (at: number): number | undefined => {
		const [one, other] = [text[at], text[at + 1]];
		if (one === undefined || other === undefined) return undefined;
		if (isDigit(one) && isDigit(other) && Math.abs(other - one) === 9) return other < one ? 1 : -1;
		return other - one;
	};
	const step = stepAt(from);
	if (step !== 1 && step !== -1) return;
	for (let length = 2; stepAt(from + length - 2) === step; length++)
		if (length >= 3)
			found(
				length,
				bitsOf.kind + startBits(text[from]) + Math.log2(length) + (step < 0 ? 1 : 0),
				'SEQUENCE'
			);
}

interface Key {
	row: number;
	column: number;
}

/** Rows of a keyboard, each key with what it writes without and with Shift. */
const keys = new Map<number, Key>(
	[
		['1234567890-=', '!@#$%^&*()_+'],
		['qwertyuiop[]\\', 'QWERTYUIOP{}|'],
		["asdfghjkl;'", 'ASDFGHJKL:"'],
		['zxcvbnm,./', 'ZXCVBNM<>?']
	].flatMap((levels, row) =>
		levels.flatMap((level) =>
			Array.from(level, (character, column) => [codeOf(character), { row, column }] as const)
		)
	)
);

/** The direction from one key to another beside it, or undefined. */
function directionOf(one: Key | undefined, other: Key | undefined): string | undefined {
	if (!one || !other) return undefined;
	const [down, right] = [other.row - one.row, other.column - one.column];
	const isBeside =
		(down === 0 && Math.abs(right) === 1) ||
		(Math.abs(down) === 1 && (right === 0 || right === -down));
	return isBeside ? `${down},${right}` : undefined;
}

/** From key to neighbouring key. */
function guessKeyboard(text: Uint32Array, from: number, found: Found): void {
	let direction: string | undefined;
	let turns = 0;
	for (let length = 2; ; length++) {
		const [one, other] = [text[from + length - 2] ?? 0, text[from + length - 1] ?? 0];
		const next = directionOf(keys.get(one), keys.get(other));
		if (next === undefined) return;
		if (direction !== undefined && next !== direction) turns++;
		direction = next;
		if (length >= 3)
			found(
				length,
				bitsOf.kind + startBits(text[from]) + Math.log2(length) + turns * bitsOf.turn,
				'KEYBOARD'
			);
	}
}

/** Years from 1900 to 2099, and days of them. */
function guessDate(text: Uint32Array, from: number, found: Found): void {
	const number = (at: number, length: number): number => {
		let value = 0;
		for (let index = 0; index < length; index++) {
			const code = text[from + at + index];
			if (!isDigit(code)) return -1;
			value = value * 10 + (code ?? 0) - zero;
		}
		return value;
	};
	const isYear = (value: number) => value >= 1900 && value < 2100;
	const isDay = (one: number, other: number) =>
		(one >= 1 && one <= 31 && other >= 1 && other <= 12) ||
		(one >= 1 && one <= 12 && other >= 1 && other <= 31);
	if (isYear(number(0, 4))) {
		found(4, bitsOf.year, 'DATE');
		if (isDay(number(4, 2), number(6, 2))) found(8, bitsOf.date, 'DATE');
	}
	if (!isDay(number(0, 2), number(2, 2))) return;
	if (number(4, 2) >= 0) found(6, bitsOf.date, 'DATE');
	if (isYear(number(4, 4))) found(8, bitsOf.date, 'DATE');
}

/** What stood before it, once more or again and again. */
function guessRepeat(text: Uint32Array, from: number, found: Found): void {
	for (let earlier = 0; earlier < from; earlier++) {
		let length = 0;
		while (from + length < text.length && text[earlier + length] === text[from + length]) length++;
		const distance = from - earlier;
		if (length >= 3 || (length === 2 && distance === 1))
			found(length, bitsOf.kind + Math.log2(distance + 1) + Math.log2(length), 'REPEAT');
	}
}

export const waysToGuess = [
	guessCharacters,
	guessWord,
	guessCommon,
	guessSequence,
	guessKeyboard,
	guessDate,
	guessRepeat
] as const;
