import { expect, test } from 'vitest';
import { firstLanguage } from '#lib/domain/language.ts';

test.each([
	[undefined, ['en-GB'], 'en'],
	[undefined, ['zh-CN', 'en'], 'zh-CN'],
	[undefined, ['zh-Hant-TW'], 'zh-CN'],
	[undefined, ['de-DE', 'zh'], 'zh-CN'],
	[undefined, ['fr', 'de'], 'en'],
	[undefined, [], 'en'],
	['zh-CN', ['en-US'], 'zh-CN'],
	['en', ['zh-CN'], 'en'],
	['klingon', ['zh-CN'], 'zh-CN']
] as const)('chosen %s, preferred %j: %s', (chosen, preferred, language) => {
	expect(firstLanguage(chosen, preferred)).toBe(language);
});
