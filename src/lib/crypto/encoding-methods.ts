/** Paddings taken off an RSA block that was decrypted without any: for saying which one a file was made with. */

import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import { concat, equalBytes, u32, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { OaepHash, OaepPadding, RsaPadding } from '#lib/domain/import/rsa-padding.ts';

/**
 * Takes one padding off.
 *
 * @param encoded - the encoded message EM, of the modulus length
 * @param label - ANY takes what was encrypted with an OAEP label too, though nobody here knows the label
 * @returns the message, which the caller wipes; `undefined` when EM has another padding. OAEP is never taken for
 * another by accident (2^-160 at most, 2^-64 with any label), nor is no padding (2^-64). PKCS #1 v1.5 is: of noise once
 * in 2^16, of an OAEP block once in 2^8, since both begin with a zero
 */
export async function removePadding(
	padding: RsaPadding,
	encoded: Bytes,
	label: 'EMPTY' | 'ANY' = 'EMPTY'
): Promise<Bytes | undefined> {
	if (padding.name === 'OAEP') return decodeOaep(encoded, padding, label);
	return padding.name === 'NONE' ? decodeNone(encoded) : decodePkcs1(encoded);
}

/** Zeros in a row that are no accident. */
const certainZeros = 8;

/** EME-OAEP decoding, RFC 8017 §7.1.2, step 3. */
async function decodeOaep(
	encoded: Bytes,
	{ hash, maskHash }: OaepPadding,
	label: 'EMPTY' | 'ANY'
): Promise<Bytes | undefined> {
	const emptyLabelHash = await digest(hash, new Uint8Array());
	const hashBytes = emptyLabelHash.length;
	if (encoded.length < 2 * hashBytes + 2 || encoded[0] !== 0) return undefined;
	const maskedSeed = encoded.subarray(1, 1 + hashBytes);
	const maskedBlock = encoded.subarray(1 + hashBytes);
	// Steps 3.c to 3.f
	const seed = xor(maskedSeed, await maskGeneration(maskHash, maskedBlock, hashBytes));
	const block = xor(maskedBlock, await maskGeneration(maskHash, seed, maskedBlock.length));
	try {
		// Step 3.g: lHash' || PS (zeros) || 01 || M
		const separator = block.findIndex((byte, index) => index >= hashBytes && byte !== 0);
		const isCertain =
			label === 'EMPTY'
				? equalBytes(block.subarray(0, hashBytes), emptyLabelHash)
				: separator - hashBytes >= certainZeros;
		return isCertain && block[separator] === 1 ? block.slice(separator + 1) : undefined;
	} finally {
		wipe(seed, block);
	}
}

/** RSA on the message itself: zeros before it as far as it is shorter than the modulus, or behind it in a buffer. */
function decodeNone(encoded: Bytes): Bytes | undefined {
	const start = encoded.findIndex((byte) => byte !== 0);
	const end = encoded.findLastIndex((byte) => byte !== 0) + 1;
	// Key material may begin or end with a zero.
	if (start >= certainZeros)
		return encoded.slice(Math.min(start, encoded.length - keyMaterialBytes));
	return encoded.length - end >= certainZeros
		? encoded.slice(0, Math.max(end, keyMaterialBytes))
		: undefined;
}

/** EME-PKCS1-v1_5 decoding, RFC 8017 §7.2.2, step 3: 00 || 02 || PS (8 or more, none zero) || 00 || M. */
function decodePkcs1(encoded: Bytes): Bytes | undefined {
	if (encoded[0] !== 0 || encoded[1] !== 2) return undefined;
	const separator = encoded.indexOf(0, 2);
	return separator >= 10 ? encoded.slice(separator + 1) : undefined;
}

/** MGF1, RFC 8017 §B.2.1. */
async function maskGeneration(hash: OaepHash, seed: Uint8Array, length: number): Promise<Bytes> {
	const blocks: Bytes[] = [];
	for (let counter = 0, made = 0; made < length; counter++) {
		const block = await digest(hash, concat(seed, u32(counter)));
		blocks.push(block);
		made += block.length;
	}
	return concat(...blocks).slice(0, length);
}

async function digest(hash: OaepHash, bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.digest(hash, bytes));
}

function xor(a: Uint8Array, b: Uint8Array): Bytes {
	return Uint8Array.from(a, (byte, index) => byte ^ (b[index] ?? 0));
}
