/** Paddings taken off an RSA block that was decrypted without any: for saying which one a file was made with. */

import { concat, equalBytes, u32, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { RsaPadding } from '#lib/domain/rsa-padding.ts';

type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

const oaepHashes: Record<Exclude<RsaPadding, 'PKCS1_V1_5'>, { hash: Hash; maskHash: Hash }> = {
	OAEP_SHA_256: { hash: 'SHA-256', maskHash: 'SHA-256' },
	OAEP_SHA_1: { hash: 'SHA-1', maskHash: 'SHA-1' },
	OAEP_SHA_256_MGF1_SHA_1: { hash: 'SHA-256', maskHash: 'SHA-1' },
	OAEP_SHA_384: { hash: 'SHA-384', maskHash: 'SHA-384' },
	OAEP_SHA_512: { hash: 'SHA-512', maskHash: 'SHA-512' }
};

/**
 * Takes one padding off.
 *
 * @param encoded - the encoded message EM, of the modulus length
 * @returns the message, which the caller wipes; `undefined` when EM has another padding. OAEP is never taken for
 * another by accident (2^-160 at most). PKCS #1 v1.5 is: of noise once in 2^16, of an OAEP block once in 2^8, since both
 * begin with a zero
 */
export async function removePadding(
	padding: RsaPadding,
	encoded: Bytes
): Promise<Bytes | undefined> {
	return padding === 'PKCS1_V1_5' ? decodePkcs1(encoded) : decodeOaep(encoded, oaepHashes[padding]);
}

/** EME-OAEP decoding with an empty label, RFC 8017 §7.1.2, step 3. */
async function decodeOaep(
	encoded: Bytes,
	{ hash, maskHash }: { hash: Hash; maskHash: Hash }
): Promise<Bytes | undefined> {
	const labelHash = await digest(hash, new Uint8Array());
	const hashBytes = labelHash.length;
	if (encoded.length < 2 * hashBytes + 2 || encoded[0] !== 0) return undefined;
	const maskedSeed = encoded.subarray(1, 1 + hashBytes);
	const maskedBlock = encoded.subarray(1 + hashBytes);
	// Steps 3.c to 3.f
	const seed = xor(maskedSeed, await maskGeneration(maskHash, maskedBlock, hashBytes));
	const block = xor(maskedBlock, await maskGeneration(maskHash, seed, maskedBlock.length));
	try {
		// Step 3.g: lHash' || PS (zeros) || 01 || M
		if (!equalBytes(block.subarray(0, hashBytes), labelHash)) return undefined;
		const separator = block.findIndex((byte, index) => index >= hashBytes && byte !== 0);
		return block[separator] === 1 ? block.slice(separator + 1) : undefined;
	} finally {
		wipe(seed, block);
	}
}

/** EME-PKCS1-v1_5 decoding, RFC 8017 §7.2.2, step 3: 00 || 02 || PS (8 or more, none zero) || 00 || M. */
function decodePkcs1(encoded: Bytes): Bytes | undefined {
	if (encoded[0] !== 0 || encoded[1] !== 2) return undefined;
	const separator = encoded.indexOf(0, 2);
	return separator >= 10 ? encoded.slice(separator + 1) : undefined;
}

/** MGF1, RFC 8017 §B.2.1. */
async function maskGeneration(hash: Hash, seed: Uint8Array, length: number): Promise<Bytes> {
	const blocks: Bytes[] = [];
	for (let counter = 0, made = 0; made < length; counter++) {
		const block = await digest(hash, concat(seed, u32(counter)));
		blocks.push(block);
		made += block.length;
	}
	return concat(...blocks).slice(0, length);
}

async function digest(hash: Hash, bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.digest(hash, bytes));
}

function xor(a: Uint8Array, b: Uint8Array): Bytes {
	return Uint8Array.from(a, (byte, index) => byte ^ (b[index] ?? 0));
}
