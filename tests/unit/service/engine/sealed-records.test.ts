import { beforeEach, describe, expect, test } from 'vitest';
import { dayMs } from '#lib/domain/time.ts';
import type { VaultRecord } from '#lib/domain/vault/vault-record.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { summaryOf } from '#lib/domain/key/key-summary.ts';
import type { VaultEvent } from '#lib/service/api.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import { compact } from '#lib/service/engine/compaction.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import type { OpenVault } from '#lib/service/engine/open-vault.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { flipped, keysOf } from '../../../support/at-rest.ts';
import { importedKey } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { refusalOf } from '../../../support/refusal.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	passphrase,
	passphraseAgain,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

// What a compaction has written says what an unlock has to know, so that the records stay sealed until they are asked for.

let store: VaultStore;
let vault: TestVault;

beforeEach(async () => {
	store = createMemoryStore();
	vault = await newVault(store);
	for (const name of ['one', 'two', 'three'])
		await newKey(vault, { AliasName: `alias/${name}`, Origin: 'AIRLOCK' });
	await vault.handle('DisableKey', { KeyId: 'alias/two' });
});

async function load(snapshot: VaultSnapshot, mayStaySealed = true): Promise<OpenVault> {
	const keys = await keysOf(snapshot);
	return loadVault(snapshot, keys, vault.clock.now(), { mayStaySealed });
}
const atRest = async () => must(await store.readSnapshot());

async function compactAll(): Promise<void> {
	await compact(store, await load(await atRest(), false), { all: true });
}

describe('a vault that was compacted', () => {
	beforeEach(compactAll);

	test('is described without its records, as it is with them', async () => {
		await vault.handle('UpdateVault', { VaultName: 'Named since' });
		await newKey(vault);
		const described = await vault.handle('DescribeVault', {});
		const opened = await load(await atRest());
		expect(opened.hasSealedRecords).toBe(true);
		expect(opened.facts.name).toBe('Named since');
		const tab = openTab(store, vault.clock);
		expect({ ...(await unlock(tab)), Epoch: 0, Size: 0 }).toEqual({
			...described,
			Epoch: 0,
			Size: 0
		});
		expect(described.KeyStates).toMatchObject({ ENABLED: 2, DISABLED: 1, PENDING_IMPORT: 1 });
	});

	test('has the same records once they are opened, in the same order', async () => {
		await vault.handle('DeleteAlias', { AliasName: 'alias/three' });
		const opened = await load(await atRest());
		await Promise.all([opened.openRecords(), opened.openRecords()]);
		const whole = await load(await atRest(), false);
		expect(opened.hasSealedRecords).toBe(false);
		expect([...opened.records]).toEqual([...whole.records]);
		expect(opened.keyOrder.slice()).toEqual(whole.keyOrder.slice());
		expect([...opened.entries]).toEqual([...whole.entries]);
		expect(opened.damage).toEqual([]);
	});

	test('opens them for the first operation after the unlock, whichever it is', async () => {
		const before = await vault.handle('ListKeys', {});
		const [lists, uses, changes, sweeps] = [1, 2, 3, 4].map(() => openTab(store, vault.clock));
		for (const tab of [lists, uses, changes, sweeps]) await unlock(must(tab));
		expect(await must(lists).handle('ListKeys', {})).toEqual(before);
		const { CiphertextBlob } = await must(uses).handle('Encrypt', {
			KeyId: 'alias/one',
			Plaintext: Uint8Array.of(7)
		});
		await must(changes).handle('DisableKey', { KeyId: 'alias/one' });
		await must(sweeps).kms.sweep();
		expect(await refusalOf(vault.handle('Decrypt', { CiphertextBlob }))).toMatchObject({
			code: 'InvalidState'
		});
	});

	test('takes in what another tab has changed while they are sealed', async () => {
		const tab = openTab(store, vault.clock);
		await unlock(tab);
		await vault.handle('UpdateAlias', {
			AliasName: 'alias/one',
			TargetKeyId: (await vault.handle('DescribeKey', { KeyId: 'alias/two' })).KeyMetadata.KeyId
		});
		expect((await tab.handle('DescribeVault', {})).KeyCount).toBe(3);
		expect(await tab.handle('ListAliases', {})).toEqual(await vault.handle('ListAliases', {}));
	});

	test('is compacted again while they are sealed', async () => {
		const opened = await load(await atRest());
		await compact(store, opened, { all: true });
		expect((await unlock(openTab(store, vault.clock))).KeyCount).toBe(3);
		expect((await load(await atRest())).facts.name).toBe('Test vault');
	});

	test('refuses records to be taken in before those that are sealed', async () => {
		const opened = await load(await atRest());
		expect(() => opened.takeRecords(99, { put: [], delete: ['one'] })).toThrow(RangeError);
	});
});

describe('all is opened at once', () => {
	test('where something is due', async () => {
		const { KeyId } = (await vault.handle('DescribeKey', { KeyId: 'alias/one' })).KeyMetadata;
		await vault.handle('ScheduleKeyDeletion', {
			...{ KeyId, PendingWindowInDays: 7 },
			Passphrase: passphraseAgain()
		});
		await compactAll();
		vault.clock.advance(7 * dayMs - 1);
		expect((await load(await atRest())).hasSealedRecords).toBe(true);
		vault.clock.advance(1);
		expect((await load(await atRest())).hasSealedRecords).toBe(false);
	});

	test('where something was erased, and says what is lost', async () => {
		await importedKey(vault, someKeyMaterial(), vault.clock.now() + dayMs);
		await compactAll();
		expect((await load(await atRest())).hasSealedRecords).toBe(true);
		await store.eraseDue(vault.clock.now() + dayMs);
		expect((await load(await atRest())).hasSealedRecords).toBe(false);
		const tab = openTab(store, vault.clock);
		const { KeyStates } = await unlock(tab);
		expect(KeyStates).toMatchObject({ ENABLED: 2, PENDING_IMPORT: 1 });
	});

	test.each(['head', 'body', 'log', 'erasables'] as const)(
		'where any %s was altered, and the same is found',
		async (section) => {
			await compactAll();
			const { length } = (await atRest()).entries;
			for (let index = 0; index < length; index++) {
				const snapshot = await atRest();
				const entry = must(snapshot.entries[index]);
				if (entry[section].length === 0) continue;
				entry[section] = flipped(entry[section], entry[section].length - 1);
				const opened = await load(snapshot);
				expect(opened.damage).not.toEqual([]);
				expect(opened.damage).toEqual((await load(snapshot, false)).damage);
			}
		}
	);

	test('where one that a compaction has replaced was put back', async () => {
		const before = await atRest();
		await compactAll();
		const after = await atRest();
		const snapshot = { ...after, entries: [must(before.entries[1]), ...after.entries] };
		expect((await load(snapshot)).damage).not.toEqual([]);
	});

	test('where the entries say nothing of their records', async () => {
		const opened = await load(await atRest(), false);
		Object.defineProperty(opened, 'summary', { value: undefined, writable: true });
		await compact(store, opened, { all: true });
		const again = await load(await atRest());
		expect(again.hasSealedRecords).toBe(false);
		expect(again.damage).toEqual([]);
	});
});

test('what this Airlock can’t read in them makes the vault read-only once it is found', async () => {
	const opened = await load(await atRest(), false);
	const future = { kind: 'future', future: {} } as unknown as VaultRecord;
	await commitChange(store, { vault: opened, now: vault.clock.now() }, { put: [future] });
	await compact(store, opened, { all: true });
	const events: VaultEvent['type'][] = [];
	const { handle } = createKms({
		...{ store, clock: vault.clock, passphraseCost: cheapPassphrase },
		emit: ({ type }) => events.push(type)
	});
	const { Damage } = await handle('UnlockVault', { Passphrase: passphraseBytes(passphrase) });
	expect(Damage).toEqual([]);
	events.splice(0);
	await handle('ListKeys', {});
	expect(events).toContain('changed');
	const { epoch } = must((await atRest()).entries.at(-2));
	expect((await handle('DescribeVault', {})).Damage).toEqual([
		{ record: `entries/${epoch - 1}`, problem: 'ALTERED' }
	]);
	expect(await refusalOf(handle('CreateKey', {}))).toMatchObject({ code: 'VaultQuarantined' });
});

test('whatever changes, the summary is that of the CMKs, and nothing is due before it says so', async () => {
	const expectFitting = async () => {
		await compactAll();
		const opened = await load(await atRest());
		const whole = await load(await atRest(), false);
		const { states, due } = summaryOf(whole.cmks.values());
		expect(opened.summary.states).toEqual(states);
		expect(opened.summary.due ?? Infinity).toBeLessThanOrEqual(due ?? Infinity);
		return opened.summary.due;
	};
	await expectFitting();
	const imported = await importedKey(vault, someKeyMaterial(), vault.clock.now() + 2 * dayMs);
	expect(await expectFitting()).toBe(vault.clock.now() + 2 * dayMs);
	await vault.handle('GetParametersForImport', { KeyId: await newKey(vault) });
	expect(await expectFitting()).toBe(vault.clock.now() + dayMs);
	vault.clock.advance(3 * dayMs);
	await vault.kms.sweep();
	expect(await expectFitting()).toBeNull();
	const key = await newKey(vault, { Origin: 'AIRLOCK' });
	const deleted = { KeyId: key, PendingWindowInDays: 7, Passphrase: passphraseAgain() };
	await vault.handle('ScheduleKeyDeletion', deleted);
	await vault.handle('ScheduleKeyDeletion', { KeyId: imported, PendingWindowInDays: 30 });
	expect(await expectFitting()).toBe(vault.clock.now() + 7 * dayMs);
	await vault.handle('CancelKeyDeletion', { KeyId: key });
	await expectFitting();
	vault.clock.advance(31 * dayMs);
	for (let round = 0; round < 2; round++) {
		await vault.kms.sweep();
		vault.clock.advance(dayMs);
	}
	expect(await expectFitting()).toBeNull();
});
