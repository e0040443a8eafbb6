import { beforeEach, describe, expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { stretchBytes } from '#lib/service/engine/compaction.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { entryBytes, parseLog } from '#lib/storage/entry.ts';
import { must } from '../../../support/must.ts';
import type { StoreCommit } from '#lib/storage/vault-store.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { newKey, newVault, openTab, unlock, type TestVault } from '../../../support/vault.ts';

let store: HookedStore;
let vault: TestVault;
let KeyId: string;
let commits: StoreCommit[];

beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
	KeyId = await newKey(vault, {});
	commits = [];
	store.hooks.afterCommit = (commit) => void commits.push(commit);
});

const logOfCommit = ({ put }: StoreCommit) => put.flatMap(({ log }) => must(parseLog(log)));
const encrypt = (byte: number) =>
	vault.handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(byte) });
const bytes = Array.from({ length: 100 }, (_, index) => index);

describe('uses of keys that are asked for at the same time', () => {
	test('share commits of at most 64, and each has its own entry in a whole chain', async () => {
		const blobs = await Promise.all(bytes.map(encrypt));
		expect(commits.map((commit) => logOfCommit(commit).length)).toEqual([64, 36]);
		const largest = commits[0]?.put.reduce((sum, entry) => sum + entryBytes(entry), 0);
		expect(largest).toBeLessThan(stretchBytes);
		const { Entries, Total, BrokenAt } = await vault.handle('ListActivity', {});
		expect({ Total, BrokenAt }).toEqual({ Total: 102, BrokenAt: null });
		expect(Entries.every(({ operation }) => operation === 'Encrypt')).toBe(true);
		const plaintexts = await Promise.all(
			blobs.map(({ CiphertextBlob }) => vault.handle('Decrypt', { CiphertextBlob }))
		);
		expect(plaintexts.map(({ Plaintext }) => Plaintext[0])).toEqual(bytes);
		await unlock(openTab(store, vault.clock));
	});

	test('are answered once their entries are written, not before', async () => {
		const seen: number[] = [];
		store.hooks.beforeCommit = async (commit) => {
			seen.push(answered);
			expect(logOfCommit(commit).length).toBeGreaterThan(0);
		};
		let answered = 0;
		await Promise.all(bytes.map((byte) => encrypt(byte).then(() => answered++)));
		expect(seen).toEqual([0, 64]);
	});

	test('are refused one by one: the others go on', async () => {
		const results = await Promise.allSettled([
			encrypt(1),
			encrypt(2),
			vault.handle('Encrypt', { KeyId, Plaintext: new Uint8Array() }),
			vault.handle('Decrypt', { CiphertextBlob: Uint8Array.of(1) }),
			encrypt(3)
		]);
		expect(results.map(({ status }) => status)).toEqual([
			'fulfilled',
			'fulfilled',
			'rejected',
			'rejected',
			'fulfilled'
		]);
		const { Entries } = await vault.handle('ListActivity', { Limit: 5 });
		expect(Entries.map(({ result }) => result).sort()).toEqual([
			'EmptyInput',
			'InvalidCiphertext',
			'Success',
			'Success',
			'Success'
		]);
	});

	test('are all refused when their commit fails, and the next ones work', async () => {
		const { CiphertextBlob } = await encrypt(7);
		const decrypt = () => vault.handle('Decrypt', { CiphertextBlob });
		store.hooks.beforeCommit = () => {
			throw new KmsError('QuotaExceeded', {});
		};
		const refusals = await Promise.all([1, 2, 3].map(() => refusalOf(decrypt())));
		expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('QuotaExceeded'));
		store.hooks.beforeCommit = () => undefined;
		expect((await decrypt()).Plaintext).toEqual(Uint8Array.of(7));
	});

	test('start over together when another tab was first', async () => {
		const other = openTab(store, vault.clock);
		await unlock(other);
		commits = [];
		let first = true;
		store.hooks.beforeCommit = async () => {
			if (!first) return;
			first = false;
			throw new KmsError('Conflict', {});
		};
		await Promise.all([1, 2, 3].map(encrypt));
		expect(commits.map((commit) => logOfCommit(commit).length)).toEqual([3]);
	});

	test('take their turn with changes, so that none is lost', async () => {
		await Promise.all([
			encrypt(1),
			vault.handle('UpdateKeyDescription', { KeyId, Description: 'one' }),
			encrypt(2),
			vault.handle('UpdateKeyDescription', { KeyId, Description: 'two' }),
			encrypt(3)
		]);
		expect((await vault.handle('DescribeKey', { KeyId })).KeyMetadata.Description).toBe('two');
		expect((await vault.handle('ListActivity', {})).Total).toBe(7);
	});

	test('are refused with VaultLocked when the vault is locked before their turn', async () => {
		store.hooks.beforeCommit = () => vault.kms.lock();
		const refusals = await Promise.all([1, 2, 3].map((byte) => refusalOf(encrypt(byte))));
		expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('VaultLocked'));
	});
});
