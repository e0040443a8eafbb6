import type { Slot } from '#lib/domain/vault/slot.ts';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { ErasableRow, HeadRow, LogRow, RecordRow } from './vault-store.ts';

/** The object stores, as the newest migration leaves them. */
export interface VaultSchema extends DBSchema {
	head: { key: typeof headKey; value: HeadRow };
	slots: { key: string; value: Slot };
	records: { key: string; value: RecordRow };
	/** null is no key, so the index holds only what has a due date */
	erasables: { key: string; value: ErasableRow; indexes: { notAfter: number } };
	log: { key: number; value: LogRow };
}

/** The key of the one row in `head`. */
export const headKey = 'head';
/** The stores of the database. */
export const storeNames = ['head', 'slots', 'records', 'erasables', 'log'] as const;

/**
 * One step of the schema each. The list only grows and a released step never changes. A step makes stores and indexes
 * with IndexedDB requests and rewrites no rows: those migrate one by one, when they are next written.
 */
const migrations: readonly ((database: IDBPDatabase<VaultSchema>) => void)[] = [
	(database) => {
		database.createObjectStore('head');
		database.createObjectStore('slots', { keyPath: 'slotId' });
		database.createObjectStore('records', { keyPath: 'id' });
		database.createObjectStore('erasables', { keyPath: 'id' }).createIndex('notAfter', 'notAfter');
		database.createObjectStore('log', { keyPath: 'number' });
	}
];

/** The version of the database that this Airlock writes. */
export const schemaVersion = migrations.length;

/** @param oldVersion - 0 for a database that is new */
export function migrate(database: IDBPDatabase<VaultSchema>, oldVersion: number): void {
	for (const step of migrations.slice(oldVersion)) step(database);
}
