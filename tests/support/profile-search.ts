import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { formsOf } from './secret-search.ts';

/** A compressed file keeps what comes for the first time as it is, but may break off within it: halves do. */
function needlesOf(secret: string | Uint8Array): [string, Buffer][] {
	const middle = secret.length >> 1;
	return [secret.slice(0, middle), secret.slice(middle)].flatMap((half) => {
		const forms = formsOf(half);
		const utf16 = forms.get('UTF-16');
		if (utf16) forms.set('UTF-16, the other way round', Buffer.from(utf16).swap16());
		return [...forms];
	});
}

/** @returns the content; nothing when the browser has deleted it meanwhile */
async function contentOf(path: string): Promise<Buffer> {
	return readFile(path).catch(() => Buffer.alloc(0));
}

/**
 * Looks for secrets in every file of a browser profile.
 *
 * @param secrets - by what they are; each half of one is looked for
 * @returns what was found where: `passphrase (hex) in Default/History`
 */
export async function searchProfile(
	folder: string,
	secrets: Readonly<Record<string, string | Uint8Array>>
): Promise<string[]> {
	const needles = Object.entries(secrets).flatMap(([what, secret]) =>
		needlesOf(secret).map(([form, bytes]) => ({ what: `${what} (${form})`, bytes }))
	);
	const found = new Set<string>();
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const haystack = Buffer.concat([Buffer.from(`${entry.name}\n`), await contentOf(path)]);
		for (const { what, bytes } of needles)
			if (haystack.includes(bytes)) found.add(`${what} in ${relative(folder, path)}`);
	}
	return [...found];
}
