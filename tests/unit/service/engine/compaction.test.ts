import { beforeEach, describe, expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { hourMs } from '#lib/domain/time.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import {
	compact,
	isCompactionDue,
	mostCommits,
	outdatedBytes
} from '#lib/service/engine/compaction.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import type { OpenVault } from '#lib/service/engine/open-vault.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { erasablesOf, heldErasables, keysOf, logAtRest } from '../../../support/at-rest.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import { importedKey } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	someKeyMaterial,
	startOfTests,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

let store: HookedStore;
let vault: TestVault;

beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
});

/** The vault at rest, opened beside the tabs. */
async function opened(at: VaultStore = store): Promise<OpenVault> {
	const snapshot = must(await at.readSnapshot());
	return loadVault(snapshot, await keysOf(snapshot), startOfTests);
}
const kinds = async () => must(await store.readSnapshot()).entries.map(({ kind }) => kind);

/** What a person sees of the vault. */
async function content(tab: TestVault) {
	const { Keys } = await tab.handle('ListKeys', { Limit: 1000 });
	const { Aliases } = await tab.handle('ListAliases', { Limit: 1000 });
	const { Entries, BrokenAt } = await tab.handle('ListActivity', { Limit: 1000 });
	const { Damage } = await tab.handle('DescribeVault', {});
	return { Keys, Aliases, log: Entries.map(({ Hash }) => Hash), BrokenAt, Damage };
}

describe('a compaction', () => {
	test('changes nothing that can be seen, here or in another tab', async () => {
		const kept = await importedKey(vault);
		await vault.handle('CreateAlias', { AliasName: 'alias/a', TargetKeyId: kept });
		await newKey(vault, { AliasName: 'alias/b' });
		await vault.handle('DeleteAlias', { AliasName: 'alias/b' });
		const other = openTab(store, vault.clock);
		await unlock(other);
		const before = await content(other);
		await compact(store, await opened());
		expect(await kinds()).toEqual(['STRETCH', 'STRETCH']);
		for (const tab of [vault, other]) expect(await content(tab)).toEqual(before);
		const { CiphertextBlob } = await other.handle('Encrypt', {
			KeyId: kept,
			Plaintext: Uint8Array.of(1)
		});
		await vault.handle('Decrypt', { CiphertextBlob });
		expect((await unlock(openTab(store, vault.clock))).Damage).toEqual([]);
	});

	test('comes by itself in the background, once there are many commits', async () => {
		const KeyId = await newKey(vault, {});
		for (let use = 0; use <= mostCommits; use++)
			await vault.handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
		await store.exclusively(async () => undefined);
		const { entries } = must(await store.readSnapshot());
		expect(entries.length).toBeLessThan(10);
		expect(logAtRest({ ...must(await store.readSnapshot()) })).toHaveLength(mostCommits + 3);
		expect((await unlock(openTab(store, vault.clock))).Damage).toEqual([]);
	}, 60_000);

	test('keeps what is deleted deleted, though an entry that stays still has it', async () => {
		const description = { Description: 'd'.repeat(8000) };
		const many = [];
		for (let key = 0; key < 12; key++) many.push(await newKey(vault, description));
		await compact(store, await opened());
		const tab = openTab(store, vault.clock);
		await unlock(tab);
		await tab.handle('CreateAlias', { AliasName: 'alias/a', TargetKeyId: must(many[0]) });
		const deleted = await opened();
		await commitChange(store, { vault: deleted, now: startOfTests }, { delete: [must(many[1])] });
		const large = must(await store.readSnapshot()).entries[0]?.epoch;
		await compact(store, await opened());
		const { entries } = must(await store.readSnapshot());
		expect(entries[0]?.epoch).toBe(large);
		const after = await opened();
		expect(after.damage).toEqual([]);
		expect(after.cmks.has(must(many[1]))).toBe(false);
		expect(after.cmks.size).toBe(11);
		// And all of it at once leaves nothing that is outdated.
		await compact(store, after, { all: true });
		expect(outdatedBytes(await opened())).toBe(0);
		expect((await opened()).cmks.size).toBe(11);
	});

	test('never brings back what a sweep has erased since', async () => {
		await importedKey(vault, someKeyMaterial(), startOfTests + hourMs);
		const before = await opened();
		await store.eraseDue(startOfTests + hourMs);
		await compact(store, before);
		expect(heldErasables(await store.readSnapshot())).toEqual([]);
		expect(erasablesOf(await store.readSnapshot())).toHaveLength(1);
		vault.clock.set(startOfTests + hourMs);
		expect((await unlock(openTab(store, vault.clock))).Damage).toEqual([]);
	});

	test('that cannot be written, or comes too late, leaves everything as it was', async () => {
		await newKey(vault, {});
		const late = await opened();
		await newKey(vault, {});
		const before = await store.readSnapshot();
		expect((await refusalOf(compact(store, late))).code).toBe('Conflict');
		store.hooks.beforeCommit = () => {
			throw new KmsError('QuotaExceeded', {});
		};
		expect((await refusalOf(compact(store, await opened()))).code).toBe('QuotaExceeded');
		expect(await store.readSnapshot()).toEqual(before);
	});

	test('of a vault whose entries were altered since is refused, and nothing is written', async () => {
		await newKey(vault, {});
		const snapshot = must(await store.readSnapshot());
		const before = await opened();
		must(snapshot.entries[1]).log.fill(1);
		const altered = createMemoryStore(snapshot);
		expect((await refusalOf(compact(altered, before))).code).toBe('VaultDamaged');
		expect(await altered.readSnapshot()).toEqual(snapshot);
	});

	test('is not due in a vault that is damaged', async () => {
		const damaged = await opened();
		damaged.damage = [{ record: 'entries', problem: 'MISSING' }];
		expect(isCompactionDue(damaged)).toBe(false);
	});
});
