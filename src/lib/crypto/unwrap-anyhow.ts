/** What an encrypted key file was made with, found by trying: for diagnosis only, never for an import. */

import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { rsaPaddings, type RsaPadding } from '#lib/domain/rsa-padding.ts';
import { unwrapPadded, unwrapUnpadded } from './aes-key-wrap.ts';
import { removePadding } from './encoding-methods.ts';
import { rsaRawDecrypt, type RsaPrivateKey } from './rsa-raw-decrypt.ts';

/** How a file opens. */
export interface Unwrapped {
	padding: RsaPadding;
	/** how AES carries the material when RSA carries the AES key; null when RSA carries the material itself */
	keyWrap: 'KWP' | 'KW' | null;
	/** what was wrapped, of any length; whoever gets it wipes it */
	material: Bytes;
}

/**
 * Tries every padding, and for what is longer than one RSA block both kinds of AES key wrap.
 *
 * @returns the first way in which the file opens under this key, or undefined
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
		for (const padding of rsaPaddings) {
			const message = await removePadding(padding, encoded);
			if (!message) continue;
			const isNoise = padding === 'PKCS1_V1_5' && message.length > longestMaterialOfPkcs1;
			if (rest.length === 0 && !isNoise) return { padding, keyWrap: null, material: message };
			const unwrapped = unwrapWith(message, rest);
			wipe(message);
			if (unwrapped) return { padding, ...unwrapped };
		}
		return undefined;
	} finally {
		wipe(encoded);
	}
}

/** Noise that looks like PKCS #1 v1.5 holds more than key material or its text has, most of the time. */
const longestMaterialOfPkcs1 = 128;
const aesKeyLengths: ReadonlySet<number> = new Set([16, 24, 32]);

function unwrapWith(
	aesKey: Bytes,
	wrapped: Bytes
): Pick<Unwrapped, 'keyWrap' | 'material'> | undefined {
	if (!aesKeyLengths.has(aesKey.length)) return undefined;
	try {
		return { keyWrap: 'KWP', material: unwrapPadded(aesKey, wrapped) };
	} catch {
		const material = unwrapUnpadded(aesKey, wrapped);
		return material && { keyWrap: 'KW', material };
	}
}
