import { expect, test } from 'vitest';
import { FilesAhead } from '../../../src/service-worker/files-ahead.ts';
import { withTexts } from '../../../src/service-worker/headers.ts';

const folder = 'https://airlock.example/kms/';

function filesAhead() {
	const reads: string[] = [];
	const ahead = new FilesAhead((path) => {
		reads.push(path);
		return Promise.resolve(path === 'gone.js' ? undefined : new Response(path));
	});
	return { ahead, reads };
}

const page = (...addresses: string[]) =>
	new Response(addresses.map((address) => `<link rel="x" href="${address}" type="y">`).join('\n'));

test('what a page names is read once, before it asks', async () => {
	const { ahead, reads } = filesAhead();
	await ahead.begin(page('/kms/a.js', 'b.css', './icon.svg'), folder);
	expect(reads).toEqual(['a.js', 'b.css', 'icon.svg']);
	expect(await (await ahead.take('b.css'))?.text()).toBe('b.css');
	expect(reads).toHaveLength(3);
});

test('what a page names in a header is read too', async () => {
	const { ahead, reads } = filesAhead();
	const named = withTexts(page('a.js'), `${folder}texts.js`);
	expect(named.headers.get('Link')).toBe(`<${folder}texts.js>; rel=modulepreload`);
	await ahead.begin(named, folder);
	expect(reads).toEqual(['a.js', 'texts.js']);
});

test('what is asked for a second time, or was not named, is read then', async () => {
	const { ahead, reads } = filesAhead();
	await ahead.begin(page('a.js'), folder);
	for (const path of ['a.js', 'a.js', 'other.js'])
		expect(await (await ahead.take(path))?.text()).toBe(path);
	expect(reads).toEqual(['a.js', 'a.js', 'other.js']);
});

test('what lies outside the folder is not read', async () => {
	const { ahead, reads } = filesAhead();
	await ahead.begin(page('/a.js', 'https://elsewhere.example/kms/b.js'), folder);
	expect(reads).toEqual([]);
});

test('what can’t be had is not there', async () => {
	const { ahead } = filesAhead();
	await ahead.begin(page('gone.js'), folder);
	expect(await ahead.take('gone.js')).toBeUndefined();
});

test('another page’s files take the place of those that nobody has asked for', async () => {
	const { ahead, reads } = filesAhead();
	await ahead.begin(page('a.js'), folder);
	await ahead.begin(page('b.js'), folder);
	await ahead.take('a.js');
	expect(reads).toEqual(['a.js', 'b.js', 'a.js']);
});
