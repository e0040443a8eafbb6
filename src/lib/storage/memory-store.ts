import { KmsError } from '#lib/domain/errors.ts';
import { assertExpectedEpoch, epochOf, wholeCommit } from './commit-rules.ts';
import { plainCopy } from './plain-copy.ts';
import { createQueue } from './queue.ts';
import type { LogRow, StoreCommit, VaultSnapshot, VaultStore } from './vault-store.ts';

/** A vault in memory; `snapshot` gives what a vault file holds. */
export interface MemoryStore extends VaultStore {
	snapshot(): VaultSnapshot | undefined;
}

type Rows = Omit<VaultSnapshot, 'head'>;

const noRows: Rows = { slots: [], records: [], erasables: [], log: [] };

/** @returns the rows after deleting and putting, in the order of their ids as IndexedDB has it (UTF-16 code units) */
function changed<Row>(
	rows: readonly Row[],
	idOf: (row: Row) => string,
	deleted: readonly string[] = [],
	put: readonly Row[] = []
): Row[] {
	const byId = new Map(rows.map((row) => [idOf(row), row]));
	for (const id of deleted) byId.delete(id);
	for (const row of put) byId.set(idOf(row), row);
	return [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** @throws KmsError `Conflict` when a number exists already */
function appended(log: readonly LogRow[], rows: readonly LogRow[] = []): LogRow[] {
	const longer = [...log, ...rows].sort((a, b) => a.number - b.number);
	const isDuplicate = (row: LogRow, index: number) => row.number === longer[index + 1]?.number;
	if (longer.some(isDuplicate)) throw new KmsError('Conflict', {});
	return longer;
}

function committed(current: VaultSnapshot | undefined, commit: StoreCommit): VaultSnapshot {
	assertExpectedEpoch(commit, current?.head);
	const { slots, records, erasables, log } = current ?? noRows;
	return {
		head: commit.head,
		slots: changed(slots, (slot) => slot.slotId, commit.deleteSlots, commit.putSlots),
		records: changed(records, (row) => row.id, commit.deleteRecords, commit.putRecords),
		erasables: changed(erasables, (row) => row.id, commit.deleteErasables, commit.putErasables),
		log: appended(log, commit.appendLog)
	};
}

/** A vault in memory, with the behaviour of the one in IndexedDB; it lives as long as the store. */
export function createMemoryStore(snapshot?: VaultSnapshot): MemoryStore {
	let current = plainCopy(snapshot);

	return {
		readEpoch: async () => current && epochOf(current.head),
		readSnapshot: async (logFrom = 1) =>
			plainCopy(
				current && { ...current, log: current.log.filter(({ number }) => number >= logFrom) }
			),
		readLog: async (from, to) =>
			plainCopy((current ?? noRows).log.filter(({ number }) => from <= number && number <= to)),
		async commit(commit) {
			current = committed(current, plainCopy(commit));
		},
		async replace(snapshot, expectedEpoch = 0) {
			assertExpectedEpoch({ expectedEpoch, head: snapshot.head }, current?.head);
			current = committed(undefined, wholeCommit(plainCopy(snapshot)));
		},
		async eraseDue(now) {
			if (!current) return [];
			const due = current.erasables.filter(
				({ notAfter, sealed }) => notAfter !== null && notAfter <= now && sealed !== null
			);
			const markers = due.map((row) => ({ ...row, sealed: null, erasedAt: now }));
			const erasables = changed(current.erasables, (row) => row.id, [], markers);
			current = { ...current, erasables };
			return due.map((row) => row.id);
		},
		exclusively: createQueue(),
		close: () => undefined,
		snapshot: () => plainCopy(current)
	};
}
