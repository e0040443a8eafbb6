/**
 * The bytes of the mirror: the values of the vault once more, in files of their own (docs/formats.md §5). Nothing else
 * writes or reads them.
 */
import { concat, equalBytes, u32, u64, u8, type Bytes } from '#lib/domain/bytes.ts';
import { crc32 } from '#lib/domain/crc32.ts';
import { ByteReader, undefinedIfMisshapen } from './byte-reader.ts';

/** What is used of a `FileSystemSyncAccessHandle`, which only workers have. */
export interface MirrorFile {
	getSize(): number;
	read(into: Bytes, place: { at: number }): number;
	write(bytes: Bytes, place: { at: number }): number;
	truncate(byteCount: number): void;
	flush(): void;
	close(): void;
}

/** One has the mirror. The other is empty, but for the moment in which the mirror is written anew. */
export type MirrorFiles = readonly [MirrorFile, MirrorFile];

/** A value under its key, as in the database; without bytes for one that is deleted. */
export type MirrorRow = readonly [key: number, bytes: Bytes];

/** Where a vault stands. */
export interface Place {
	epoch: number;
	/** the last bytes of the newest entry's head, by which it is told from any other of that epoch */
	tag: Bytes;
}

/** All rows of a vault, ascending by key, and its epoch. */
export interface MirroredVault {
	epoch: number;
	rows: readonly MirrorRow[];
}

/** Kinds of parts: what was overwritten, a row, and the end of a change, with the place that it leads to. */
const [blank, row, end] = [0, 1, 2];
const headBytes = 1 + 8 + 4 + 4;
/** What stands for nothing any more may take as much as what does, and this. */
const mostIdleBytes = 256 * 1024;
/** How much is read at once to find heads: it doubles while they lie close together, and starts again after a large part. */
const [fewestBlockBytes, mostBlockBytes] = [4 * 1024, 64 * 1024];
/** About how much is written at once. */
const pieceBytes = 64 * 1024;

/** `u8 kind || u64 key || u32 length || u32 CRC-32 of key, length and bytes || bytes` */
function encodePart(kind: number, key: number, bytes: Bytes): Bytes {
	const bound = concat(u64(key), u32(bytes.length));
	return concat(u8(kind), bound, u32(crc32(concat(bound, bytes))), bytes);
}

const encodeEnd = ({ epoch, tag }: Place) => encodePart(end, epoch, tag);

interface Part {
	at: number;
	kind: number;
	key: number;
	byteCount: number;
}

/** The parts, as their heads say it, up to where none begins. */
function* partsOf(file: MirrorFile): Generator<Part> {
	const size = file.getSize();
	let blockBytes = fewestBlockBytes;
	let [start, block]: [number, Bytes] = [0, new Uint8Array()];
	for (let at = 0; at + headBytes <= size;) {
		const blockEnd = start + block.length;
		if (at + headBytes > blockEnd) {
			const isNear = at < blockEnd + blockBytes;
			blockBytes = isNear ? Math.min(2 * blockBytes, mostBlockBytes) : fewestBlockBytes;
			[start, block] = [at, new Uint8Array(Math.min(blockBytes, size - at))];
			file.read(block, { at });
		}
		const reader = new ByteReader(block.subarray(at - start, at - start + headBytes));
		const part = undefinedIfMisshapen(() => ({
			...{ at, kind: reader.u8(), key: reader.u64(), byteCount: reader.u32() }
		}));
		if (!part || at + headBytes + part.byteCount > size) return;
		yield part;
		at += headBytes + part.byteCount;
	}
}

/** @returns a part as it lies there */
function partAt(file: MirrorFile, { at, byteCount }: Part): Bytes {
	const bytes = new Uint8Array(headBytes + byteCount);
	file.read(bytes, { at });
	return bytes;
}

const bytesAt = (file: MirrorFile, part: Part) => partAt(file, part).subarray(headBytes);

function write(file: MirrorFile, bytes: Bytes, at: number): void {
	if (file.write(bytes, { at }) !== bytes.length)
		throw new DOMException('it was cut off', 'QuotaExceededError');
}

function cut(file: MirrorFile, size: number): void {
	if (file.getSize() <= size) return;
	file.truncate(size);
	file.flush();
}

/** @returns the vault in a file, up to the last change that is there as a whole; undefined for none */
function vaultIn(file: MirrorFile): MirroredVault | undefined {
	const rows = new Map<number, Bytes>();
	let change: MirrorRow[] = [];
	let epoch = 0;
	for (const part of partsOf(file)) {
		const { kind, key } = part;
		if (kind === blank) continue;
		const whole = partAt(file, part);
		const bytes = whole.slice(headBytes);
		if (!equalBytes(whole, encodePart(kind, key, bytes))) break;
		if (kind === row) change.push([key, bytes]);
		else {
			for (const [changed, value] of change)
				if (value.length > 0) rows.set(changed, value);
				else rows.delete(changed);
			[change, epoch] = [[], key];
		}
	}
	const sorted = [...rows].sort(([a], [b]) => a - b);
	return epoch > 0 ? { epoch, rows: sorted } : undefined;
}

/** Which parts stand for what the mirror holds, and which rows later ones have replaced or deleted. */
function sortedParts(file: MirrorFile): { standing: readonly Part[]; idle: readonly Part[] } {
	const standing = new Map<number, Part>();
	const idle: Part[] = [];
	for (const part of partsOf(file)) {
		if (part.kind !== row) continue;
		const before = standing.get(part.key);
		if (before) idle.push(before);
		if (part.byteCount > 0) standing.set(part.key, part);
		else standing.delete(part.key);
	}
	return { standing: [...standing.values()], idle };
}

/** The mirror, for as long as its files are open. What it appends or rewrites is on the disk after `flush`. */
export class Mirror {
	readonly #files: MirrorFiles;
	#undo = () => {};
	#flush = () => {};

	constructor(files: MirrorFiles) {
		this.#files = files;
	}

	/** @returns whether its last change has led to this place; `read` tells whether all before it is whole */
	isAt(place: Place): boolean {
		return this.#fileAt(place) !== undefined;
	}

	/** Reads and checks all of it. @returns undefined where nothing is whole */
	read(): MirroredVault | undefined {
		const [a, b] = this.#files.map(vaultIn);
		return a && b && b.epoch > a.epoch ? b : (a ?? b);
	}

	/** @returns the rows that stand, unchecked; none where the mirror is elsewhere */
	*rows(place: Place): Generator<MirrorRow> {
		const file = this.#fileAt(place);
		if (!file) return;
		for (const part of sortedParts(file).standing) yield [part.key, bytesAt(file, part)];
	}

	/**
	 * Adds a change.
	 *
	 * @param before - where the mirror is
	 * @throws DOMException when there is no room; the mirror is as it was then
	 */
	append(change: Iterable<MirrorRow>, before: Place, after: Place): void {
		const file = this.#fileAt(before);
		if (!file) throw new RangeError('the mirror is elsewhere');
		this.#write(file, file.getSize(), change, after);
	}

	/**
	 * Writes a whole vault beside what is there, which stays until `tidy`.
	 *
	 * @throws as {@link append}
	 */
	rewrite(rows: Iterable<MirrorRow>, place: Place): void {
		const [a, b] = this.#files;
		const file = a.getSize() === 0 ? a : b;
		file.truncate(0);
		this.#write(file, 0, rows, place);
	}

	/**
	 * Waits until what was appended or rewritten is on the disk.
	 *
	 * @throws DOMException when it can't be; the mirror is as it was then
	 */
	flush(): void {
		try {
			this.#flush();
		} catch (error) {
			this.undo();
			throw error;
		}
	}

	/** Takes back what was written last. */
	undo(): void {
		this.#undo();
		this.#undo = () => {};
	}

	/** Overwrites with zeros all that stands for nothing any more; writes the rest anew where that is much. */
	tidy(place: Place): void {
		const file = this.#fileAt(place);
		if (!file) return;
		for (const other of this.#files) if (other !== file) cut(other, 0);
		const { standing, idle } = sortedParts(file);
		for (const { at, byteCount } of idle)
			write(file, concat(u8(blank), u64(0), u32(byteCount), new Uint8Array(4 + byteCount)), at);
		if (idle.length > 0) file.flush();
		const bytes = standing.reduce((sum, { byteCount }) => sum + headBytes + byteCount, 0);
		if (file.getSize() <= 2 * bytes + mostIdleBytes) return;
		this.rewrite(this.rows(place), place);
		this.flush();
		cut(file, 0);
	}

	/** An old mirror is worse than none. */
	drop(): void {
		for (const file of this.#files) cut(file, 0);
	}

	#fileAt(place: Place): MirrorFile | undefined {
		const wanted = encodeEnd(place);
		return this.#files.find((file) => {
			const at = file.getSize() - wanted.length;
			const last = new Uint8Array(wanted.length);
			return at > 0 && file.read(last, { at }) > 0 && equalBytes(last, wanted);
		});
	}

	#write(file: MirrorFile, start: number, rows: Iterable<MirrorRow>, after: Place): void {
		this.#undo = () => cut(file, start);
		this.#flush = () => file.flush();
		try {
			let at = start;
			let waiting: Bytes = new Uint8Array();
			for (const [key, bytes] of rows) {
				waiting = concat(waiting, encodePart(row, key, bytes));
				if (waiting.length < pieceBytes) continue;
				write(file, waiting, at);
				[at, waiting] = [at + waiting.length, new Uint8Array()];
			}
			write(file, concat(waiting, encodeEnd(after)), at);
		} catch (error) {
			this.undo();
			throw error;
		}
	}
}
