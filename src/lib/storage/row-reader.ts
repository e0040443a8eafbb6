import { parseUtf8, utf8, type Bytes } from '#lib/domain/bytes.ts';

const [quote, backslash, colon, comma] = utf8('"\\:,');
const [openBrace, closeBrace, openBracket, closeBracket] = utf8('{}[]');
const whiteSpace: ReadonlySet<number | undefined> = new Set(utf8(' \t\r\n'));

/** Bounds on one row, an object: its length, and how much of it `JSON.parse` is given to make. */
export interface RowBounds {
	/** from its first brace to its last, in bytes */
	longest: number;
	/** values, those of objects in it included */
	mostValues: number;
	/** objects in one another; the row itself is one */
	deepest: number;
}

/**
 * Reads JSON whose shape is known, from its beginning to the first byte that does not fit. A SHA-256 that fits proves
 * nothing here: the author of a hostile file has made that too. Only one row at a time is given to `JSON.parse`, measured before.
 *
 * Every method throws a `RangeError` for anything else than what it is called for, and `row` also a `SyntaxError`.
 */
export class RowReader {
	#at = 0;
	readonly #json: Bytes;
	readonly #bounds: RowBounds;

	constructor(json: Bytes, bounds: RowBounds) {
		this.#json = json;
		this.#bounds = bounds;
	}

	/** An object with these names, each once, in any order; `read` reads the value of each. */
	object<Name extends string>(names: readonly Name[], read: (name: Name) => void): void {
		const left = new Set(names);
		this.#take(openBrace);
		while (left.size > 0) {
			const name = names.find((candidate) => left.has(candidate) && this.#takeName(candidate));
			if (name === undefined) throw new RangeError('another name');
			left.delete(name);
			this.#take(colon);
			read(name);
			if (left.size > 0) this.#take(comma);
		}
		this.#take(closeBrace);
	}

	/** A list of rows; `add` takes each as it is read. */
	list(add: (row: unknown) => void): void {
		this.#take(openBracket);
		if (this.#takes(closeBracket)) return;
		do add(this.row());
		while (this.#takes(comma));
		this.#take(closeBracket);
	}

	/** One object within the bounds. */
	row(): unknown {
		const { longest, mostValues, deepest } = this.#bounds;
		const start = this.#skipWhiteSpace();
		const end = Math.min(start + longest, this.#json.length);
		let [depth, values, inText] = [0, 1, false];
		for (let at = start; at < end; at++) {
			const byte = this.#json[at];
			if (byte === quote) inText = !inText;
			else if (inText) at += byte === backslash ? 1 : 0;
			else if (byte === openBrace) depth++;
			else if (byte === closeBrace) depth--;
			else if (byte === comma) values++;
			else if (byte === openBracket) break;
			if (depth === 0 && byte === closeBrace) {
				this.#at = at + 1;
				return JSON.parse(parseUtf8(this.#json.subarray(start, at + 1)) ?? '');
			}
			if (depth === 0 || depth > deepest || values > mostValues) break;
		}
		throw new RangeError('not a row');
	}

	/** Nothing but white space is left. */
	end(): void {
		if (this.#skipWhiteSpace() < this.#json.length) throw new RangeError('something comes after');
	}

	#skipWhiteSpace(): number {
		while (whiteSpace.has(this.#json[this.#at])) this.#at++;
		return this.#at;
	}

	#takes(byte: number | undefined): boolean {
		const found = this.#json[this.#skipWhiteSpace()] === byte;
		if (found) this.#at++;
		return found;
	}

	#take(byte: number | undefined): void {
		if (!this.#takes(byte)) throw new RangeError('another shape');
	}

	#takeName(name: string): boolean {
		const start = this.#skipWhiteSpace();
		const written = utf8(`"${name}"`);
		const found = written.every((byte, index) => this.#json[start + index] === byte);
		if (found) this.#at += written.length;
		return found;
	}
}
