import { unzipSync, type UnzipFileInfo } from 'fflate';
import { equalBytes, utf8, type Bytes } from '../bytes.ts';
import type { ReadingRefusal } from './content.ts';

const localHeader = utf8('PK\u0003\u0004');

export function looksLikeZip(bytes: Uint8Array): boolean {
	return equalBytes(bytes.subarray(0, localHeader.length), localHeader);
}

/** Import parameters are under 20 KB in under 10 files. */
const mostMembers = 64;
const mostBytes = 256 * 1024;

class Refusal extends Error {
	readonly reason: ReadingRefusal;
	constructor(reason: ReadingRefusal) {
		super(reason);
		this.reason = reason;
	}
}

/**
 * The files of a zip, by name. What it says of itself is counted before anything is unpacked, and nothing is unpacked
 * beyond what it said: a bomb of either kind is refused.
 */
export function zipMembers(
	zip: Uint8Array
): { name: string; bytes: Bytes }[] | { refused: ReadingRefusal } {
	if (((zip[6] ?? 0) & 1) === 1) return { refused: 'ZIP_ENCRYPTED' };
	let count = 0;
	let total = 0;
	const filter = ({ name, size, originalSize, compression }: UnzipFileInfo): boolean => {
		total += compression === 0 ? size : Math.max(size, originalSize);
		if (++count > mostMembers || total > mostBytes) throw new Refusal('ZIP_TOO_LARGE');
		return !name.endsWith('/') && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(name);
	};
	try {
		return Object.entries(unzipSync(zip, { filter })).map(([name, bytes]) => ({
			name: name.slice(-200),
			bytes: Uint8Array.from(bytes)
		}));
	} catch (error) {
		return { refused: error instanceof Refusal ? error.reason : 'ZIP_DAMAGED' };
	}
}
