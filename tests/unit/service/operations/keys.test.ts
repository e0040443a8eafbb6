import { beforeEach, describe, expect, test } from 'vitest';
import { isKeyId } from '#lib/domain/ids.ts';
import type { Request } from '#lib/service/api.ts';
import { importMaterial } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	someKeyMaterial,
	startOfTests,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let vault: TestVault;
beforeEach(async () => {
	vault = await newVault();
});

const unknown = '00000000-0000-4000-8000-000000000000';

describe('CreateKey', () => {
	test('makes an Airlock key by default, which works at once and does not expire', async () => {
		const { KeyMetadata } = await vault.handle('CreateKey', {});
		expect(KeyMetadata).toMatchObject({
			Origin: 'AIRLOCK',
			KeyState: 'ENABLED',
			KeySpec: 'AES_256',
			KeyUsage: 'ENCRYPT_DECRYPT',
			CreationDate: startOfTests,
			Expiration: { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
			ImportedOn: null,
			Aliases: [],
			Description: '',
			Bound: false,
			KeyCheckValue: null
		});
		expect(isKeyId(KeyMetadata.KeyId)).toBe(true);
		const { CiphertextBlob } = await vault.handle('Encrypt', {
			KeyId: KeyMetadata.KeyId,
			Plaintext: Uint8Array.of(1)
		});
		expect(CiphertextBlob.length).toBeGreaterThan(0);
	});

	test('makes an external key that waits for its import', async () => {
		const { KeyMetadata } = await vault.handle('CreateKey', {
			Origin: 'EXTERNAL',
			AliasName: 'alias/payments',
			Description: 'for cards'
		});
		expect(KeyMetadata).toMatchObject({
			Origin: 'EXTERNAL',
			KeyState: 'PENDING_IMPORT',
			Expiration: null,
			Aliases: ['payments'],
			Description: 'for cards',
			LostKeyMaterial: null,
			ImportParameters: null
		});
	});

	test('writes both the key and its name into the log', async () => {
		const keyId = await newKey(vault, { AliasName: 'alias/payments' });
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({
			operation: 'CreateKey',
			keyId,
			keyName: 'payments',
			result: 'Success',
			detail: { origin: 'AIRLOCK' }
		});
	});

	test('refuses a name that is taken, and makes no key', async () => {
		await newKey(vault, { AliasName: 'alias/payments' });
		await expectRefusal(
			vault,
			'CreateKey',
			{ AliasName: 'alias/payments' },
			{ code: 'AlreadyExists', details: { resource: 'alias', id: 'payments' } }
		);
	});

	test('refuses a name that breaks a rule', async () => {
		await expectRefusal(
			vault,
			'CreateKey',
			{ AliasName: 'alias/<b>' },
			{ code: 'InvalidParameter', details: { parameter: 'AliasName' } }
		);
	});

	test('takes a description of 8192 characters and no more', async () => {
		const longest = '钥'.repeat(8191) + '🔑';
		const { KeyMetadata } = await vault.handle('CreateKey', { Description: longest });
		expect(KeyMetadata.Description).toBe(longest);
		await expectRefusal(
			vault,
			'CreateKey',
			{ Description: longest + 'x' },
			{ code: 'InvalidParameter', details: { parameter: 'Description' } }
		);
	});
});

describe('a key is found', () => {
	test('by its id and by its alias, in any Unicode form', async () => {
		const KeyId = await newKey(vault, { AliasName: 'alias/caf\u00e9' });
		for (const name of [KeyId, 'alias/caf\u00e9', 'alias/cafe\u0301']) {
			const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: name });
			expect(KeyMetadata.KeyId).toBe(KeyId);
		}
	});

	test('by an alias of 128 characters beyond the BMP', async () => {
		const AliasName = `alias/${'𠀀'.repeat(128)}`;
		const KeyId = await newKey(vault, { AliasName });
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: AliasName });
		expect(KeyMetadata.KeyId).toBe(KeyId);
	});

	test.each([
		['an unknown id', unknown, 'key'],
		['no id at all', 'payments', 'key'],
		['an unknown alias', 'alias/nobody', 'alias'],
		['a name of the prototype', '__proto__', 'key'],
		['an id in upper case', unknown.toUpperCase(), 'key']
	])('but not by %s', async (_, KeyId, resource) => {
		await expectRefusal(
			vault,
			'DescribeKey',
			{ KeyId },
			{ code: 'NotFound', details: { resource, id: KeyId } }
		);
	});
});

describe('ListKeys', () => {
	const namesOf = async (request: Request<'ListKeys'>) => {
		const { Keys } = await vault.handle('ListKeys', request);
		return Keys.map(({ Aliases }) => Aliases[0]);
	};

	test('begins at any place of what matches, and goes on from there', async () => {
		for (const name of ['x2', 'a', 'x10', 'y', 'x1'])
			await newKey(vault, { AliasName: `alias/${name}` });
		expect(await namesOf({ First: 2, Limit: 2 })).toEqual(['x1', 'x2']);
		expect(await namesOf({ Search: 'X', First: 3 })).toEqual(['x10']);
		expect(await namesOf({ First: 6 })).toEqual([]);
		const { NextMarker } = await vault.handle('ListKeys', { First: 2, Limit: 2 });
		expect(await namesOf({ Marker: NextMarker ?? '' })).toEqual(['x10', 'y']);
		await expectRefusal(
			vault,
			'ListKeys',
			{ First: 1, Marker: NextMarker ?? '' },
			{ code: 'InvalidParameter', details: { parameter: 'First', rule: 'NOT_WITH_MARKER' } }
		);
	});
});

describe('ListKeys in another order', () => {
	const namesBy = async (
		SortBy: Request<'ListKeys'>['SortBy'],
		request: Request<'ListKeys'> = {}
	) =>
		(await vault.handle('ListKeys', { ...(SortBy && { SortBy }), ...request })).Keys.map(
			({ Aliases }) => Aliases[0]
		);
	const day = 24 * 3_600_000;

	beforeEach(async () => {
		// By name: e, f, g, h, i; made in another order.
		for (const name of ['i', 'e', 'g', 'h', 'f']) {
			await newKey(vault, {
				AliasName: `alias/${name}`,
				Origin: name === 'e' || name === 'f' ? 'AIRLOCK' : 'EXTERNAL'
			});
			vault.clock.advance(1000);
		}
		await importMaterial(vault, 'alias/g', someKeyMaterial(1), startOfTests + 2 * day);
		await importMaterial(vault, 'alias/i', someKeyMaterial(2), startOfTests + day);
		await vault.handle('DisableKey', { KeyId: 'alias/e' });
	});

	test('sorts by each column, and by name what is the same', async () => {
		expect(await namesBy('NAME')).toEqual(['e', 'f', 'g', 'h', 'i']);
		expect(await namesBy(undefined, { Descending: true })).toEqual(['i', 'h', 'g', 'f', 'e']);
		expect(await namesBy('STATE')).toEqual(['h', 'f', 'g', 'i', 'e']);
		expect(await namesBy('STATE', { Descending: true })).toEqual(['e', 'f', 'g', 'i', 'h']);
		expect(await namesBy('ORIGIN')).toEqual(['e', 'f', 'g', 'h', 'i']);
		expect(await namesBy('ORIGIN', { Descending: true })).toEqual(['g', 'h', 'i', 'e', 'f']);
		expect(await namesBy('EXPIRY')).toEqual(['i', 'g', 'e', 'f', 'h']);
		expect(await namesBy('CREATED')).toEqual(['i', 'e', 'g', 'h', 'f']);
	});

	test('pages and filters it', async () => {
		const request = { SortBy: 'CREATED', Limit: 2 } as const;
		const { NextMarker } = await vault.handle('ListKeys', { ...request, First: 2 });
		expect(await namesBy('CREATED', { Limit: 2, First: 2 })).toEqual(['e', 'g']);
		expect(await namesBy('CREATED', { Limit: 2, Marker: NextMarker ?? '' })).toEqual(['h', 'f']);
		expect(await namesBy('CREATED', { KeyState: 'ENABLED' })).toEqual(['i', 'g', 'f']);
		await expectRefusal(
			vault,
			'ListKeys',
			{ Attention: true, SortBy: 'NAME' },
			{ code: 'InvalidParameter', details: { parameter: 'SortBy', rule: 'NOT_WITH_ATTENTION' } }
		);
	});

	test('follows changes, and deadlines that nothing has swept yet', async () => {
		expect(await namesBy('STATE')).toEqual(['h', 'f', 'g', 'i', 'e']);
		await vault.handle('EnableKey', { KeyId: 'alias/e' });
		expect(await namesBy('STATE')).toEqual(['h', 'e', 'f', 'g', 'i']);
		vault.clock.set(startOfTests + day);
		expect(await namesBy('STATE')).toEqual(['h', 'i', 'e', 'f', 'g']);
		await vault.handle('RenameAlias', { AliasName: 'alias/f', NewAliasName: 'alias/a' });
		expect(await namesBy('STATE')).toEqual(['h', 'i', 'a', 'e', 'g']);
	});

	test('gives only those that are named, and leaves out what is not there', async () => {
		const { Keys } = await vault.handle('ListKeys', {});
		const [e, f] = Keys.map(({ KeyId }) => KeyId);
		const KeyIds = [f ?? '', crypto.randomUUID(), e ?? ''];
		expect(await namesBy('NAME', { KeyIds })).toEqual(['e', 'f']);
		expect(await namesBy('NAME', { KeyIds, KeyState: 'ENABLED' })).toEqual(['f']);
	});
});

describe('ListKeys of what calls for attention', () => {
	const listed = async (request: Request<'ListKeys'> = {}) => {
		const page = await vault.handle('ListKeys', { Attention: true, ...request });
		const said = page.Keys.map(({ Aliases, Attention }) =>
			[Aliases[0], ...Attention.map(({ kind }) => kind)].join(' ')
		);
		return { said, Matching: page.Matching, NextMarker: page.NextMarker };
	};

	test('says what is soonest first, a page at a time, and nothing of the other keys', async () => {
		for (const name of ['fine', 'later', 'sooner', 'imported'])
			await newKey(vault, {
				AliasName: `alias/${name}`,
				Origin: name === 'fine' ? 'AIRLOCK' : 'EXTERNAL'
			});
		const day = 24 * 3_600_000;
		await importMaterial(vault, 'alias/imported');
		await importMaterial(vault, 'alias/later', someKeyMaterial(1), startOfTests + 2 * day);
		await importMaterial(vault, 'alias/sooner', someKeyMaterial(2), startOfTests + day);
		expect(await listed()).toEqual({
			said: ['sooner EXPIRES UNTESTED', 'later EXPIRES UNTESTED', 'imported UNTESTED'],
			Matching: 3,
			NextMarker: null
		});
		const { NextMarker, Matching } = await listed({ Limit: 1 });
		expect(Matching).toBe(3);
		expect((await listed({ Marker: NextMarker ?? '' })).said[0]).toBe('later EXPIRES UNTESTED');
		expect((await listed({ Search: 'SOON' })).said).toHaveLength(1);
		vault.clock.advance(day);
		expect((await listed()).said).toEqual([
			'sooner EXPIRED',
			'later EXPIRES UNTESTED',
			'imported UNTESTED'
		]);
		const { KeyId } = (await vault.handle('DescribeKey', { KeyId: 'alias/imported' })).KeyMetadata;
		await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		expect((await listed()).said).toHaveLength(2);
	});
});

describe('EnableKey and DisableKey', () => {
	test('take turns, and are allowed where they change nothing', async () => {
		const KeyId = await newKey(vault, {});
		const states = [];
		for (const operation of ['DisableKey', 'DisableKey', 'EnableKey', 'EnableKey'] as const)
			states.push((await vault.handle(operation, { KeyId })).KeyMetadata.KeyState);
		expect(states).toEqual(['DISABLED', 'DISABLED', 'ENABLED', 'ENABLED']);
	});
});

describe('UpdateKeyDescription', () => {
	test('changes nothing else', async () => {
		const KeyId = await newKey(vault);
		await importMaterial(vault, KeyId);
		const { KeyMetadata: before } = await vault.handle('DescribeKey', { KeyId });
		await vault.handle('UpdateKeyDescription', { KeyId, Description: 'new' });
		const { KeyMetadata: after } = await vault.handle('DescribeKey', { KeyId });
		expect(after).toEqual({ ...before, Description: 'new' });
	});

	test('refuses one that is too long', async () => {
		const KeyId = await newKey(vault);
		await expectRefusal(
			vault,
			'UpdateKeyDescription',
			{ KeyId, Description: 'x'.repeat(8193) },
			{ code: 'InvalidParameter', details: { rule: 'AT_MOST_8192_CHARACTERS' } }
		);
	});
});

test('a refusal is written to the log under the key that was meant, by whatever name', async () => {
	const keyId = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/waiting' });
	await expectRefusal(vault, 'EnableKey', { KeyId: 'alias/waiting' }, { code: 'InvalidState' });
	const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
	expect(Entries[0]).toMatchObject({ keyId, keyName: 'waiting', actor: 'PERSON' });
});
