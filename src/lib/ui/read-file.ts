import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';

/**
 * @returns the whole content, which the caller wipes if it is secret
 * @throws KmsError `UnreadableFile` for a folder, or a file that was moved or changed since it was chosen
 */
export async function readFile(file: File): Promise<Bytes> {
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch {
		throw new KmsError('UnreadableFile', {});
	}
}
