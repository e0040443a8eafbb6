import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { recognise } from '#lib/domain/encodings.ts';

const bytesOf = (length: number): Bytes =>
	Uint8Array.from({ length }, (_, index) => (index * 37 + 11) % 256);
const wrapped = (text: string, width: number, lineEnd = '\n') =>
	(text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(lineEnd) + lineEnd;
const base64 = (bytes: Bytes) => Buffer.from(bytes).toString('base64');

const token = bytesOf(135);
const isToken = (length: number) => length === 135;

describe('a file is recognised as', () => {
	test.each<[string, 'BINARY' | 'HEX' | 'BASE64', Uint8Array]>([
		['binary', 'BINARY', token],
		['hex', 'HEX', utf8(toHex(token))],
		['hex in upper case', 'HEX', utf8(toHex(token).toUpperCase())],
		['hex with 0x', 'HEX', utf8(`0x${toHex(token)}`)],
		['hex with a line end', 'HEX', utf8(`${toHex(token)}\r\n`)],
		['hex with colons', 'HEX', utf8(toHex(token).replace(/..(?!$)/g, '$&:'))],
		['hex with spaces', 'HEX', utf8(toHex(token).replace(/..(?!$)/g, '$& '))],
		['hex in lines', 'HEX', utf8(wrapped(toHex(token), 60))],
		['hex after a byte order mark', 'HEX', utf8(`\uFEFF${toHex(token)}`)],
		['Base64', 'BASE64', utf8(base64(token))],
		['Base64 in lines of 64', 'BASE64', utf8(wrapped(base64(token), 64))],
		['Base64 in lines of 76 with CRLF', 'BASE64', utf8(wrapped(base64(token), 76, '\r\n'))],
		['URL-safe Base64', 'BASE64', utf8(Buffer.from(token).toString('base64url'))],
		['Base64 after a byte order mark', 'BASE64', utf8(`\uFEFF${base64(token)}\n`)]
	])('%s', (_, readAs, file) => {
		expect(recognise(file, isToken)).toEqual({ readAs, bytes: token });
	});

	test.each([256, 296, 384, 424, 512, 552])(
		'an encrypted key of %i bytes in every form',
		(length) => {
			const encrypted = bytesOf(length);
			const fits = (actual: number) => actual === length;
			expect(recognise(encrypted, fits)).toEqual({ readAs: 'BINARY', bytes: encrypted });
			expect(recognise(utf8(toHex(encrypted)), fits).bytes).toEqual(encrypted);
			expect(recognise(utf8(base64(encrypted)), fits).bytes).toEqual(encrypted);
			const unpadded = base64(encrypted).replaceAll('=', '');
			expect(recognise(utf8(unpadded), fits).bytes).toEqual(encrypted);
		}
	);
});

describe('what reads in several ways', () => {
	const digits = 'ab'.repeat(32); // 32 bytes as hex, 48 as Base64, 64 as they are

	test.each([
		[32, 'HEX'],
		[48, 'BASE64'],
		[64, 'BINARY']
	] as const)('is read so that an expected length of %i comes out: %s', (length, readAs) => {
		const reading = recognise(utf8(digits), (actual) => actual === length);
		expect([reading.readAs, reading.bytes.length]).toEqual([readAs, length]);
	});

	test('but has 128 hex digits or more is hex, whatever was expected', () => {
		const long = 'ab'.repeat(64);
		for (const length of [96, 128])
			expect(recognise(utf8(long), (actual) => actual === length).readAs).toBe('HEX');
	});

	test('and has no expected length is read as hex', () => {
		expect(recognise(utf8(digits), () => false).readAs).toBe('HEX');
	});

	test('has several expected lengths is read as hex', () => {
		expect(recognise(utf8(digits), () => true).readAs).toBe('HEX');
	});
});

describe('what is neither hex nor Base64 stays as it is', () => {
	test.each([
		['an odd number of hex digits and no Base64 either', utf8('abcde')],
		['Base64 with bits after its end', utf8('AB==')],
		['text', utf8('{"token": "…"}')],
		['bytes that are no text', Uint8Array.of(0xff, 0x00, 0x41)],
		['white space', utf8(' \n')],
		['nothing', new Uint8Array()]
	])('%s', (_, file) => {
		expect(recognise(file, () => false)).toEqual({ readAs: 'BINARY', bytes: file });
	});

	test('and is a copy, so that wiping it leaves the file', () => {
		const file = Uint8Array.of(0xff, 1);
		recognise(file, () => true).bytes.fill(0);
		expect(file).toEqual(Uint8Array.of(0xff, 1));
	});
});

describe('for any bytes', () => {
	const anyBytes = fc
		.uint8Array({ minLength: 2, maxLength: 300 })
		.map((bytes) => Uint8Array.from(bytes));

	test('it never throws', () => {
		const anyFile = fc.oneof(
			fc.uint8Array({ maxLength: 300 }),
			fc
				.string({ unit: fc.constantFrom(...Array.from('0123456789abcdefxX:= \n+/-_\uFEFFé')) })
				.map(utf8)
		);
		fc.assert(
			fc.property(anyFile, fc.boolean(), (file, expected) => {
				expect(recognise(file, () => expected).bytes).toBeInstanceOf(Uint8Array);
			})
		);
	});

	test.each<[string, (bytes: Bytes) => Uint8Array]>([
		['binary', (bytes) => concat(Uint8Array.of(0xff), bytes)],
		['hex', (bytes) => utf8(wrapped(toHex(bytes), 20))],
		['Base64', (bytes) => utf8(wrapped(base64(bytes), 20))],
		['URL-safe Base64', (bytes) => utf8(Buffer.from(bytes).toString('base64url'))]
	])('%s comes back as it was', (name, encode) => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				const expected = name === 'binary' ? concat(Uint8Array.of(0xff), bytes) : bytes;
				const reading = recognise(encode(bytes), (length) => length === expected.length);
				expect(reading.bytes).toEqual(expected);
			})
		);
	});
});
