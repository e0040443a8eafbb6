import { concat, parseUtf8, u8, type Bytes } from '../bytes.ts';

/** What programs do to a file on its way, and what undoes it. */
export type FileRepair =
	/** a text editor, `echo` or a shell added it */
	| { kind: 'LINE_BREAK_AT_END'; bytes: number }
	| { kind: 'BYTES_AT_END'; bytes: number }
	| { kind: 'BYTES_AT_START'; bytes: number }
	/** each line feed was made a carriage return and a line feed, as transfer "as text" to Windows does */
	| { kind: 'LINE_FEEDS_DOUBLED' }
	/** a carriage return was dropped before the line feed at this place */
	| { kind: 'CARRIAGE_RETURN_DROPPED'; at: number }
	/** each byte was taken for a character of Latin-1 or Windows-1252, and written in UTF-8 */
	| { kind: 'WRITTEN_AS_TEXT' }
	/** the second of two parts came first: what begins at this place */
	| { kind: 'PARTS_SWAPPED'; at: number }
	/** an RSA block of this length has its last byte first, as CryptoAPI of Windows writes it */
	| { kind: 'BLOCK_REVERSED'; bytes: number }
	/** zeros at the start were dropped, as programs do that take the block for a number */
	| { kind: 'ZEROS_DROPPED'; bytes: number };

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** More places than these to put a carriage return back are not tried. */
const mostPlaces = 16;

/** @returns the file as it was before; a copy */
export function repaired(file: Uint8Array, repair: FileRepair): Bytes {
	switch (repair.kind) {
		case 'LINE_BREAK_AT_END':
		case 'BYTES_AT_END':
			return file.slice(0, file.length - repair.bytes);
		case 'BYTES_AT_START':
			return file.slice(repair.bytes);
		case 'LINE_FEEDS_DOUBLED':
			return file.filter((byte, index) => byte !== carriageReturn || file[index + 1] !== lineFeed);
		case 'CARRIAGE_RETURN_DROPPED':
			return concat(file.subarray(0, repair.at), u8(carriageReturn), file.subarray(repair.at));
		case 'WRITTEN_AS_TEXT':
			return bytesOfText(file) ?? new Uint8Array();
		case 'PARTS_SWAPPED':
			return concat(file.subarray(repair.at), file.subarray(0, repair.at));
		case 'BLOCK_REVERSED':
			return concat(file.slice(0, repair.bytes).reverse(), file.subarray(repair.bytes));
		case 'ZEROS_DROPPED':
			return concat(new Uint8Array(repair.bytes), file);
	}
}

/**
 * The repairs after which a file would have one of the lengths that are expected. Whether one is right, only opening
 * the repaired file tells.
 */
export function possibleRepairs(
	file: Uint8Array,
	expectedLengths: readonly number[]
): FileRepair[] {
	const repairs = expectedLengths.flatMap((expected) => toLength(file, expected));
	const written = bytesOfText(file)?.length;
	return written !== undefined && written < file.length && expectedLengths.includes(written)
		? [{ kind: 'WRITTEN_AS_TEXT' }, ...repairs]
		: repairs;
}

/** What Windows-1252 has in 80 to 9F; Latin-1 has control characters there. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** @returns one byte for each character; undefined if it is not UTF-8, or has other characters */
function bytesOfText(file: Uint8Array): Bytes | undefined {
	const text = parseUtf8(file);
	if (text === undefined) return undefined;
	const bytes = new Uint8Array(text.length);
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		const place = windows1252.indexOf(text.charAt(index));
		if (code > 0xff && place < 0) return undefined;
		bytes[index] = code > 0xff ? 0x80 + place : code;
	}
	return bytes;
}

function toLength(file: Uint8Array, expected: number): FileRepair[] {
	const surplus = file.length - expected;
	if (surplus === -1) return [...placesOfDroppedReturns(file), ...zerosDropped(1)];
	if (surplus === -2) return zerosDropped(2);
	if (surplus <= 0) return [];
	const end = [...file.subarray(expected)];
	const isLineBreak =
		surplus <= 2 && end.every((byte) => byte === carriageReturn || byte === lineFeed);
	const doubled = repaired(file, { kind: 'LINE_FEEDS_DOUBLED' }).length === expected;
	return [
		{ kind: isLineBreak ? 'LINE_BREAK_AT_END' : 'BYTES_AT_END', bytes: surplus },
		{ kind: 'BYTES_AT_START', bytes: surplus },
		...(doubled ? ([{ kind: 'LINE_FEEDS_DOUBLED' }] as const) : [])
	];
}

const zerosDropped = (bytes: number): FileRepair[] => [{ kind: 'ZEROS_DROPPED', bytes }];

function placesOfDroppedReturns(file: Uint8Array): FileRepair[] {
	return [...file]
		.flatMap((byte, at) => (byte === lineFeed ? [at] : []))
		.slice(0, mostPlaces)
		.map((at) => ({ kind: 'CARRIAGE_RETURN_DROPPED', at }));
}

/** @returns whether a program has put U+FFFD for bytes that it could not read, which nothing undoes */
export function isBeyondRepair(file: Uint8Array): boolean {
	const text = parseUtf8(file);
	return text !== undefined && (text.match(/\ufffd/g)?.length ?? 0) > file.length / 16;
}
