import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request } from '#lib/service/api.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { must } from '../../../support/must.ts';
import { newest } from '../../../support/at-rest.ts';
import { hookedStore, type HookedStore, type StoreHooks } from '../../../support/hooked-store.ts';
import { getParameters, importRequest } from '../../../support/importing.ts';
import { refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	unlock,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let store: HookedStore;
let vault: TestVault;
let KeyId: string;
let imported: Request<'ImportKeyMaterial'>;
let CiphertextBlob: Bytes;
beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
	KeyId = await newKey(vault, {});
	const request = { KeyId, Plaintext: Uint8Array.of(1) };
	({ CiphertextBlob } = await vault.handle('Encrypt', request));
	imported = importRequest(await getParameters(vault, await newKey(vault)));
});

const requests = {
	ImportKeyMaterial: () => imported,
	Decrypt: () => ({ CiphertextBlob }),
	CreateKey: () => ({}),
	ScheduleKeyDeletion: () => ({ KeyId, Passphrase: passphraseAgain() }),
	ListKeys: () => ({}),
	ListActivity: () => ({})
} satisfies { [Name in Operation]?: () => Request<Name> };

/** What is committed is compared there, and needs no look before; a passphrase is asked for on what was looked at. */
const steps: Record<keyof typeof requests, readonly (keyof StoreHooks)[]> = {
	ImportKeyMaterial: ['beforeCommit'],
	Decrypt: ['beforeCommit'],
	CreateKey: ['beforeCommit'],
	ScheduleKeyDeletion: ['beforeRead', 'beforeCommit'],
	ListKeys: ['beforeRead'],
	ListActivity: ['beforeRead']
};

describe.each(Object.keys(requests) as (keyof typeof requests)[])(
	'a lock in the middle of %s',
	(operation) => {
		const start = () => vault.handle(operation, requests[operation]());

		test.each(['beforeRead', 'beforeCommit'] as const)(
			'refuses it with VaultLocked, and nothing is half done: %s',
			async (hook) => {
				const before = await store.readSnapshot();
				let locked = false;
				store.hooks[hook] = () => {
					locked = true;
					vault.kms.lock();
				};
				const attempt = start();
				if (!steps[operation].includes(hook)) {
					await attempt;
					expect(locked).toBe(false);
					return;
				}
				expect((await refusalOf(attempt)).code).toBe('VaultLocked');
				expect(locked).toBe(true);
				store.hooks = {};
				const after = await store.readSnapshot();
				if (hook === 'beforeRead') expect(after).toEqual(before);
				// It was on its way to the disk, so it is there whole.
				else expect(newest(must(after)).epoch).toBe(newest(must(before)).epoch + 1);
				expect((await unlock(vault)).Damage).toEqual([]);
			}
		);
	}
);

test('a lock that comes while a change is decided keeps it from being written', async () => {
	const before = await store.readSnapshot();
	const { subtle } = crypto;
	const decrypt = subtle.decrypt.bind(subtle);
	vi.spyOn(subtle, 'decrypt').mockImplementationOnce((...message: Parameters<typeof decrypt>) => {
		vault.kms.lock();
		return decrypt(...message);
	});
	expect((await refusalOf(vault.handle('Decrypt', { CiphertextBlob }))).code).toBe('VaultLocked');
	expect(await vault.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
	expect(await store.readSnapshot()).toEqual(before);
});

test('a lock that comes while something is looked up keeps it from coming out', async () => {
	store.hooks.beforeReadEntries = () => vault.kms.lock();
	expect((await refusalOf(vault.handle('ListActivity', {}))).code).toBe('VaultLocked');
});

test('what began before a lock does not go on after the next unlock', async () => {
	let reached: StoreHooks['beforeRead'];
	const paused = new Promise<void>((resolve) => (reached = () => resolve()));
	let goOn = () => {};
	const resumed = new Promise<void>((resolve) => (goOn = resolve));
	store.hooks.beforeRead = () => {
		void reached?.();
		store.hooks = {};
		return resumed;
	};
	const attempt = vault.handle('ListKeys', {});
	await paused;
	vault.kms.lock();
	await unlock(vault);
	goOn();
	expect((await refusalOf(attempt)).code).toBe('VaultLocked');
});

test('LockVault writes nothing, and is no error when the vault is locked', async () => {
	const before = await store.readSnapshot();
	await vault.handle('LockVault', {});
	await vault.handle('LockVault', {});
	expect(await vault.handle('GetVaultStatus', {})).toEqual({ Exists: true, Unlocked: false });
	expect(await store.readSnapshot()).toEqual(before);
});
