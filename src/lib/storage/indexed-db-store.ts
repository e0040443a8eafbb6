import { assertExpectedEpoch, assertSameEpoch, eraseById, eraseDueFrom } from './commit-rules.ts';
import { Connection } from './connection.ts';
import { createKeptLock } from './kept-lock.ts';
import { MirroredDatabase, type RowChange } from './mirrored-database.ts';
import { noMirrorFiles, type UseMirrorFiles } from './mirror-files.ts';
import type { Rows } from './rows.ts';
import {
	openingKey,
	readEpochIn,
	readStoredEpoch,
	usableEpoch,
	withoutOpening
} from './stored-epoch.ts';
import { entryOf, entryRow, openingOf, openingRow, rowsToPut } from './stored-row.ts';
import type { StoreCommit, VaultSnapshot, VaultStore } from './vault-store.ts';

async function readAll(rows: Rows, after: number): Promise<VaultSnapshot | undefined> {
	const [opening, later, swept] = await Promise.all([
		rows.get(openingKey),
		rows.after(after),
		after === openingKey ? [] : rows.swept(after)
	]);
	const older = swept.filter(({ epoch }) => epoch <= after);
	if (opening) return { ...openingOf(opening), entries: [...older, ...later].map(entryOf) };
	if ((await rows.lastKey()) !== undefined) throw withoutOpening();
	return undefined;
}

/**
 * One small request where a vault is expected. Whether it has an opening, the start asks.
 *
 * @returns the vault's epoch; undefined where it is another one than a usable one that is expected
 */
async function epochToCompare(rows: Rows, expected: number): Promise<number | undefined> {
	if (expected === openingKey || Number.isNaN(expected)) return readEpochIn(rows);
	return (await rows.endAt(expected)) ? expected : undefined;
}

/**
 * The epochs are compared while the first requests are on their way: those after them wait in line, and where the epoch
 * is another one, none of them counts.
 */
async function compareAndWrite(rows: Rows, commit: StoreCommit): Promise<RowChange> {
	const compare = async () =>
		assertExpectedEpoch(commit, await epochToCompare(rows, commit.expectedEpoch));
	const [, change] = await Promise.all([compare(), write(rows, commit)]);
	return change;
}

async function write(rows: Rows, commit: StoreCommit): Promise<RowChange> {
	const { delete: deleted = [], opening, erase } = commit;
	const swept = deleted.length > 0 ? await rows.swept() : [];
	const added = rowsToPut(
		commit,
		swept.filter(({ epoch }) => deleted.includes(epoch))
	);
	const erasing = (erase?.from ?? []).map(async ({ epoch, ids }) => {
		const row = await rows.get(epoch);
		return row && erase ? [entryRow(eraseById(entryOf(row), ids, erase.at), row.swept)] : [];
	});
	const put = [...(opening ? [openingRow(opening)] : []), ...(await Promise.all(erasing)).flat()];
	await Promise.all([
		...deleted.map((epoch) => rows.delete(epoch)),
		...put.map((row) => rows.put(row)),
		...added.map((row) => rows.add(row))
	]);
	return { put: [...put, ...added], deleted };
}

async function replaceAll(
	rows: Rows,
	snapshot: VaultSnapshot,
	expectedEpoch: number
): Promise<RowChange> {
	const here = (await rows.has(openingKey)) ? await readEpochIn(rows) : undefined;
	assertExpectedEpoch({ expectedEpoch, put: snapshot.entries.slice(-1) }, here);
	await rows.clear();
	await rows.add(openingRow(snapshot));
	for (const entry of snapshot.entries) await rows.add(entryRow(entry));
	return { put: [], deleted: [], replaces: true };
}

/** What is due lies in few entries, which the index names. */
async function eraseDueIn(rows: Rows, now: number): Promise<string[]> {
	// Also where there is no opening: what is due is due.
	const epoch = usableEpoch(await rows.lastKey());
	const ids: string[] = [];
	for (const row of await rows.due(now)) {
		const { entry, erased } = eraseDueFrom(entryOf(row), now);
		if (erased.length > 0) await rows.put(entryRow(entry, epoch || undefined));
		ids.push(...erased);
	}
	return ids;
}

/**
 * A vault in IndexedDB. Writes are `strict`: Chromium's default answers before the disk has them, and a power cut
 * loses them.
 *
 * @param useFiles - of the mirror, which the vault has besides
 */
export function openIndexedDbStore(
	databaseName: string,
	useFiles: UseMirrorFiles = noMirrorFiles
): VaultStore {
	const connection = new Connection(databaseName);
	const both = new MirroredDatabase(connection, useFiles);
	let ready: Promise<void> | undefined;

	/** Before the first use. Where putting back fails, the use that follows meets the database as it is, and says so. */
	const healed = () => (ready ??= both.heal().catch(() => (ready = undefined)));

	return {
		async readEpoch() {
			await healed();
			return readStoredEpoch(connection);
		},

		async readSnapshot(after = openingKey) {
			await healed();
			const read = (rows: Rows) => readAll(rows, after);
			return after === openingKey ? both.read(read) : connection.transact('readonly', read);
		},

		async readEntries(epochs) {
			const found = await connection.transact('readonly', (rows) =>
				Promise.all(epochs.map((epoch) => rows.get(epoch)))
			);
			return found.flatMap((row) => (row ? [entryOf(row)] : []));
		},

		async commit(commit) {
			await healed();
			await both.change(commit, (rows) => compareAndWrite(rows, commit));
		},

		async replace(snapshot, expectedEpoch = 0) {
			await healed();
			await both.change({}, (rows) => replaceAll(rows, snapshot, expectedEpoch));
		},

		async delete(expectedEpoch) {
			await healed();
			await both.delete(async (rows) => {
				assertSameEpoch(expectedEpoch, await readEpochIn(rows));
				await rows.clear();
			});
		},

		async eraseDue(now) {
			await healed();
			// Most of the time nothing is: then nothing is written.
			const due = await connection.transact('readonly', (rows) => rows.countDue(now));
			const erased =
				due === 0 ? [] : await connection.transact('readwrite', (rows) => eraseDueIn(rows, now));
			await both.sweep(now, erased.length > 0);
			return erased;
		},

		mirror: {
			get isKept() {
				return both.isKept;
			},
			read: () => both.readMirror(),
			putBack: () => both.putBack()
		},

		exclusively: createKeptLock(`airlock/${databaseName}`),

		close: () => connection.close()
	};
}
