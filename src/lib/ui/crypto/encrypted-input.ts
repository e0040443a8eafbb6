import type { Bytes } from '#lib/domain/bytes.ts';
import { largestFileBytes, type FileReading } from '#lib/domain/reading/reading.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { OneReading } from '../engine/one-reading.svelte.ts';

/** An encrypted text or file that was chosen: whose it is, or why it is nobody's. */
export interface EncryptedInput {
	name: string;
	fileBytes: number;
	/** undefined for what was not read */
	read?: { reading: FileReading; blob: Bytes; keyId: KeyId | undefined };
	/** why it was not read */
	why?: 'EMPTY' | 'TOO_BIG' | 'UNREADABLE';
}

/**
 * Reads a file as one that Airlock encrypted; the blob names its key.
 *
 * @returns undefined when the reading was ended
 */
export async function readEncrypted(
	file: File,
	running: OneReading
): Promise<EncryptedInput | undefined> {
	const { name, size: fileBytes } = file;
	if (fileBytes === 0) return { name, fileBytes, why: 'EMPTY' };
	if (fileBytes > largestFileBytes) return { name, fileBytes, why: 'TOO_BIG' };
	let readings;
	try {
		readings = await running.file(file);
	} catch (error) {
		if (isKmsError(error, 'UnreadableFile')) return { name, fileBytes, why: 'UNREADABLE' };
		throw error;
	}
	if (!readings) return undefined;
	const [first, ...others] = readings;
	if (!first) throw new TypeError('a file has a reading');
	const reading =
		[first, ...others].find(({ content: { kind } }) => kind === 'CIPHERTEXT_BLOB') ?? first;
	const keyId = reading.content.kind === 'CIPHERTEXT_BLOB' ? reading.content.keyId : undefined;
	return { name, fileBytes, read: { reading, blob: reading.bytes, keyId } };
}
