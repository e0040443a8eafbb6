/** tar: ustar as POSIX.1-1988 has it (IEEE Std 1003.1, pax, “ustar Interchange Format”), v7 before it, and GNU's and pax's long names. */
import { parseUtf8, wipe, type Bytes } from '../bytes.ts';
import type { ReadingRefusal } from './content.ts';
import { isWantedMember, shownMemberName, unpackLimits } from './zip-members.ts';

/** A header and its file each fill blocks of this size. */
const blockBytes = 512;
/** Where the fields of a header lie: offset and length, in bytes. */
const fields = {
	name: [0, 100],
	size: [124, 12],
	checksum: [148, 8],
	type: [156, 1],
	magic: [257, 5],
	prefix: [345, 155]
} as const;

type Field = keyof typeof fields;

const fieldOf = (block: Uint8Array, field: Field): Uint8Array => {
	const [at, length] = fields[field];
	return block.subarray(at, at + length);
};

/** The text of a field, up to its first zero. */
function textOf(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	const text = end < 0 ? bytes : bytes.subarray(0, end);
	return parseUtf8(text) ?? String.fromCharCode(...text);
}

/** @returns undefined where the field is not an octal number; files of up to 1 MiB never need GNU's binary form */
function octal(block: Uint8Array, field: Field): number | undefined {
	const digits = textOf(fieldOf(block, field)).trim();
	return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of all bytes of a header, its own field counted as spaces. */
function hasItsChecksum(block: Uint8Array): boolean {
	const [at, length] = fields.checksum;
	const sum = block.reduce((total, byte) => total + byte, 0);
	const own = block.subarray(at, at + length).reduce((total, byte) => total + byte, 0);
	return block.length === blockBytes && octal(block, 'checksum') === sum - own + length * 0x20;
}

/** @returns whether the file begins with a header whose checksum holds, and names a file */
export const looksLikeTar = (file: Uint8Array): boolean =>
	file.length >= blockBytes && file[0] !== 0 && hasItsChecksum(file.subarray(0, blockBytes));

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
		const header = tar.subarray(at, at + blockBytes);
		if (header.every((byte) => byte === 0)) break; // the end
		const size = octal(header, 'size');
		if (!hasItsChecksum(header) || size === undefined) return refuse('ARCHIVE_DAMAGED');
		const content = tar.subarray(at + blockBytes, at + blockBytes + size);
		if (content.length < size) return refuse('ARCHIVE_DAMAGED');
		total += size;
		if (++headers > 2 * unpackLimits.mostMembers || total > unpackLimits.mostBytes)
			return refuse('ARCHIVE_TOO_LARGE');
		at += blockBytes + Math.ceil(size / blockBytes) * blockBytes;

		const type = textOf(fieldOf(header, 'type'));
		if (type === 'L' || type === 'x') {
			longName = type === 'L' ? textOf(content) : (paxPath(content) ?? longName);
			continue; // they tell of the next member
		}
		const name = longName ?? nameOf(header);
		longName = undefined;
		if (!['', '0', '7'].includes(type) || !isWantedMember(name)) continue;
		if (found.length >= unpackLimits.mostMembers) return refuse('ARCHIVE_TOO_LARGE');
		found.push({ name: shownMemberName(name), bytes: Uint8Array.from(content) });
	}
	return found;
}

function nameOf(header: Uint8Array): string {
	const isUstar = textOf(fieldOf(header, 'magic')).startsWith('ustar');
	const prefix = isUstar ? textOf(fieldOf(header, 'prefix')) : '';
	const name = textOf(fieldOf(header, 'name'));
	return prefix === '' ? name : `${prefix}/${name}`;
}

/** A record of an extended header of pax: `27 path=a/long/name\n`. */
const paxPath = (records: Uint8Array): string | undefined =>
	/(?:^|\n)\d+ path=([^\n]*)\n/.exec(parseUtf8(records) ?? '')?.[1];
