import { expect, test } from 'vitest';
import { concat, toHex, utf8 } from '#lib/domain/bytes.ts';
import { getParameters } from '../../../support/importing.ts';
import { newKey, newVault, someKeyMaterial } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const material = someKeyMaterial();
const hex = toHex(material);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

test.each([
	['its bytes', material],
	['its bytes and a line break', concat(material, utf8('\n'))],
	['hex', utf8(hex)],
	['hex in UTF-16', utf16(hex)],
	['hex with dashes', utf8(hex.replace(/(..)(?=.)/g, '$1-'))],
	['an assignment', utf8(`key=${hex}`)],
	['a list of numbers', utf8(`{ ${[...material].join(', ')} }`)],
	['a JWK', utf8(`{"kty":"oct","k":"${Buffer.from(material).toString('base64url')}"}`)],
	['an age identity', utf8('AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0S')],
	['a PGP private key', utf8('-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nabcd\n')],
	['20 raw bytes', material.slice(0, 20)]
])('key material in the wrong place is not stored, in the form of %s', async (_, Bytes) => {
	const vault = await newVault();
	const KeyId = await newKey(vault);
	await getParameters(vault, KeyId);
	const before = await vault.store.readSnapshot();
	for (const slot of ['EncryptedKey', 'ImportToken'] as const) {
		const file = { Name: 'oops', ReadAs: 'BINARY' as const, Bytes };
		await expect(vault.handle('SaveImportDraft', { KeyId, [slot]: file })).rejects.toHaveProperty(
			'code'
		);
	}
	expect(await vault.store.readSnapshot()).toEqual(before);
});
