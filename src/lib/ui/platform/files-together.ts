import { blockBytes, encodeTarHeader, paddingAfter } from '#lib/domain/archive/tar-header.ts';

/**
 * Several files as one: a tar file (ustar) that refers to them, so that what is in them is loaded only by who reads it.
 * The shares of a recovery kit are read in it together.
 *
 * @param files - at least one; one alone stays what it is
 */
export function filesTogether(files: readonly [File, ...File[]]): File {
	if (files.length === 1) return files[0];
	const parts = files.flatMap((file) => {
		const { name: path, size } = file;
		const header = encodeTarHeader({ path, kind: 'FILE', size, modified: 0 });
		return [header, file, new Uint8Array(paddingAfter(size))];
	});
	const end = new Uint8Array(2 * blockBytes);
	return new File([...parts, end], files.map(({ name }) => name).join(', '));
}
