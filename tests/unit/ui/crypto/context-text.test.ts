import { expect, test } from 'vitest';
import { readContextField } from '#lib/ui/crypto/context-field.ts';
import { parseContextText } from '#lib/ui/crypto/context-text.ts';

test('nothing is no context', () => {
	expect(parseContextText(' \n\n')).toEqual({ context: {} });
});

test('each line is a pair, with space around name and value left out', () => {
	expect(parseContextText(' app = billing\r\n\n环境=生产 ')).toEqual({
		context: { app: 'billing', 环境: '生产' }
	});
});

test('a value may be empty, and may have equals signs', () => {
	expect(parseContextText('a=\nb=c=d')).toEqual({ context: { a: '', b: 'c=d' } });
});

test('names that objects know already are names like others', () => {
	const read = parseContextText('__proto__=1\ntoString=2');
	expect('context' in read && Object.entries(read.context)).toEqual([
		['__proto__', '1'],
		['toString', '2']
	]);
});

test('a fault names its line', () => {
	expect(parseContextText('a=1\nb')).toEqual({ fault: { reason: 'NO_EQUALS_SIGN', line: 2 } });
	expect(parseContextText('\n =1')).toEqual({ fault: { reason: 'NO_NAME', line: 2 } });
	expect(parseContextText('a=1\n\na=2')).toEqual({
		fault: { reason: 'NAME_TWICE', line: 3, name: 'a' }
	});
});

test('a context that the engine would refuse is said at its field, in both languages', () => {
	const errorsOf = (text: string, language: 'en' | 'zh-CN' = 'en') =>
		readContextField(text, 'context', language).errors.map(({ message }) => message);
	const filler = 'x'.repeat(8192 - 7);
	expect(readContextField(`n=${filler}`, 'context', 'en')).toEqual({
		context: { n: filler },
		errors: []
	});
	expect(errorsOf(`n=${filler}x`)).toEqual([
		expect.stringMatching(
			/^With all names and values it has 8,193 bytes; at most 8,192 bytes are allowed\./
		)
	]);
	expect(errorsOf(`n=${filler}x`, 'zh-CN')).toEqual([expect.stringContaining('8,193')]);
	expect(errorsOf('n=\ud800')).toEqual([expect.stringContaining('half of a character')]);
	const [twice = ''] = errorsOf(`${filler}=1\n${filler}=2`);
	expect(twice.length).toBeLessThan(120);
});
