import type { Bytes } from '#lib/domain/bytes.ts';
import { parseCiphertextBlob } from '#lib/domain/ciphertext-blob.ts';
import { largestFileBytes, recognise, type Encoding } from '#lib/domain/encodings.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { readFile } from '../read-file.ts';

/** An encrypted text or file that was chosen: whose it is, or why it is nobody's. */
export interface EncryptedInput {
	name: string;
	fileBytes: number;
	/** undefined for what was not read */
	read?: { readAs: Encoding; blob: Bytes; keyId: KeyId | undefined };
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
	const { readAs, bytes } = recognise(content, () => true);
	return { name, fileBytes, read: { readAs, blob: bytes, keyId: keyIdOf(bytes) } };
}

function keyIdOf(blob: Uint8Array): KeyId | undefined {
	try {
		return parseCiphertextBlob(blob).keyId;
	} catch (error) {
		if (isKmsError(error, 'InvalidCiphertext')) return undefined;
		throw error;
	}
}
