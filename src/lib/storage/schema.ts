import type { DBSchema, IDBPDatabase } from 'idb';
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
}

/** The object store, as the newest migration leaves it. */
export interface VaultSchema extends DBSchema {
	/** what has no `due`, or no `swept`, is not in that index */
	entries: { key: number; value: StoredRow; indexes: { due: number; swept: number } };
}

/** The one store of the database. */
export const storeName = 'entries';

/**
 * One step of the schema each. The list only grows and a released step never changes. The first one is left out: no
 * release has made a database by it.
 */
const migrations: readonly ((database: IDBPDatabase<VaultSchema>) => void)[] = [
	() => undefined,
	(database) => {
		const store = database.createObjectStore(storeName, { keyPath: 'epoch' });
		store.createIndex('due', 'due');
		store.createIndex('swept', 'swept');
	}
];

/** The version of the database that this Airlock writes. */
export const schemaVersion = migrations.length;

/** @param oldVersion - 0 for a database that is new */
export function migrate(database: IDBPDatabase<VaultSchema>, oldVersion: number): void {
	for (const step of migrations.slice(oldVersion)) step(database);
}

/** @returns whether a database was made by an Airlock from before its first release, whose format is no longer read */
export const isOlder = ({ objectStoreNames }: IDBPDatabase<VaultSchema>): boolean =>
	objectStoreNames.length > 1;
