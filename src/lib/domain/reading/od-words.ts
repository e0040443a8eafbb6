/** Words of two, four or eight bytes in columns, as `od` prints them: hex, octal or decimal numbers of the machine. */

interface Columns {
	/** of one word */
	pattern: RegExp;
	prefix: '0x' | '0o' | '';
	/** the bytes of a word by the width of its column, the space before it included */
	sizes: Readonly<Record<number, number>>;
}

const kinds: readonly Columns[] = [
	{ pattern: /^[0-9a-f]+$/, prefix: '0x', sizes: { 5: 2, 9: 4, 17: 8 } },
	{ pattern: /^[0-7]+$/, prefix: '0o', sizes: { 7: 2, 12: 4, 23: 8 } },
	{ pattern: /^-?\d+$/, prefix: '', sizes: { 6: 2, 7: 2, 11: 4, 12: 4, 21: 8 } }
];

/**
 * @param lines - without offsets: each word with the spaces before it
 * @returns for each line its words, the most significant byte first; undefined for text that is not in such columns
 */
export function odWords(lines: readonly string[]): number[][][] | undefined {
	const cells = lines.map((line) => line.trim().split(/ +/));
	const width = (lines[0]?.length ?? 0) / (cells[0]?.length ?? 1);
	const inColumns = lines.every(
		(line, row) => line.startsWith(' ') && line.length === (cells[row]?.length ?? 0) * width
	);
	if (!inColumns) return undefined;
	for (const { pattern, prefix, sizes } of kinds) {
		const size = sizes[width];
		if (size === undefined) continue;
		const fits = (word: string) =>
			pattern.test(word) && (prefix === '' || word.length === width - 1);
		if (!cells.flat().every(fits)) continue;
		const words = cells.map((line) => line.map((word) => bytesOf(prefix + word, size)));
		if (words.flat().every((word) => word !== undefined)) return words as number[][][];
	}
	return undefined;
}

/** @returns undefined for a number that has no room in so many bytes */
function bytesOf(number: string, size: number): number[] | undefined {
	const bits = 8 * size;
	const value = BigInt(number);
	if (value >= 1n << BigInt(bits) || value < -(1n << BigInt(bits - 1))) return undefined;
	const digits = BigInt.asUintN(bits, value)
		.toString(16)
		.padStart(2 * size, '0');
	return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** @param order - which byte of a word was first in the file: the least (`LITTLE`, on a PC) or the most significant */
export const wordBytes = (words: readonly number[][][], order: 'LITTLE' | 'BIG'): number[] =>
	words.flat().flatMap((word) => (order === 'LITTLE' ? word.toReversed() : word));
