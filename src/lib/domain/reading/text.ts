import { parseUtf8, utf8, type Bytes } from '../bytes.ts';

/** Bytes that are text, as UTF-8 without a byte order mark. */
export interface Text {
	wasMarked: 'UTF_8_BOM' | 'UTF_16' | 'UTF_32' | undefined;
	/** may be a view of what was read */
	bytes: Uint8Array;
}

const isPrintable = (byte: number) =>
	byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** @returns whether the bytes are UTF-8 without control characters */
export function isUtf8Text(bytes: Uint8Array): boolean {
	let ascii = true;
	for (const byte of bytes) {
		if (!isPrintable(byte) || byte === 0x7f) return false;
		if (byte > 0x7f) ascii = false;
	}
	return ascii || parseUtf8(bytes) !== undefined;
}

/**
 * Text in UTF-8, with a byte order mark or without, or in UTF-16 as Windows PowerShell's `>` writes it.
 *
 * @returns undefined if it is not text
 */
export function asText(file: Uint8Array): Text | undefined {
	if (file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf) {
		const bytes = file.subarray(3);
		if (isUtf8Text(bytes)) return { wasMarked: 'UTF_8_BOM', bytes };
	}
	const utf32 = fromUtf32(file);
	if (utf32) return { wasMarked: 'UTF_32', bytes: utf32 };
	const utf16 = fromUtf16(file);
	if (utf16) return { wasMarked: 'UTF_16', bytes: utf16 };
	const text = withoutEnd(file);
	return isUtf8Text(text) ? { wasMarked: undefined, bytes: text } : undefined;
}

/** Texts of C end with a zero, those of DOS with Ctrl-Z. */
function withoutEnd(file: Uint8Array): Uint8Array {
	const end = file.findLastIndex((byte) => byte !== 0 && byte !== 0x1a) + 1;
	return file.length - end <= mostEnd && end >= shortestText ? file.subarray(0, end) : file;
}
const mostEnd = 2;
/** In 32 random bytes the last may be a zero, but the others are no text. */
const shortestText = 20;

/** Only ASCII, as `Out-File -Encoding utf32` writes a key, with a byte order mark or without. */
function fromUtf32(file: Uint8Array): Bytes | undefined {
	if (file.length < 16 || file.length % 4 !== 0) return undefined;
	const view = new DataView(file.buffer, file.byteOffset, file.length);
	const littleEndian = view.getUint32(0) > view.getUint32(0, true);
	const start = view.getUint32(0, littleEndian) === 0xfeff ? 4 : 0;
	const text = new Uint8Array((file.length - start) / 4);
	for (let index = 0; index < text.length; index++) {
		const unit = view.getUint32(start + index * 4, littleEndian);
		if (!isAscii(unit)) return undefined;
		text[index] = unit;
	}
	return text;
}

function fromUtf16(file: Uint8Array): Bytes | undefined {
	if (file.length < 4 || file.length % 2 !== 0) return undefined;
	const littleEndianMark = file[0] === 0xff && file[1] === 0xfe;
	const marked = littleEndianMark || (file[0] === 0xfe && file[1] === 0xff);
	const content = marked ? file.subarray(2) : file;
	const littleEndian = marked ? littleEndianMark : content[1] === 0;
	const high = littleEndian ? 1 : 0;
	let ascii = 0;
	for (let index = 0; index < content.length; index += 2)
		if (content[index + high] === 0 && isAscii(content[index + 1 - high] ?? 0)) ascii++;
	const units = content.length / 2;
	if (ascii === units) return content.filter((_, index) => index % 2 !== high);
	// Bytes that begin like a mark by chance have no such share of ASCII; those that a shell rewrote have half.
	if (!marked || ascii < units / 4) return undefined;
	try {
		const decoder = new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be', { fatal: true });
		return utf8(decoder.decode(content));
	} catch {
		return undefined;
	}
}

const isAscii = (byte: number) => isPrintable(byte) && byte < 0x7f;
