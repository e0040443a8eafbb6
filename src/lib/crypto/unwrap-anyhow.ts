/** What an encrypted key file was made with, found by trying: for diagnosis only, never for an import. */

import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { oaepPaddings, type RsaPadding } from '#lib/domain/import/rsa-padding.ts';
import { parseDer } from '#lib/domain/reading/der.ts';
import { removePadding } from './encoding-methods.ts';
import { rsaRawDecrypt, type RsaPrivateKey } from './rsa-raw-decrypt.ts';
import { aesKeyFormOf, openSecond, type Second } from './second-part.ts';

/** How a file opens. */
export interface Unwrapped extends Omit<Second, 'second'> {
	padding: RsaPadding;
	/** encrypted with an OAEP label, which nobody here knows */
	hasLabel: boolean;
	/** the length of what the RSA block holds */
	firstBytes: number;
	/** null when the file is one RSA block */
	second: Second['second'] | null;
}

const paddings = [
	...oaepPaddings.map((padding) => ({ padding, label: 'EMPTY' as const })),
	...oaepPaddings.map((padding) => ({ padding, label: 'ANY' as const })),
	{ padding: { name: 'PKCS1_V1_5' as const }, label: 'EMPTY' as const },
	{ padding: { name: 'NONE' as const }, label: 'EMPTY' as const }
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
			// Noise that looks like PKCS #1 v1.5, most of the time.
			if (padding.name === 'PKCS1_V1_5' && !mayBeMeant(message, rest)) {
				wipe(message);
				continue;
			}
			const opened = { padding, hasLabel: label === 'ANY', firstBytes: message.length };
			if (rest.length > 0) {
				const second = await openSecond(message, rest);
				wipe(message);
				return { ...opened, ...second };
			}
			const aesKeyForm = aesKeyFormOf(message) ?? null;
			return { ...opened, second: null, aesKeyForm, secondText: null, material: message };
		}
		return undefined;
	} finally {
		wipe(encoded);
	}
}

/**
 * Noise that looks like PKCS #1 v1.5 holds more than a secret or its text has, most of the time, and it is no private key
 * in DER.
 */
const longestMaterialOfPkcs1 = 128;

function mayBeMeant(message: Bytes, rest: Bytes): boolean {
	if (rest.length === 0)
		return message.length <= longestMaterialOfPkcs1 || typeof parseDer(message) === 'object';
	return aesKeyFormOf(message) !== undefined;
}
