import { concat, type Bytes } from '#lib/domain/bytes.ts';
import { longestHeader, parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody, encryptBody } from '#lib/crypto/message-body.ts';
import type { Request, Response } from '#lib/service/api.ts';
import type { TestVault } from './vault.ts';

/** As a file gives them, in pieces that have nothing to do with frames. */
export function streamOf(bytes: Uint8Array, pieceBytes = 100_000): ReadableStream<Uint8Array> {
	let at = 0;
	return new ReadableStream({
		pull(controller) {
			if (at < bytes.length) controller.enqueue(bytes.slice(at, at + pieceBytes));
			else controller.close();
			at += pieceBytes;
		}
	});
}

/** Keeps what is written. */
export class Written {
	readonly #parts: Bytes[] = [];
	readonly write = (bytes: Bytes): Promise<void> => {
		this.#parts.push(bytes);
		return Promise.resolve();
	};

	get bytes(): Bytes {
		return concat(...this.#parts);
	}
}

export async function encryptFile(
	{ handle }: Pick<TestVault, 'handle'>,
	plaintext: Bytes,
	request: Omit<Request<'EncryptFile'>, 'Bytes'>
): Promise<{ file: Bytes; answer: Response<'EncryptFile'> }> {
	const answer = await handle('EncryptFile', { ...request, Bytes: plaintext.length });
	const { messageId } = parseMessageHeader(answer.Header);
	const body = new Written();
	await encryptBody(answer.BodyKey, messageId, streamOf(plaintext), body.write);
	return { file: concat(answer.Header, body.bytes), answer };
}

export async function decryptFile(
	{ handle }: Pick<TestVault, 'handle'>,
	file: Bytes,
	request: Omit<Request<'DecryptFile'>, 'Header'> = {}
): Promise<{ plaintext: Bytes; answer: Response<'DecryptFile'> }> {
	const answer = await handle('DecryptFile', {
		...request,
		Header: file.slice(0, longestHeader)
	});
	const header = parseMessageHeader(file);
	const body = file.subarray(answer.HeaderBytes);
	const plaintext = new Written();
	await decryptBody(answer.BodyKey, header, streamOf(body), body.length, plaintext.write);
	return { plaintext: plaintext.bytes, answer };
}
