import type { Bytes } from '#lib/domain/bytes.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody, type Write } from '#lib/crypto/message-body.ts';

/** What is decrypted as it is read. */
export interface Plaintext {
	readable: ReadableStream<Bytes>;
	/** how many bytes it has; settled once the file is verified to its end, or refused */
	done: Promise<number>;
}

/** @param header - of the file, in full */
export function plaintextOf(file: Blob, header: Bytes, key: CryptoKey): Plaintext {
	const body = file.slice(header.length);
	const parsed = parseMessageHeader(header);
	return piped((write) => decryptBody(key, parsed, body.stream(), body.size, write));
}

/** What a function writes, as a stream that goes no faster than it is read, and ends as the function does. */
function piped(make: (write: Write) => Promise<number>): Plaintext {
	const { readable, writable } = new TransformStream<Bytes, Bytes>();
	const writer = writable.getWriter();
	const run = async () => {
		try {
			const result = await make((bytes) => writer.write(bytes));
			await writer.close();
			return result;
		} catch (error) {
			await writer.abort(error).catch(() => undefined);
			throw error;
		}
	};
	return { readable, done: run() };
}
