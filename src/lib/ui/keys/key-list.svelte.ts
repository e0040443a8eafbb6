import type { KeySort } from '#lib/domain/key/key-sort.ts';
import { keepPreference, readPreference } from '../platform/preferences.ts';

/** How the list of keys is shown: its order for the visit, its columns until the user changes them. */
class KeyList {
	#by = $state<KeySort>('NAME');
	#descending = $state(false);
	#showsKeyIds = $state(readPreference('airlock-key-ids') === '1');

	get by(): KeySort {
		return this.#by;
	}

	get descending(): boolean {
		return this.#descending;
	}

	/** Sorts by a column; the other way round if it is sorted by it already. */
	sort(by: KeySort): void {
		this.#descending = by === this.#by && !this.#descending;
		this.#by = by;
	}

	turn(): void {
		this.#descending = !this.#descending;
	}

	get showsKeyIds(): boolean {
		return this.#showsKeyIds;
	}

	set showsKeyIds(shows: boolean) {
		this.#showsKeyIds = shows;
		keepPreference('airlock-key-ids', shows ? '1' : '');
	}
}

export const keyList = new KeyList();
