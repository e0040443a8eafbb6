/** IndexedDB's requests as promises. What awaits one goes on while its transaction still takes requests. */

/** @throws DOMException when the request fails */
export function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(failureOf(request));
	});
}

/** @throws DOMException when the transaction fails */
export function completed(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(failureOf(transaction));
	});
}

/**
 * @param upgrade - makes what is missing since an older version; 0 for a database that is new
 * @param makeWay - called when another tab upgrades or deletes the database, to close the connection
 */
export function openDatabase(
	name: string,
	version: number,
	upgrade: (database: IDBDatabase, oldVersion: number) => void,
	makeWay: () => void = () => undefined
): Promise<IDBDatabase> {
	const opening = indexedDB.open(name, version);
	opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening.result, oldVersion);
	return settled(opening).then((database) => {
		database.onversionchange = makeWay;
		return database;
	});
}

/** @returns the names of all databases of this origin */
export async function databaseNames(): Promise<ReadonlySet<string>> {
	return new Set((await indexedDB.databases()).flatMap(({ name }) => name ?? []));
}

const failureOf = ({ error }: { error: DOMException | null }) =>
	error ?? new DOMException('it was aborted', 'AbortError');
