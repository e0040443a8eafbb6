import { KmsError } from '#lib/domain/errors.ts';
import { storageError } from './errors.ts';
import { completed, openDatabase, settled } from './requests.ts';
import { Rows } from './rows.ts';
import { isOlder, migrate, schemaVersion, storeName } from './schema.ts';

function isClosed(error: unknown): boolean {
	return error instanceof DOMException && error.name === 'InvalidStateError';
}

function abort(transaction: IDBTransaction): void {
	try {
		transaction.abort();
	} catch {
		// a failed request has aborted it already
	}
}

/** Without waiting for the browser to see that nothing more is asked. */
function commit(transaction: IDBTransaction): void {
	try {
		transaction.commit();
	} catch {
		// it has ended by itself
	}
}

/**
 * @param meanwhile - must not throw
 * @returns the result of `work` once all it wrote is on the disk; nothing of it is kept when it throws
 */
async function complete<T>(
	transaction: IDBTransaction,
	work: (rows: Rows) => Promise<T>,
	meanwhile: () => void
): Promise<T> {
	const done = completed(transaction);
	// It rejects along with a failed request, which is the one to report.
	done.catch(() => undefined);
	try {
		const result = await work(new Rows(transaction));
		commit(transaction);
		meanwhile();
		await done;
		return result;
	} catch (error) {
		// An abort fails the requests under way with AbortError; why it came, only the transaction knows.
		const cause = transaction.error ?? error;
		abort(transaction);
		throw cause;
	}
}

/** @throws KmsError `VaultDamaged` for a database whose format is no longer read; it stays as it is */
function assertReadable(database: IDBDatabase): IDBDatabase {
	if (!isOlder(database)) return database;
	database.close();
	throw new KmsError('VaultDamaged', {
		damage: [{ record: 'database', problem: 'OLDER_FORMAT' }]
	});
}

/** A connection to one vault's database that opens at its first use, and again after it was closed. */
export class Connection {
	readonly #databaseName: string;
	#database: Promise<IDBDatabase> | undefined;

	constructor(databaseName: string) {
		this.#databaseName = databaseName;
	}

	/**
	 * Runs `work` in one transaction and resolves with its result on `complete`. When `work` throws,
	 * nothing of it is kept.
	 *
	 * @param work - awaits nothing but what it asks of the rows
	 * @param meanwhile - is done while the browser commits, which it can still fail to do; must not throw
	 * @throws KmsError as `storageError` translates it
	 */
	async transact<T>(
		mode: 'readonly' | 'readwrite',
		work: (rows: Rows) => Promise<T>,
		meanwhile: () => void = () => undefined
	): Promise<T> {
		try {
			return await complete(await this.#begin(mode), work, meanwhile);
		} catch (error) {
			throw storageError(error);
		}
	}

	close(): void {
		if (this.#database) this.#discard(this.#database);
	}

	/** Deletes the database. The next use makes a new one. */
	async delete(): Promise<void> {
		this.close();
		await settled(indexedDB.deleteDatabase(this.#databaseName));
	}

	async #begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
		const begin = async (database: Promise<IDBDatabase>) =>
			(await database).transaction([storeName], mode, { durability: 'strict' });
		const database = this.#open();
		try {
			return await begin(database);
		} catch (error) {
			if (!isClosed(error)) throw error;
			// The browser closed the connection, as it does on a full disk.
			this.#discard(database);
			return begin(this.#open());
		}
	}

	#open(): Promise<IDBDatabase> {
		this.#database ??= this.#openAnew();
		return this.#database;
	}

	#openAnew(): Promise<IDBDatabase> {
		const discard = () => this.#discard(database);
		const database = openDatabase(this.#databaseName, schemaVersion, migrate, discard).then(
			assertReadable
		);
		database.catch(discard);
		return database;
	}

	#discard(database: Promise<IDBDatabase>): void {
		if (this.#database === database) this.#database = undefined;
		database.then(
			(opened) => opened.close(),
			() => undefined
		);
	}
}
