/** The files in a small tar file, which is in memory as a whole. */
import {
	blockBytes,
	paddingAfter,
	parsePaxRecords,
	parseTarHeader,
	untilZero
} from '../archive/tar-header.ts';
import { parseUtf8, wipe, type Bytes } from '../bytes.ts';
import type { ReadingRefusal } from './content.ts';
import { isWantedMember, shownMemberName, unpackLimits } from './zip-members.ts';

const textOf = (bytes: Uint8Array): string => parseUtf8(bytes) ?? String.fromCharCode(...bytes);

/** @returns whether the file begins with a header whose checksum holds, and names a file */
export const looksLikeTar = (file: Uint8Array): boolean =>
	file.length >= blockBytes &&
	file[0] !== 0 &&
	parseTarHeader(file.subarray(0, blockBytes)) !== undefined;

/**
 * The regular files of a tar file in its order.
 *
 * @returns copies, which the caller wipes
 */
export function tarMembers(
	tar: Uint8Array
): { name: string; bytes: Bytes }[] | { refused: ReadingRefusal } {
	const found: { name: string; bytes: Bytes }[] = [];
	const refuse = (refused: ReadingRefusal) => {
		wipe(...found.map(({ bytes }) => bytes));
		return { refused };
	};
	let headers = 0;
	let total = 0;
	let longName: string | undefined;
	for (let at = 0; at + blockBytes <= tar.length;) {
		const block = tar.subarray(at, at + blockBytes);
		if (block.every((byte) => byte === 0)) break; // the end
		const header = parseTarHeader(block);
		if (!header) return refuse('ARCHIVE_DAMAGED');
		const { size, type } = header;
		const content = tar.subarray(at + blockBytes, at + blockBytes + size);
		if (content.length < size) return refuse('ARCHIVE_DAMAGED');
		total += size;
		if (++headers > 2 * unpackLimits.mostMembers || total > unpackLimits.mostBytes)
			return refuse('ARCHIVE_TOO_LARGE');
		at += blockBytes + size + paddingAfter(size);

		if (type === 'L' || type === 'x') {
			longName =
				type === 'L'
					? textOf(untilZero(content))
					: (parsePaxRecords(content)?.get('path') ?? longName);
			continue; // they tell of the next member
		}
		const name = longName ?? textOf(header.name);
		longName = undefined;
		if (!['', '0', '7'].includes(type) || !isWantedMember(name)) continue;
		if (found.length >= unpackLimits.mostMembers) return refuse('ARCHIVE_TOO_LARGE');
		found.push({ name: shownMemberName(name), bytes: Uint8Array.from(content) });
	}
	return found;
}
