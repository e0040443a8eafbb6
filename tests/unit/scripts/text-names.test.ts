import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build, type Plugin } from 'vite';
import { expect, test } from 'vitest';
import { languages } from '#lib/domain/language.ts';
import { named } from '../../../scripts/named.ts';
import { textNames, withoutNames } from '../../../scripts/text-names.ts';

const messages = join(import.meta.dirname, '../../../src/lib/ui/messages');
const english = `export const pageMessages = { title: 'Page', groups: { 'of-two': { a: 'A' }, c: 'C' }, last: () => 'L' };
const more = { other: 'O' };`;

test('a language keeps its texts in the order of the English ones, and functions as they are', () => {
	const chinese = `export const pageMessages: Translation<typeof English> = {
		last: (count) => \`末 \${count}\`, groups: { c: '丙', 'of-two': { a: '甲' } }, title: '页' };`;
	expect(withoutNames(chinese, english, 'names')).toContain(
		"Translation<typeof English> = named(pageMessagesNames, ['页',[['甲'],'丙'],(count) => `末 ${count}`]) as never;"
	);
	expect(withoutNames(english, english, 'names')).toContain("const more = named(moreNames, ['O'])");
});

test.each([
	['of another name', "{ heading: 'H', groups: { 'of-two': { a: 'A' }, c: 'C' }, last: '' }"],
	['where the English ones have a group', "{ title: 'T', groups: 'G', last: '' }"],
	['that are a group', "{ title: { a: '' }, groups: { 'of-two': { a: '' }, c: '' }, last: '' }"],
	['of computed names', '{ title, groups, [last]: 1 }'],
	['of another object', '{ title, groups, ...last }'],
	['too few', "{ title: 'T' }"]
])('texts %s stay as they are', (_, object) => {
	const code = `export const pageMessages = ${object};`;
	expect(withoutNames(code, english, 'names')).toBe(code);
});

test('names and values make groups in groups', () => {
	expect(named('a b ( c ( d ) e ) f', [1, [[2], 3], 4])).toEqual({
		a: 1,
		b: { c: { d: 2 }, e: 3 },
		f: 4
	});
});

/** Functions by their number of values. */
const shapeOf = (texts: unknown): unknown =>
	JSON.parse(
		JSON.stringify(texts, (_, value: unknown) =>
			typeof value === 'function' ? `takes ${value.length}` : value
		)
	);

/** What the texts import from outside their language is that of the source. */
const sourceOutside: Plugin = {
	name: 'source-outside',
	enforce: 'pre',
	resolveId: (id) =>
		/^(?:#lib|\.\.)\//.test(id)
			? { id: id.replace(/^\.\./, '#lib/ui/messages'), external: true }
			: undefined
};

async function builtTexts(path: string): Promise<object> {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		plugins: [sourceOutside, textNames()],
		build: { write: false, minify: false, lib: { entry: path, formats: ['cjs'] } }
	});
	const outputs = Array.isArray(result) ? result : [result];
	const [output] = outputs.flatMap((one) => ('output' in one ? one.output : []));
	if (output?.type !== 'chunk') throw new TypeError('expected one script');
	expect(output.code.match(/\bnamed\(/g)?.length).toBeGreaterThan(8);
	const modules = new Map<string, unknown>();
	for (const id of output.imports)
		modules.set(id, await import(id.replace('#lib', join(messages, '../..'))));
	const exports = {};
	runInNewContext(output.code, { exports, require: (id: string) => modules.get(id), Symbol });
	return exports;
}

test.each(languages)('the build has all texts of %s under their names', async (language) => {
	for (const part of ['start', 'rest']) {
		const path = join(messages, language, `${part}.ts`);
		const built = await builtTexts(path);
		expect(shapeOf({ ...built })).toEqual(shapeOf({ ...((await import(path)) as object) }));
	}
});
