import type { Bytes } from '#lib/domain/bytes.ts';
import type { EpochMillis } from '#lib/domain/time.ts';

/** A value at rest under its key. */
export interface StoredRow {
	/** the entry's; 0 for the opening */
	epoch: number;
	bytes: Bytes;
	/** when the first of its erasables is due, by which a sweep finds the entry; left out when none is */
	due?: EpochMillis;
	/** the vault's epoch when a sweep last erased some of them */
	swept?: number;
	/** only of the opening: there is a mirror, or the vault was put back from it and its log doesn't say so yet */
	mirror?: 'KEPT' | 'PUT_BACK';
}

/** The one store of the database: a {@link StoredRow} under its epoch. */
export const storeName = 'entries';

/**
 * One step of the schema each. The list only grows and a released step never changes. The first one is left out: no
 * release has made a database by it.
 */
const migrations: readonly ((database: IDBDatabase) => void)[] = [
	() => undefined,
	(database) => {
		const store = database.createObjectStore(storeName, { keyPath: 'epoch' });
		// What has no `due`, or no `swept`, is not in that index.
		store.createIndex('due', 'due');
		store.createIndex('swept', 'swept');
	}
];

/** The version of the database that this Airlock writes. */
export const schemaVersion = migrations.length;

/** @param oldVersion - 0 for a database that is new */
export function migrate(database: IDBDatabase, oldVersion: number): void {
	for (const step of migrations.slice(oldVersion)) step(database);
}

/** @returns whether a database was made by an Airlock from before its first release, whose format is no longer read */
export const isOlder = ({ objectStoreNames }: IDBDatabase): boolean => objectStoreNames.length > 1;
