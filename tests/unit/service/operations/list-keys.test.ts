import { beforeAll, describe, expect, test } from 'vitest';
import type { Request } from '#lib/service/api.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { largeVault } from '../../../support/large-vault.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const names = (keys: readonly KeyMetadata[]) => keys.map(({ Aliases }) => Aliases[0] ?? null);

describe('ListKeys of a few keys', () => {
	let vault: TestVault;
	beforeAll(async () => {
		vault = await newVault();
		for (const name of ['key 10', 'Zebra', 'key 9', 'äpfel', undefined, 'Key 1'])
			await newKey(vault, {
				...(name === undefined ? {} : { AliasName: `alias/${name}` }),
				Description: name === 'Zebra' ? 'of the Zoo' : ''
			});
		await vault.handle('DisableKey', { KeyId: 'alias/Zebra' });
	});
	const list = async (request: Request<'ListKeys'>) => vault.handle('ListKeys', request);

	test('is in the order of a dictionary, numbers by value, those without a name last', async () => {
		const { Keys, Total, Matching, Truncated, NextMarker } = await list({});
		expect(names(Keys)).toEqual(['äpfel', 'Key 1', 'key 9', 'key 10', 'Zebra', null]);
		expect({ Total, Matching, Truncated, NextMarker }).toEqual({
			Total: 6,
			Matching: 6,
			Truncated: false,
			NextMarker: null
		});
	});

	test.each([
		['KEY', ['Key 1', 'key 9', 'key 10']],
		['  zoo ', ['Zebra']],
		['ÄPF', ['äpfel']],
		['nothing', []],
		['alias/', []]
	])('finds %j', async (Search, found) => {
		const { Keys, Matching, Total } = await list({ Search });
		expect([names(Keys), Matching, Total]).toEqual([found, found.length, 6]);
	});

	test('finds a part of an id', async () => {
		const { KeyId } = (await vault.handle('DescribeKey', { KeyId: 'alias/Zebra' })).KeyMetadata;
		expect(names((await list({ Search: KeyId.slice(3, 20).toUpperCase() })).Keys)).toEqual([
			'Zebra'
		]);
	});

	test('filters by state, and by search too', async () => {
		expect(names((await list({ KeyState: 'DISABLED' })).Keys)).toEqual(['Zebra']);
		expect((await list({ KeyState: 'PENDING_IMPORT' })).Matching).toBe(0);
		expect((await list({ KeyState: 'ENABLED', Search: 'key' })).Matching).toBe(3);
		expect((await list({ KeyState: 'ENABLED', Search: 'zoo' })).Matching).toBe(0);
	});

	test('refuses a page over 1000, and a marker of no page', async () => {
		await expectRefusal(
			vault,
			'ListKeys',
			{ Limit: 1001 },
			{ code: 'InvalidParameter', details: { parameter: 'Limit' } }
		);
		await expectRefusal(
			vault,
			'ListKeys',
			{ Marker: 'nobody' },
			{ code: 'InvalidParameter', details: { parameter: 'Marker' } }
		);
	});
});

describe('ListKeys of 10,000 keys', () => {
	let vault: TestVault;
	beforeAll(async () => {
		vault = await largeVault(10_000, 1_500);
	}, 180_000);

	test('pages through each of them once, in order', async () => {
		const seen: KeyMetadata[] = [];
		let Marker: string | null = null;
		do {
			const page: Awaited<ReturnType<typeof list>> = await list(Marker);
			expect([page.Total, page.Matching]).toEqual([10_000, 10_000]);
			expect(page.Truncated).toBe(page.NextMarker !== null);
			seen.push(...page.Keys);
			Marker = page.NextMarker;
		} while (Marker !== null);
		expect(new Set(seen.map(({ KeyId }) => KeyId)).size).toBe(10_000);
		const named = Array.from({ length: 1_500 }, (_, index) => `key ${index}`);
		expect(names(seen.slice(0, 1_500))).toEqual(named);
		const unnamed = seen.slice(1_500).map(({ KeyId }) => KeyId as string);
		expect(unnamed.join()).toBe(unnamed.toSorted().join());
	});
	const list = (Marker: string | null) =>
		vault.handle('ListKeys', { Limit: 1000, ...(Marker === null ? {} : { Marker }) });

	test('gives a hundred when nothing is said', async () => {
		expect((await vault.handle('ListKeys', {})).Keys).toHaveLength(100);
	});

	test('finds one among them, and those of a state', async () => {
		const { Keys, Matching } = await vault.handle('ListKeys', { Search: 'KEY 1471' });
		expect([names(Keys), Matching]).toEqual([['key 1471'], 1]);
		expect((await vault.handle('ListKeys', { KeyState: 'PENDING_IMPORT' })).Matching).toBe(10_000);
	});

	test('sees a change at once', async () => {
		await vault.handle('RenameAlias', { AliasName: 'alias/key 0', NewAliasName: 'alias/zz' });
		const { Keys, NextMarker } = await vault.handle('ListKeys', { Search: 'zz' });
		expect([names(Keys), NextMarker]).toEqual([['zz'], null]);
		await vault.handle('RenameAlias', { AliasName: 'alias/zz', NewAliasName: 'alias/key 0' });
	});
});
