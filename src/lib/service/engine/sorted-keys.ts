import type { KeyId } from '#lib/domain/ids.ts';
import { sortRank, type KeySort } from '#lib/domain/key/key-sort.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Moment } from './context.ts';
import type { OpenVault } from './open-vault.ts';

/** An order that was made last. */
interface Kept {
	by: KeySort;
	descending: boolean;
	/** of the vault as it was made */
	epoch: number;
	/** until the next deadline of any CMK nothing changes by itself */
	from: EpochMillis;
	until: EpochMillis;
	keyIds: readonly KeyId[];
}

const kept = new WeakMap<OpenVault, Kept>();

/**
 * CMKs in another order than by name. The first page costs one pass over all CMKs and one sort of numbers; the pages
 * after it cost nothing, until the vault changes or a deadline comes.
 *
 * @returns all of them; those that stand at the same place are by name, in both directions
 */
export function sortedKeys(
	{ vault, now }: Moment,
	by: KeySort,
	descending: boolean
): readonly KeyId[] {
	const last = kept.get(vault);
	if (
		last?.by === by &&
		last.descending === descending &&
		last.epoch === vault.epoch &&
		last.from <= now &&
		now < last.until
	)
		return last.keyIds;
	const keyIds = sorted(vault, now, by, descending);
	const until = vault.summary.due ?? Infinity;
	kept.set(vault, { by, descending, epoch: vault.epoch, from: now, until, keyIds });
	return keyIds;
}

function sorted(vault: OpenVault, now: EpochMillis, by: KeySort, descending: boolean): KeyId[] {
	const byName = vault.keyOrder.slice();
	if (by === 'NAME') return descending ? byName.reverse() : byName;
	const groups = new Map<number, KeyId[]>();
	for (const keyId of byName) {
		const rank = sortRank(by, vault.cmk(keyId), now);
		const group = groups.get(rank);
		if (group) group.push(keyId);
		else groups.set(rank, [keyId]);
	}
	// Numbers in an array of their own are sorted without a function that compares two.
	const ranks = Float64Array.from(groups.keys()).sort();
	if (descending) ranks.reverse();
	return Array.from(ranks, (rank) => groups.get(rank) ?? []).flat();
}
