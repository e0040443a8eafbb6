import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '#lib/domain/language.ts';

const folder = new URL('../../../../src/lib/ui/messages/', import.meta.url);

/** The names of encodings and files, and what names of keys begin with. */
const sameInBoth = new Set([
	...['Base32', 'Base64', 'key', 'imported-key'],
	'vault read -field=public_key transit/wrapping_key > wrapping-key.pem'
]);
/** Signs, numbers and the API's own names. */
const noWords = /^[\p{P}\p{S}\s\dA-Z_]*$/u;

interface Text {
	name: string;
	value: unknown;
}

function textsOf(value: unknown, name: string): Text[] {
	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${name}.${key}`))
		: [{ name, value }];
}

/** They name the areas. */
const isPart = (file: string): boolean => ['start.ts', 'rest.ts'].includes(file);
const areas = readdirSync(new URL('en/', folder)).filter((file) => !isPart(file));

test('each language has a file for each area, and offers all of them', async () => {
	expect(areas.length).toBeGreaterThan(25);
	for (const language of languages) {
		const files = readdirSync(new URL(`${language}/`, folder));
		expect(files.filter((file) => !isPart(file)).sort()).toEqual([...areas].sort());
		const offered = {
			...((await import(new URL(`${language}/start.ts`, folder).href)) as object),
			...((await import(new URL(`${language}/rest.ts`, folder).href)) as object)
		};
		for (const area of areas) {
			const texts = (await import(new URL(`${language}/${area}`, folder).href)) as object;
			expect(Object.keys(offered)).toEqual(expect.arrayContaining(Object.keys(texts)));
		}
	}
});

for (const area of areas) {
	test(`${area}: every text is there in both languages, and translated`, async () => {
		const english = textsOf(await import(new URL(`en/${area}`, folder).href), area);
		const chinese = new Map(
			textsOf(await import(new URL(`zh-CN/${area}`, folder).href), area).map((text) => [
				text.name,
				text.value
			])
		);
		expect([...chinese.keys()].sort()).toEqual(english.map((text) => text.name).sort());
		for (const { name: text, value } of english) {
			if (typeof value !== 'string' || noWords.test(value) || sameInBoth.has(value)) continue;
			expect(chinese.get(text), text).not.toBe(value);
			expect(chinese.get(text), text).toMatch(/\p{Script=Han}/u);
		}
	});
}
