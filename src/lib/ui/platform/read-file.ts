import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';

/**
 * @returns the whole content of a file whose reader has its own bound or none; the caller wipes it if it is secret
 * @throws KmsError `UnreadableFile` for a folder, or a file that was moved or changed since it was chosen
 */
export async function bytesOfFile(file: Blob): Promise<Bytes> {
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch {
		throw new KmsError('UnreadableFile', {});
	}
}

/**
 * As {@link bytesOfFile}, of a file that is no larger than what is read as keys, tokens and the like.
 *
 * @throws KmsError `InputTooLarge` and `UnreadableFile`
 */
export async function bytesOfSmallFile(file: File): Promise<Bytes> {
	if (file.size > largestFileBytes)
		throw new KmsError('InputTooLarge', {
			parameter: 'File',
			actualBytes: file.size,
			limitBytes: largestFileBytes
		});
	return bytesOfFile(file);
}
