import { describe, expect, test } from 'vitest';
import { forbiddenAliasCharacter, parseAliasName } from '#lib/domain/key/alias.ts';

describe('parseAliasName', () => {
	test.each([
		['alias/payments-master', 'payments-master'],
		['alias/  trimmed  ', 'trimmed'],
		['alias/a/b_c.d-e 1', 'a/b_c.d-e 1'],
		['alias/支付主密钥', '支付主密钥'],
		['alias/Ключ', 'Ключ'],
		['alias/cafe\u0301', 'caf\u00e9']
	])('%j is %j', (aliasName, name) => {
		expect(parseAliasName(aliasName)).toBe(name);
	});

	test.each([
		['payments', 'STARTS_WITH_ALIAS'],
		['Alias/payments', 'STARTS_WITH_ALIAS'],
		['', 'STARTS_WITH_ALIAS'],
		['alias/', 'NOT_EMPTY'],
		['alias/ \t ', 'NOT_EMPTY'],
		['alias/a\nb', 'LETTERS_DIGITS_SPACE_AND_-_/.'],
		['alias/<b>', 'LETTERS_DIGITS_SPACE_AND_-_/.'],
		['alias/a\u0000', 'LETTERS_DIGITS_SPACE_AND_-_/.'],
		['alias/a\u202eb', 'LETTERS_DIGITS_SPACE_AND_-_/.'],
		['alias/a\u200bb', 'LETTERS_DIGITS_SPACE_AND_-_/.'],
		['alias/\ud800', 'LETTERS_DIGITS_SPACE_AND_-_/.'],
		['alias/🔑', 'LETTERS_DIGITS_SPACE_AND_-_/.']
	])('%j breaks %s', (aliasName, rule) => {
		expect(() => parseAliasName(aliasName)).toThrow(
			expect.objectContaining({
				code: 'InvalidParameter',
				details: { parameter: 'AliasName', rule }
			})
		);
	});

	test.each([
		['ASCII', 'a'],
		['beyond the BMP', '𠀀'],
		['decomposed', 'e\u0301']
	])('takes 128 characters and no more: %s', (_, character) => {
		expect([...parseAliasName(`alias/${character.repeat(128)}`)]).toHaveLength(128);
		expect(() => parseAliasName(`alias/${character.repeat(129)}`)).toThrow(
			expect.objectContaining({
				details: { parameter: 'AliasName', rule: 'AT_MOST_128_CHARACTERS' }
			})
		);
	});
});

test('the first forbidden character is named whole', () => {
	expect(forbiddenAliasCharacter('a🔑<')).toBe('🔑');
	expect(forbiddenAliasCharacter('payments')).toBeUndefined();
});
