import { expect, test } from 'vitest';
import { secrecy } from '#lib/service/api/secrecy.ts';
import { secretsOfRequest, secretsOfResponse } from '#lib/service/worker/secret-buffers.ts';

const sides = [
	{ side: 'request', find: secretsOfRequest },
	{ side: 'answer', find: secretsOfResponse }
] as const;
type Classes = Readonly<Record<string, string>>;
const table: Readonly<Record<string, { request?: Classes; answer?: Classes }>> = secrecy;
const fields = Object.entries(table).flatMap(([operation, classes]) =>
	sides.flatMap(({ side, find }) =>
		Object.entries(classes[side] ?? {}).map(([name, secret]) => ({
			side,
			operation,
			name,
			secrecy: secret,
			find
		}))
	)
);

// That every field with bytes is in the tables, the types of the API force.
test.each(fields)('$operation, $side: $name is $secrecy', ({ operation, name, secrecy, find }) => {
	const bytes = Uint8Array.of(1, 2, 3);
	const inside = Uint8Array.of(4);
	const message = { KeyId: 'alias/a', [name]: bytes };
	const nested = { [name]: { Kind: 'NONSENSE', File: inside } };
	const isSecret = secrecy === 'SECRET';
	expect(find(operation, message)).toEqual(isSecret ? [bytes] : []);
	expect(find(operation, nested)).toEqual(isSecret ? [inside] : []);
});

test('passphrases, key material, plaintexts and messages are secret everywhere', () => {
	const wrong = fields.filter(
		({ name, secrecy }) =>
			/Passphrase|Password|^KeyMaterial|Plaintext|SharedSecret|^Message$|^Copy$|RecoveryTexts|EncryptedText/.test(
				name
			) !==
			(secrecy === 'SECRET')
	);
	expect(wrong.map(({ operation, name }) => `${operation} ${name}`)).toEqual([
		// files that the user chose: any of them may be key material
		'DiagnoseImport EncryptedKeyMaterial',
		'DiagnoseImport ImportToken',
		'FindKeyMaterial File'
	]);
});

test.each(['NoSuchOperation', 'toString', 'UnlockVault'])(
	'all that a request of %s has beyond its fields is taken for secret',
	(operation) => {
		const bytes = Uint8Array.of(1);
		expect(
			secretsOfRequest(operation, { Unknown: bytes, toString: bytes, a: { b: bytes } })
		).toEqual([bytes, bytes, bytes]);
	}
);

test.each([null, undefined, 7, 'text', new Uint8Array(3), { Copy: null }])(
	'%o holds no secret and throws nothing',
	(message) => {
		expect(secretsOfRequest('RehearseRecovery', message)).toEqual([]);
	}
);
