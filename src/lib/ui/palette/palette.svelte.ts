import type { Handle } from '#lib/service/api.ts';
import {
	actionEntries,
	actionQueries,
	found,
	groups,
	keyEntry,
	type Entry,
	type KeyWords
} from './entries.ts';

/** Of keys, and of the actions of one key. */
const mostKeys = 6;
const mostActions = 8;
/** Of keys that are asked whether they allow an action, where none is named. */
const mostAsked = 100;

/** What the palette lists for what is typed, and which of it is chosen. */
export class PaletteList {
	#query = $state.raw('');
	#ofKeys = $state.raw<readonly Entry[]>([]);
	#active = $state(0);
	#asked = 0;
	readonly #handle: Handle;
	readonly #words: () => KeyWords;
	readonly #entries: () => readonly Entry[];

	/**
	 * @param words - those for keys, in the language of the moment
	 * @param entries - all that is no key and no action of one
	 */
	constructor(handle: Handle, words: () => KeyWords, entries: () => readonly Entry[]) {
		this.#handle = handle;
		this.#words = words;
		this.#entries = entries;
	}

	/** In the order in which they are listed. */
	get entries(): Entry[] {
		const query = this.#query;
		const all = [...this.#ofKeys, ...found(query, this.#entries())];
		// Settings are found by their words; before anything is typed the list is short.
		const listed = query === '' ? groups.filter((group) => group !== 'SETTINGS') : groups;
		return listed.flatMap((group) => all.filter((entry) => entry.group === group));
	}

	get active(): Entry | undefined {
		const { entries } = this;
		return entries[Math.min(this.#active, entries.length - 1)];
	}

	set active(entry: Entry | undefined) {
		this.#active = Math.max(
			0,
			this.entries.findIndex(({ id }) => id === entry?.id)
		);
	}

	/** Moves on, or back, and round at the ends. */
	move(by: 1 | -1): void {
		const { entries, active } = this;
		if (!active) return;
		const index = entries.findIndex(({ id }) => id === active.id);
		this.#active = (index + by + entries.length) % entries.length;
	}

	/** Lists what is found with this. Keys come as soon as the engine has answered; an earlier answer is dropped. */
	async search(query: string): Promise<void> {
		this.#query = query.trim();
		this.#active = 0;
		const asked = ++this.#asked;
		const ofKeys = this.#query === '' ? [] : await this.#searchKeys(this.#query);
		if (asked === this.#asked) this.#ofKeys = ofKeys;
	}

	async #searchKeys(query: string): Promise<Entry[]> {
		const words = this.#words();
		const keysWith = async (Search: string, Limit = mostKeys) =>
			(await this.#handle('ListKeys', { Search, Limit })).Keys;
		try {
			const keys = await keysWith(query);
			const [first] = keys;
			if (first)
				return [...keys.map((key) => keyEntry(key, words)), ...actionEntries(first, words)];
			for (const { action, key } of actionQueries(query, words)) {
				const keysOf = await keysWith(key, key === '' ? mostAsked : mostKeys);
				const entries = keysOf.flatMap((one) => actionEntries(one, words, action));
				if (entries.length > 0) return entries.slice(0, mostActions);
			}
			return [];
		} catch {
			// Locked meanwhile, or too long to be a name.
			return [];
		}
	}
}
