import { expect, test } from 'vitest';
import { copyBytes, secretBytes } from '#lib/service/secret-buffers.ts';

const bytes = Uint8Array.of(1, 2, 3);

test.each(['KeyMaterialToShow', 'RecoveryTexts', 'EncryptedText', 'NewPassphrase', 'Plaintext'])(
	'%s is secret, also in a message that is not well formed',
	(name) => {
		expect(secretBytes({ [name]: bytes, Unknown: 1, PublicKey: bytes })).toEqual([bytes]);
	}
);

test.each(['File', 'Text', 'Bytes'])('the %s of a copy to test is secret', (name) => {
	expect(copyBytes({ Copy: { Kind: 'NONSENSE', [name]: bytes } })).toEqual([bytes]);
});

test.each([null, undefined, 7, 'text', { Copy: null }])(
	'%o holds no secret and throws nothing',
	(message) => {
		expect([...secretBytes(message), ...copyBytes(message)]).toEqual([]);
	}
);
