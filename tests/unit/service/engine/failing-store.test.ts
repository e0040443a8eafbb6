import { beforeEach, describe, expect, test } from 'vitest';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import { getParameters, importRequest } from '../../../support/importing.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
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

const failures = [
	new KmsError('QuotaExceeded', {}),
	new KmsError('StorageFailed', { reason: 'UnknownError' })
];
const fail = (error: KmsError) => {
	store.hooks.beforeCommit = () => {
		throw error;
	};
};

describe.each(failures)('a store that fails with $code', (error) => {
	test('changes nothing, in memory neither, and the next operation works', async () => {
		const KeyId = await newKey(vault);
		const parameters = await getParameters(vault, KeyId);
		const airlockKey = await newKey(vault, {});
		fail(error);
		await expectRefusal(vault, 'ImportKeyMaterial', importRequest(parameters), error);
		await expectRefusal(vault, 'CreateKey', { AliasName: 'alias/a' }, error);
		await expectRefusal(vault, 'CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId }, error);
		await expectRefusal(vault, 'DisableKey', { KeyId: airlockKey }, error);
		await expectRefusal(
			vault,
			'GetParametersForImport',
			{ KeyId, WrappingKeySpec: 'RSA_2048' },
			error
		);
		store.hooks = {};
		const request = importRequest(parameters);
		expect((await vault.handle('ImportKeyMaterial', request)).KeyMetadata.KeyState).toBe('ENABLED');
		await newKey(vault, { AliasName: 'alias/a' });
		expect((await unlock(openTab(store, vault.clock))).Damage).toEqual([]);
	});

	test('gives out no plaintext of which no entry could be written', async () => {
		const KeyId = await newKey(vault, {});
		fail(error);
		const refusal = await refusalOf(vault.handle('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }));
		expect(refusal).toEqual(error);
	});

	test('does not hide a refusal that could not be written down', async () => {
		fail(error);
		const attempt = vault.handle('DisableKey', { KeyId: 'alias/nobody' });
		expect((await refusalOf(attempt)).code).toBe('NotFound');
	});

	test('makes no vault, and the next attempt does', async () => {
		const empty = hookedStore(createMemoryStore());
		const tab = openTab(empty, vault.clock);
		empty.hooks.beforeCommit = () => {
			throw error;
		};
		const request = () => ({ VaultName: 'a', Passphrase: passphraseBytes(passphrase) });
		await expectRefusal(tab, 'CreateVault', request(), error);
		empty.hooks = {};
		expect((await tab.handle('CreateVault', request())).Damage).toEqual([]);
	});
});

test('a store that fails unlocks no vault whose unlocking could not be written down', async () => {
	const error = new KmsError('StorageFailed', { reason: 'UnknownError' });
	vault.kms.lock();
	fail(error);
	expect((await refusalOf(unlock(vault))).code).toBe(error.code);
	expect((await vault.handle('GetVaultStatus', {})).Unlocked).toBe(false);
	store.hooks = {};
	expect((await unlock(vault)).Damage).toEqual([]);
});

test('a full disk shuts nobody out: a vault unlocks, can be looked at and saved, and no key is used', async () => {
	const KeyId = await newKey(vault, {});
	const [seen, { epoch }] = [
		await vault.handle('ListKeys', {}),
		{ epoch: await store.readEpoch() }
	];
	vault.kms.lock();
	fail(new KmsError('QuotaExceeded', {}));
	expect(await unlock(vault)).toMatchObject({ Damage: [], Epoch: epoch, KeyCount: 1 });
	expect(await vault.handle('ListKeys', {})).toEqual(seen);
	const { File } = await vault.handle('SaveVaultFile', {});
	expect(await vault.handle('CheckVaultFile', { File })).toEqual({ Epoch: epoch });
	const use = vault.handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
	expect((await refusalOf(use)).code).toBe('QuotaExceeded');
	await expect(vault.kms.sweep()).rejects.toThrow();
	expect(await store.readEpoch()).toBe(epoch);

	store.hooks = {};
	const unlocks = async () => {
		const { Entries } = await vault.handle('ListActivity', {});
		return Entries.filter(({ operation }) => operation === 'UnlockVault').length;
	};
	await vault.handle('DisableKey', { KeyId });
	expect(await unlocks()).toBe(1);
	await vault.kms.sweep();
	expect(await unlocks()).toBe(1);

	vault.kms.lock();
	fail(new KmsError('QuotaExceeded', {}));
	await unlock(vault);
	store.hooks = {};
	await vault.kms.sweep();
	expect(await unlocks()).toBe(2);
});

test('a commit that was done although the store said no is seen at the next operation', async () => {
	store.hooks.afterCommit = () => {
		store.hooks = {};
		throw new KmsError('StorageFailed', { reason: 'AbortError' });
	};
	const attempt = vault.handle('CreateKey', { AliasName: 'alias/a' });
	expect((await refusalOf(attempt)).code).toBe('StorageFailed');
	const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: 'alias/a' });
	await vault.handle('CreateAlias', { AliasName: 'alias/b', TargetKeyId: KeyMetadata.KeyId });
	expect((await vault.handle('ListActivity', {})).BrokenAt).toBeNull();
});

describe('a change of passphrase that is cut off', () => {
	const next = 'a whole new passphrase';
	const change = () =>
		vault.handle('ChangePassphrase', {
			CurrentPassphrase: passphraseBytes(passphrase),
			NewPassphrase: passphraseBytes(next)
		});
	/** From the commit with this number on, counted from 0, the machine is off. */
	const cutOffAt = (commit: number) => {
		let commits = 0;
		store.hooks.beforeCommit = () => {
			if (commits++ >= commit) throw new KmsError('StorageFailed', { reason: 'AbortError' });
		};
	};
	const opens = async (text: string) => {
		store.hooks = {};
		const tab = openTab(store, vault.clock);
		try {
			const { Damage } = await tab.handle('UnlockVault', { Passphrase: passphraseBytes(text) });
			return Damage.length === 0 ? 'opens' : 'damaged';
		} catch (error) {
			return asKmsError(error)?.code ?? 'broken';
		}
	};

	test('before its first commit leaves the old one', async () => {
		cutOffAt(0);
		expect((await refusalOf(change())).code).toBe('StorageFailed');
		expect([await opens(passphrase), await opens(next)]).toEqual(['opens', 'IncorrectPassphrase']);
	});

	test('between its two commits leaves both', async () => {
		cutOffAt(1);
		expect((await refusalOf(change())).code).toBe('StorageFailed');
		expect([await opens(passphrase), await opens(next)]).toEqual(['opens', 'opens']);
	});

	test('and done again leaves the new one alone', async () => {
		cutOffAt(1);
		await refusalOf(change());
		store.hooks = {};
		await change();
		expect([await opens(passphrase), await opens(next)]).toEqual(['IncorrectPassphrase', 'opens']);
		expect((await store.readSnapshot())?.slots).toHaveLength(1);
	});

	test('leaves slots of which none may be removed or touched unnoticed', async () => {
		cutOffAt(1);
		await refusalOf(change());
		const snapshot = await store.readSnapshot();
		if (!snapshot) throw new Error('there is no vault');
		for (const index of [0, 1]) {
			const fewer = { ...snapshot, slots: snapshot.slots.toSpliced(index, 1) };
			const touched = structuredClone(snapshot);
			const { checksum } = touched.slots[index] ?? {};
			checksum?.set([(checksum[0] ?? 0) ^ 1]);
			for (const tampered of [fewer, touched]) {
				const found = [];
				for (const text of [passphrase, next]) {
					store = hookedStore(createMemoryStore(tampered));
					found.push(await opens(text));
				}
				expect(found).not.toContain('opens');
				expect(found).toContain('damaged');
			}
		}
	});
});
