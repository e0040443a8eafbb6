import type { Cmk } from '#lib/domain/key/cmk.ts';

/** A tag, and how many CMKs have it. */
export interface CountedTag {
	key: string;
	value: string;
	keys: number;
}

/** How many CMKs have each tag. All are counted once; after that each change is. */
export class TagIndex {
	readonly #counts = new Map<string, Map<string, number>>();

	constructor(cmks: Iterable<Cmk>) {
		for (const cmk of cmks) this.count(cmk, 1);
	}

	/** @param by - 1 for a CMK that is new, -1 for one that is gone */
	count({ tags = [] }: Cmk, by: 1 | -1): void {
		for (const { key, value } of tags) {
			const values = this.#counts.get(key) ?? new Map<string, number>();
			const keys = (values.get(value) ?? 0) + by;
			if (keys > 0) values.set(value, keys);
			else values.delete(value);
			if (values.size > 0) this.#counts.set(key, values);
			else this.#counts.delete(key);
		}
	}

	/** @returns the tags that most CMKs have, those first; of two that as many have, in the order of their texts */
	most(limit: number): { tags: CountedTag[]; more: boolean } {
		const all = [...this.#counts].flatMap(([key, values]) =>
			Array.from(values, ([value, keys]): CountedTag => ({ key, value, keys }))
		);
		all.sort((a, b) => b.keys - a.keys || compare(a.key, b.key) || compare(a.value, b.value));
		return { tags: all.slice(0, limit), more: all.length > limit };
	}
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);
