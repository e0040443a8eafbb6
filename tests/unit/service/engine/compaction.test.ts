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
import { loadLater, loadVault } from '#lib/service/engine/load.ts';
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

	test('takes what was deleted from a tab that has seen none of the deletion', async () => {
		const KeyId = await importedKey(vault);
		const other = openTab(store, vault.clock);
		await unlock(other);
		const here = await opened();
		const deleteErasables = [must(here.cmk(KeyId).material ?? undefined).recordId];
		await commitChange(
			store,
			{ vault: here, now: startOfTests },
			{ delete: [KeyId], deleteErasables }
		);
		await compact(store, here);
		const encrypted = other.handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
		expect((await refusalOf(encrypted)).code).toBe('NotFound');
		expect(await content(other)).toEqual(await content(vault));
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

	test('never brings back what a sweep erases while it is being sealed, and hears of it', async () => {
		const KeyId = await importedKey(vault, someKeyMaterial(), startOfTests + hourMs);
		const here = await opened();
		const { recordId } = must(here.cmk(KeyId).material ?? undefined);
		store.hooks.beforeCommit = async () => void (await store.eraseDue(startOfTests + hourMs));
		await compact(store, here);
		store.hooks = {};
		expect(heldErasables(await store.readSnapshot())).toEqual([]);
		const tab = openTab(store, vault.clock);
		expect((await unlock(tab)).Damage).toEqual([]);
		const later = must(await store.readSnapshot(here.epoch));
		await loadLater(here, later, startOfTests);
		expect(here.erasables.has(recordId)).toBe(false);
	});

	test('forgets no early erasure that the next sweep has still to write down', async () => {
		const KeyId = await importedKey(vault, someKeyMaterial(), startOfTests + hourMs);
		await store.eraseDue(startOfTests + hourMs);
		const here = await opened();
		await compact(store, here);
		expect(here.cmk(KeyId).material).toMatchObject({ erasedEarly: true });
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

	test('in the middle of a look at the log is no damage', async () => {
		const before = await content(vault);
		const other = openTab(store, vault.clock);
		await unlock(other);
		store.hooks.beforeReadEntries = async () => {
			store.hooks = {};
			await compact(store, await opened());
		};
		const { log, Damage } = await content(other);
		expect({ log: log.slice(1), Damage }).toEqual({ log: before.log, Damage: [] });
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

	test('of a vault that is damaged is not made for room either: it would no longer show', async () => {
		const KeyId = await newKey(vault, { Description: 'd'.repeat(3000) });
		await vault.handle('UpdateKeyDescription', { KeyId, Description: '' });
		const snapshot = must(await store.readSnapshot());
		snapshot.entries.shift();
		const damaged = createMemoryStore(snapshot);
		const here = await opened(damaged);
		const log = [{ operation: 'ExportVerified', keyId: null }] as const;
		const full = { roomyBytes: 0, fileBytes: 2 ** 20 };
		await commitChange(damaged, { vault: here, now: startOfTests }, { log }, full);
		expect((await opened(damaged)).damage).toContainEqual({
			record: 'entries',
			problem: 'MISSING'
		});
		expect((await refusalOf(compact(damaged, here))).code).toBe('VaultQuarantined');
	});
});
