import {
	copySecret,
	countCharacters,
	parseUtf8,
	secretRoom,
	utf8,
	wipe,
	type Bytes
} from '#lib/domain/bytes.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';

/** As much as a file that holds key material may have. */
export const longestSecretText = largestFileBytes;

const lineFeed = 0x0a;
const space = 0x20;
const firstRoomBytes = 256;

const beginsCharacter = (byte: number) => (byte & 0xc0) !== 0x80;

/** A part of a text, in characters. */
export interface Range {
	start: number;
	end: number;
}

/**
 * Text that is being entered and that nothing may keep: UTF-8 in one buffer, never a string. What is taken out of the
 * buffer is overwritten. Its characters are Unicode code points, as those of a passphrase are counted.
 */
export class SecretText {
	#buffer = secretRoom(firstRoomBytes);
	#byteCount = 0;

	/** in characters */
	get length(): number {
		return countCharacters(this.#used);
	}

	/**
	 * @param inserted - copied; bytes are UTF-8
	 * @returns whether there was room; else nothing has changed
	 */
	replace({ start, end }: Range, inserted: string | Uint8Array): boolean {
		const from = this.#offsetOf(start);
		const to = this.#offsetOf(end);
		const bytes = typeof inserted === 'string' ? utf8(inserted) : copySecret(inserted);
		const before = this.#byteCount;
		const after = before - (to - from) + bytes.length;
		const fits = after <= longestSecretText;
		if (fits) {
			this.#makeRoom(after);
			this.#buffer.copyWithin(from + bytes.length, to, before);
			this.#buffer.set(bytes, from);
			this.#byteCount = after;
			this.#buffer.fill(0, after);
		}
		wipe(bytes);
		return fits;
	}

	/** @returns the UTF-8 bytes in a buffer of their own, which the caller wipes or moves to a worker */
	bytes(): Bytes {
		return copySecret(this.#used);
	}

	/** @returns one `dot` for each character; line feeds stay */
	masked(dot: string): string {
		let mask = '';
		for (const byte of this.#used)
			if (beginsCharacter(byte)) mask += byte === lineFeed ? '\n' : dot;
		return mask;
	}

	/** @returns the text itself: a string, which nobody can wipe */
	shown(): string {
		return parseUtf8(this.#used) ?? '';
	}

	wipe(): void {
		wipe(this.#buffer);
		this.#byteCount = 0;
	}

	/** @returns where the word begins that ends before this place, spaces after it included */
	wordStart(character: number): number {
		let offset = this.#offsetOf(character);
		while (offset > 0 && this.#isSpace(offset - 1)) offset--;
		while (offset > 0 && !this.#isSpace(offset - 1)) offset--;
		return this.#characterAt(offset);
	}

	/** @returns where the word ends that comes next, spaces before it included */
	wordEnd(character: number): number {
		let offset = this.#offsetOf(character);
		while (offset < this.#byteCount && this.#isSpace(offset)) offset++;
		while (offset < this.#byteCount && !this.#isSpace(offset)) offset++;
		return this.#characterAt(offset);
	}

	lineStart(character: number): number {
		const offset = this.#offsetOf(character);
		return this.#characterAt(this.#used.subarray(0, offset).lastIndexOf(lineFeed) + 1);
	}

	lineEnd(character: number): number {
		const next = this.#used.indexOf(lineFeed, this.#offsetOf(character));
		return this.#characterAt(next === -1 ? this.#byteCount : next);
	}

	get #used(): Uint8Array {
		return this.#buffer.subarray(0, this.#byteCount);
	}

	#isSpace(offset: number): boolean {
		return this.#buffer[offset] === space || this.#buffer[offset] === lineFeed;
	}

	/** @returns the offset of a character's first byte; that of the end for all beyond it */
	#offsetOf(character: number): number {
		let left = character;
		const offset = this.#used.findIndex((byte) => beginsCharacter(byte) && left-- === 0);
		return offset === -1 ? this.#byteCount : offset;
	}

	#characterAt(offset: number): number {
		return countCharacters(this.#used.subarray(0, offset));
	}

	#makeRoom(byteCount: number): void {
		if (byteCount <= this.#buffer.length) return;
		const larger = secretRoom(Math.min(longestSecretText, 2 * byteCount));
		larger.set(this.#used);
		wipe(this.#buffer);
		this.#buffer = larger;
	}
}
