import { beforeEach, describe, expect, test } from 'vitest';
import { expectRefusal } from '../../support/refusal.ts';
import { fork, newKey, newVault, type TestVault } from '../../support/vault.ts';

let vault: TestVault;
let first: string;
let second: string;
beforeEach(async () => {
	vault = await newVault();
	first = await newKey(vault, { AliasName: 'alias/first' });
	second = await newKey(vault, { AliasName: 'alias/second' });
});

async function aliases(of?: string): Promise<[string, string][]> {
	const { Aliases } = await vault.handle('ListAliases', of === undefined ? {} : { KeyId: of });
	return Aliases.map(({ AliasName, TargetKeyId }) => [AliasName, TargetKeyId]);
}

describe('CreateAlias', () => {
	test('gives a key one more name', async () => {
		vault.clock.advance(1);
		await vault.handle('CreateAlias', { AliasName: 'alias/extra', TargetKeyId: first });
		expect(await aliases(first)).toEqual([
			['alias/first', first],
			['alias/extra', first]
		]);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: 'alias/extra' });
		expect(KeyMetadata.Aliases).toEqual(['first', 'extra']);
	});

	test.each([
		['a name of another key', 'alias/second'],
		['its own name', 'alias/first'],
		['the same name in another form', 'alias/ first ']
	])('refuses %s', async (_, AliasName) => {
		await expectRefusal(
			vault,
			'CreateAlias',
			{ AliasName, TargetKeyId: first },
			{ code: 'AlreadyExists' }
		);
	});

	test('refuses a name without its prefix, and an unknown key', async () => {
		await expectRefusal(
			vault,
			'CreateAlias',
			{ AliasName: 'extra', TargetKeyId: first },
			{ code: 'InvalidParameter' }
		);
		await expectRefusal(
			vault,
			'CreateAlias',
			{ AliasName: 'alias/extra', TargetKeyId: 'alias/nobody' },
			{ code: 'NotFound', details: { resource: 'alias' } }
		);
	});
});

describe('UpdateAlias', () => {
	test('moves a name to another key', async () => {
		await vault.handle('UpdateAlias', { AliasName: 'alias/first', TargetKeyId: second });
		expect(await aliases(first)).toEqual([]);
		expect((await aliases(second)).map(([name]) => name).sort()).toEqual([
			'alias/first',
			'alias/second'
		]);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: 'alias/first' });
		expect(KeyMetadata.KeyId).toBe(second);
	});

	test('refuses a name that is not there, and an unknown key', async () => {
		await expectRefusal(
			vault,
			'UpdateAlias',
			{ AliasName: 'alias/nobody', TargetKeyId: first },
			{ code: 'NotFound', details: { resource: 'alias', id: 'alias/nobody' } }
		);
		await expectRefusal(
			vault,
			'UpdateAlias',
			{ AliasName: 'alias/first', TargetKeyId: 'nobody' },
			{ code: 'NotFound', details: { resource: 'key' } }
		);
	});
});

describe('RenameAlias', () => {
	test('frees the old name and keeps the key', async () => {
		await vault.handle('RenameAlias', { AliasName: 'alias/first', NewAliasName: 'alias/new' });
		expect(await aliases(first)).toEqual([['alias/new', first]]);
		await vault.handle('RenameAlias', { AliasName: 'alias/second', NewAliasName: 'alias/first' });
		expect(await aliases(second)).toEqual([['alias/first', second]]);
	});

	test('to its own name changes nothing', async () => {
		await vault.handle('RenameAlias', { AliasName: 'alias/first', NewAliasName: 'alias/first' });
		expect(await aliases(first)).toEqual([['alias/first', first]]);
	});

	test('refuses a name that is taken', async () => {
		await expectRefusal(
			vault,
			'RenameAlias',
			{ AliasName: 'alias/first', NewAliasName: 'alias/second' },
			{ code: 'AlreadyExists' }
		);
	});
});

describe('DeleteAlias', () => {
	test('frees the name; the key stays', async () => {
		await vault.handle('DeleteAlias', { AliasName: 'alias/first' });
		expect(await aliases()).toEqual([['alias/second', second]]);
		await vault.handle('CreateAlias', { AliasName: 'alias/first', TargetKeyId: second });
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: first });
		expect(KeyMetadata).toMatchObject({ Aliases: [], KeyState: 'ENABLED' });
	});

	test('refuses a name that is not there', async () => {
		await expectRefusal(vault, 'DeleteAlias', { AliasName: 'alias/nobody' }, { code: 'NotFound' });
	});
});

test('names that were made in one millisecond keep their order after the next unlock', async () => {
	for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
		await vault.handle('CreateAlias', { AliasName: `alias/${name}`, TargetKeyId: first });
	const { KeyMetadata: before } = await vault.handle('DescribeKey', { KeyId: first });
	const { handle } = await fork(vault);
	const { KeyMetadata: after } = await handle('DescribeKey', { KeyId: first });
	expect(after.Aliases).toEqual(before.Aliases);
});
