import { describe, expect, test } from 'vitest';
import { hourMs } from '#lib/domain/time.ts';
import { createVaultInMemory, type VaultInMemory } from '#lib/service/engine/vault-in-memory.ts';
import { connectStore } from '#lib/storage/remote-store.ts';
import { importedKey } from '../../../support/importing.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
	startOfTests,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const secret = () => passphraseBytes(passphrase);

/** The engine as a vault worker runs it, over its line to the page. */
const startWorker = (memory: VaultInMemory, clock = new TestClock()): TestVault =>
	openTab(connectStore(memory.connect()), clock);

async function vaultIn(memory: VaultInMemory): Promise<TestVault> {
	return newVault(connectStore(memory.connect()));
}

describe('a vault in memory', () => {
	test('outlives the workers that use it', async () => {
		const memory = createVaultInMemory();
		const first = await vaultIn(memory);
		const keyId = await newKey(first);
		const second = startWorker(memory);
		expect(await second.handle('GetVaultStatus', {})).toEqual({ Exists: true, Unlocked: false });
		expect((await unlock(second)).Damage).toEqual([]);
		expect((await second.handle('DescribeKey', { KeyId: keyId })).KeyMetadata.KeyId).toBe(keyId);
	});

	test('is empty at first, and apart from any other', async () => {
		await vaultIn(createVaultInMemory());
		const other = startWorker(createVaultInMemory());
		expect(await other.handle('GetVaultStatus', {})).toEqual({ Exists: false, Unlocked: false });
	});

	test('counts and reports each change at rest, and no reading', async () => {
		const memory = createVaultInMemory();
		let reports = 0;
		const unsubscribe = memory.onchange(() => reports++);
		const vault = await vaultIn(memory);
		expect([memory.revision, reports]).toEqual([1, 1]);
		await newKey(vault);
		expect([memory.revision, reports]).toEqual([2, 2]);
		await vault.handle('ListKeys', {});
		await vault.handle('SaveVaultFile', {});
		expect([memory.revision, reports]).toEqual([2, 2]);
		unsubscribe();
		await newKey(vault);
		expect([memory.revision, reports]).toEqual([3, 2]);
	});

	test('counts a sweep of the locked vault that erases something, and no other', async () => {
		const memory = createVaultInMemory();
		const vault = await vaultIn(memory);
		await importedKey(vault, undefined, startOfTests + hourMs);
		const before = memory.revision;
		vault.kms.lock();
		await vault.kms.sweep();
		expect(memory.revision).toBe(before);
		vault.clock.advance(hourMs);
		await vault.kms.sweep();
		expect(memory.revision).toBe(before + 1);
	});

	test('counts a vault file that is opened into it', async () => {
		const { File } = await (await newVault()).handle('SaveVaultFile', {});
		const memory = createVaultInMemory();
		const vault = startWorker(memory);
		await expect(vault.handle('InspectVaultFile', { File })).resolves.toMatchObject({
			Relation: 'NO_VAULT_HERE'
		});
		expect(memory.revision).toBe(0);
		await vault.handle('OpenVaultFile', { File, Passphrase: secret() });
		expect(memory.revision).toBe(1);
	});
});
