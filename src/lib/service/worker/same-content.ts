import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { ExactReader } from '#lib/crypto/exact-reader.ts';
import type { FileRun } from './file-run.ts';

/** Of each, as much is in memory at a time. */
const partBytes = 1024 * 1024;

/** What was written is not what was to be written. */
export const notAsWritten = () => new KmsError('StorageFailed', { reason: 'NOT_AS_WRITTEN' });

/**
 * Reads two streams to their ends, or to where they differ.
 *
 * @param run - of which it is a step, and which may be given up
 * @throws {@link KmsError} `StorageFailed` where they differ; `Cancelled`; and whatever ends one of the streams
 */
export async function assertSame(
	one: ReadableStream<Bytes>,
	other: ReadableStream<Bytes>,
	run?: FileRun
): Promise<void> {
	const [left, right] = [new PartReader(one), new PartReader(other)];
	try {
		for (;;) {
			const [part, itsLike] = await Promise.all([left.next(), right.next()]);
			if (!isSame(part, itsLike)) throw notAsWritten();
			await run?.advance(part.length);
			if (part.length < partBytes) return;
		}
	} finally {
		await Promise.all([left.end(), right.end()]);
	}
}

class PartReader {
	readonly #reader: ExactReader;
	readonly #buffer = new Uint8Array(partBytes);

	constructor(stream: ReadableStream<Bytes>) {
		this.#reader = new ExactReader(stream);
	}

	/** @returns `partBytes` bytes, and fewer only at the end; overwritten by the next */
	async next(): Promise<Bytes> {
		return this.#buffer.subarray(0, await this.#reader.fill(this.#buffer));
	}

	end(): Promise<void> {
		wipe(this.#buffer);
		return this.#reader.cancel();
	}
}

/** For what is large: it stops at the first difference. */
function isSame(one: Bytes, other: Bytes): boolean {
	if (one.length !== other.length) return false;
	for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
	return true;
}
