import { describe, expect, test } from 'vitest';
import { asTag, forbiddenTagCharacter, tagFault } from '#lib/domain/key/tag.ts';

describe('a tag', () => {
	test.each([
		['env', 'prod'],
		['k', ''],
		['𐀀'.repeat(128), '𐀀'.repeat(256)],
		['Cost center', '+-=._:/@'],
		['部门', '支付 हिन्दी'],
		['my-aws:', 'aws:']
	])('may be %s = %s', (key, value) => {
		expect(tagFault(asTag(key, value))).toBeUndefined();
	});

	test.each([
		['', 'prod', 'NO_KEY'],
		['k'.repeat(129), '', 'KEY_TOO_LONG'],
		['env', 'v'.repeat(257), 'VALUE_TOO_LONG'],
		['env,', '', 'CHARACTER'],
		['env', 'a\nb', 'CHARACTER'],
		['env', '<b>', 'CHARACTER'],
		['aws:env', '', 'RESERVED'],
		['AWS:env', '', 'RESERVED']
	])('may not be %j = %j: %s', (key, value, reason) => {
		expect(tagFault(asTag(key, value))).toBe(reason);
	});

	test('names the character that it may not have', () => {
		expect(forbiddenTagCharacter(asTag('env', 'a,b'))).toBe(',');
		expect(forbiddenTagCharacter(asTag('env', 'a'))).toBeUndefined();
	});

	test('is the same in whatever way it is composed', () => {
		expect(asTag('e\u0301', 'e\u0301')).toEqual({ key: '\u00e9', value: '\u00e9' });
	});
});
