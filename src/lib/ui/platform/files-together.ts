import { utf8 } from '#lib/domain/bytes.ts';

const blockBytes = 512;
const longestName = 100;

/**
 * Several files as one: a tar file (ustar) that refers to them, so that what is in them is loaded only by who reads it.
 * The shares of a recovery kit are read in it together.
 *
 * @param files - at least one; one alone stays what it is
 */
export function filesTogether(files: readonly [File, ...File[]]): File {
	if (files.length === 1) return files[0];
	const parts = files.flatMap((file) => {
		const padding = new Uint8Array((blockBytes - (file.size % blockBytes)) % blockBytes);
		return [headerOf(file), file, padding];
	});
	const end = new Uint8Array(2 * blockBytes);
	return new File([...parts, end], files.map(({ name }) => name).join(', '));
}

function headerOf({ name, size }: File): Uint8Array<ArrayBuffer> {
	const header = new Uint8Array(blockBytes);
	const put = (text: string, at: number) => header.set(utf8(text).subarray(0, longestName), at);
	put(name, 0);
	put(`0000644\0${'0000000\0'.repeat(2)}`, 100); // mode and owners
	put(`${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`, 124); // size and time
	put(' '.repeat(8), 148);
	put('0', 156);
	put('ustar\x0000', 257);
	const sum = header.reduce((total, byte) => total + byte, 0);
	put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
	return header;
}
