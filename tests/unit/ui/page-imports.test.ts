import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../../src', import.meta.url));

/** Value imports of a module, those of a component and late ones among them; what is imported as types only is no part of the page. */
function importsOf(file: string): string[] {
	const text = readFileSync(file, 'utf8');
	const late = [...text.matchAll(/\bimport\('([^']+)'\)/g)].flatMap(([, from = '']) => from);
	const others = [...text.matchAll(/^\s*import\s+(?!type\s)([^'";]*?from\s*)?'([^']+)'/gm)].flatMap(
		([, names = '', from = '']) => {
			const list = /^\{([^}]*)\}/
				.exec(names.trim())?.[1]
				?.split(',')
				.map((name) => name.trim());
			const onlyTypes = list?.every((name) => name === '' || name.startsWith('type ')) === true;
			return onlyTypes ? [] : [from];
		}
	);
	return [...late, ...others];
}

/** @returns for each module that the page consists of, the one that was first found to import it */
function pageModules(): Map<string, string> {
	const found = new Map<string, string>();
	const follow = (file: string, importer: string): void => {
		if (found.has(file)) return;
		found.set(file, importer);
		for (const from of importsOf(file)) {
			if (from.includes('?')) continue; // the worker's text
			const inSource = from.startsWith('#lib/') ? path.join(source, 'lib', from.slice(5)) : '';
			const target = from.startsWith('.') ? path.join(path.dirname(file), from) : inSource;
			if (target === '') found.set(from, file);
			else if (existsSync(target) && /\.(?:ts|svelte)$/.test(target)) follow(target, file);
		}
	};
	const routes = path.join(source, 'routes');
	for (const name of readdirSync(routes, { recursive: true, encoding: 'utf8' }))
		if (/\.(?:ts|svelte)$/.test(name)) follow(path.join(routes, name), 'a route');
	return found;
}

test('the page has no cipher, and nothing that reads or writes ASN.1 or zip files', () => {
	const modules = pageModules();
	const inPage = (part: string) => [...modules].filter(([file]) => file.includes(part));
	for (const part of ['/reading/der.ts', 'fflate', '@noble/', 'age-encryption', 'shamir'])
		expect(inPage(part)).toEqual([]);
	// It hashes the files of its own build.
	expect(inPage('/lib/crypto/').map(([file]) => path.basename(file))).toEqual(['sha256.ts']);
	// What it does have of packages is found, so the others would be.
	expect(modules.has('qr')).toBe(true);
});

test('the page has the words of a reading, and none of the readers: those are in the worker', () => {
	const modules = pageModules();
	const relative = [...modules.keys()].map((file) => path.relative(source, file));
	expect(relative).toContain('lib/ui/words/reading-words.ts');
	expect(relative).toContain('lib/domain/reading/reading.ts');
	const readers = readdirSync(path.join(source, 'lib/domain/reading')).filter(
		(name) => !wordsOfReadings.has(name)
	);
	for (const reader of [...readers.map((name) => `reading/${name}`), 'file-reading.ts'])
		expect([...modules].filter(([file]) => file.endsWith(`/domain/${reader}`))).toEqual([]);
	expect(readers.length).toBeGreaterThan(10);
});

/** What says what a reading is, and the hex and Base64 of what is typed. */
const wordsOfReadings = new Set([
	'reading.ts',
	'content.ts',
	'container-groups.ts',
	'text-encodings.ts',
	'under-password.ts'
]);
