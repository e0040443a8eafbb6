import { lossOf } from '../import/import-rules.ts';
import type { EpochMillis } from '../time.ts';
import type { Cmk } from './cmk.ts';
import { holdsUsableMaterial, keyState, keyStates } from './key-state.ts';

/** What a list of CMKs can be sorted by. */
export const keySorts = ['NAME', 'STATE', 'ORIGIN', 'EXPIRY', 'CREATED'] as const;
/** One of {@link keySorts}. */
export type KeySort = (typeof keySorts)[number];

/** After all dates: key material that never expires, then none that has or had a date. */
const never = Number.MAX_SAFE_INTEGER - 1;
const noDate = Number.MAX_SAFE_INTEGER;

/** @returns a CMK's place in a list that is not sorted by name; CMKs with the same place are then sorted by name */
export function sortRank(by: Exclude<KeySort, 'NAME'>, cmk: Cmk, now: EpochMillis): number {
	switch (by) {
		case 'STATE':
			return keyStates.indexOf(keyState(cmk, now));
		case 'ORIGIN':
			return cmk.origin === 'AIRLOCK' ? 0 : 1;
		case 'EXPIRY':
			return expiryRank(cmk, now);
		case 'CREATED':
			return cmk.creationDate;
	}
}

/** By the date that a list shows: when key material expires, or when it was lost. */
function expiryRank(cmk: Cmk, now: EpochMillis): number {
	const { material, lostMaterial } = cmk;
	if (material?.expirationModel === 'KEY_MATERIAL_EXPIRES')
		return holdsUsableMaterial(cmk, now) ? material.validTo : lossOf(material, now).at;
	if (material && holdsUsableMaterial(cmk, now)) return never;
	return lostMaterial?.at ?? noDate;
}
