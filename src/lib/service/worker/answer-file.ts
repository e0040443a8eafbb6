/**
 * What a file worker does: it streams one file through the cipher, beside the page and the vault. It has no vault; the key
 * of this one file comes from the engine, and can't be extracted.
 */
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody, encryptBody } from '#lib/crypto/message-body.ts';
import { openSink } from './file-sinks.ts';
import { toErrorValue, type FileAnswer, type FileRequest } from './worker-protocol.ts';

/** The page draws no faster. */
const progressEveryMs = 100;

/** @param signal - gives the file up: nothing of it is kept */
export async function answerFile(
	request: FileRequest,
	signal: AbortSignal,
	post: (answer: FileAnswer) => void
): Promise<void> {
	let done = 0;
	let told = 0;
	try {
		const sink = await openSink(request.target);
		try {
			const write = async (bytes: Bytes) => {
				if (signal.aborted) throw new KmsError('Cancelled', {});
				await sink.write(bytes);
				done += bytes.length;
				if (performance.now() - told < progressEveryMs) return;
				told = performance.now();
				post({ progress: done });
			};
			const bytes = await stream(request, write);
			if (signal.aborted) throw new KmsError('Cancelled', {});
			post({ closing: true });
			post({ done: { bytes, blob: await sink.close() } });
		} catch (error) {
			await sink.abort();
			throw error;
		}
	} catch (error) {
		// What fails while the file is read has another name in each browser.
		const refusal = asKmsError(error) ?? asUnreadable(error) ?? error;
		post({ error: toErrorValue(refusal), bytes: done });
	}
}

const asUnreadable = (error: unknown): KmsError | undefined =>
	error instanceof DOMException ? new KmsError('UnreadableFile', {}) : undefined;

/** @returns how many bytes of plaintext there were */
async function stream(
	{ kind, file, header, key }: FileRequest,
	write: (bytes: Bytes) => Promise<void>
): Promise<number> {
	const parsed = parseMessageHeader(header);
	if (kind === 'DECRYPT') {
		const body = file.slice(header.length);
		return decryptBody(key, parsed, body.stream(), body.size, write);
	}
	await write(header);
	const bytes = await encryptBody(key, parsed.messageId, file.stream(), write);
	// It was made longer or shorter while it was read.
	if (bytes !== file.size) throw new KmsError('UnreadableFile', {});
	return bytes;
}
