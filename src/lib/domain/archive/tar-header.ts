/**
 * The headers of a tar file: ustar and pax (IEEE Std 1003.1, pax, “ustar Interchange Format” and “pax Extended Header”),
 * v7 before them, and GNU's long names and large numbers.
 */
import { concat, parseUtf8, utf8, type Bytes } from '../bytes.ts';

/** A header and its content each fill blocks of this size. */
export const blockBytes = 512;
/** Where the fields of a header lie: offset and length, in bytes. */
const fields = {
	name: [0, 100],
	mode: [100, 8],
	owner: [108, 8],
	group: [116, 8],
	size: [124, 12],
	modified: [136, 12],
	checksum: [148, 8],
	type: [156, 1],
	magic: [257, 8],
	prefix: [345, 155]
} as const;

type Field = keyof typeof fields;

const fieldOf = (block: Uint8Array, field: Field): Uint8Array => {
	const [at, length] = fields[field];
	return block.subarray(at, at + length);
};

/** @returns the bytes up to the first zero */
export function untilZero(bytes: Uint8Array): Uint8Array {
	const end = bytes.indexOf(0);
	return end < 0 ? bytes : bytes.subarray(0, end);
}

/** What a number is in these fields that ends with a zero or a space, and may begin with spaces. */
function octal(bytes: Uint8Array): number | undefined {
	const digits = String.fromCharCode(...untilZero(bytes)).trim();
	return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** GNU's form of a number that octal digits have no room for: a bit, and then the number itself. */
const isBinary = (bytes: Uint8Array) => bytes[0] === 0x80;

function sizeIn(block: Uint8Array): number | undefined {
	const bytes = fieldOf(block, 'size');
	if (!isBinary(bytes)) return octal(bytes);
	const size = bytes.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
	return Number.isSafeInteger(size) ? size : undefined;
}

/** The sum of all bytes of a header, its own field counted as spaces. */
function checksumOf(block: Uint8Array): number {
	const own = fieldOf(block, 'checksum');
	const sum = block.reduce((total, byte) => total + byte, 0);
	return own.reduce((total, byte) => total - byte + 0x20, sum);
}

/** A header as it stands in the file. */
export interface TarHeader {
	/** with its prefix; not yet text, since old programs write any bytes */
	name: Uint8Array;
	/** of what follows it */
	size: number;
	/** one character, none in v7 */
	type: string;
}

/** @returns undefined when the checksum does not hold, or the size is no number */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
	const size = sizeIn(block);
	if (block.length < blockBytes || size === undefined) return undefined;
	if (octal(fieldOf(block, 'checksum')) !== checksumOf(block)) return undefined;
	const name = untilZero(fieldOf(block, 'name'));
	// GNU's own older format has other things where ustar has the prefix, and says so with spaces.
	const isUstar = String.fromCharCode(...fieldOf(block, 'magic').subarray(0, 6)) === 'ustar\0';
	const prefix = isUstar ? untilZero(fieldOf(block, 'prefix')) : new Uint8Array();
	return {
		name: prefix.length === 0 ? name : concat(prefix, utf8('/'), name),
		size,
		type: String.fromCharCode(...untilZero(fieldOf(block, 'type')))
	};
}

/** @returns how many bytes fill the last block after so many */
export const paddingAfter = (bytes: number): number => -bytes & (blockBytes - 1);

/** What a pax header says of the next member: `27 path=a/long/name\n`. @returns undefined when it isn't such records */
export function parsePaxRecords(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
	const records = new Map<string, string>();
	for (let at = 0; at < bytes.length;) {
		const space = bytes.indexOf(0x20, at);
		const length = Number(parseUtf8(bytes.subarray(at, Math.max(at, space))) ?? NaN);
		if (!Number.isSafeInteger(length) || length < 5 || at + length > bytes.length) return undefined;
		// What is no text is none of the records that are used.
		const record = parseUtf8(bytes.subarray(space + 1, at + length - 1)) ?? '';
		const equals = record.indexOf('=');
		if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
		at += length;
	}
	return records;
}

function paxRecord(name: string, value: string): Bytes {
	const record = utf8(` ${name}=${value}\n`);
	let length = record.length + 1;
	while (String(length).length + record.length !== length)
		length = String(length).length + record.length;
	return concat(utf8(String(length)), record);
}

/** A member of a tar file. */
export interface TarMember {
	/** without a slash at its end */
	path: string;
	kind: 'FILE' | 'FOLDER';
	/** 0 of a folder */
	size: number;
	/** milliseconds since 1970 */
	modified: number;
}

const longestName = fields.name[1];
const largestOctal = 8 ** 11 - 1;

/** @returns the blocks before the content of a member; before its own, those of pax where ustar has no room for it */
export function encodeTarHeader({ path, kind, size, modified }: TarMember): Bytes {
	const name = utf8(kind === 'FOLDER' ? `${path}/` : path);
	const records = [
		...(name.length > longestName || name.some((byte) => byte > 0x7e)
			? [paxRecord('path', kind === 'FOLDER' ? `${path}/` : path)]
			: []),
		...(size > largestOctal ? [paxRecord('size', String(size))] : [])
	];
	const own = ustarHeader(name, kind === 'FOLDER' ? '5' : '0', size, modified);
	if (records.length === 0) return own;
	const pax = concat(...records);
	const padding = new Uint8Array(paddingAfter(pax.length));
	return concat(ustarHeader(utf8('PaxHeader'), 'x', pax.length, modified), pax, padding, own);
}

function ustarHeader(name: Uint8Array, type: string, size: number, modified: number): Bytes {
	const block = new Uint8Array(blockBytes);
	const put = (field: Field, bytes: Uint8Array) =>
		block.set(bytes.subarray(0, fields[field][1]), fields[field][0]);
	const number = (field: Field, value: number) => {
		const digits = fields[field][1] - 1;
		const most = 8 ** digits - 1;
		put(field, utf8(Math.min(most, Math.max(0, value)).toString(8).padStart(digits, '0')));
	};
	put('name', name);
	number('mode', type === '5' ? 0o755 : 0o644);
	number('owner', 0);
	number('group', 0);
	number('size', size);
	number('modified', Math.floor(modified / 1000));
	put('type', utf8(type));
	put('magic', utf8('ustar\x0000'));
	put('checksum', utf8(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `));
	return block;
}
