import { describe, expect, test } from 'vitest';
import {
	defaultWrappingAlgorithm,
	defaultWrappingKeySpec,
	isHybrid,
	modulusBits,
	oaepHash,
	wrappingAlgorithms
} from '#lib/domain/import/wrapping.ts';
import { encryptedKeyBytes } from '#lib/domain/import/encrypted-key-size.ts';

test('the defaults are RSA_4096 and RSAES_OAEP_SHA_256', () => {
	expect([defaultWrappingKeySpec, defaultWrappingAlgorithm]).toEqual([
		'RSA_4096',
		'RSAES_OAEP_SHA_256'
	]);
});

test('PKCS #1 v1.5 is not among the algorithms', () => {
	expect(wrappingAlgorithms).toEqual([
		'RSAES_OAEP_SHA_256',
		'RSAES_OAEP_SHA_1',
		'RSA_AES_KEY_WRAP_SHA_256',
		'RSA_AES_KEY_WRAP_SHA_1'
	]);
});

test.each([
	['RSAES_OAEP_SHA_256', 'SHA-256', false],
	['RSAES_OAEP_SHA_1', 'SHA-1', false],
	['RSA_AES_KEY_WRAP_SHA_256', 'SHA-256', true],
	['RSA_AES_KEY_WRAP_SHA_1', 'SHA-1', true]
] as const)('%s uses %s; hybrid is %s', (algorithm, hash, hybrid) => {
	expect(oaepHash(algorithm)).toBe(hash);
	expect(isHybrid(algorithm)).toBe(hybrid);
});

describe('an encrypted AES-256 key', () => {
	test.each([
		['RSA_2048', 2048, 256, 296],
		['RSA_3072', 3072, 384, 424],
		['RSA_4096', 4096, 512, 552]
	] as const)('%s: %i bits, %i bytes with OAEP, %i with key wrap', (spec, bits, oaep, hybrid) => {
		expect(modulusBits(spec)).toBe(bits);
		for (const algorithm of wrappingAlgorithms)
			expect(encryptedKeyBytes(algorithm, spec, 32)).toBe(isHybrid(algorithm) ? hybrid : oaep);
	});

	test('of a length that 8 does not divide is padded', () => {
		expect(encryptedKeyBytes('RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048', 33)).toBe(256 + 40 + 8);
	});
});
