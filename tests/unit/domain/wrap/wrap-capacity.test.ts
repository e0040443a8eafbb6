import { describe, expect, test } from 'vitest';
import { keySpecs, payloadBytes, symmetricSpecsOfLength } from '#lib/domain/key/key-spec.ts';
import { fits, wrapCapacityBytes, wrapMethods } from '#lib/domain/wrap/wrap-capacity.ts';

/** As measured with OpenSSL at the limit and one byte over, for RSA of 2048, 3072 and 4096 bits. */
const measured = {
	RSAES_PKCS1_V1_5: [245, 373, 501],
	RSAES_OAEP_SHA_1: [214, 342, 470],
	RSAES_OAEP_SHA_256: [190, 318, 446],
	RSA_AES_KEY_WRAP_SHA_1: [undefined, undefined, undefined],
	RSA_AES_KEY_WRAP_SHA_256: [undefined, undefined, undefined]
};

describe('wrapCapacityBytes', () => {
	test.each(wrapMethods)('%s carries what was measured', (method) => {
		expect([2048, 3072, 4096].map((bits) => wrapCapacityBytes(method, bits))).toEqual(
			measured[method]
		);
	});
});

describe('fits', () => {
	test('a P-521 private key is too long for RSA-2048 with OAEP, and fits from RSA-3072 on', () => {
		expect(fits('ECC_NIST_P521', 'RSAES_OAEP_SHA_256', 2048)).toBe(false);
		expect(fits('ECC_NIST_P521', 'RSAES_OAEP_SHA_1', 2048)).toBe(false);
		expect(fits('ECC_NIST_P521', 'RSAES_OAEP_SHA_256', 3072)).toBe(true);
		expect(fits('ECC_NIST_P384', 'RSAES_OAEP_SHA_256', 2048)).toBe(true);
	});

	test('an RSA private key fits only where an AES key carries it', () => {
		for (const keySpec of ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const)
			for (const bits of [2048, 3072, 4096])
				expect(wrapMethods.filter((method) => fits(keySpec, method, bits))).toEqual([
					'RSA_AES_KEY_WRAP_SHA_256',
					'RSA_AES_KEY_WRAP_SHA_1'
				]);
	});

	test('raw key material always fits', () => {
		for (const keySpec of keySpecs)
			if (payloadBytes(keySpec) <= 64)
				for (const method of wrapMethods) expect(fits(keySpec, method, 2048)).toBe(true);
	});
});

test('what a length can be', () => {
	expect(symmetricSpecsOfLength(32)).toEqual(['AES_256', 'HMAC_256']);
	expect(symmetricSpecsOfLength(16)).toEqual(['AES_128']);
	expect(symmetricSpecsOfLength(33)).toEqual([]);
});
