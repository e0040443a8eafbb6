import type { Bytes } from '#lib/domain/bytes.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';

/** Reads from bytes that anyone can have made: what does not fit is a `RangeError`. Gives views, no copies. */
export class ByteReader {
	readonly #bytes: Bytes;
	readonly #view: DataView;
	at = 0;
	/** whether more was wanted than there is */
	endsEarly = false;

	constructor(bytes: Bytes) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	get isAtEnd(): boolean {
		return this.at === this.#bytes.length;
	}

	take(byteCount: number): Bytes {
		const start = this.skip(byteCount);
		return this.#bytes.subarray(start, this.at);
	}

	/** @returns where the skipped bytes begin */
	skip(byteCount: number): number {
		this.endsEarly = byteCount > this.#bytes.length - this.at;
		if (this.endsEarly) throw new RangeError('the bytes end too early');
		const start = this.at;
		this.at += byteCount;
		return start;
	}

	u8(): number {
		return this.#view.getUint8(this.skip(1));
	}

	u32(most = vaultFileLimitBytes): number {
		const value = this.#view.getUint32(this.skip(4));
		if (value > most) throw new RangeError('too large a number');
		return value;
	}

	u64(): number {
		const at = this.skip(8);
		const value = this.#view.getUint32(at) * 2 ** 32 + this.#view.getUint32(at + 4);
		if (!Number.isSafeInteger(value)) throw new RangeError('too large a number');
		return value;
	}

	/** @throws RangeError when anything is left */
	end(): void {
		if (!this.isAtEnd) throw new RangeError('something comes after the end');
	}
}

/** @returns what `read` returns, or undefined for bytes that do not fit */
export function undefinedIfMisshapen<Result>(read: () => Result): Result | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}
