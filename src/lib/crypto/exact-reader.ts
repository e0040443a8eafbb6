import type { Bytes } from '#lib/domain/bytes.ts';

/** Takes a stream of bytes apart into pieces of the lengths that are asked for. */
export class ExactReader {
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	/** what was read and not yet taken */
	#rest: Uint8Array = new Uint8Array();
	#taken = 0;
	readonly #ontaken: ((bytes: Uint8Array) => void) | undefined;

	/** @param ontaken - gets what was taken, at once; the bytes are the caller's */
	constructor(stream: ReadableStream<Uint8Array>, ontaken?: (bytes: Uint8Array) => void) {
		this.#reader = stream.getReader();
		this.#ontaken = ontaken;
	}

	/** How many bytes were taken so far. */
	get offset(): number {
		return this.#taken;
	}

	/** Copies the next bytes into a buffer. @returns how many: fewer than it has room for only at the end */
	async fill(buffer: Bytes): Promise<number> {
		let filled = 0;
		while (filled < buffer.length && !(await this.isAtEnd())) {
			const part = this.#rest.subarray(0, buffer.length - filled);
			buffer.set(part, filled);
			filled += part.length;
			this.#rest = this.#rest.subarray(part.length);
		}
		this.#taken += filled;
		this.#ontaken?.(buffer.subarray(0, filled));
		return filled;
	}

	/** Whether nothing is left. Waits for the next bytes. */
	async isAtEnd(): Promise<boolean> {
		while (this.#rest.length === 0) {
			const { done, value } = await this.#reader.read();
			if (done) return true;
			this.#rest = value;
		}
		return false;
	}

	/** Ends the stream. */
	async cancel(): Promise<void> {
		await this.#reader.cancel().catch(() => undefined);
	}
}
