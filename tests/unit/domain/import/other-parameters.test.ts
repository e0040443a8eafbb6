import { describe, expect, test } from 'vitest';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { algorithmInReach } from '#lib/domain/import/other-parameters.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';

const found = (id: string, facts: object = {}) => ({ id, ...facts }) as unknown as ImportFinding;

describe('parameters for a program that can do nothing else', () => {
	test.each<[ImportFinding, WrappingAlgorithm, WrappingAlgorithm | undefined]>([
		[found('EK-SHA1'), 'RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'],
		[found('EK-SHA1'), 'RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1'],
		[found('EK-MGF1'), 'RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'],
		[found('EK-PKCS1'), 'RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'],
		[found('EK-PKCS1'), 'RSAES_OAEP_SHA_1', undefined],
		[found('EK-SHA256'), 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
		[found('EK-SHA256'), 'RSA_AES_KEY_WRAP_SHA_1', 'RSA_AES_KEY_WRAP_SHA_256'],
		[
			found('EK-HASH', { found: 'SHA-512', mask: 'SHA-1' }),
			'RSAES_OAEP_SHA_256',
			'RSAES_OAEP_SHA_1'
		],
		[found('EK-HASH', { found: 'SHA-512', mask: 'SHA-512' }), 'RSAES_OAEP_SHA_256', undefined],
		[found('EK-KW'), 'RSA_AES_KEY_WRAP_SHA_256', 'RSAES_OAEP_SHA_256'],
		[found('EK-KWPKCS7'), 'RSA_AES_KEY_WRAP_SHA_1', 'RSAES_OAEP_SHA_1'],
		[found('EK-AESMODE', { mode: 'GCM' }), 'RSA_AES_KEY_WRAP_SHA_256', 'RSAES_OAEP_SHA_256'],
		// a throw-away AES key must not find parameters under which it would be imported
		[found('EK-HALF', { holds: 'AES_KEY' }), 'RSA_AES_KEY_WRAP_SHA_256', undefined],
		[found('EK-NOPE'), 'RSAES_OAEP_SHA_256', undefined]
	])('%o under %s: %s', (finding, live, expected) => {
		expect(algorithmInReach(finding, live)).toBe(expected);
	});
});
