import type { KeyId } from '#lib/domain/ids.ts';
import { mostKeyIds } from '#lib/domain/key/search.ts';

/** The keys of a list that are chosen, so many that one request can name them. */
export class KeySelection {
	#keyIds = $state.raw<readonly KeyId[]>([]);

	/** In the order in which they were chosen. */
	get keyIds(): readonly KeyId[] {
		return this.#keyIds;
	}

	get size(): number {
		return this.#keyIds.length;
	}

	/** @returns whether all of them are chosen now: there is a bound */
	add(keyIds: readonly KeyId[]): boolean {
		const all = distinct([...this.#keyIds, ...keyIds]);
		this.#keyIds = all.slice(0, mostKeyIds);
		return all.length <= mostKeyIds;
	}

	remove(keyIds: readonly KeyId[]): void {
		this.#keyIds = this.#keyIds.filter((keyId) => !keyIds.includes(keyId));
	}

	clear(): void {
		this.#keyIds = [];
	}
}

const distinct = (keyIds: readonly KeyId[]): KeyId[] => Array.from(new Set(keyIds));
