import { describe, expect, test } from 'vitest';
import { concat, toHex, u16, utf8 } from '#lib/domain/bytes.ts';
import {
	contextNamesForLog,
	encodeEncryptionContext,
	longestContextNames,
	longestEncryptionContext
} from '#lib/domain/key/encryption-context.ts';
import fc from '../../../support/properties.ts';

/** Few characters, so that contexts are often almost alike; some are in another order in UTF-16 than in UTF-8. */
const character = fc.constantFrom('a', 'b', '\0', 'é', '\uFF5E', '\u{1F511}');

const refusal = (rule: string) => ({
	code: 'InvalidParameter',
	details: { parameter: 'EncryptionContext', rule }
});

describe('encodeEncryptionContext', () => {
	test('is u16 0 for no context', () => {
		expect(toHex(encodeEncryptionContext({}))).toBe('0000');
	});

	test('writes count, then name and value with their lengths', () => {
		expect(toHex(encodeEncryptionContext({ ab: 'c', d: '' }))).toBe(
			'0002' + '0002' + '6162' + '0001' + '63' + '0001' + '64' + '0000'
		);
	});

	test('sorts by UTF-8 bytes, which beyond the BMP is not the order of UTF-16', () => {
		// U+FF5E is EF BD 9E in UTF-8, U+1F511 is F0 9F 94 91; as UTF-16 the second comes first (D83D < FF5E).
		const [fullwidthTilde, key] = ['\uFF5E', '\u{1F511}'];
		expect([key, fullwidthTilde].sort()).toEqual([key, fullwidthTilde]);
		const field = (text: string) => concat(u16(utf8(text).length), utf8(text));
		expect(encodeEncryptionContext({ [key]: '2', [fullwidthTilde]: '1' })).toEqual(
			concat(u16(2), field(fullwidthTilde), field('1'), field(key), field('2'))
		);
	});

	test('sorts a name before those it begins', () => {
		expect(encodeEncryptionContext({ ab: '', a: '' })).toEqual(
			concat(u16(2), u16(1), utf8('a'), u16(0), u16(2), utf8('ab'), u16(0))
		);
	});

	test('does not depend on the order in which pairs were written', () => {
		const entries = fc.uniqueArray(
			fc.tuple(fc.string({ unit: character, minLength: 1 }), fc.string({ unit: character })),
			{ selector: ([name]) => name, maxLength: 6 }
		);
		fc.assert(
			fc.property(entries, (pairs) => {
				expect(encodeEncryptionContext(Object.fromEntries(pairs.toReversed()))).toEqual(
					encodeEncryptionContext(Object.fromEntries(pairs))
				);
			})
		);
	});

	test('gives different contexts different bytes', () => {
		const context = fc.dictionary(
			fc.string({ unit: character, minLength: 1, maxLength: 3 }),
			fc.string({ unit: character, maxLength: 3 }),
			{ maxKeys: 3 }
		);
		const canonical = (value: Record<string, string>) =>
			JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
		fc.assert(
			fc.property(context, context, (a, b) => {
				expect(toHex(encodeEncryptionContext(a)) === toHex(encodeEncryptionContext(b))).toBe(
					canonical(a) === canonical(b)
				);
			}),
			{ examples: [[{ a: 'bc' }, { ab: 'c' }]] }
		);
	});

	test('keeps forms of one character apart: nothing is normalised', () => {
		expect(encodeEncryptionContext({ é: '' })).not.toEqual(
			encodeEncryptionContext({ 'e\u0301': '' })
		);
	});

	test.each([
		['a lone surrogate in a name', { '\uD800': 'a' }],
		['a lone surrogate in a value', { a: '\uDC00b' }],
		['surrogates in the wrong order', { a: '\uDC00\uD800' }]
	])('refuses %s', (_, context) => {
		expect(() => encodeEncryptionContext(context)).toThrow(
			expect.objectContaining(refusal('WELL_FORMED_TEXT'))
		);
	});

	test('refuses an empty name', () => {
		expect(() => encodeEncryptionContext({ '': 'a' })).toThrow(
			expect.objectContaining(refusal('NAMES_NOT_EMPTY'))
		);
	});

	test.each<[string, (filler: number) => Record<string, string>]>([
		['in one name', (filler) => ({ ['n'.repeat(filler + 1)]: '' })],
		['in one value', (filler) => ({ n: 'v'.repeat(filler) })],
		[
			'in a name of four bytes a character',
			(filler) => ({ ['🔑'.repeat(2000)]: 'v'.repeat(filler + 1 - 8000) })
		],
		[
			'in two bytes a character',
			(filler) => ({ n: 'é'.repeat(filler / 2) + 'v'.repeat(filler % 2) })
		],
		[
			'in many pairs',
			(filler) => ({
				...Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${1000 + index}`, ''])),
				n: 'v'.repeat(filler - 8000)
			})
		]
	])('takes 8192 bytes in all, and no more: %s', (_, contextOf) => {
		// Count, two lengths and a name of one byte.
		const filler = longestEncryptionContext - 7;
		expect(encodeEncryptionContext(contextOf(filler))).toHaveLength(8192);
		expect(() => encodeEncryptionContext(contextOf(filler + 1), 'Source')).toThrow(
			expect.objectContaining({
				code: 'InputTooLarge',
				details: { parameter: 'Source', actualBytes: 8193, limitBytes: 8192 }
			})
		);
	});
});

describe('contextNamesForLog', () => {
	test('says nothing of no context', () => {
		expect(contextNamesForLog({})).toEqual({});
	});

	test('keeps all names, sorted, as long as they fit', () => {
		const long = 'b'.repeat(longestContextNames - 3);
		expect(contextNamesForLog({ [long]: '1', a: '2' })).toEqual({ contextNames: `a, ${long}` });
	});

	test('counts the names that do not fit, and never cuts one', () => {
		const long = 'b'.repeat(longestContextNames - 2);
		expect(contextNamesForLog({ [long]: '1', a: '2', c: '3' })).toEqual({
			contextNames: 'a, c',
			contextNamesLeftOut: 1
		});
		expect(contextNamesForLog({ ['x'.repeat(8000)]: '' })).toEqual({
			contextNames: '',
			contextNamesLeftOut: 1
		});
	});
});
