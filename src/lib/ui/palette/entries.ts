import type { KeyId } from '#lib/domain/ids.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { actionAddress, offers, type KeyAction } from '../keys/key-actions.ts';
import { keyAddress, keyName } from '../keys/key-name.ts';

/** What is found, by kind; in this order. */
export const groups = ['KEYS', 'ACTIONS', 'SCREENS', 'SETTINGS', 'COMMANDS'] as const;
export type Group = (typeof groups)[number];

/** What choosing an entry does. */
export type Deed =
	| { address: string }
	| { run: () => void }
	/** on the page of the key, which asks before it does anything that can't be undone */
	| { action: KeyAction; keyId: KeyId };

export interface Entry {
	/** unique among all that are listed */
	id: string;
	group: Group;
	label: string;
	/** beside it: the state of a key, the key of an action */
	note?: string;
	/** what finds it too: its names in the other language, and what else people call it */
	terms?: string;
	deed: Deed;
}

const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean);

/** @returns whether each word of the query is a part of the text, in upper or lower case */
export function matches(query: string, text: string): boolean {
	const known = text.toLowerCase();
	return wordsOf(query).every((word) => known.includes(word));
}

export const found = (query: string, entries: readonly Entry[]): Entry[] =>
	entries.filter(({ label, terms = '' }) => matches(query, `${label} ${terms}`));

/** The words for keys in one language. */
export interface KeyWords {
	states: Readonly<Record<KeyMetadata['KeyState'], string>>;
	actions: Readonly<Record<KeyAction, string>>;
	/** of each action in the other language */
	actionTerms: Readonly<Record<KeyAction, string>>;
}

export const keyEntry = (key: KeyMetadata, { states }: KeyWords): Entry => ({
	id: key.KeyId,
	group: 'KEYS',
	label: keyName(key),
	note: states[key.KeyState],
	deed: { address: keyAddress(key) }
});

/** @returns what can be done with a key in its state; only what `query` finds, if there is one */
export function actionEntries(key: KeyMetadata, words: KeyWords, query = ''): Entry[] {
	return offers(key, undefined).flatMap(({ action, hindrance }) => {
		if (hindrance !== undefined) return [];
		const [label, terms] = [words.actions[action], words.actionTerms[action]];
		if (!matches(query, `${label} ${terms}`)) return [];
		const address = actionAddress(action, key, undefined);
		const deed: Deed = address === undefined ? { action, keyId: key.KeyId } : { address };
		return [
			{
				id: `${action}-${key.KeyId}`,
				group: 'ACTIONS',
				label,
				note: keyName(key),
				terms,
				deed
			} satisfies Entry
		];
	});
}

/**
 * Divides a query such as “disable payments” into an action and a key, which “disable” alone leaves open.
 *
 * @returns the divisions at which some action is named, the longest action first
 */
export function actionQueries(
	query: string,
	{ actions, actionTerms }: KeyWords
): { action: string; key: string }[] {
	const words = query.trim().split(/\s+/);
	const named = (action: string) =>
		(Object.keys(actions) as KeyAction[]).some((one) =>
			matches(action, `${actions[one]} ${actionTerms[one]}`)
		);
	return words
		.map((_, index) => {
			const length = words.length - index;
			return { action: words.slice(0, length).join(' '), key: words.slice(length).join(' ') };
		})
		.filter(({ action }) => named(action));
}
