import { beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { keysOf } from '../../../support/at-rest.ts';
import { must } from '../../../support/must.ts';
import { hookedStore } from '../../../support/hooked-store.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	cheapAgeFile,
	cheapPassphrase,
	passphrase,
	passphraseAgain,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

// What a vault file can't hold could never be saved: so a vault does not grow past it. With the real limit this takes
// an hour.
const sizeLimits = { roomyBytes: 48 * 1024, fileBytes: 64 * 1024 };
const limit = sizeLimits.roomyBytes;

function openSmall(store: VaultStore, clock = new TestClock()): TestVault {
	const costs = { passphraseCost: cheapPassphrase, ageWorkFactor: cheapAgeFile };
	const kms = createKms({ store, clock, sizeLimits, ...costs });
	return { kms, handle: kms.handle, store, clock };
}
const saved = async ({ handle }: TestVault) => (await handle('SaveVaultFile', {})).File;
const sizeOf = async ({ handle }: TestVault) => (await handle('DescribeVault', {})).Size;

/** Until there is room for no further key with a description. */
async function fill(vault: TestVault): Promise<string> {
	const keyId = await newKey(vault, {});
	for (;;) {
		try {
			await newKey(vault, { Description: 'd'.repeat(2000) });
		} catch {
			return keyId;
		}
	}
}

let vault: TestVault;
beforeEach(async () => {
	vault = openSmall(createMemoryStore());
	await vault.handle('CreateVault', { VaultName: 'Small', Passphrase: passphraseAgain() });
});

test('the size of the file is known beforehand, after every kind of change, and at the next unlock', async () => {
	const expectRight = async (at: TestVault) => {
		const { Bytes, LimitBytes } = await sizeOf(at);
		const { length } = await saved(at);
		expect(LimitBytes).toBe(limit);
		expect(Bytes).toBeGreaterThanOrEqual(length);
		expect(Bytes).toBeLessThan(length + 4096);
	};
	await expectRight(vault);
	const KeyId = await newKey(vault, { AliasName: 'alias/one', Description: 'd'.repeat(3000) });
	await expectRight(vault);
	await vault.handle('UpdateKeyDescription', { KeyId, Description: '' });
	await vault.handle('DeleteAlias', { AliasName: 'alias/one' });
	await vault.handle('ChangePassphrase', {
		CurrentPassphrase: passphraseAgain(),
		NewPassphrase: passphraseAgain()
	});
	await expectRight(vault);
	const otherTab = openSmall(vault.store, vault.clock);
	await unlock(otherTab);
	await newKey(otherTab, {});
	await expectRight(vault);
	await expectRight(otherTab);
});

test('a slot that a change adds counts, too', async () => {
	const snapshot = must(await vault.store.readSnapshot());
	const opened = await loadVault(snapshot, await keysOf(snapshot), vault.clock.now());
	const putSlots = [{ ...must(snapshot.slots[0]), slotId: crypto.randomUUID() }];
	const commit = (fileBytes: number) =>
		commitChange(
			vault.store,
			{ vault: opened, now: vault.clock.now() },
			{ putSlots },
			{ roomyBytes: fileBytes, fileBytes }
		);
	const { details } = await refusalOf(commit(0));
	await commit(sizeLimits.fileBytes);
	expect(details).toMatchObject({ actualBytes: opened.fileBytes });
});

test('a vault with as many entries as it may have is compacted first, and refuses what nothing makes room for', async () => {
	const snapshot = must(await vault.store.readSnapshot());
	const opened = await loadVault(snapshot, await keysOf(snapshot), vault.clock.now());
	const moment = { vault: opened, now: vault.clock.now() };
	const log = [{ operation: 'UnlockVault', keyId: null }] as const;
	const few = { ...sizeLimits, entries: opened.entries.size + 5 };
	for (let count = 0; count < 5; count++) await commitChange(vault.store, moment, { log }, few);
	expect(opened.entries.size).toBe(few.entries);
	await commitChange(vault.store, moment, { log }, few);
	expect(opened.entries.size).toBeLessThan(few.entries);
	const refusal = refusalOf(commitChange(vault.store, moment, { log }, { ...few, entries: 1 }));
	expect((await refusal).code).toBe('VaultFull');
	expect((await vault.handle('ListActivity', {})).BrokenAt).toBeNull();
});

describe('a full vault', () => {
	let keyId: string;
	beforeEach(async () => {
		keyId = await fill(vault);
	});

	test('refuses what adds to it, says by how much, and changes nothing', async () => {
		for (const attempt of [
			{ Description: 'd'.repeat(2000) },
			{ Description: 'd'.repeat(8000), AliasName: 'alias/more' }
		]) {
			const { details } = await expectRefusal(vault, 'CreateKey', attempt, { code: 'VaultFull' });
			const { actualBytes, limitBytes } = details as { actualBytes: number; limitBytes: number };
			expect(limitBytes).toBe(limit);
			expect(actualBytes).toBeGreaterThan(limit);
		}
		expect((await sizeOf(vault)).Bytes).toBeLessThanOrEqual(limit);
	});

	test('is saved and opened elsewhere, unlocked, exported, noted as saved, and made smaller', async () => {
		const File = await saved(vault);
		expect(File.length).toBeLessThan(sizeLimits.fileBytes);
		const elsewhere = openSmall(createMemoryStore());
		await elsewhere.handle('OpenVaultFile', { File, Passphrase: passphraseAgain() });
		await vault.handle('RecordBackup', { File: await saved(vault) });
		for (let time = 1; time <= 5; time++) await unlock(vault);
		await vault.handle('ExportVerified', {
			FilePassphrase: utf8(passphrase),
			Passphrase: passphraseAgain()
		});
		await vault.handle('ScheduleKeyDeletion', { KeyId: keyId, Passphrase: passphraseAgain() });
		vault.clock.advance(31 * 24 * 3_600_000);
		await vault.kms.sweep();
		vault.kms.lock();
		await unlock(vault);
		expect(await refusalOf(vault.handle('DescribeKey', { KeyId: keyId }))).toMatchObject({
			code: 'NotFound'
		});
	});

	test('is made smaller on a full disk, where a compaction finds no room', async () => {
		const store = hookedStore(createMemoryStore(await vault.store.readSnapshot()));
		const tab = openSmall(store, vault.clock);
		await unlock(tab);
		store.hooks.beforeCommit = ({ delete: replaced = [] }) => {
			if (replaced.length > 0) throw new KmsError('QuotaExceeded', {});
		};
		const { Keys } = await tab.handle('ListKeys', { Limit: 4 });
		for (const { KeyId } of Keys)
			await tab.handle('ScheduleKeyDeletion', { KeyId, Passphrase: passphraseAgain() });
		expect((await unlock(tab)).Damage).toEqual([]);
	});

	test('never grows past what can be saved, whatever is asked of it', async () => {
		const refused = async () => {
			try {
				await unlock(vault);
				return undefined;
			} catch (error) {
				return error;
			}
		};
		let refusal: unknown;
		for (let time = 0; refusal === undefined && time < 200; time++) refusal = await refused();
		expect(refusal).toMatchObject({ code: 'VaultFull' });
		expect(refusal).toMatchObject({ details: { limitBytes: sizeLimits.fileBytes } });
	});
});
