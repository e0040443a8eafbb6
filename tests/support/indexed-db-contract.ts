import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { describeVaultStore } from './store-contract.ts';
import { erasableRow, headRow, logRow, recordRow, slot, storeCommit } from './vault-rows.ts';

function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('failed without an error'));
	});
}

/** The next write's request succeeds, and then its transaction aborts with an error: what a full disk looks like. */
function abortNextWriteWith(name: string): void {
	const stores: { put: (...args: never[]) => IDBRequest } = IDBObjectStore.prototype;
	const { put } = stores;
	vi.spyOn(stores, 'put').mockImplementationOnce(function (this: unknown, ...args) {
		const request: IDBRequest = Reflect.apply(put, this, args);
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

	test('IndexedDB › eraseDue only reads where nothing is due, and where all of it is erased', async () => {
		await store.commit(storeCommit(0, { putErasables: [erasableRow('e', 1000)] }));
		const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
		const modes = () => begun.mock.calls.splice(0).map(([, mode]) => mode);
		expect(await store.eraseDue(999)).toEqual([]);
		expect(modes()).toEqual(['readonly']);
		expect(await store.eraseDue(1000)).toEqual(['e']);
		expect(modes()).toEqual(['readonly', 'readwrite']);
		expect(await store.eraseDue(1001)).toEqual([]);
		expect(modes()).toEqual(['readonly']);
	});

	describe('IndexedDB › failures', () => {
		beforeEach(async () => {
			await store.commit(storeCommit(0, { putRecords: [recordRow('kept')] }));
		});

		async function expectUnchangedAndUsable(): Promise<void> {
			vi.restoreAllMocks();
			expect(await store.readSnapshot()).toMatchObject({
				head: headRow(1),
				records: [recordRow('kept')],
				erasables: [],
				log: []
			});
			await store.commit(storeCommit(1));
			expect(await store.readEpoch()).toBe(2);
		}

		/** IndexedDB takes no null as a key. */
		const noKey = <Row>(row: Row) => ({ ...row, id: null as never });

		const commit = storeCommit(1, {
			putRecords: [recordRow('kept', 2), recordRow('new')],
			putErasables: [erasableRow('e', null)],
			appendLog: [logRow(1)]
		});

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

		test.each([
			{ what: 'the first record', changes: { putRecords: [noKey(recordRow('r'))] } },
			{
				what: 'a record between others',
				changes: { putRecords: [recordRow('kept', 2), noKey(recordRow('r')), recordRow('new')] }
			},
			{ what: 'an erasable', changes: { ...commit, putErasables: [noKey(erasableRow('e', 1))] } },
			{ what: 'a log row', changes: { ...commit, appendLog: [logRow(1), logRow(NaN)] } }
		])('$what that cannot be stored leaves nothing of the commit', async ({ changes }) => {
			await expect(store.commit(storeCommit(1, changes))).rejects.toMatchObject({
				code: 'StorageFailed',
				details: { reason: 'DataError' }
			});
			await expectUnchangedAndUsable();
		});

		test('a sweep that fails half-way erases nothing', async () => {
			const due = [erasableRow('e1', 5), erasableRow('e2', 5)];
			await store.commit(storeCommit(1, { putErasables: due }));
			abortNextWriteWith('UnknownError');
			await expect(store.eraseDue(5)).rejects.toMatchObject({ code: 'StorageFailed' });
			vi.restoreAllMocks();
			expect((await store.readSnapshot())?.erasables).toEqual(due);
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

		test('a vault without its head → VaultDamaged, not an empty place', async () => {
			await store.commit(storeCommit(1, { putSlots: [slot('s1')] }));
			store.close();
			const database = await settled(indexedDB.open(databaseName));
			const deletion = database.transaction('head', 'readwrite').objectStore('head').clear();
			await settled(deletion);
			database.close();
			const damaged = {
				code: 'VaultDamaged',
				details: { damage: [{ record: 'head', problem: 'MISSING' }] }
			};
			await expect(store.readEpoch()).rejects.toMatchObject(damaged);
			await expect(store.readSnapshot()).rejects.toMatchObject(damaged);
		});
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
			await store.commit(
				storeCommit(0, {
					putSlots: [slot('s')],
					putRecords: [recordRow('r')],
					putErasables: [erasableRow('e', 1)],
					appendLog: [logRow(1)]
				})
			);
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
		test('version 1', async () => {
			await store.readEpoch();
			store.close();
			const database = await settled(indexedDB.open(databaseName));
			const transaction = database.transaction([...database.objectStoreNames]);
			const stores = Array.from(database.objectStoreNames, (name) => {
				const { keyPath, autoIncrement, indexNames } = transaction.objectStore(name);
				return { name, keyPath, autoIncrement, indexes: [...indexNames] };
			});
			const { keyPath, unique, multiEntry } = transaction
				.objectStore('erasables')
				.index('notAfter');
			database.close();

			expect(database.version).toBe(1);
			expect(stores).toEqual([
				{ name: 'erasables', keyPath: 'id', autoIncrement: false, indexes: ['notAfter'] },
				{ name: 'head', keyPath: null, autoIncrement: false, indexes: [] },
				{ name: 'log', keyPath: 'number', autoIncrement: false, indexes: [] },
				{ name: 'records', keyPath: 'id', autoIncrement: false, indexes: [] },
				{ name: 'slots', keyPath: 'slotId', autoIncrement: false, indexes: [] }
			]);
			expect({ keyPath, unique, multiEntry }).toEqual({
				keyPath: 'notAfter',
				unique: false,
				multiEntry: false
			});
		});
	});
}
