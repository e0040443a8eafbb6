import { expect, test } from 'vitest';
import { parseNewAliasName } from '#lib/domain/key/alias.ts';
import { keysMessages } from '#lib/ui/messages/keys.ts';
import { keyName, nameErrorWords, nameProblem, suggestName } from '#lib/ui/keys/key-name.ts';
import { someKeyId } from '../../../support/cmk.ts';

test('a key is called by its oldest alias, or by its id', () => {
	expect(keyName({ KeyId: someKeyId, Aliases: ['payments', 'orders'] })).toBe('payments');
	expect(keyName({ KeyId: someKeyId, Aliases: [] })).toBe(someKeyId);
});

test('the suggested name has the first free number', () => {
	expect(suggestName('key', new Set())).toBe('key-1');
	expect(suggestName('key', new Set(['key-1', 'key-2', 'key-4']))).toBe('key-3');
	expect(suggestName('imported-key', new Set(['key-1']))).toBe('imported-key-1');
});

test.each([
	['', { problem: 'EMPTY' }],
	['  \t ', { problem: 'EMPTY' }],
	['pay*ments', { problem: 'FORBIDDEN', character: '*' }],
	['key 🔑', { problem: 'FORBIDDEN', character: '🔑' }],
	['pay\u200Bments', { problem: 'FORBIDDEN', character: 'U+200B' }],
	['a\tb', { problem: 'FORBIDDEN', character: 'U+0009' }],
	['é'.repeat(129), { problem: 'TOO_LONG' }],
	['aws/', { problem: 'RESERVED' }],
	[' aws/s3', { problem: 'RESERVED' }]
])('the name %j is refused, and the engine refuses it too', (typed, problem) => {
	expect(nameProblem(typed)).toEqual(problem);
	expect(() => parseNewAliasName(`alias/${typed}`)).toThrow('InvalidParameter');
});

test.each([
	'payments-master',
	' padded ',
	'支付 主密钥_1/a.b',
	'aws',
	'aws-2',
	'my/aws/key',
	'é'.repeat(128)
])('the name %j is taken, and the engine takes it too', (typed) => {
	expect(nameProblem(typed)).toBeUndefined();
	expect(() => parseNewAliasName(`alias/${typed}`)).not.toThrow();
});

test('a refused name is told in words', () => {
	const words = keysMessages.en.errors;
	expect(nameErrorWords({ problem: 'EMPTY' }, words)).toBe('Enter a name.');
	expect(nameErrorWords({ problem: 'FORBIDDEN', character: '*' }, words)).toBe(
		'Remove *. Names can have letters, digits, spaces and - _ / .'
	);
});
