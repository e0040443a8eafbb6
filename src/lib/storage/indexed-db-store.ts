import { assertExpectedEpoch, assertNothingLeft, wholeCommit } from './commit-rules.ts';
import { Connection, type Transaction } from './connection.ts';
import { storageError } from './errors.ts';
import { beginNewLog } from './new-log.ts';
import { plainCopy } from './plain-copy.ts';
import { headKey, storeNames } from './schema.ts';
import { readStoredEpoch } from './stored-epoch.ts';
import type { ErasableRow, LogRow, StoreCommit, VaultSnapshot, VaultStore } from './vault-store.ts';

async function readAll(
	transaction: Transaction<'readonly'>,
	logFrom: number
): Promise<VaultSnapshot | undefined> {
	const [head, slots, records, erasables, log] = await Promise.all([
		transaction.objectStore('head').get(headKey),
		transaction.objectStore('slots').getAll(),
		transaction.objectStore('records').getAll(),
		transaction.objectStore('erasables').getAll(),
		transaction.objectStore('log').getAll(IDBKeyRange.lowerBound(logFrom))
	]);
	const rest = { slots, records, erasables, log };
	if (!head) assertNothingLeft(Object.values(rest).flat().length);
	return head && { head, ...rest };
}

/** What is due and has not been erased yet. */
async function dueRows(
	transaction: Transaction<IDBTransactionMode>,
	now: number
): Promise<ErasableRow[]> {
	const index = transaction.objectStore('erasables').index('notAfter');
	const due = await index.getAll(IDBKeyRange.upperBound(now));
	return due.filter(({ sealed }) => sealed !== null);
}

/** One request after the other, so that a row that cannot be stored leaves no promise without its handler. */
async function write(transaction: Transaction<'readwrite'>, commit: StoreCommit): Promise<void> {
	const head = transaction.objectStore('head');
	const slots = transaction.objectStore('slots');
	const records = transaction.objectStore('records');
	const erasables = transaction.objectStore('erasables');
	const log = transaction.objectStore('log');

	assertExpectedEpoch(commit, await head.get(headKey));
	for (const id of commit.deleteRecords ?? []) await records.delete(id);
	for (const row of commit.putRecords ?? []) await records.put(row);
	for (const id of commit.deleteErasables ?? []) await erasables.delete(id);
	for (const row of commit.putErasables ?? []) await erasables.put(row);
	for (const slotId of commit.deleteSlots ?? []) await slots.delete(slotId);
	for (const slot of commit.putSlots ?? []) await slots.put(slot);
	for (const row of commit.appendLog ?? []) await log.add(row);
	await head.put(commit.head, headKey);
}

async function replaceAll(
	transaction: Transaction<'readwrite'>,
	snapshot: VaultSnapshot,
	expectedEpoch: number
): Promise<void> {
	const { head } = snapshot;
	assertExpectedEpoch({ expectedEpoch, head }, await transaction.objectStore('head').get(headKey));
	for (const name of storeNames) await transaction.objectStore(name).clear();
	await write(transaction, wholeCommit(snapshot));
}

/**
 * A vault in IndexedDB. Writes are `strict`: Chromium's default answers before the disk has them, and a power cut
 * loses them.
 */
export function openIndexedDbStore(databaseName: string): VaultStore {
	const connection = new Connection(databaseName);
	let ready: Promise<void> | undefined;

	/** Only what an earlier start has left can lie in a log whose end was cut off. */
	const makeReady = async () => {
		if ((await readEpoch()) !== undefined) await beginNewLog();
	};
	/** Before the first write. A vault that can't be read is the writer's to find. */
	const readyToWrite = () => (ready ??= makeReady().catch(() => undefined));

	const readEpoch = () => readStoredEpoch(connection);

	return {
		readEpoch,

		readSnapshot: (logFrom = 1) =>
			connection.transact('readonly', (transaction) => readAll(transaction, logFrom)),

		async readLog(from, to): Promise<LogRow[]> {
			if (from > to) return [];
			return connection.transact('readonly', (transaction) =>
				transaction.objectStore('log').getAll(IDBKeyRange.bound(from, to))
			);
		},

		async commit(commit) {
			const rows = plainCopy(commit);
			await readyToWrite();
			await connection.transact('readwrite', (transaction) => write(transaction, rows));
		},

		async replace(snapshot, expectedEpoch = 0) {
			const rows = plainCopy(snapshot);
			await readyToWrite();
			await connection.transact('readwrite', (transaction) =>
				replaceAll(transaction, rows, expectedEpoch)
			);
		},

		async eraseDue(now) {
			// Most of the time nothing is: then nothing is written, and no new log is begun.
			const due = await connection.transact('readonly', (transaction) => dueRows(transaction, now));
			if (due.length === 0) return [];
			await readyToWrite();
			return connection.transact('readwrite', async (transaction) => {
				const rows = await dueRows(transaction, now);
				for (const row of rows)
					await transaction.objectStore('erasables').put({ ...row, sealed: null, erasedAt: now });
				return rows.map(({ id }) => id);
			});
		},

		async exclusively(work) {
			let granted = false as boolean; // a callback sets it, which the compiler does not follow
			try {
				return await navigator.locks.request(`airlock/${databaseName}`, () => {
					granted = true;
					return work();
				});
			} catch (error) {
				throw granted ? error : storageError(error);
			}
		},

		close: () => connection.close()
	};
}
