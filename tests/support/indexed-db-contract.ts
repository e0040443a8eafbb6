import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { describeVaultStore } from './store-contract.ts';
import { erasablesOf } from './at-rest.ts';
import { MemoryFiles } from './mirror-files.ts';
import { entry, erasableRow, idOf, opening, storeCommit } from './vault-rows.ts';

function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('failed without an error'));
	});
}

/** The next write's request succeeds, and then its transaction aborts with an error: what a full disk looks like. */
function abortNextWriteWith(name: string, method: 'add' | 'put' = 'add'): void {
	const stores: Record<typeof method, (...args: never[]) => IDBRequest> = IDBObjectStore.prototype;
	const { [method]: write } = stores;
	vi.spyOn(stores, method).mockImplementationOnce(function (this: unknown, ...args) {
		const request: IDBRequest = Reflect.apply(write, this, args);
		const { transaction } = request;
		Object.defineProperty(transaction, 'error', { value: new DOMException('stubbed', name) });
		request.addEventListener('success', () => transaction?.abort());
		return request;
	});
}

/** What the store in IndexedDB does besides the contract, in Node's imitation and in a browser alike. */
export function describeIndexedDbStore(): void {
	let databaseName: string;
	let store: VaultStore;

	beforeEach(() => {
		databaseName = `test ${crypto.randomUUID()}`;
		store = openIndexedDbStore(databaseName);
	});

	afterEach(() => {
		store.close();
		vi.restoreAllMocks();
	});

	describeVaultStore('IndexedDB', () => {
		const name = `test ${crypto.randomUUID()}`;
		return () => openIndexedDbStore(name);
	});

	describeVaultStore('IndexedDB with a mirror', () => {
		const name = `test ${crypto.randomUUID()}`;
		const { use } = new MemoryFiles();
		return () => openIndexedDbStore(name, use);
	});

	test('IndexedDB › eraseDue only reads where nothing is due, and where all of it is erased', async () => {
		await store.commit(storeCommit(0, { erasables: [erasableRow(1, 1000)] }));
		const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
		const modes = () => begun.mock.calls.splice(0).map(([, mode]) => mode);
		expect(await store.eraseDue(999)).toEqual([]);
		expect(modes()).toEqual(['readonly']);
		expect(await store.eraseDue(1000)).toEqual([idOf(1)]);
		expect(modes()).toEqual(['readonly', 'readwrite']);
		expect(await store.eraseDue(1001)).toEqual([]);
		expect(modes()).toEqual(['readonly']);
	});

	describe('IndexedDB › failures', () => {
		beforeEach(async () => {
			await store.commit(storeCommit(0, { text: 'kept' }));
		});

		async function expectUnchangedAndUsable(): Promise<void> {
			vi.restoreAllMocks();
			expect(await store.readSnapshot()).toEqual({
				...opening(1),
				entries: [entry(1, { text: 'kept' })]
			});
			await store.commit(storeCommit(1));
			expect(await store.readEpoch()).toBe(2);
		}

		const commit = storeCommit(1, { text: 'new' }, { opening: opening(2), delete: [1] });

		test.each([
			{ name: 'QuotaExceededError', error: { code: 'QuotaExceeded', details: {} } },
			{
				name: 'UnknownError',
				error: { code: 'StorageFailed', details: { reason: 'UnknownError' } }
			}
		])('a transaction that aborts with $name → $error.code', async ({ name, error }) => {
			abortNextWriteWith(name);
			await expect(store.commit(commit)).rejects.toMatchObject(error);
			await expectUnchangedAndUsable();
		});

		test('a sweep that fails half-way erases nothing', async () => {
			const due = [erasableRow(1, 5), erasableRow(2, 5)];
			await store.commit(storeCommit(1, { erasables: due }));
			abortNextWriteWith('UnknownError', 'put');
			await expect(store.eraseDue(5)).rejects.toMatchObject({ code: 'StorageFailed' });
			vi.restoreAllMocks();
			expect(erasablesOf(await store.readSnapshot())).toEqual(due);
		});

		test('a database that cannot be opened → StorageFailed, and the next call tries again', async () => {
			store.close();
			vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
				throw new DOMException('stubbed', 'SecurityError');
			});
			await expect(store.readEpoch()).rejects.toMatchObject({
				code: 'StorageFailed',
				details: { reason: 'SecurityError' }
			});
			expect(await store.readEpoch()).toBe(1);
		});

		test('a database of a newer release → VaultDamaged with NEWER_FORMAT, as long as it is there', async () => {
			store.close();
			(await settled(indexedDB.open(databaseName, 1000))).close();
			await expect(store.readEpoch()).rejects.toMatchObject({
				code: 'VaultDamaged',
				details: { damage: [{ record: 'database', problem: 'NEWER_FORMAT' }] }
			});
			await settled(indexedDB.deleteDatabase(databaseName));
			expect(await store.readEpoch()).toBeUndefined();
		});

		test('a database of format 1 → VaultDamaged with OLDER_FORMAT, and it stays as it is', async () => {
			store.close();
			await settled(indexedDB.deleteDatabase(databaseName));
			const making = indexedDB.open(databaseName, 1);
			making.addEventListener('upgradeneeded', () => making.result.createObjectStore('head'));
			(await settled(making)).close();
			await expect(store.readEpoch()).rejects.toMatchObject({
				code: 'VaultDamaged',
				details: { damage: [{ record: 'database', problem: 'OLDER_FORMAT' }] }
			});
			const database = await settled(indexedDB.open(databaseName));
			expect([...database.objectStoreNames]).toContain('head');
			database.close();
		});

		/** Changes what lies under a key behind the store's back. */
		async function atRest(work: (entries: IDBObjectStore) => IDBRequest): Promise<void> {
			store.close();
			const database = await settled(indexedDB.open(databaseName));
			await settled(work(database.transaction('entries', 'readwrite').objectStore('entries')));
			database.close();
		}

		test('a vault without its opening → VaultDamaged, not an empty place', async () => {
			await atRest((entries) => entries.delete(0));
			const damaged = {
				code: 'VaultDamaged',
				details: { damage: [{ record: 'opening', problem: 'MISSING' }] }
			};
			await expect(store.readEpoch()).rejects.toMatchObject(damaged);
			await expect(store.readSnapshot()).rejects.toMatchObject(damaged);
		});

		test('what is due is erased without an opening, too', async () => {
			await store.commit(storeCommit(1, { erasables: [erasableRow(1, 1000)] }));
			await atRest((entries) => entries.delete(0));
			expect(await store.eraseDue(1000)).toEqual([idOf(1)]);
		});

		test.each([
			['a later format', { bytes: Uint8Array.of(65, 73, 82, 86, 3) }, 'NEWER_FORMAT'],
			['no bytes', { bytes: 'AIRV' }, 'UNREADABLE'],
			['other bytes', { bytes: new Uint8Array(100) }, 'UNREADABLE']
		])('an opening of %s → VaultDamaged', async (_, value, problem) => {
			await atRest((entries) => entries.put({ epoch: 0, ...value }));
			await expect(store.readSnapshot()).rejects.toMatchObject({
				code: 'VaultDamaged',
				details: { damage: [{ record: 'opening', problem }] }
			});
		});

		test.each([[{ bytes: 'x' }], [{}], [{ bytes: new Uint8Array(200) }]])(
			'an entry that a hand has made is one that no seal fits: %j',
			async (value) => {
				await atRest((entries) => entries.put({ epoch: 2, ...value }));
				const snapshot = await store.readSnapshot();
				expect(snapshot?.entries[1]).toMatchObject({ epoch: 2, head: new Uint8Array() });
			}
		);
	});

	describe('IndexedDB › commit', () => {
		test('is acknowledged when its transaction is complete', async () => {
			await store.readEpoch();
			const events: string[] = [];
			const databases: { transaction: (...args: never[]) => IDBTransaction } =
				IDBDatabase.prototype;
			const { transaction: begin } = databases;
			vi.spyOn(databases, 'transaction').mockImplementationOnce(function (this: unknown, ...args) {
				const transaction: IDBTransaction = Reflect.apply(begin, this, args);
				transaction.addEventListener('complete', () => events.push('complete'));
				return transaction;
			});
			await store.commit(storeCommit(0));
			events.push('acknowledged');
			expect(events).toEqual(['complete', 'acknowledged']);
		});

		test('writes and erases in one strict transaction each', async () => {
			await store.readEpoch();
			const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
			await store.commit(storeCommit(0, { text: 'r', erasables: [erasableRow(1, 1)], log: [1] }));
			await store.eraseDue(1);
			const transactions = begin.mock.results.map(({ value }) => value as IDBTransaction);
			const writing = transactions.filter(({ mode }) => mode === 'readwrite');
			expect(writing.map(({ mode, durability }) => [mode, durability])).toEqual([
				['readwrite', 'strict'],
				['readwrite', 'strict']
			]);
		});

		test('a snapshot is read in one transaction', async () => {
			await store.commit(storeCommit(0));
			const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
			await store.readSnapshot();
			expect(begin).toHaveBeenCalledTimes(1);
		});
	});

	describe('IndexedDB › connection', () => {
		test('opens again after the browser closed it', async () => {
			const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
			await store.commit(storeCommit(0));
			(begin.mock.contexts[0] as IDBDatabase).close();
			expect(await Promise.all([store.readEpoch(), store.readEpoch()])).toEqual([1, 1]);
			await store.commit(storeCommit(1));
			expect(await store.readEpoch()).toBe(2);
		});

		test('makes way for an upgrade or a deletion, and opens again after it', async () => {
			await store.commit(storeCommit(0));
			await settled(indexedDB.deleteDatabase(databaseName));
			expect(await store.readEpoch()).toBeUndefined();
			await store.commit(storeCommit(0));
			expect(await store.readEpoch()).toBe(1);
		});
	});

	describe('IndexedDB › schema', () => {
		// A released version never changes; a later one gets a test of its own, which opens a database of this one.
		test('version 2', async () => {
			await store.readEpoch();
			store.close();
			const database = await settled(indexedDB.open(databaseName));
			const { objectStoreNames, version } = database;
			const { keyPath, autoIncrement, indexNames } = database
				.transaction('entries')
				.objectStore('entries');
			database.close();
			expect({ version, stores: [...objectStoreNames] }).toEqual({
				version: 2,
				stores: ['entries']
			});
			expect({ keyPath, autoIncrement, indexes: [...indexNames] }).toEqual({
				keyPath: 'epoch',
				autoIncrement: false,
				indexes: ['due', 'swept']
			});
		});
	});
}
