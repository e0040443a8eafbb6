/** What an encrypted key file was made with, found by trying: for diagnosis only, never for an import. */

import { fromBase64, fromHex, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes } from '#lib/domain/cmk.ts';
import { oaepPaddings, type RsaPadding } from '#lib/domain/rsa-padding.ts';
import {
	cipherModeOf,
	unwrapPadded,
	unwrapUnchecked,
	unwrapUnpadded,
	type CipherMode
} from './aes-key-wrap.ts';
import { removePadding } from './encoding-methods.ts';
import { rsaRawDecrypt, type RsaPrivateKey } from './rsa-raw-decrypt.ts';

/**
 * How AES carries the key material behind the RSA block: as RFC 5649 says (KWP), as RFC 3394 says (KW), as that after
 * PKCS #7 filled it up (KW_PKCS7), as either but with another initial value, or in a mode that is no key wrap.
 */
export type SecondPart = 'KWP' | 'KW' | 'KW_PKCS7' | 'OTHER_IV' | CipherMode;

/** How a file opens. */
export interface Unwrapped {
	padding: RsaPadding;
	/** encrypted with an OAEP label, which nobody here knows */
	hasLabel: boolean;
	/** null when the file is one RSA block; UNKNOWN when the RSA block opens and what follows it does not */
	second: SecondPart | 'UNKNOWN' | null;
	/** the AES key was encrypted as this text; null when it was not */
	aesKeyText: 'HEX' | 'BASE64' | null;
	/** what was wrapped, of any length; the caller wipes it. null where only the RSA block opens */
	material: Bytes | null;
}

const paddings = [
	...oaepPaddings.map((padding) => ({ padding, label: 'EMPTY' as const })),
	...oaepPaddings.map((padding) => ({ padding, label: 'ANY' as const })),
	{ padding: { name: 'NONE' as const }, label: 'EMPTY' as const },
	{ padding: { name: 'PKCS1_V1_5' as const }, label: 'EMPTY' as const }
];

/**
 * Tries every padding of the RSA block, and on what follows it every way in which AES may carry key material.
 *
 * @returns the way in which the file opens under this key, or undefined if not even the RSA block does
 */
export async function unwrapAnyhow(
	privateKey: RsaPrivateKey,
	file: Bytes
): Promise<Unwrapped | undefined> {
	const encoded =
		file.length < privateKey.modulusBytes
			? undefined
			: rsaRawDecrypt(privateKey, file.slice(0, privateKey.modulusBytes));
	if (!encoded) return undefined;
	const rest = file.slice(privateKey.modulusBytes);
	try {
		for (const { padding, label } of paddings) {
			const message = await removePadding(padding, encoded, label);
			if (!message) continue;
			const opened = { padding, hasLabel: label === 'ANY' };
			const isNoise = padding.name === 'PKCS1_V1_5' && !mayBeMeant(message, rest);
			if (rest.length === 0 && !isNoise)
				return { ...opened, second: null, aesKeyText: null, material: message };
			const second = isNoise ? undefined : openSecond(message, rest);
			wipe(message);
			if (second) return { ...opened, ...second };
		}
		return undefined;
	} finally {
		wipe(encoded);
	}
}

/** Noise that looks like PKCS #1 v1.5 holds more than key material or its text has, most of the time. */
const longestMaterialOfPkcs1 = 128;
const aesKeyLengths: ReadonlySet<number> = new Set([16, 24, 32]);

function mayBeMeant(message: Bytes, rest: Bytes): boolean {
	return rest.length === 0
		? message.length <= longestMaterialOfPkcs1
		: aesKeyIn(message) !== undefined;
}

/** @returns undefined for a message that is no AES key, not even as text */
function openSecond(
	message: Bytes,
	rest: Bytes
): Pick<Unwrapped, 'second' | 'aesKeyText' | 'material'> | undefined {
	const found = aesKeyIn(message);
	if (!found) return undefined;
	const { aesKey, aesKeyText } = found;
	try {
		const opened = unwrapWith(aesKey, rest);
		const second = opened?.second ?? cipherModeOf(aesKey, rest) ?? 'UNKNOWN';
		return { second, aesKeyText, material: opened?.material ?? null };
	} finally {
		wipe(aesKey);
	}
}

function aesKeyIn(
	message: Bytes
): { aesKey: Bytes; aesKeyText: Unwrapped['aesKeyText'] } | undefined {
	if (aesKeyLengths.has(message.length) && !isHex(message))
		return { aesKey: message.slice(), aesKeyText: null };
	const text = String.fromCharCode(...message).trim();
	try {
		const aesKey = isHex(message) ? fromHex(text) : fromBase64(text);
		if (aesKeyLengths.has(aesKey.length))
			return { aesKey, aesKeyText: isHex(message) ? 'HEX' : 'BASE64' };
		wipe(aesKey);
	} catch {
		// it is no text either
	}
	return undefined;
}

/** 32, 48 or 64 hexadecimal digits, and perhaps a line break. */
function isHex(message: Bytes): boolean {
	return /^(?:[0-9a-f]{2}){16,32}\r?\n?$/i.test(String.fromCharCode(...message));
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
 * which RFC 5649 §3 puts there, or by eight bytes that are all alike, as people type them.
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
		const isTyped = initialValue.every((byte) => byte === initialValue[0]);
		if (!hasLength && !isTyped) return undefined;
		return { second: 'OTHER_IV', material: plaintext.slice(0, hasLength ? length : undefined) };
	} finally {
		wipe(initialValue, plaintext);
	}
}
