import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex } from '#lib/domain/bytes.ts';
import { asKeyId, asParameterSetId } from '#lib/domain/ids.ts';
import {
	encodeImportToken,
	importTokenBytes,
	parseImportToken,
	splitImportToken,
	type ImportToken
} from '#lib/domain/import/import-token.ts';
import { wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/import/wrapping.ts';
import fc from '../../../support/properties.ts';

const token: ImportToken = {
	setId: asParameterSetId('00112233-4455-4677-8899-aabbccddeeff'),
	keyId: asKeyId('10213243-5465-4687-98a9-bacbdcedfe0f'),
	wrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
	wrappingKeySpec: 'RSA_4096',
	vaultId: new Uint8Array(16).fill(0x77),
	publicKeyHash: new Uint8Array(32).fill(0x88),
	issued: 1_800_000_000_000,
	validTo: 1_800_086_400_000
};
const mac = new Uint8Array(32).fill(0x99);
const file = concat(encodeImportToken(token), mac);

describe('the token format', () => {
	test('is what docs/formats.md §3 says, field by field', () => {
		expect(toHex(file)).toBe(
			[
				'41495254', // "AIRT"
				'01', // format
				'00112233445546778899aabbccddeeff', // set id
				'1021324354654687' + '98a9bacbdcedfe0f', // key id
				'03', // wrapping algorithm
				'03', // wrapping key spec
				'77'.repeat(16), // vault id
				'88'.repeat(32), // SHA-256 of the public key
				'000001a3185c5000', // issued
				'000001a31d82ac00', // valid to
				'99'.repeat(32) // HMAC-SHA-256
			].join('')
		);
	});

	test('has 135 bytes', () => {
		expect(importTokenBytes).toBe(135);
		expect(file.length).toBe(135);
	});

	test.each([
		['RSAES_OAEP_SHA_256', 1],
		['RSAES_OAEP_SHA_1', 2],
		['RSA_AES_KEY_WRAP_SHA_256', 3],
		['RSA_AES_KEY_WRAP_SHA_1', 4]
	] as const)('numbers %s with %i', (wrappingAlgorithm, number) => {
		expect(encodeImportToken({ ...token, wrappingAlgorithm })[37]).toBe(number);
	});

	test.each([
		['RSA_2048', 1],
		['RSA_3072', 2],
		['RSA_4096', 3]
	] as const)('numbers %s with %i', (wrappingKeySpec, number) => {
		expect(encodeImportToken({ ...token, wrappingKeySpec })[38]).toBe(number);
	});

	test('reads back what was written', () => {
		const bytesOf = (length: number) =>
			fc
				.uint8Array({ minLength: length, maxLength: length })
				.map((bytes) => Uint8Array.from(bytes));
		const tokens = fc.record<ImportToken>({
			setId: fc.uuid().map(asParameterSetId),
			keyId: fc.uuid().map(asKeyId),
			wrappingAlgorithm: fc.constantFrom(...wrappingAlgorithms),
			wrappingKeySpec: fc.constantFrom(...wrappingKeySpecs),
			vaultId: bytesOf(16),
			publicKeyHash: bytesOf(32),
			issued: fc.maxSafeNat(),
			validTo: fc.maxSafeNat()
		});
		fc.assert(
			fc.property(tokens, (any) => {
				expect(parseImportToken(concat(encodeImportToken(any), mac))).toEqual(any);
			})
		);
	});
});

describe('splitImportToken', () => {
	test('gives what the seal covers, and the seal', () => {
		expect(splitImportToken(file)).toEqual({ sealed: file.slice(0, 103), mac });
	});

	test('a token cut off anywhere is refused, and from its fifth byte on it is said how much is there', () => {
		for (let length = 0; length < importTokenBytes; length++) {
			const details =
				length < 4
					? { reason: 'NOT_A_TOKEN' }
					: { reason: 'CUT_OFF', actualBytes: length, expectedBytes: 135 };
			expect(() => splitImportToken(file.slice(0, length))).toThrow(
				expect.objectContaining({ code: 'InvalidImportToken', details })
			);
		}
	});

	test('a longer token is refused', () => {
		expect(() => splitImportToken(concat(file, Uint8Array.of(0)))).toThrow(
			expect.objectContaining({ code: 'InvalidImportToken', details: { reason: 'ALTERED' } })
		);
	});

	test('what begins otherwise is no token', () => {
		for (const other of [fromHex('30820122'), new Uint8Array(256).fill(0x41)])
			expect(() => splitImportToken(other)).toThrow(
				expect.objectContaining({ code: 'InvalidImportToken', details: { reason: 'NOT_A_TOKEN' } })
			);
	});
});

describe('parseImportToken', () => {
	test.each([
		['another format', 4, 2],
		['algorithm 0', 37, 0],
		['algorithm 5', 37, 5],
		['key spec 0', 38, 0],
		['key spec 4', 38, 4],
		['an issue time that no number holds', 87, 0xff],
		['an end that no number holds', 95, 0xff]
	])('refuses %s as altered', (_, at, byte) => {
		expect(() => parseImportToken(file.with(at, byte))).toThrow(
			expect.objectContaining({ code: 'InvalidImportToken', details: { reason: 'ALTERED' } })
		);
	});

	test('refuses or reads any bytes, and never breaks', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 131, maxLength: 131 }), (rest) => {
				try {
					parseImportToken(concat(file.subarray(0, 4), Uint8Array.from(rest)));
				} catch (error) {
					expect(error).toMatchObject({ code: 'InvalidImportToken' });
				}
			})
		);
	});
});
