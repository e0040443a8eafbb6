/** What can be found out about each entry of a vault: first without a key, then with the vault's. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { hasErased, logSpan, type Entry, type LogSpan } from '#lib/storage/entry.ts';
import { areErasablesWhole, entryTag, isContentWhole, openBody, type Body } from './sealing.ts';

/** How many entries are checked at the same time. */
const entriesAtOnce = 32;

/** What can be found out about an entry by itself, without a key. */
export interface ContentCheck {
	contentIsWhole: boolean;
	/** whether none of them was erased or altered */
	erasablesAreWhole: boolean;
	log: LogSpan | undefined;
}

/** An entry with what was found out about it by itself. */
export interface CheckedEntry extends ContentCheck {
	entry: Entry;
	tag: Bytes;
	/** undefined for one that doesn't open; `SEALED` for one that nobody has opened */
	body: Body | 'SEALED' | undefined;
}

/** A few at a time, since each is copied for every check. */
export async function each<Result>(
	entries: readonly Entry[],
	work: (entry: Entry, index: number) => Promise<Result>
): Promise<Result[]> {
	const results: Result[] = [];
	const rest = entries.entries();
	const workOn = async () => {
		for (const [index, entry] of rest) results[index] = await work(entry, index);
	};
	await Promise.all(Array.from({ length: entriesAtOnce }, workOn));
	return results;
}

/** Reads and hashes all entries, for which no key is needed. */
export const checkContents = (entries: readonly Entry[]): Promise<ContentCheck[]> =>
	each(entries, async (entry) => {
		const [contentIsWhole, erasablesAreWhole] = await Promise.all([
			isContentWhole(entry),
			areErasablesWhole(entry)
		]);
		const isWhole = erasablesAreWhole && hasErased(entry.erasables) !== true;
		return { contentIsWhole, erasablesAreWhole: isWhole, log: logSpan(entry.log) };
	});

const unchecked: ContentCheck = { contentIsWhole: false, erasablesAreWhole: false, log: undefined };

/** @param sealed - how many entries keep their bodies sealed */
export async function checkAll(
	keys: VaultKeys,
	vaultId: Bytes,
	entries: readonly Entry[],
	contents: Promise<readonly ContentCheck[]>,
	sealed = 0
): Promise<CheckedEntry[]> {
	const checks = await contents;
	return each(entries, async (entry, index): Promise<CheckedEntry> => {
		const [tag, body] = await Promise.all([
			entryTag(keys, entry),
			index < sealed ? ('SEALED' as const) : openBody(keys, vaultId, entry)
		]);
		return { ...(checks[index] ?? unchecked), entry, tag, body };
	});
}
