import { describe, expect, test } from 'vitest';
import {
	ByteReader,
	base64Bytes,
	concat,
	equalBytes,
	fromBase64,
	fromHex,
	lengthPrefixed,
	parseUtf8,
	toBase64,
	toHex,
	u16,
	u32,
	u64,
	u8,
	utf8,
	wipe
} from '#lib/domain/bytes.ts';
import fc from '../../support/properties.ts';

const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));

describe('hex', () => {
	test('gives back every byte string', () => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				expect(fromHex(toHex(bytes))).toEqual(bytes);
			})
		);
	});

	test('prints lower case with leading zeros, and reads either case', () => {
		expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
		expect(fromHex('000AfF')).toEqual(Uint8Array.of(0, 10, 255));
	});

	test.each(['0', 'abc', 'zz', '0x00', '00 00', ' 00', '00\n', '０0', '-1'])(
		'refuses %j',
		(text) => {
			expect(() => fromHex(text)).toThrow(RangeError);
		}
	);
});

describe('Base64', () => {
	test('gives back every byte string, and agrees with another implementation', () => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
				expect(fromBase64(toBase64(bytes))).toEqual(bytes);
			})
		);
	});

	test('takes a megabyte', () => {
		const large = new Uint8Array(1024 * 1024).fill(0xa5);
		expect(equalBytes(fromBase64(toBase64(large)), large)).toBe(true);
	});

	test.each([
		['no padding', 'AA'],
		['too much padding', 'AAAA===='],
		['padding in the middle', 'AA==AAAA'],
		['white space', 'AAAA\n'],
		['the URL-safe alphabet', '-_-_'],
		['bits after the end', 'AB=='],
		['bits after the end, of two bytes', 'AAB='],
		['other characters', 'AA*A']
	])('refuses %s: %j', (_, text) => {
		expect(() => fromBase64(text)).toThrow(RangeError);
	});

	test('as bytes is the same as the string', () => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				expect(base64Bytes(bytes)).toEqual(utf8(Buffer.from(bytes).toString('base64')));
			})
		);
	});
});

describe('UTF-8', () => {
	test('gives back well-formed text', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('a', '\0', 'é', '\uFEFF', '\uFFFF', '\u{10FFFF}') }),
				(text) => {
					expect(parseUtf8(utf8(text))).toBe(text);
				}
			)
		);
	});

	test('keeps a byte order mark, which is content here', () => {
		expect(parseUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\uFEFFA');
	});

	test.each([
		['a stray continuation byte', [0x80]],
		['a cut-off sequence', [0xe2, 0x82]],
		['an overlong form', [0xc0, 0xaf]],
		['a surrogate', [0xed, 0xa0, 0x80]]
	])('is not %s', (_, bytes) => {
		expect(parseUtf8(Uint8Array.from(bytes))).toBeUndefined();
	});
});

describe('unsigned integers', () => {
	test('are big-endian', () => {
		expect(u8(0xab)).toEqual(Uint8Array.of(0xab));
		expect(u16(0x0102)).toEqual(Uint8Array.of(1, 2));
		expect(u32(0x01020304)).toEqual(Uint8Array.of(1, 2, 3, 4));
		expect(u64(2 ** 32 + 5)).toEqual(Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 5));
		expect(u64(Number.MAX_SAFE_INTEGER)).toEqual(fromHex('001fffffffffffff'));
	});

	test('are read as they were written', () => {
		fc.assert(
			fc.property(fc.maxSafeNat(), (value) => {
				expect(new ByteReader(u64(value)).unsigned(8)).toBe(value);
			})
		);
	});

	test.each([
		['u8(256)', () => u8(256)],
		['u16(65536)', () => u16(65536)],
		['u32(2^32)', () => u32(2 ** 32)],
		['u64(2^53)', () => u64(2 ** 53)],
		['u8(-1)', () => u8(-1)],
		['u8(0.5)', () => u8(0.5)],
		['u64(NaN)', () => u64(NaN)]
	])('%s is a RangeError', (_, encode) => {
		expect(encode).toThrow(RangeError);
	});
});

describe('ByteReader', () => {
	test('takes one field after the other, as copies', () => {
		const source = Uint8Array.of(1, 2, 3, 4);
		const reader = new ByteReader(source);
		const first = reader.take(1);
		expect([first, reader.unsigned(2), reader.remaining]).toEqual([Uint8Array.of(1), 0x0203, 1]);
		source.fill(9);
		expect(first).toEqual(Uint8Array.of(1));
	});

	test('refuses to read past the end', () => {
		expect(() => new ByteReader(Uint8Array.of(1)).take(2)).toThrow(RangeError);
	});

	test('refuses an integer that a number cannot hold', () => {
		expect(() => new ByteReader(fromHex('0020000000000000')).unsigned(8)).toThrow(RangeError);
	});
});

describe('lengthPrefixed', () => {
	const parts = fc.array(
		anyBytes.filter((bytes) => bytes.length < 6),
		{ maxLength: 4 }
	);

	test('gives different lists of parts different bytes', () => {
		const key = (list: readonly Uint8Array[]) => JSON.stringify(list.map((part) => toHex(part)));
		fc.assert(
			fc.property(parts, parts, (a, b) => {
				expect(equalBytes(lengthPrefixed(...a), lengthPrefixed(...b))).toBe(key(a) === key(b));
			}),
			{
				examples: [
					[[Uint8Array.of(1), Uint8Array.of(2)], [Uint8Array.of(1, 2)]],
					[[Uint8Array.of()], []],
					[
						[Uint8Array.of(), Uint8Array.of(1)],
						[Uint8Array.of(1), Uint8Array.of()]
					]
				]
			}
		);
	});

	test('writes each part as u32 length || bytes', () => {
		expect(toHex(lengthPrefixed(Uint8Array.of(7, 8), new Uint8Array()))).toBe(
			'00000002070800000000'
		);
	});
});

describe('equalBytes', () => {
	test('tells any difference', () => {
		const bytes = Uint8Array.of(1, 2, 3);
		expect(equalBytes(bytes, Uint8Array.of(1, 2, 3))).toBe(true);
		expect(equalBytes(bytes, Uint8Array.of(1, 2, 4))).toBe(false);
		expect(equalBytes(bytes, Uint8Array.of(1, 2))).toBe(false);
		expect(equalBytes(bytes, concat(bytes, Uint8Array.of(0)))).toBe(false);
	});
});

test('wipe overwrites each secret with zeros and skips what is not there', () => {
	const secrets = [Uint8Array.of(1), Uint8Array.of(2, 3)];
	wipe(secrets[0], undefined, secrets[1]);
	expect(secrets).toEqual([Uint8Array.of(0), Uint8Array.of(0, 0)]);
});
