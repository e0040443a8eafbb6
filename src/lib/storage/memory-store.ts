import { assertExpectedEpoch, assertSameEpoch, eraseById, eraseDueFrom } from './commit-rules.ts';
import { usableEpoch } from './stored-epoch.ts';
import { createQueue } from './queue.ts';
import type { StoredRow } from './schema.ts';
import { entryOf, entryRow, openingOf, openingRow, rowsToPut } from './stored-row.ts';
import type { StoreCommit, VaultSnapshot, VaultStore } from './vault-store.ts';

/** A copy, of which nothing reaches the store. */
const copyOf = ({ epoch, bytes }: StoredRow): StoredRow => ({ epoch, bytes: bytes.slice() });

/** A vault in memory, with the behaviour of the one in IndexedDB; it lives as long as the store. */
export function createMemoryStore(snapshot?: VaultSnapshot): VaultStore {
	let opening = snapshot && openingRow(snapshot);
	let rows = (snapshot?.entries ?? []).map((entry) => entryRow(entry));

	const epoch = () => opening && usableEpoch(rows.at(-1)?.epoch);

	function committed(commit: StoreCommit): StoredRow[] {
		const { delete: deleted = [], erase } = commit;
		const isGone = ({ epoch }: StoredRow) => deleted.includes(epoch);
		const added = rowsToPut(
			commit,
			rows.filter((row) => row.swept !== undefined && isGone(row)).map(copyOf)
		);
		const erased = (row: StoredRow) => {
			const ids = erase?.from.find((from) => from.epoch === row.epoch)?.ids;
			const entry = entryOf(copyOf(row));
			return erase && ids ? entryRow(eraseById(entry, ids, erase.at), row.swept) : row;
		};
		const kept = rows.filter((row) => !isGone(row)).map(erased);
		return [...kept, ...added].sort((a, b) => a.epoch - b.epoch);
	}

	return {
		readEpoch: async () => epoch(),
		readSnapshot: async (after = 0) =>
			opening && {
				...openingOf(copyOf(opening)),
				// A row whose epoch is unusable is new to everyone.
				entries: rows
					.filter(({ epoch, swept = -1 }) => !(epoch <= after) || (after > 0 && swept >= after))
					.map((row) => entryOf(copyOf(row)))
			},
		readEntries: async (epochs) =>
			rows.filter((row) => epochs.includes(row.epoch)).map((row) => entryOf(copyOf(row))),
		async commit(commit) {
			assertExpectedEpoch(commit, epoch());
			rows = committed(commit);
			if (commit.opening) opening = openingRow(commit.opening);
		},
		async replace(whole, expectedEpoch = 0) {
			assertExpectedEpoch({ expectedEpoch, put: whole.entries.slice(-1) }, epoch());
			[opening, rows] = [openingRow(whole), whole.entries.map((entry) => entryRow(entry))];
		},
		async delete(expectedEpoch) {
			assertSameEpoch(expectedEpoch, epoch());
			[opening, rows] = [undefined, []];
		},
		async eraseDue(now) {
			const swept = rows.map((row) => eraseDueFrom(entryOf(copyOf(row)), now));
			rows = rows.map((row, index) =>
				swept[index]?.erased.length ? entryRow(swept[index].entry, epoch()) : row
			);
			return swept.flatMap(({ erased }) => erased);
		},
		exclusively: createQueue(),
		close: () => undefined
	};
}
