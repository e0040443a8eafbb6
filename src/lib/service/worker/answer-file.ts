/**
 * What a file worker does: it streams one file through the cipher, beside the page and the vault. It has no vault; the key
 * of this one file comes from the engine, and can't be extracted.
 */
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody, encryptBody, type Write } from '#lib/crypto/message-body.ts';
import type { FileRun } from './file-run.ts';
import { openSink } from './file-sinks.ts';
import { assertSamePlaintext, reEncrypt } from './re-encrypt-file.ts';
import { tarBytes, tarStream } from './tar-writing.ts';
import { unpackFile } from './unpack-file.ts';
import {
	toErrorValue,
	type FileAnswer,
	type FileRequest,
	type FileResult
} from './worker-protocol.ts';

export async function answerFile(
	request: FileRequest,
	run: FileRun,
	post: (answer: FileAnswer) => void
): Promise<void> {
	try {
		post({ done: await make(request, run) });
	} catch (error) {
		// What fails while the file is read has another name in each browser.
		post({ error: toErrorValue(asKmsError(error) ?? asUnreadable(error) ?? error) });
	}
}

const asUnreadable = (error: unknown): KmsError | undefined =>
	error instanceof DOMException ? new KmsError('UnreadableFile', {}) : undefined;

async function make(request: FileRequest, run: FileRun): Promise<FileResult> {
	const { target } = request;
	if (target.to === 'NEW_FOLDER') {
		if (request.kind !== 'DECRYPT') throw new TypeError('only what is decrypted is unpacked');
		return unpackFile(request, target, run);
	}
	const sink = await openSink(target, run.stopped);
	let downloaded = 0;
	try {
		const bytes = await stream(request, async (written: Bytes) => {
			await run.advance(0);
			await sink.write(written);
			await run.advance(written.length);
			downloaded += written.length;
		});
		if (request.kind === 'RE_ENCRYPT') {
			await sink.close();
			run.begin('CHECKING');
			await assertSamePlaintext(request, await sink.written(), run);
		} else {
			// Of a download nothing is final until the sink has closed it.
			await (target.to === 'DOWNLOAD' ? run.advance(0) : run.close());
			await sink.close();
		}
		const blob = await sink.place(run);
		return { bytes, blob, ...(target.to === 'DOWNLOAD' && { downloaded }) };
	} catch (error) {
		await sink.abort();
		throw error;
	}
}

/** @returns how many bytes of plaintext there were */
async function stream(request: FileRequest, write: Write): Promise<number> {
	if (request.kind === 'RE_ENCRYPT') return reEncrypt(request, write);
	const { kind, file, header, key } = request;
	const parsed = parseMessageHeader(header);
	if (kind === 'DECRYPT') {
		const body = file.slice(header.length);
		return decryptBody(key, parsed, body.stream(), body.size, write);
	}
	await write(header);
	const [plaintext, size] =
		file instanceof File ? [file.stream(), file.size] : [tarStream(file), tarBytes(file)];
	const bytes = await encryptBody(key, parsed.messageId, plaintext, write);
	// It was made longer or shorter while it was read.
	if (bytes !== size) throw new KmsError('UnreadableFile', {});
	return bytes;
}
