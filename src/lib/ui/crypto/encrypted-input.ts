import type { Bytes } from '#lib/domain/bytes.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import type { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { OneReading } from '../engine/one-reading.svelte.ts';

/** An encrypted text or file that was chosen: whose it is, or why it is nobody's. */
export interface EncryptedInput {
	name: string;
	fileBytes: number;
	/** undefined for what was not read */
	read?: { reading: FileReading; blob: Bytes; keyId: KeyId | undefined };
	/** why it was not read */
	refusal?: KmsError;
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
	const outcome = await running.file(file);
	if (!outcome) return undefined;
	if (outcome.refusal) return { name, fileBytes, refusal: outcome.refusal };
	const [first, ...others] = outcome.readings;
	if (!first) throw new TypeError('a file has a reading');
	const reading =
		[first, ...others].find(({ content: { kind } }) => kind === 'CIPHERTEXT_BLOB') ?? first;
	const keyId = reading.content.kind === 'CIPHERTEXT_BLOB' ? reading.content.keyId : undefined;
	return { name, fileBytes, read: { reading, blob: reading.bytes, keyId } };
}
