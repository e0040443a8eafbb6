import { describe, expect, test } from 'vitest';
import { encodeByokFile, isKeyIdentifier } from '#lib/domain/wrap/byok-file.ts';

const kid = 'https://contoso.vault.azure.net/keys/kek/0123456789abcdef0123456789abcdef';

describe('encodeByokFile', () => {
	test('has the published fields and no others', () => {
		// Bytes whose Base64 has all of +, / and padding.
		const wrapped = Uint8Array.of(0xfb, 0xff, 0xfe, 0xff);
		const text = new TextDecoder().decode(encodeByokFile(kid, wrapped));
		expect(JSON.parse(text)).toStrictEqual({
			schema_version: '1.0.0',
			header: { kid, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
			ciphertext: '-__-_w',
			generator: 'Airlock'
		});
		expect(Buffer.from('-__-_w', 'base64url')).toEqual(Buffer.from(wrapped));
	});
});

describe('isKeyIdentifier', () => {
	test.each([
		kid,
		'https://contoso.vault.azure.net/keys/kek',
		'https://contoso.managedhsm.azure.net/keys/kek/0123456789abcdef0123456789abcdef',
		'https://contoso.vault.azure.cn/keys/KEK-1'
	])('takes %s', (text) => expect(isKeyIdentifier(text)).toBe(true));

	test.each([
		'',
		'kek',
		'http://contoso.vault.azure.net/keys/kek',
		'https://contoso.vault.azure.net/secrets/kek',
		'https://contoso.vault.azure.net/keys/kek/1',
		`${kid}"}`,
		'https://contoso.example/keys/kek'
	])('refuses %s', (text) => expect(isKeyIdentifier(text)).toBe(false));
});
