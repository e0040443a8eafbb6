import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { root } from './toolchain.mjs';

// What makes a release out of a build: its service worker, its list of hashes, and the single file.

/** In src/app.html; the id of the release is put into it. */
const marker = '<meta name="airlock-release" content="" />';

/**
 * Finishes the web edition. The order avoids a circle: the id stands for all files before the id is put into the
 * page, the worker holds the hashes of all files but its own, and SHA256SUMS those of all but itself.
 *
 * @param {string} folder - what `vite build` has written
 * @param {{ version: string, changes: string[] }} [about] - what the user is told before an update to it
 * @returns {Promise<string>} the build ID: SHA-256 of SHA256SUMS, in hex
 */
export async function finishWebEdition(folder, about = thisRelease()) {
	const { version } = about;
	writeFileSync(join(folder, 'release.json'), json(about));

	const worker = await bundle(join(root, 'src/service-worker/service-worker.ts'));
	const id = sha256(JSON.stringify(hashes(folder)) + worker).slice(0, 16);
	const page = join(folder, 'index.html');
	const html = read(page);
	if (!html.includes(marker)) throw new Error('The page has no place for the id of the release.');
	writeFileSync(page, html.replace(marker, marker.replace('""', `"${id}"`)));

	const release = JSON.stringify({ id, version, files: hashes(folder) });
	writeFileSync(
		join(folder, `service-worker.${id}.js`),
		worker.replaceAll('__AIRLOCK_RELEASE__', () => release)
	);
	const sums = Object.entries(hashes(folder)).map(([path, hash]) => `${hash}  ${path}\n`);
	writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
	return sha256(sums.join(''));
}

/**
 * Finishes the single-file edition: one file, and nothing beside it but its hash.
 *
 * @param {string} folder - what `vite build` has written
 * @returns {string} SHA-256 of the file, in hex
 */
export function finishSingleFile(folder) {
	const icon = readFileSync(join(folder, 'icon.svg')).toString('base64');
	const html = read(join(folder, 'index.html'))
		.replace(/\n[\t ]*<link rel="(?:manifest|apple-touch-icon)"[^>]*>/g, '')
		.replace(/(<link rel="icon" href=")[^"]*"/, `$1data:image/svg+xml;base64,${icon}"`);
	const outside = /<(?:link|script|img)[^>]*\s(?:href|src)="(?!data:)[^"]*"/.exec(html);
	if (outside) throw new Error(`The single file asks for another one: ${outside[0]}`);
	for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
	writeFileSync(join(folder, 'airlock.html'), html);
	const hash = sha256(html);
	writeFileSync(join(folder, 'SHA256SUMS'), `${hash}  airlock.html\n`);
	return hash;
}

/**
 * @param {string} folder
 * @returns {Record<string, string>} SHA-256 in hex of every file in it by its path, in the order of the paths' bytes
 */
function hashes(folder) {
	const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.map((path) => path.replaceAll('\\', '/'))
		.sort((a, b) => (a < b ? -1 : 1));
	return Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(folder, path)))]));
}

/** @returns {{ version: string, changes: string[] }} the version, and the points under the newest one in the changelog */
function thisRelease() {
	const { version } = JSON.parse(read(join(root, 'package.json')));
	const [, newest = ''] = read(join(root, 'CHANGELOG.md')).split(/^## \[\d.*$/m);
	const changes = newest
		.split('\n')
		.flatMap((line) => (line.startsWith('- ') ? line.slice(2) : []));
	return { version, changes };
}

/** @param {string} path */
const read = (path) => readFileSync(path, 'utf8');
/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, undefined, '\t')}\n`;
/** @param {string | Buffer} data */
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
