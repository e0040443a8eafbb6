import { assertExpectedEpoch, eraseById, eraseDueFrom } from './commit-rules.ts';
import { Connection, type Transaction } from './connection.ts';
import { storageError } from './errors.ts';
import { beginNewLog } from './new-log.ts';
import { storeName } from './schema.ts';
import {
	openingKey,
	readEpochIn,
	readStoredEpoch,
	usableEpoch,
	withoutOpening
} from './stored-epoch.ts';
import { entryOf, entryRow, openingOf, openingRow, rowsToPut } from './stored-row.ts';
import type { StoreCommit, VaultSnapshot, VaultStore } from './vault-store.ts';

const entriesAfter = (epoch: number) => IDBKeyRange.lowerBound(epoch, true);

async function readAll(
	transaction: Transaction<'readonly'>,
	after: number
): Promise<VaultSnapshot | undefined> {
	const store = transaction.objectStore(storeName);
	const [opening, rows, swept] = await Promise.all([
		store.get(openingKey),
		store.getAll(entriesAfter(after)),
		after === openingKey ? [] : store.index('swept').getAll(IDBKeyRange.lowerBound(after))
	]);
	const older = swept.filter(({ epoch }) => epoch <= after);
	if (opening) return { ...openingOf(opening), entries: [...older, ...rows].map(entryOf) };
	if ((await store.count()) > 0) throw withoutOpening();
	return undefined;
}

/**
 * The epochs are compared while the first requests are on their way: those after them wait in line, and where the epoch
 * is another one, none of them counts.
 */
async function compareAndWrite(
	transaction: Transaction<'readwrite'>,
	commit: StoreCommit
): Promise<void> {
	const compare = async () => assertExpectedEpoch(commit, await readEpochIn(transaction));
	await Promise.all([compare(), write(transaction, commit)]);
}

/** One request after the other, so that an entry that cannot be stored leaves no promise without its handler. */
async function write(transaction: Transaction<'readwrite'>, commit: StoreCommit): Promise<void> {
	const { delete: deleted = [], opening, erase } = commit;
	const store = transaction.objectStore(storeName);
	const swept = deleted.length > 0 ? await store.index('swept').getAll() : [];
	const rows = rowsToPut(
		commit,
		swept.filter(({ epoch }) => deleted.includes(epoch))
	);
	for (const epoch of deleted) await store.delete(epoch);
	for (const { epoch, ids } of erase?.from ?? []) {
		const row = await store.get(epoch);
		if (row && erase) await store.put(entryRow(eraseById(entryOf(row), ids, erase.at), row.swept));
	}
	for (const row of rows) await store.add(row);
	if (opening) await store.put(openingRow(opening));
}

async function replaceAll(
	transaction: Transaction<'readwrite'>,
	snapshot: VaultSnapshot,
	expectedEpoch: number
): Promise<void> {
	const store = transaction.objectStore(storeName);
	const here =
		(await store.getKey(openingKey)) === undefined ? undefined : await readEpochIn(transaction);
	assertExpectedEpoch({ expectedEpoch, put: snapshot.entries.slice(-1) }, here);
	await store.clear();
	await store.add(openingRow(snapshot));
	for (const entry of snapshot.entries) await store.add(entryRow(entry));
}

/** What is due lies in few entries, which the index names. */
async function eraseDueIn(transaction: Transaction<'readwrite'>, now: number): Promise<string[]> {
	const store = transaction.objectStore(storeName);
	// Also where there is no opening: what is due is due.
	const epoch = usableEpoch((await store.openKeyCursor(null, 'prev'))?.key);
	const ids: string[] = [];
	for (const row of await store.index('due').getAll(IDBKeyRange.upperBound(now))) {
		const { entry, erased } = eraseDueFrom(entryOf(row), now);
		if (erased.length > 0) await store.put(entryRow(entry, epoch || undefined));
		ids.push(...erased);
	}
	return ids;
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

		readSnapshot: (after = openingKey) =>
			connection.transact('readonly', (transaction) => readAll(transaction, after)),

		async readEntries(epochs) {
			const rows = await connection.transact('readonly', async (transaction) => {
				const store = transaction.objectStore(storeName);
				return Promise.all(epochs.map((epoch) => store.get(epoch)));
			});
			return rows.flatMap((row) => (row ? [entryOf(row)] : []));
		},

		async commit(commit) {
			await readyToWrite();
			await connection.transact('readwrite', (transaction) => compareAndWrite(transaction, commit));
		},

		async replace(snapshot, expectedEpoch = 0) {
			await readyToWrite();
			await connection.transact('readwrite', (transaction) =>
				replaceAll(transaction, snapshot, expectedEpoch)
			);
		},

		async eraseDue(now) {
			// Most of the time nothing is: then nothing is written, and no new log is begun.
			const due = await connection.transact('readonly', (transaction) =>
				transaction.objectStore(storeName).index('due').count(IDBKeyRange.upperBound(now))
			);
			if (due === 0) return [];
			await readyToWrite();
			return connection.transact('readwrite', (transaction) => eraseDueIn(transaction, now));
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
