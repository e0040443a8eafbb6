import { describe, expect, test } from 'vitest';
import {
	defaultMethod,
	knownMethods,
	methodFault,
	methodsFor,
	wrapTargetFacts,
	wrapTargets
} from '#lib/domain/wrap/wrap-targets.ts';

describe('wrapTargetFacts', () => {
	test.each(wrapTargets)('%s: every kind that it takes can be wrapped', (target) => {
		const { keySpecs, wrappingKeyBits } = wrapTargetFacts[target];
		for (const keySpec of keySpecs)
			for (const bits of wrappingKeyBits)
				expect(defaultMethod(target, keySpec, bits), `${keySpec} under ${bits}`).toBeDefined();
	});

	test('PKCS #1 v1.5 is for Alibaba Cloud and Ping An only, and never the first choice', () => {
		expect(
			wrapTargets.filter((target) => knownMethods(target).includes('RSAES_PKCS1_V1_5'))
		).toEqual(['ALIBABA', 'PING_AN']);
		for (const target of ['ALIBABA', 'PING_AN'] as const)
			expect(defaultMethod(target, 'AES_256', 2048)).toBe('RSAES_OAEP_SHA_256');
	});

	test('AWS takes symmetric keys under plain OAEP, RSA private keys under RSA_AES_KEY_WRAP', () => {
		expect(methodsFor('AWS', 'AES_256')).toEqual(['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1']);
		expect(defaultMethod('AWS', 'RSA_2048', 4096)).toBe('RSA_AES_KEY_WRAP_SHA_256');
		expect(methodFault('AWS', 'RSA_2048', 'RSAES_OAEP_SHA_256', 4096)).toBe('NOT_TAKEN');
		expect(methodFault('AWS', 'ECC_NIST_P521', 'RSAES_OAEP_SHA_256', 2048)).toBe('TOO_SMALL');
		expect(defaultMethod('AWS', 'ECC_NIST_P521', 2048)).toBe('RSA_AES_KEY_WRAP_SHA_256');
	});

	test('Azure has one method, with SHA-1, and one file', () => {
		expect(knownMethods('AZURE')).toEqual(['RSA_AES_KEY_WRAP_SHA_1']);
		expect(wrapTargetFacts.AZURE.forms).toEqual(['BYOK']);
	});
});
