import type { KeyId } from '#lib/domain/ids.ts';

/** A CMK and what its place in the key list follows from; it can have no name. */
interface Place {
	keyId: KeyId;
	name: string | undefined;
}

const { compare: compareNames } = new Intl.Collator(undefined, { numeric: true });

function compare(a: Place, b: Place): number {
	const byName =
		a.name !== undefined && b.name !== undefined
			? compareNames(a.name, b.name)
			: Number(a.name === undefined) - Number(b.name === undefined);
	return byName || Number(a.keyId > b.keyId) - Number(a.keyId < b.keyId);
}

/**
 * CMKs by name, in the order of a dictionary; those without a name by id, last. All are sorted once; after that each
 * finds its place by halving, so that a change in a large vault costs about what it costs in a small one.
 */
export class KeyOrder {
	readonly #places: Place[];
	readonly #nameOf: (keyId: KeyId) => string | undefined;

	/** @param nameOf - the name by which a CMK has been added, until it is deleted */
	constructor(keyIds: Iterable<KeyId>, nameOf: (keyId: KeyId) => string | undefined) {
		this.#nameOf = nameOf;
		this.#places = Array.from(keyIds, (keyId) => ({ keyId, name: nameOf(keyId) })).sort(compare);
	}

	get length(): number {
		return this.#places.length;
	}

	slice(start?: number, end?: number): KeyId[] {
		return this.#places.slice(start, end).map(({ keyId }) => keyId);
	}

	/** @returns -1 for a CMK that is not there */
	indexOf(keyId: KeyId): number {
		const index = this.#countBefore({ keyId, name: this.#nameOf(keyId) });
		return this.#places[index]?.keyId === keyId ? index : -1;
	}

	add(keyId: KeyId): void {
		const place = { keyId, name: this.#nameOf(keyId) };
		this.#places.splice(this.#countBefore(place), 0, place);
	}

	delete(keyId: KeyId): void {
		const index = this.indexOf(keyId);
		if (index !== -1) this.#places.splice(index, 1);
	}

	#countBefore(place: Place): number {
		let [low, high] = [0, this.#places.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			const other = this.#places[middle];
			if (other && compare(other, place) < 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
