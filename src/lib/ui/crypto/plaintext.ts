import { parseUtf8, toHex } from '#lib/domain/bytes.ts';

/**
 * How decrypted bytes are shown: as text where they are text that a page can show whole, else in hex.
 *
 * @returns a string, which nobody can wipe: let go of it soon
 */
export function showPlaintext(plaintext: Uint8Array): { isText: boolean; shown: string } {
	const text = parseUtf8(plaintext);
	// Controls and marks of direction would be invisible, or would turn round what stands beside them.
	if (text !== undefined && !/(?![\t\n\r\u200d])[\p{Cc}\p{Cf}]/u.test(text))
		return { isText: true, shown: text };
	return { isText: false, shown: toHex(plaintext) };
}
