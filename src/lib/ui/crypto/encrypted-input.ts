import type { Bytes } from '#lib/domain/bytes.ts';
import { largestFileBytes, type FileReading } from '#lib/domain/reading/reading.ts';
import { readFile as readAnyFile } from '#lib/domain/file-reading.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { readFile } from '../read-file.ts';

/** An encrypted text or file that was chosen: whose it is, or why it is nobody's. */
export interface EncryptedInput {
	name: string;
	fileBytes: number;
	/** undefined for what was not read */
	read?: { reading: FileReading; blob: Bytes; keyId: KeyId | undefined };
	/** why it was not read */
	why?: 'EMPTY' | 'TOO_BIG' | 'UNREADABLE';
}

/** Reads a file as one that Airlock encrypted; the blob names its key. */
export async function readEncrypted(file: File): Promise<EncryptedInput> {
	const { name, size: fileBytes } = file;
	if (fileBytes === 0) return { name, fileBytes, why: 'EMPTY' };
	if (fileBytes > largestFileBytes) return { name, fileBytes, why: 'TOO_BIG' };
	const content = await readFile(file).catch(() => undefined);
	if (!content) return { name, fileBytes, why: 'UNREADABLE' };
	const [first, ...others] = readAnyFile(content);
	if (!first) throw new TypeError('a file has a reading');
	const reading =
		[first, ...others].find(({ content: { kind } }) => kind === 'CIPHERTEXT_BLOB') ?? first;
	const keyId = reading.content.kind === 'CIPHERTEXT_BLOB' ? reading.content.keyId : undefined;
	return { name, fileBytes, read: { reading, blob: reading.bytes, keyId } };
}
