import '../../../support/indexed-db.ts';
import { describe, expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { hookedStore } from '../../../support/hooked-store.ts';
import { refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

/** Gives the connections of several tabs to one new vault. */
const stores: [string, () => () => VaultStore][] = [
	[
		'memory',
		() => {
			const store = createMemoryStore();
			return () => store;
		}
	],
	[
		'IndexedDB',
		() => {
			const name = `test ${crypto.randomUUID()}`;
			return () => openIndexedDbStore(name);
		}
	]
];

async function moreTabs(connect: () => VaultStore, count: number): Promise<TestVault[]> {
	const tabs = Array.from({ length: count }, () => openTab(connect(), new TestClock()));
	for (const tab of tabs) await unlock(tab);
	return tabs;
}

describe.each(stores)('eight tabs over one vault in %s', (_, newConnections) => {
	test('lose no update of 25 changes each, and the log is whole', async () => {
		const connect = newConnections();
		const first = await newVault(connect());
		const shared = await newKey(first, { AliasName: 'alias/shared' });
		const tabs = [first, ...(await moreTabs(connect, 7))];
		const before = (await first.handle('ListActivity', { Limit: 1 })).Total;

		const changes = async ({ handle }: TestVault, tab: number) => {
			const name = (step: number) => `alias/tab ${tab} step ${step}`;
			for (let step = 0; step < 5; step++) {
				const { KeyMetadata } = await handle('CreateKey', { AliasName: name(step) });
				const { KeyId } = KeyMetadata;
				await handle('UpdateKeyDescription', { KeyId, Description: `by ${tab}` });
				await handle('CreateAlias', { AliasName: `${name(step)} of shared`, TargetKeyId: shared });
				await handle(step % 2 === 0 ? 'DisableKey' : 'EnableKey', { KeyId });
				await handle('UpdateKeyDescription', { KeyId: shared, Description: `${tab}/${step}` });
			}
		};
		await Promise.all(tabs.map(changes));

		for (const { handle } of [first, ...(await moreTabs(connect, 1))]) {
			const { Keys, Total } = await handle('ListKeys', { Limit: 1000 });
			expect(Total).toBe(1 + 8 * 5);
			const made = Keys.filter(({ KeyId }) => KeyId !== shared);
			expect(new Set(made.flatMap(({ Aliases }) => Aliases)).size).toBe(40);
			for (const { Aliases, Description, KeyState } of made) {
				const [, tab, step] = /^tab (\d) step (\d)$/.exec(Aliases[0] ?? '') ?? [];
				expect(Description).toBe(`by ${tab ?? ''}`);
				expect(KeyState).toBe(Number(step) % 2 === 0 ? 'DISABLED' : 'ENABLED');
			}
			const { KeyMetadata } = await handle('DescribeKey', { KeyId: shared });
			expect(KeyMetadata.Aliases).toHaveLength(41);
			const activity = await handle('ListActivity', { Limit: 1000 });
			expect(activity.BrokenAt).toBeNull();
			const entries = activity.Entries.filter(({ operation }) => operation !== 'UnlockVault');
			expect(entries.filter(({ number }) => number > before)).toHaveLength(200);
			const numbers = activity.Entries.map(({ number }) => number);
			expect(numbers).toEqual(Array.from(numbers, (_number, index) => activity.Total - index));
			expect((await handle('DescribeVault', {})).Damage).toEqual([]);
		}
	}, 180_000);

	test('are not locked by reads at the moment another tab writes', async () => {
		const connect = newConnections();
		const first = await newVault(connect());
		const [reader] = await moreTabs(connect, 1);
		for (let round = 0; round < 5; round++) {
			const KeyId = await newKey(first, {});
			const answers = await Promise.all([
				reader?.handle('ListKeys', {}),
				reader?.handle('DescribeVault', {}),
				reader?.handle('DescribeKey', { KeyId }),
				reader?.handle('DisableKey', { KeyId }),
				reader?.handle('ListAliases', {})
			]);
			expect(answers[0]?.Total).toBe(round + 1);
			expect(answers[3]?.KeyMetadata.KeyState).toBe('DISABLED');
		}
	});
});

test('what only another tab has made is no reason to refuse, and what only it has undone none to go on', async () => {
	const store = createMemoryStore();
	const first = await newVault(store);
	const second = openTab(store, first.clock);
	await unlock(second);
	// The first has written alone before, and looks at nothing until it is refused.
	const KeyId = await newKey(first, { AliasName: 'alias/old' });
	await newKey(first, {});
	await second.handle('RenameAlias', { AliasName: 'alias/old', NewAliasName: 'alias/new' });
	const Plaintext = Uint8Array.of(1);
	const { CiphertextBlob } = await first.handle('Encrypt', { KeyId: 'alias/new', Plaintext });
	await second.handle('DisableKey', { KeyId });
	const refusals = [
		await refusalOf(first.handle('Decrypt', { CiphertextBlob })),
		await refusalOf(first.handle('Encrypt', { KeyId: 'alias/old', Plaintext }))
	];
	expect(refusals.map(({ code }) => code)).toEqual(['InvalidState', 'NotFound']);
});

describe('without a lock that works, the epoch still guards: a change', () => {
	/** Each tab believes that it is alone. */
	const unguarded = (store: VaultStore): VaultStore => ({
		...store,
		exclusively: (work) => work()
	});

	test('of each of two tabs at once is kept', async () => {
		const store = createMemoryStore();
		const first = await newVault(unguarded(store));
		const second = openTab(unguarded(store), first.clock);
		await unlock(second);
		await Promise.all([newKey(first, {}), newKey(second, {})]);
		expect((await first.handle('ListKeys', {})).Total).toBe(2);
		expect((await second.handle('ListActivity', {})).BrokenAt).toBeNull();
	});

	test('that comes second four times is tried again, and the fifth time is a Conflict', async () => {
		const store = hookedStore(createMemoryStore());
		const vault = await newVault(store);
		for (const [losses, expected] of [
			[4, 'done'],
			[5, 'Conflict']
		] as const) {
			let attempts = 0;
			store.hooks.beforeCommit = () => {
				if (++attempts <= losses) throw new KmsError('Conflict', {});
			};
			const before = await store.readSnapshot();
			if (expected === 'done') await newKey(vault, {});
			else {
				expect((await refusalOf(newKey(vault, {}))).code).toBe('Conflict');
				expect(await store.readSnapshot()).toEqual(before);
			}
			expect(attempts).toBe(5);
		}
	});
});
