import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { KmsError } from '#lib/domain/errors.ts';
import { storageError } from './errors.ts';
import { isOlder, migrate, schemaVersion, storeName, type VaultSchema } from './schema.ts';

/** A transaction over the vault. */
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<
	VaultSchema,
	(typeof storeName)[],
	Mode
>;
type Database = IDBPDatabase<VaultSchema>;

function isClosed(error: unknown): boolean {
	return error instanceof DOMException && error.name === 'InvalidStateError';
}

function abort(transaction: Transaction<IDBTransactionMode>): void {
	try {
		transaction.abort();
	} catch {
		// a failed request has aborted it already
	}
}

/** @returns the result of `work` once all it wrote is on the disk; nothing of it is kept when it throws */
async function complete<Mode extends IDBTransactionMode, T>(
	transaction: Transaction<Mode>,
	work: (transaction: Transaction<Mode>) => Promise<T>
): Promise<T> {
	// It rejects along with a failed request, which is the one to report.
	transaction.done.catch(() => undefined);
	try {
		const result = await work(transaction);
		await transaction.done;
		return result;
	} catch (error) {
		// An abort fails the requests under way with AbortError; why it came, only the transaction knows.
		const cause = transaction.error ?? error;
		abort(transaction);
		throw cause;
	}
}

/** @throws KmsError `VaultDamaged` for a database whose format is no longer read; it stays as it is */
function assertReadable(database: Database): Database {
	if (!isOlder(database)) return database;
	database.close();
	throw new KmsError('VaultDamaged', {
		damage: [{ record: 'database', problem: 'OLDER_FORMAT' }]
	});
}

/** A connection to one vault's database that opens at its first use, and again after it was closed. */
export class Connection {
	readonly #databaseName: string;
	#database: Promise<Database> | undefined;

	constructor(databaseName: string) {
		this.#databaseName = databaseName;
	}

	/**
	 * Runs `work` in one transaction and resolves with its result on `complete`. When `work` throws,
	 * nothing of it is kept.
	 *
	 * @param work - awaits nothing but the transaction's own requests
	 * @throws KmsError as `storageError` translates it
	 */
	async transact<Mode extends 'readonly' | 'readwrite', T>(
		mode: Mode,
		work: (transaction: Transaction<Mode>) => Promise<T>
	): Promise<T> {
		try {
			return await complete(await this.#begin(mode), work);
		} catch (error) {
			throw storageError(error);
		}
	}

	close(): void {
		if (this.#database) this.#discard(this.#database);
	}

	async #begin<Mode extends 'readonly' | 'readwrite'>(mode: Mode): Promise<Transaction<Mode>> {
		const begin = async (database: Promise<Database>) =>
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

	#open(): Promise<Database> {
		this.#database ??= this.#openAnew();
		return this.#database;
	}

	#openAnew(): Promise<Database> {
		const discard = () => this.#discard(database);
		const database = openDB<VaultSchema>(this.#databaseName, schemaVersion, {
			upgrade: migrate,
			// another tab upgrades or deletes the database
			blocking: discard
		}).then(assertReadable);
		database.catch(discard);
		return database;
	}

	#discard(database: Promise<Database>): void {
		if (this.#database === database) this.#database = undefined;
		database.then(
			(opened) => opened.close(),
			() => undefined
		);
	}
}
