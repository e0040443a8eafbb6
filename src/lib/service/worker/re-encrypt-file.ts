/** Encrypts a file with another key as it streams by, and compares the result with the old file before anything relies on it. */
import { equalBytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { encryptBody, type Write } from '#lib/crypto/message-body.ts';
import type { FileRun } from './file-run.ts';
import { plaintextOf } from './plaintext-of.ts';
import { assertSame, notAsWritten } from './same-content.ts';
import type { ReEncryptionRequest } from './worker-protocol.ts';

/**
 * The plaintext is in memory frame by frame, and nowhere else.
 *
 * @returns how many bytes of plaintext there were
 */
export async function reEncrypt(
	{ file, header, key, newHeader, newKey }: ReEncryptionRequest,
	write: Write
): Promise<number> {
	await write(newHeader);
	const old = plaintextOf(file, header, key);
	const { messageId } = parseMessageHeader(newHeader);
	const [made] = await Promise.allSettled([
		encryptBody(newKey, messageId, old.readable, write),
		old.done
	]);
	// What ends the old one ends the new one with the same reason.
	if (made.status === 'rejected') throw made.reason;
	return made.value;
}

/**
 * Opens the result as it was written, from its first byte to its last, and the old file again: their plaintext is the same.
 *
 * @throws {@link KmsError} `StorageFailed` when it isn't; and what `decryptBody` finds wrong with the old file now
 */
export async function assertSamePlaintext(
	{ file, header, key, newHeader, checkKey }: ReEncryptionRequest,
	result: Blob,
	run: FileRun
): Promise<void> {
	const start = await result.slice(0, newHeader.length).arrayBuffer();
	if (!equalBytes(new Uint8Array(start), newHeader)) throw notAsWritten();
	const old = plaintextOf(file, header, key);
	const made = plaintextOf(result, newHeader, checkKey);
	const [compared, oldEnd, madeEnd] = await Promise.allSettled([
		assertSame(old.readable, made.readable, run),
		old.done,
		made.done
	]);
	if (madeEnd.status === 'rejected' && isKmsError(madeEnd.reason, 'InvalidEncryptedFile'))
		throw notAsWritten();
	for (const end of [compared, oldEnd, madeEnd]) if (end.status === 'rejected') throw end.reason;
}
