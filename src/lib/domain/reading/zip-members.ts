import { Inflate } from 'fflate';
import { concatAll, equalBytes, parseUtf8, utf8, wipe, type Bytes } from '../bytes.ts';
import { crc32 } from '../crc32.ts';
import type { ReadingRefusal } from './content.ts';

const localHeader = utf8('PK\u0003\u0004');
const endRecord = utf8('PK\u0005\u0006');
const centralHeader = utf8('PK\u0001\u0002');
const endRecordBytes = 22;
const longestComment = 65_535;

/** @returns whether the bytes begin with a local file header */
export function looksLikeZip(bytes: Uint8Array): boolean {
	return startsWith(bytes, 0, localHeader);
}

/** Of zip, gzip and tar. Import parameters are under 20 KB in under 10 files. */
export const unpackLimits = { mostMembers: 64, mostBytes: 256 * 1024 };
/** Deflate gives at most 1032 bytes for one: no piece unpacks to more than this before it is counted. */
const pieceBytes = 256;

interface Entry {
	name: string;
	encrypted: boolean;
	method: number;
	crc: number;
	packed: number;
	size: number;
	at: number;
}

class Refusal extends Error {
	readonly reason: ReadingRefusal;
	constructor(reason: ReadingRefusal) {
		super(reason);
		this.reason = reason;
	}
}

/**
 * The files of a zip in its order, two of one name among them. What its directory says is counted before anything is
 * unpacked, nothing is unpacked beyond what it said, and what comes out has the CRC that it said: a bomb of either kind
 * is refused (APPNOTE 6.3.10 §4.3).
 */
export function zipMembers(
	zip: Uint8Array
): { name: string; bytes: Bytes }[] | { refused: ReadingRefusal } {
	const found: { name: string; bytes: Bytes }[] = [];
	try {
		for (const entry of entriesOf(zip))
			if (isWantedMember(entry.name))
				found.push({ name: shownMemberName(entry.name), bytes: unpack(zip, entry) });
		return found;
	} catch (error) {
		wipe(...found.map(({ bytes }) => bytes));
		return { refused: error instanceof Refusal ? error.reason : 'ZIP_DAMAGED' };
	}
}

/** @returns false for folders, and for what macOS and version control put beside the user's files */
export const isWantedMember = (name: string) =>
	!name.endsWith('/') && !/(?:^|\/)(?:__MACOSX\/|\.git\/|\.svn\/|\._|\.DS_Store$)/.test(name);

const longestMemberName = 200;
/** The end of a path tells more than its beginning. */
export const shownMemberName = (name: string) => name.slice(-longestMemberName);

/** §4.3.12, §4.3.16. */
function entriesOf(zip: Uint8Array): Entry[] {
	const end = endOf(zip);
	const count = u16(zip, end + 10);
	if (count > unpackLimits.mostMembers) throw new Refusal('ZIP_TOO_LARGE');
	const entries: Entry[] = [];
	let at = u32(zip, end + 16);
	let total = 0;
	for (let index = 0; index < count; index++) {
		if (!startsWith(zip, at, centralHeader)) throw new Refusal('ZIP_DAMAGED');
		const nameBytes = zip.subarray(at + 46, at + 46 + u16(zip, at + 28));
		const entry: Entry = {
			name: parseUtf8(nameBytes) ?? String.fromCharCode(...nameBytes.subarray(-200)),
			encrypted: (u16(zip, at + 8) & 1) === 1,
			method: u16(zip, at + 10),
			crc: u32(zip, at + 16),
			packed: u32(zip, at + 20),
			size: u32(zip, at + 24),
			at: u32(zip, at + 42)
		};
		total += entry.size;
		if (total > unpackLimits.mostBytes) throw new Refusal('ZIP_TOO_LARGE');
		if (entry.encrypted) throw new Refusal('ZIP_ENCRYPTED');
		entries.push(entry);
		at += 46 + nameBytes.length + u16(zip, at + 30) + u16(zip, at + 32);
	}
	return entries;
}

function endOf(zip: Uint8Array): number {
	const last = zip.length - endRecordBytes;
	for (let at = last; at >= 0 && at >= last - longestComment; at--)
		if (startsWith(zip, at, endRecord)) return at;
	throw new Refusal('ZIP_DAMAGED');
}

function unpack(zip: Uint8Array, { at, method, packed, size, crc }: Entry): Bytes {
	if (!startsWith(zip, at, localHeader)) throw new Refusal('ZIP_DAMAGED');
	if ((u16(zip, at + 6) & 1) === 1) throw new Refusal('ZIP_ENCRYPTED');
	const start = at + 30 + u16(zip, at + 26) + u16(zip, at + 28);
	const content = zip.subarray(start, start + packed);
	const whole = content.length === packed && (method === 8 || (method === 0 && packed === size));
	if (!whole) throw new Refusal('ZIP_DAMAGED');
	const bytes = method === 0 ? Uint8Array.from(content) : inflate(content, size);
	if (bytes?.length === size && crc32(bytes) === crc) return bytes;
	wipe(bytes);
	throw new Refusal('ZIP_DAMAGED');
}

/**
 * Unpacks raw deflate (RFC 1951).
 *
 * @returns undefined for more than `most` bytes
 */
export function inflate(packed: Uint8Array, most: number): Bytes | undefined {
	const parts: Uint8Array[] = [];
	let length = 0;
	const stream = new Inflate((part) => {
		length += part.length;
		parts.push(part);
	});
	try {
		for (let at = 0; at < packed.length && length <= most; at += pieceBytes)
			stream.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length);
		return length > most ? undefined : concatAll(parts);
	} finally {
		wipe(...parts);
	}
}

const startsWith = (bytes: Uint8Array, at: number, head: Uint8Array) =>
	equalBytes(bytes.subarray(at, at + head.length), head);
const u16 = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const u32 = (bytes: Uint8Array, at: number) => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
