/** A vault in IndexedDB and a mirror, of which a test can take copies and start others from them. */
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { schemaVersion, migrate, type StoredRow } from '#lib/storage/schema.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { MemoryFiles } from './mirror-files.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What lies at rest: the rows of the database, undefined for none, and the files of the mirror. */
export interface AtRest {
	rows: readonly StoredRow[] | undefined;
	files: readonly [Bytes, Bytes];
}

export interface MirroredVault {
	store: VaultStore;
	files: MemoryFiles;
	databaseName: string;
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.addEventListener('success', () => resolve(request.result));
		request.addEventListener('error', () => reject(request.error ?? new Error('it failed')));
	});
}

/** Opens the database of a vault beside its store. @param version - default: that of the app */
export async function openBeside(
	databaseName: string,
	version = schemaVersion
): Promise<IDBDatabase> {
	const opening = indexedDB.open(databaseName, version);
	opening.addEventListener('upgradeneeded', ({ oldVersion }) => {
		const made = opening.result;
		if (version === schemaVersion) migrate(made, oldVersion);
	});
	return settled(opening);
}

export const copyOfFiles = ({ both: [a, b] }: MemoryFiles): [Bytes, Bytes] => [
	a.bytes.slice(),
	b.bytes.slice()
];

export async function rowsOf(databaseName: string): Promise<StoredRow[]> {
	const database = await openBeside(databaseName);
	const reading = database.transaction('entries').objectStore('entries').getAll();
	const rows = await settled(reading as IDBRequest<StoredRow[]>);
	database.close();
	return rows;
}

/** A start of the browser on what lies at rest. */
export async function startFrom({ rows, files: [a, b] }: AtRest): Promise<MirroredVault> {
	const databaseName = `mirrored ${crypto.randomUUID()}`;
	if (rows) {
		const database = await openBeside(databaseName);
		const writing = database.transaction('entries', 'readwrite');
		for (const row of rows) writing.objectStore('entries').put(row);
		await new Promise((resolve) => writing.addEventListener('complete', resolve));
		database.close();
	}
	const files = new MemoryFiles();
	files.both[0].bytes = a.slice();
	files.both[1].bytes = b.slice();
	return { databaseName, files, store: openIndexedDbStore(databaseName, files.use) };
}

/** A place for a vault, empty. */
export const emptyPlace = () =>
	startFrom({ rows: undefined, files: [new Uint8Array(), new Uint8Array()] });
