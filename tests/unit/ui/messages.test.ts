import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../src/lib/ui/messages/', import.meta.url);

/** The names of encodings and files, and what names of keys begin with. */
const sameInBoth = new Set(['Base32', 'Base64', 'key', 'imported-key']);
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

function isInBothLanguages(value: unknown): value is { en: object; 'zh-CN': object } {
	return typeof value === 'object' && value !== null && 'en' in value && 'zh-CN' in value;
}

for (const file of readdirSync(folder)) {
	test(`${file}: every text is there in both languages, and translated`, async () => {
		const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
		for (const [name, messages] of Object.entries(module).filter(([, both]) =>
			isInBothLanguages(both)
		)) {
			const both = messages as { en: object; 'zh-CN': object };
			const english = textsOf(both.en, name);
			const chinese = new Map(textsOf(both['zh-CN'], name).map((text) => [text.name, text.value]));
			expect([...chinese.keys()].sort()).toEqual(english.map((text) => text.name).sort());
			for (const { name: text, value } of english) {
				if (typeof value !== 'string' || noWords.test(value) || sameInBoth.has(value)) continue;
				expect(chinese.get(text), text).not.toBe(value);
				expect(chinese.get(text), text).toMatch(/\p{Script=Han}/u);
			}
		}
	});
}
