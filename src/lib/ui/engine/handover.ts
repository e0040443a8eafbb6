import { wipe, type Bytes } from '#lib/domain/bytes.ts';

/** Plaintext on its way from the engine to the one element that shows it: in no reactive state, and not kept for long. */
export class Handover {
	#bytes: Bytes | undefined;
	#closed = false;

	/** The page that asked is gone: what arrives now is for nobody. */
	get closed(): boolean {
		return this.#closed;
	}

	put(bytes: Bytes): void {
		wipe(this.#bytes);
		this.#bytes = undefined;
		if (this.#closed) wipe(bytes);
		else this.#bytes = bytes;
	}

	/** @returns the bytes, which the taker wipes; none when they have been taken */
	take(): Bytes {
		const bytes = this.#bytes ?? new Uint8Array();
		this.#bytes = undefined;
		return bytes;
	}

	/** @returns a copy, which the taker wipes; the bytes stay for as long as the page that shows them is open */
	lend(): Bytes {
		return (this.#bytes ?? new Uint8Array()).slice();
	}

	clear(): void {
		wipe(this.take());
	}

	close(): void {
		this.#closed = true;
		this.clear();
	}
}
