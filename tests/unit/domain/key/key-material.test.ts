import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concat, toHex, utf8 } from '#lib/domain/bytes.ts';
import { asKeyMaterial, weakness } from '#lib/domain/key/key-material.ts';
import { refusePlaintextKeyMaterial } from '#lib/domain/import/plaintext-key-material.ts';

const bytesOf = (length: number) =>
	Uint8Array.from({ length }, (_, index) => (index * 89 + 151) % 256);

describe('asKeyMaterial', () => {
	test.each([0, 16, 24, 31, 33, 64])('refuses %i bytes and says so', (actualBytes) => {
		expect(() => asKeyMaterial(new Uint8Array(actualBytes))).toThrow(
			expect.objectContaining({
				code: 'InvalidKeyMaterialLength',
				details: { actualBytes, expectedBytes: 32 }
			})
		);
	});

	test('takes 32 bytes', () => {
		const bytes = bytesOf(32);
		expect(asKeyMaterial(bytes)).toBe(bytes);
	});
});

describe('weakness', () => {
	test.each([
		['zeros', new Uint8Array(32), 'REPEATED_BYTE'],
		['one byte again and again', new Uint8Array(32).fill(0xff), 'REPEATED_BYTE'],
		['a sentence', utf8('correct horse battery staple 123'), 'PRINTABLE_TEXT'],
		['hex digits', utf8('0123456789abcdef0123456789abcdef'), 'PRINTABLE_TEXT'],
		['a line of text', utf8('correct horse battery staple 12\n'), 'PRINTABLE_TEXT'],
		[
			'text in a buffer full of zeros',
			concat(utf8('hunter2'), new Uint8Array(25)),
			'PRINTABLE_TEXT'
		],
		[
			'a pattern',
			Uint8Array.from({ length: 32 }, (_, index) => [0xde, 0xad, 0xbe, 0xef][index % 4] ?? 0),
			'REPEATED_PATTERN'
		],
		['bytes that count', Uint8Array.from({ length: 32 }, (_, index) => index), 'COUNTING'],
		[
			'bytes that count on past 255',
			Uint8Array.from({ length: 32 }, (_, index) => 240 + index),
			'COUNTING'
		],
		[
			'bytes that count down',
			Uint8Array.from({ length: 32 }, (_, index) => 31 - index),
			'COUNTING'
		],
		['16 bytes that count', Uint8Array.from({ length: 16 }, (_, index) => 1 + index), 'COUNTING']
	])('%s', (_, material, reason) => {
		expect(weakness(material)).toBe(reason);
	});

	test('random bytes, and text with one byte that is not printable, have none', () => {
		expect(weakness(bytesOf(32))).toBeUndefined();
		expect(
			weakness(Uint8Array.from({ length: 32 }, (_, index) => (index < 31 ? index : 99)))
		).toBeUndefined();
		expect(weakness(utf8('correct horse battery staple 12\u0001'))).toBeUndefined();
	});
});

describe('refusePlaintextKeyMaterial', () => {
	test.each([
		['32 bytes', bytesOf(32), 'BYTES', 32],
		['16 bytes', bytesOf(16), 'BYTES', 16],
		['64 bytes', bytesOf(64), 'BYTES', 64],
		['hex of 32 bytes', utf8(toHex(bytesOf(32))), 'HEX', 32],
		['hex of 32 bytes with a line end', utf8(`${toHex(bytesOf(32))}\n`), 'HEX', 32],
		['Base64 of 32 bytes', utf8(Buffer.from(bytesOf(32)).toString('base64')), 'BASE64', 32],
		['Base64 of 24 bytes', utf8(Buffer.from(bytesOf(24)).toString('base64')), 'BASE64', 24]
	])('refuses %s as %s', (_, file, form, actualBytes) => {
		expect(() => refusePlaintextKeyMaterial(file)).toThrow(
			expect.objectContaining({ code: 'PlaintextKeyMaterial', details: { form, actualBytes } })
		);
	});

	test.each(['pkcs1', 'pkcs8'] as const)('refuses a private key in PEM: %s', (type) => {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = privateKey.export({ format: 'pem', type });
		expect(() => refusePlaintextKeyMaterial(utf8(`comment\n${pem.toString()}`))).toThrow(
			expect.objectContaining({
				code: 'PlaintextKeyMaterial',
				details: expect.objectContaining({ form: 'PRIVATE_KEY' }) as unknown
			})
		);
	});

	test.each([
		['an encrypted key', bytesOf(512)],
		['an encrypted key in hex', utf8(toHex(bytesOf(256)))],
		['a token', concat(utf8('AIRT'), bytesOf(131))],
		['31 bytes', bytesOf(31)]
	])('passes %s', (_, file) => {
		expect(() => refusePlaintextKeyMaterial(file)).not.toThrow();
	});

	test('leaves the file as it is', () => {
		const file = bytesOf(32);
		expect(() => refusePlaintextKeyMaterial(file)).toThrow();
		expect(file).toEqual(bytesOf(32));
	});
});
