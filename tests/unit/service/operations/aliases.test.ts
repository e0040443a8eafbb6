import { beforeEach, describe, expect, test } from 'vitest';
import { aliasNames } from '#lib/service/operations/alias-names.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { fork, newKey, newVault, type TestVault } from '../../../support/vault.ts';

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
			{ AliasName: 'alias/extra', TargetKeyId: 'nobody' },
			{ code: 'NotFound', details: { resource: 'key' } }
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

describe('names that begin with aws/ are reserved', () => {
	const reserved = { code: 'InvalidParameter', details: { rule: 'NOT_RESERVED' } } as const;

	test.each(['alias/aws/s3', 'alias/ aws/s3', 'alias/aws/'])(
		'%j is given to no key',
		async (name) => {
			const create = { AliasName: name, TargetKeyId: first };
			await expectRefusal(vault, 'CreateAlias', create, reserved);
			await expectRefusal(vault, 'CreateKey', { AliasName: name }, reserved);
			const rename = { AliasName: 'alias/first', NewAliasName: name };
			await expectRefusal(vault, 'RenameAlias', rename, reserved);
		}
	);

	test('names that are only like it are free', async () => {
		for (const AliasName of ['alias/aws', 'alias/my/aws/key']) {
			vault.clock.advance(1);
			await vault.handle('CreateAlias', { AliasName, TargetKeyId: first });
		}
		const names = (await aliases(first)).map(([name]) => name);
		expect(names).toEqual(['alias/first', 'alias/aws', 'alias/my/aws/key']);
	});
});

test.each([
	['ScheduleKeyDeletion', 'KeyId', { KeyId: 'alias/first' }],
	['CancelKeyDeletion', 'KeyId', { KeyId: 'alias/first' }],
	['DeleteImportedKeyMaterial', 'KeyId', { KeyId: 'alias/first' }],
	['CreateAlias', 'TargetKeyId', { AliasName: 'alias/new', TargetKeyId: 'alias/first' }],
	['UpdateAlias', 'TargetKeyId', { AliasName: 'alias/second', TargetKeyId: 'alias/first' }]
] as const)('%s takes no alias for its %s, which may have moved', async (...attempt) => {
	const [operation, parameter, request] = attempt;
	const before = await vault.store.readSnapshot();
	const { code, details } = await refusalOf(vault.handle(operation, request));
	expect([code, details]).toEqual(['InvalidParameter', { parameter, rule: 'KEY_ID' }]);
	expect(await vault.store.readSnapshot()).toEqual(before);
});

test('elsewhere an alias stands for its key', async () => {
	const KeyId = 'alias/first';
	await vault.handle('UpdateKeyDescription', { KeyId, Description: 'by its alias' });
	await vault.handle('DisableKey', { KeyId: await newKeyOfAirlock() });
	const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: first });
	expect(KeyMetadata.Description).toBe('by its alias');
	const other = await vault.handle('DescribeKey', { KeyId: 'alias/made' });
	expect(other.KeyMetadata.KeyState).toBe('DISABLED');
});

async function newKeyOfAirlock(): Promise<string> {
	const AliasName = 'alias/made';
	await newKey(vault, { Origin: 'AIRLOCK', AliasName });
	return AliasName;
}

describe('ListAliases has pages', () => {
	beforeEach(async () => {
		for (let number = 0; number < 5; number++) {
			vault.clock.advance(1);
			const AliasName = `alias/more-${number}`;
			await vault.handle('CreateAlias', { AliasName, TargetKeyId: first });
		}
	});

	async function pages(Limit: number, KeyId?: string): Promise<string[][]> {
		const found: string[][] = [];
		let Marker: string | null | undefined;
		do {
			const page = await vault.handle('ListAliases', {
				Limit,
				...(KeyId !== undefined && { KeyId }),
				...(Marker && { Marker })
			});
			found.push(page.Aliases.map(({ AliasName }) => AliasName));
			expect(page.Truncated).toBe(page.NextMarker !== null);
			Marker = page.NextMarker;
		} while (Marker !== null);
		return found;
	}

	test('that give each alias once, oldest first', async () => {
		const all = (await aliases()).map(([name]) => name);
		expect(all).toHaveLength(7);
		for (const Limit of [1, 3, 7, 1000]) {
			const found = await pages(Limit);
			expect(found.flat()).toEqual(all);
			expect(found.slice(0, -1).every(({ length }) => length === Limit)).toBe(true);
		}
		expect(await pages(4, second)).toEqual([['alias/second']]);
		expect((await pages(4, first)).map(({ length }) => length)).toEqual([4, 2]);
	});

	test('of 1000 at most, and a marker is one that was given', async () => {
		const tooMany = { parameter: 'Limit', rule: 'AT_MOST_1000' };
		await expectRefusal(
			vault,
			'ListAliases',
			{ Limit: 1001 },
			{ code: 'InvalidParameter', details: tooMany }
		);
		const marker = { parameter: 'Marker', rule: 'FROM_THE_LAST_PAGE' };
		await expectRefusal(
			vault,
			'ListAliases',
			{ Marker: 'alias/first' },
			{ code: 'InvalidParameter', details: marker }
		);
	});
});

test('the names of all aliases are found over all pages', async () => {
	for (let number = 0; number < 3; number++)
		await vault.handle('CreateAlias', { AliasName: `alias/n${number}`, TargetKeyId: first });
	expect(await aliasNames(vault.handle, 2)).toEqual(new Set(['first', 'second', 'n0', 'n1', 'n2']));
});
