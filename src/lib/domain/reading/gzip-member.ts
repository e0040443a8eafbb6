/** gzip (RFC 1952), of one member as `gzip`, tar, Python and Java write it. */
import { wipe, type Bytes } from '../bytes.ts';
import type { ReadingRefusal } from './content.ts';
import { crc32 } from '../crc32.ts';
import { inflate, shownMemberName, unpackLimits } from './zip-members.ts';

const headBytes = 10;
/** CRC-32 and the length before packing, each u32, first byte last */
const trailerBytes = 8;
/** §2.3.1 */
const flags = { headCrc: 2, extra: 4, name: 8, comment: 16 };

/** @returns whether the bytes begin as gzip with deflate, the only method there is */
export const looksLikeGzip = (bytes: Uint8Array): boolean =>
	bytes.length >= headBytes + trailerBytes &&
	bytes[0] === 0x1f &&
	bytes[1] === 0x8b &&
	bytes[2] === 8 &&
	((bytes[3] ?? 0xff) & 0xe0) === 0;

/**
 * What was packed. Nothing is unpacked beyond {@link unpackLimits}, and what comes out has the CRC and the length that
 * stand behind it.
 *
 * @returns the name that it had, if the head says; the caller wipes the bytes
 */
export function gunzip(
	file: Uint8Array
): { name: string | undefined; bytes: Bytes } | { refused: ReadingRefusal } {
	const head = readHead(file);
	const end = file.length - trailerBytes;
	if (!head || head.length > end) return { refused: 'ARCHIVE_DAMAGED' };
	const trailer = new DataView(file.buffer, file.byteOffset + end, trailerBytes);
	try {
		const bytes = inflate(file.subarray(head.length, end), unpackLimits.mostBytes);
		if (!bytes) return { refused: 'ARCHIVE_TOO_LARGE' };
		if (bytes.length === trailer.getUint32(4, true) && crc32(bytes) === trailer.getUint32(0, true))
			return { name: head.name, bytes };
		wipe(bytes);
	} catch {
		// no deflate
	}
	return { refused: 'ARCHIVE_DAMAGED' };
}

function readHead(file: Uint8Array): { length: number; name: string | undefined } | undefined {
	const has = (flag: number) => ((file[3] ?? 0) & flag) !== 0;
	let at = headBytes;
	let name: string | undefined;
	if (has(flags.extra)) at += 2 + (file[at] ?? 0) + 256 * (file[at + 1] ?? 0);
	if (has(flags.name)) {
		const end = file.indexOf(0, at);
		if (end < 0) return undefined;
		name = shownMemberName(String.fromCharCode(...file.subarray(at, end).subarray(-1024)));
		at = end + 1;
	}
	if (has(flags.comment)) {
		const end = file.indexOf(0, at);
		if (end < 0) return undefined;
		at = end + 1;
	}
	return { length: has(flags.headCrc) ? at + 2 : at, name };
}
