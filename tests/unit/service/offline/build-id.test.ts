import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { buildIdOf, sha256OfFile } from '#lib/service/offline/build-id.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

test('a file has the hash that sha256sum prints', async () => {
	// NIST FIPS 180-4, the example of one block
	expect(await sha256OfFile(utf8('abc'))).toBe(
		'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
	);
});

test('the build ID is the SHA-256 of SHA256SUMS, whatever the order of the files', async () => {
	const files = ['index.html', '_app/immutable/bundle.js', 'SHA.txt', 'icon.svg'].map((path) => ({
		path,
		sha256: hash(path)
	}));
	const sums = ['SHA.txt', '_app/immutable/bundle.js', 'icon.svg', 'index.html']
		.map((path) => `${hash(path)}  ${path}\n`)
		.join('');
	expect(await buildIdOf(files)).toBe(hash(sums));
	expect(await buildIdOf(files.toReversed())).toBe(hash(sums));
});

test('another path or another content gives another build ID', async () => {
	const file = { path: 'index.html', sha256: hash('page') };
	const id = await buildIdOf([file]);
	expect(await buildIdOf([{ ...file, path: 'index.htm' }])).not.toBe(id);
	expect(await buildIdOf([{ ...file, sha256: hash('pagE') }])).not.toBe(id);
	expect(await buildIdOf([])).toBe(hash(''));
});
