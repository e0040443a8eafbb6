import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { concat, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Request } from '#lib/service/api.ts';
import fc from '../../../support/properties.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { fork, newKey, newVault, type TestVault } from '../../../support/vault.ts';

const invalidCiphertext = { code: 'InvalidCiphertext', details: {} } as const;
const EncryptionContext = { tenant: 'a', Ключ: '🔑' };

let prepared: TestVault;
let vault: TestVault;
let KeyId: string;
let otherKeyId: string;
beforeAll(async () => {
	prepared = await newVault();
	KeyId = await newKey(prepared, { AliasName: 'alias/one' });
	otherKeyId = await newKey(prepared, { AliasName: 'alias/two' });
});
beforeEach(async () => {
	vault = await fork(prepared);
});

const encrypt = async (Plaintext: Bytes, more: Partial<Request<'Encrypt'>> = {}) =>
	(await vault.handle('Encrypt', { KeyId, Plaintext, ...more })).CiphertextBlob;
const decrypt = async (CiphertextBlob: Bytes, more: Partial<Request<'Decrypt'>> = {}) =>
	(await vault.handle('Decrypt', { CiphertextBlob, ...more })).Plaintext;

describe('Encrypt and Decrypt', () => {
	test('give back any 1 to 4096 bytes, with any context', async () => {
		const bytes = fc
			.uint8Array({ minLength: 1, maxLength: 4096 })
			.map((any) => Uint8Array.from(any));
		const contexts = fc.dictionary(
			fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
			fc.string({ unit: 'grapheme', maxLength: 5 }),
			{ maxKeys: 3 }
		);
		await fc.assert(
			fc.asyncProperty(bytes, contexts, async (plaintext, context) => {
				const blob = await encrypt(plaintext, { EncryptionContext: context });
				expect(await decrypt(blob, { EncryptionContext: context })).toEqual(plaintext);
			}),
			{ numRuns: 25 }
		);
	});

	test.each([1, 4096])('take %i bytes', async (length) => {
		const plaintext = new Uint8Array(length).fill(7);
		const blob = await encrypt(plaintext);
		expect(blob).toHaveLength(29 + 24 + 32 + 16 + length);
		expect(await decrypt(blob)).toEqual(plaintext);
	});

	test('refuse 0 and 4097 bytes', async () => {
		await expectRefusal(
			vault,
			'Encrypt',
			{ KeyId, Plaintext: new Uint8Array() },
			{ code: 'EmptyInput', details: { parameter: 'Plaintext' } }
		);
		await expectRefusal(
			vault,
			'Encrypt',
			{ KeyId, Plaintext: new Uint8Array(4097) },
			{
				code: 'InputTooLarge',
				details: { parameter: 'Plaintext', actualBytes: 4097, limitBytes: 4096 }
			}
		);
	});

	test('never give the same blob twice', async () => {
		const plaintext = Uint8Array.of(1);
		expect(await encrypt(plaintext)).not.toEqual(await encrypt(plaintext));
	});

	test('find the key by alias, and Decrypt by the blob alone', async () => {
		const blob = await encrypt(Uint8Array.of(5), { KeyId: 'alias/one' });
		const answer = await vault.handle('Decrypt', { CiphertextBlob: blob });
		expect(answer).toEqual({
			KeyId,
			KeyMaterialId: toHex(blob.subarray(21, 29)),
			Plaintext: Uint8Array.of(5),
			EncryptionAlgorithm: 'SYMMETRIC_DEFAULT'
		});
		for (const named of [KeyId, 'alias/one'])
			expect(await decrypt(blob, { KeyId: named })).toEqual(Uint8Array.of(5));
	});

	test('refuse a key that is not there', async () => {
		const request = { KeyId: 'alias/nobody', Plaintext: Uint8Array.of(1) };
		await expectRefusal(vault, 'Encrypt', request, { code: 'NotFound' });
	});

	test('refuse a context that has no UTF-8 form', async () => {
		await expectRefusal(
			vault,
			'Encrypt',
			{ KeyId, Plaintext: Uint8Array.of(1), EncryptionContext: { a: '\ud800' } },
			{ code: 'InvalidParameter', details: { parameter: 'EncryptionContext' } }
		);
	});

	test('refuse a context of more than 8192 bytes, each by its name', async () => {
		const Plaintext = Uint8Array.of(1);
		const tooLong = { name: 'x'.repeat(8192) };
		const details = { actualBytes: 8202, limitBytes: 8192 };
		const refusal = (parameter: string) => ({
			code: 'InputTooLarge' as const,
			details: { parameter, ...details }
		});
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext });
		const inContext = { EncryptionContext: tooLong };
		await expectRefusal(
			vault,
			'Encrypt',
			{ KeyId, Plaintext, ...inContext },
			refusal('EncryptionContext')
		);
		await expectRefusal(
			vault,
			'Decrypt',
			{ CiphertextBlob, ...inContext },
			refusal('EncryptionContext')
		);
		await expectRefusal(
			vault,
			'GenerateDataKey',
			{ KeyId, KeySpec: 'AES_256', ...inContext },
			refusal('EncryptionContext')
		);
		for (const parameter of ['SourceEncryptionContext', 'DestinationEncryptionContext'])
			await expectRefusal(
				vault,
				'ReEncrypt',
				{ CiphertextBlob, DestinationKeyId: KeyId, [parameter]: tooLong },
				refusal(parameter)
			);
	});

	test('write names of the context into the log, and no values', async () => {
		const context = { tenant: 'secret-value', order: 'other-value' };
		await encrypt(Uint8Array.of(1, 2), { EncryptionContext: context });
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({
			operation: 'Encrypt',
			keyId: KeyId,
			keyName: 'one',
			detail: { bytes: 2, contextNames: 'order, tenant' }
		});
		expect(JSON.stringify(Entries[0])).not.toContain('value');
	});
});

describe('a blob is refused as InvalidCiphertext, with no word on why,', () => {
	test('when any one bit of it is flipped after its key id', async () => {
		const blob = await encrypt(utf8('text'), { EncryptionContext });
		for (let at = 21; at < blob.length; at++) {
			const spoiled = blob.with(at, (blob[at] ?? 0) ^ (1 << (at % 8)));
			const error = await refusalOf(decrypt(spoiled, { EncryptionContext }));
			expect([at, error.code, error.details]).toEqual([at, 'InvalidCiphertext', {}]);
		}
	});

	test('when its magic or format is another; with another key id no such key is found', async () => {
		const blob = await encrypt(utf8('text'));
		for (let at = 0; at < 21; at++) {
			const error = await refusalOf(decrypt(blob.with(at, (blob[at] ?? 0) ^ 1)));
			expect([at, error.code]).toEqual([at, at < 5 ? 'InvalidCiphertext' : 'NotFound']);
		}
	});

	test('and the log names the key that the blob names', async () => {
		const blob = await encrypt(utf8('text'), { EncryptionContext });
		await refusalOf(decrypt(blob, {}));
		const again = { CiphertextBlob: blob, DestinationKeyId: otherKeyId };
		await refusalOf(vault.handle('ReEncrypt', again));
		const { Entries } = await vault.handle('ListActivity', { Result: 'REFUSED', Limit: 2 });
		expect(Entries.map(({ operation, keyId, keyName }) => [operation, keyId, keyName])).toEqual([
			['ReEncrypt', KeyId, 'one'],
			['Decrypt', KeyId, 'one']
		]);
	});

	test('when it is cut off or too long', async () => {
		const blob = await encrypt(utf8('text'));
		for (let length = 0; length < blob.length; length += 3) {
			const error = await refusalOf(decrypt(blob.slice(0, length)));
			expect([length, error.code]).toEqual([length, 'InvalidCiphertext']);
		}
		const longer = concat(blob, Uint8Array.of(0));
		await expectRefusal(vault, 'Decrypt', { CiphertextBlob: longer }, invalidCiphertext);
	});

	test.each<[string, Record<string, string>]>([
		['none', {}],
		['a value', { ...EncryptionContext, tenant: 'b' }],
		['a pair more', { ...EncryptionContext, more: '' }],
		['a pair less', { tenant: 'a' }],
		['another case', { Tenant: 'a', Ключ: '🔑' }]
	])('when the context differs: %s', async (_, other) => {
		const CiphertextBlob = await encrypt(utf8('text'), { EncryptionContext });
		await expectRefusal(
			vault,
			'Decrypt',
			{ CiphertextBlob, EncryptionContext: other },
			invalidCiphertext
		);
	});

	test('when it is moved to another key', async () => {
		const [mine, theirs] = [
			await encrypt(utf8('text')),
			await encrypt(utf8('text'), { KeyId: otherKeyId })
		];
		const CiphertextBlob = concat(theirs.slice(0, 29), mine.slice(29));
		await expectRefusal(vault, 'Decrypt', { CiphertextBlob }, invalidCiphertext);
	});
});

describe('another key than that of the blob is IncorrectKey, as AWS has it,', () => {
	const wrongKey = () => ({ code: 'IncorrectKey' as const, details: { keyId: KeyId } });

	test('for Decrypt, by id and by alias, whatever the context', async () => {
		const CiphertextBlob = await encrypt(utf8('text'), { EncryptionContext });
		for (const named of [otherKeyId, 'alias/two'])
			for (const context of [EncryptionContext, {}])
				await expectRefusal(
					vault,
					'Decrypt',
					{ CiphertextBlob, KeyId: named, EncryptionContext: context },
					wrongKey()
				);
	});

	test('for the SourceKeyId of ReEncrypt', async () => {
		const CiphertextBlob = await encrypt(utf8('text'));
		await expectRefusal(
			vault,
			'ReEncrypt',
			{ CiphertextBlob, SourceKeyId: otherKeyId, DestinationKeyId: otherKeyId },
			wrongKey()
		);
	});

	test('and a key that is not there is not found', async () => {
		const CiphertextBlob = await encrypt(utf8('text'));
		const request = { CiphertextBlob, KeyId: 'alias/nobody' };
		await expectRefusal(vault, 'Decrypt', request, { code: 'NotFound' });
	});
});

describe('ReEncrypt', () => {
	test('moves a blob to another key and another context', async () => {
		const CiphertextBlob = await encrypt(utf8('text'), { EncryptionContext });
		const answer = await vault.handle('ReEncrypt', {
			CiphertextBlob,
			SourceKeyId: 'alias/one',
			SourceEncryptionContext: EncryptionContext,
			DestinationKeyId: 'alias/two',
			DestinationEncryptionContext: { moved: 'yes' }
		});
		expect(answer).toMatchObject({ SourceKeyId: KeyId, KeyId: otherKeyId });
		expect(await decrypt(answer.CiphertextBlob, { EncryptionContext: { moved: 'yes' } })).toEqual(
			utf8('text')
		);
	});

	test('refuses another source context and damage alike', async () => {
		const CiphertextBlob = await encrypt(utf8('text'), { EncryptionContext });
		const right = {
			CiphertextBlob,
			SourceEncryptionContext: EncryptionContext,
			DestinationKeyId: otherKeyId
		};
		for (const request of [
			{ ...right, SourceEncryptionContext: {} },
			{ ...right, CiphertextBlob: CiphertextBlob.with(40, (CiphertextBlob[40] ?? 0) ^ 1) }
		])
			await expectRefusal(vault, 'ReEncrypt', request, invalidCiphertext);
	});
});

describe('GenerateDataKey', () => {
	test.each<[Partial<Request<'GenerateDataKey'>>, number]>([
		[{ KeySpec: 'AES_256' }, 32],
		[{ KeySpec: 'AES_128' }, 16],
		[{ NumberOfBytes: 1 }, 1],
		[{ NumberOfBytes: 1024 }, 1024]
	])('%j is a key of %i bytes, which its blob gives back', async (choice, length) => {
		const request = { KeyId, EncryptionContext, ...choice };
		const { Plaintext, CiphertextBlob } = await vault.handle('GenerateDataKey', request);
		expect(Plaintext).toHaveLength(length);
		expect(await decrypt(CiphertextBlob, { EncryptionContext })).toEqual(Plaintext);
	});

	test.each([0, -1, 1025])('refuses %i bytes', async (NumberOfBytes) => {
		for (const operation of ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const)
			await expectRefusal(
				vault,
				operation,
				{ KeyId, NumberOfBytes },
				{ code: 'InvalidParameter', details: { parameter: 'NumberOfBytes' } }
			);
	});

	test.each<Partial<Request<'GenerateDataKey'>>>([
		{},
		{ KeySpec: 'AES_256', NumberOfBytes: 32 },
		{ KeySpec: 'AES_128', NumberOfBytes: 64 }
	])('takes exactly one of KeySpec and NumberOfBytes, not %j', async (choice) => {
		for (const operation of ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const)
			await expectRefusal(
				vault,
				operation,
				{ KeyId, ...choice },
				{ code: 'InvalidParameter', details: { parameter: 'KeySpec' } }
			);
	});

	test('makes another key each time', async () => {
		const keys = [
			await vault.handle('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
			await vault.handle('GenerateDataKey', { KeyId, KeySpec: 'AES_256' })
		];
		expect(keys[0]?.Plaintext).not.toEqual(keys[1]?.Plaintext);
	});

	test('without plaintext gives the blob only', async () => {
		const answer = await vault.handle('GenerateDataKeyWithoutPlaintext', {
			KeyId,
			KeySpec: 'AES_128'
		});
		expect(Object.keys(answer).sort()).toEqual(['CiphertextBlob', 'KeyId', 'KeyMaterialId']);
		const dataKey = await decrypt(answer.CiphertextBlob);
		expect(dataKey).toHaveLength(16);
		expect(dataKey.every((byte) => byte === 0)).toBe(false);
	});
});
