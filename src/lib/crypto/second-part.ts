/** What follows the RSA block of a two-part file, opened with the AES key in that block: for diagnosis only. */

import { equalBytes, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import { decodeBase64, decodeHex, trimText } from '#lib/domain/reading/text-encodings.ts';
import {
	cipherModeOf,
	unwrapPadded,
	unwrapUnchecked,
	unwrapUnpadded,
	type CipherMode
} from './aes-key-wrap.ts';

/**
 * How AES carries the key material behind the RSA block: as RFC 5649 says (KWP), as RFC 3394 says (KW), as that after
 * PKCS #7 filled it up (KW_PKCS7), as either but with another initial value, or in a mode other than a key wrap.
 */
export type SecondPart = 'KWP' | 'KW' | 'KW_PKCS7' | 'OTHER_IV' | CipherMode;

/** Text in place of bytes. */
export type TextForm = 'HEX' | 'BASE64';

/** The AES key as text, or with a line break behind it. */
export type AesKeyForm = TextForm | 'LINE_BREAK';

/** How the second part opens. */
export interface Second {
	/** where it does not open: NO_AES_KEY when the block holds none, SALTED for `openssl enc` with a password, UNKNOWN */
	second: SecondPart | 'NO_AES_KEY' | 'SALTED' | 'UNKNOWN';
	/** the AES key was encrypted so; null when it was its bytes, and where there is none */
	aesKeyForm: AesKeyForm | null;
	/** the second part is this text; null when it is bytes */
	secondText: TextForm | null;
	/** what was wrapped, of any length; the caller wipes it. null where it does not open */
	material: Bytes | null;
}

const aesKeyLengths: ReadonlySet<number> = new Set([16, 24, 32]);

/**
 * @param message - what the RSA block holds
 * @param rest - what follows it
 */
export async function openSecond(message: Bytes, rest: Bytes): Promise<Second> {
	const closed = { aesKeyForm: null, secondText: null, material: null };
	const keys = aesKeysIn(message);
	const [first] = keys;
	if (!first) return { ...closed, second: 'NO_AES_KEY' };
	try {
		for (const { aesKey, form } of keys) {
			const opened = await openUnder(aesKey, rest);
			if (opened) return { ...closed, ...opened, aesKeyForm: form };
		}
		const second = equalBytes(rest.subarray(0, salted.length), salted) ? 'SALTED' : 'UNKNOWN';
		return { ...closed, second, aesKeyForm: first.form };
	} finally {
		wipe(...keys.map(({ aesKey }) => aesKey));
	}
}

const salted = utf8('Salted__');

/** @returns undefined for a second part that this key opens in no way, as it is or as text */
async function openUnder(
	aesKey: Bytes,
	rest: Bytes
): Promise<Omit<Second, 'aesKeyForm'> | undefined> {
	const opened = unwrapWith(aesKey, rest);
	if (opened) return { ...opened, secondText: null };
	const mode = await cipherModeOf(aesKey, rest);
	if (mode) return { second: mode, material: null, secondText: null };
	const text = trimText(rest);
	const asHex = decodeHex(text);
	const bytes = asHex ?? decodeBase64(text);
	const inText = bytes && unwrapWith(aesKey, bytes);
	return inText && { ...inText, secondText: asHex ? 'HEX' : 'BASE64' };
}

interface AesKeyFound {
	aesKey: Bytes;
	form: AesKeyForm | null;
}

/** AES keys that a message may hold, as bytes or as text, the likeliest first; the caller wipes them. */
function aesKeysIn(message: Bytes): AesKeyFound[] {
	const text = trimText(message);
	const found = [
		{ aesKey: decodeHex(text), form: 'HEX' as const },
		{ aesKey: message.slice(), form: null },
		{ aesKey: withoutLineBreak(message), form: 'LINE_BREAK' as const },
		{ aesKey: decodeBase64(text), form: 'BASE64' as const }
	];
	return found.flatMap(({ aesKey, form }) => {
		if (aesKey && aesKeyLengths.has(aesKey.length)) return [{ aesKey, form }];
		wipe(aesKey);
		return [];
	});
}

/** @returns as what a message holds an AES key, null for its bytes; undefined for a message that holds none */
export function aesKeyFormOf(message: Bytes): AesKeyForm | null | undefined {
	const keys = aesKeysIn(message);
	wipe(...keys.map(({ aesKey }) => aesKey));
	return keys[0]?.form;
}

/** @returns undefined for a message without one */
function withoutLineBreak(message: Bytes): Bytes | undefined {
	const end = message.at(-1) === 0x0a ? (message.at(-2) === 0x0d ? 2 : 1) : 0;
	return end === 0 ? undefined : message.slice(0, -end);
}

/** PKCS #7 fills 32 bytes up by a whole block: of 8 bytes, or of AES's 16 as Java's AES/KW/PKCS5Padding does. */
const fillsOfPkcs7: ReadonlySet<number> = new Set([8, 16]);

function unwrapWith(
	aesKey: Bytes,
	wrapped: Bytes
): { second: SecondPart; material: Bytes } | undefined {
	try {
		return { second: 'KWP', material: unwrapPadded(aesKey, wrapped) };
	} catch {
		const unpadded = unwrapUnpadded(aesKey, wrapped);
		if (!unpadded) return unwrapWithOtherValue(aesKey, wrapped);
		const filled = unpadded.length - keyMaterialBytes;
		const isFilled =
			fillsOfPkcs7.has(filled) && unpadded.subarray(-filled).every((byte) => byte === filled);
		if (!isFilled) return { second: 'KW', material: unpadded };
		const material = unpadded.slice(0, keyMaterialBytes);
		wipe(unpadded);
		return { second: 'KW_PKCS7', material };
	}
}

/**
 * With another initial value than the two that RFC 3394 and RFC 5649 give. It is seen by the length in its second half,
 * which RFC 5649 §3 puts there, or by how people type one: eight bytes that are all alike, or only the first four.
 */
function unwrapWithOtherValue(
	aesKey: Bytes,
	wrapped: Bytes
): { second: SecondPart; material: Bytes } | undefined {
	const unwrapped = unwrapUnchecked(aesKey, wrapped);
	if (!unwrapped) return undefined;
	const { initialValue, plaintext } = unwrapped;
	try {
		const length = new DataView(initialValue.buffer).getUint32(4);
		const fill = plaintext.subarray(length);
		const hasLength =
			length <= plaintext.length && fill.length < 8 && fill.every((byte) => byte === 0);
		// OpenSSL fills a shorter value up with zeros.
		const isTyped =
			initialValue.every((byte) => byte === initialValue[0]) ||
			initialValue.subarray(4).every((byte) => byte === 0);
		if (!hasLength && !isTyped) return undefined;
		return { second: 'OTHER_IV', material: plaintext.slice(0, hasLength ? length : undefined) };
	} finally {
		wipe(initialValue, plaintext);
	}
}
