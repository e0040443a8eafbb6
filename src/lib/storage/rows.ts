import type { EpochMillis } from '#lib/domain/time.ts';
import { settled } from './requests.ts';
import { storeName, type StoredRow } from './schema.ts';

/** The rows of a vault's database, within one transaction. Nothing else may be awaited in it. */
export class Rows {
	readonly #store: IDBObjectStore;

	constructor(transaction: IDBTransaction) {
		this.#store = transaction.objectStore(storeName);
	}

	get(epoch: number): Promise<StoredRow | undefined> {
		return settled(this.#store.get(epoch) as IDBRequest<StoredRow | undefined>);
	}

	async has(epoch: number): Promise<boolean> {
		return (await settled(this.#store.getKey(epoch))) !== undefined;
	}

	/** @returns the rows after an epoch, ascending; default: all */
	after(epoch = -Infinity): Promise<StoredRow[]> {
		return this.#all(this.#store, IDBKeyRange.lowerBound(epoch, true));
	}

	/** @returns the last key, which a hand can have made anything */
	async lastKey(): Promise<IDBValidKey | undefined> {
		return (await settled(this.#store.openKeyCursor(null, 'prev')))?.key;
	}

	/** @returns whether a row has this key and none a later one; asks for less than {@link lastKey} */
	async endAt(epoch: number): Promise<boolean> {
		const keys = await settled(this.#store.getAllKeys(IDBKeyRange.lowerBound(epoch), 2));
		return keys.length === 1 && keys[0] === epoch;
	}

	async last(): Promise<StoredRow | undefined> {
		const cursor = await settled(this.#store.openCursor(null, 'prev'));
		return cursor?.value as StoredRow | undefined;
	}

	/** @returns those of which something is due */
	due(now: EpochMillis): Promise<StoredRow[]> {
		return this.#all(this.#store.index('due'), IDBKeyRange.upperBound(now));
	}

	countDue(now: EpochMillis): Promise<number> {
		return settled(this.#store.index('due').count(IDBKeyRange.upperBound(now)));
	}

	/** @returns those of which a sweep has erased something at an epoch or later; default: ever */
	swept(epoch = -Infinity): Promise<StoredRow[]> {
		return this.#all(this.#store.index('swept'), IDBKeyRange.lowerBound(epoch));
	}

	/** @throws DOMException `ConstraintError` for an epoch that has a row */
	async add(row: StoredRow): Promise<void> {
		await settled(this.#store.add(row));
	}

	async put(row: StoredRow): Promise<void> {
		await settled(this.#store.put(row));
	}

	async delete(epoch: number): Promise<void> {
		await settled(this.#store.delete(epoch));
	}

	async clear(): Promise<void> {
		await settled(this.#store.clear());
	}

	#all(source: IDBObjectStore | IDBIndex, range: IDBKeyRange): Promise<StoredRow[]> {
		return settled(source.getAll(range) as IDBRequest<StoredRow[]>);
	}
}
