import { fromBase64, fromHex, parseUtf8, wipe, type Bytes } from './bytes.ts';

export const encodings = ['BINARY', 'HEX', 'BASE64'] as const;
export type Encoding = (typeof encodings)[number];

/** How a file was read, and the bytes that came out. */
export interface Reading {
	readAs: Encoding;
	bytes: Bytes;
}

/** Files larger than this are refused before they are read: what Airlock takes is under 10 KB. */
export const largestFileBytes = 1024 * 1024;

function readHex(text: string): Bytes | undefined {
	const digits = text.replace(/^0x/i, '').replace(/[\s:]/g, '');
	return digits !== '' && digits.length % 2 === 0 && /^[0-9a-f]+$/i.test(digits)
		? fromHex(digits)
		: undefined;
}

function readBase64(text: string): Bytes | undefined {
	const standard = text
		.replace(/\s/g, '')
		.replaceAll('-', '+')
		.replaceAll('_', '/')
		.replace(/={1,2}$/, '');
	if (standard === '') return undefined;
	try {
		return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
	} catch {
		return undefined;
	}
}

/**
 * Reads a file as hex (spaces, colons and `0x` allowed), as Base64 (standard or URL-safe, wrapped or not, padded or
 * not) or as it is. Of several readings the first of an expected length wins; else hex, Base64, binary in this order. 128 hex digits or more are hex whatever is
 * expected: as anything else they would be no accident.
 *
 * @param file - at most {@link largestFileBytes}
 */
export function recognise(
	file: Uint8Array,
	isExpectedLength: (length: number) => boolean
): Reading {
	const readings: Reading[] = [];
	const text = parseUtf8(file)
		?.replace(/^\uFEFF/, '')
		.trim();
	if (text !== undefined && /^[\x20-\x7e\s]+$/.test(text)) {
		const hex = readHex(text);
		if (hex) readings.push({ readAs: 'HEX', bytes: hex });
		const base64 = readBase64(text);
		if (base64) readings.push({ readAs: 'BASE64', bytes: base64 });
	}
	const binary: Reading = { readAs: 'BINARY', bytes: Uint8Array.from(file) };
	readings.push(binary);
	const hexOnly = readings.find(({ readAs, bytes }) => readAs === 'HEX' && bytes.length >= 64);
	const chosen =
		hexOnly ??
		readings.find(({ bytes }) => isExpectedLength(bytes.length)) ??
		readings[0] ??
		binary;
	// The file can be a secret: the readings that lost go.
	wipe(...readings.filter((reading) => reading !== chosen).map(({ bytes }) => bytes));
	return chosen;
}
