import type { EpochMillis } from '../time.ts';
import type { Cmk } from './cmk.ts';
import { keyState, keyStates } from './key-state.ts';
import { nextRotation } from './rotation.ts';

/** What there is to know of all CMKs of a vault before their records are opened. */
export interface KeySummary {
	/** how many are in each of `keyStates`, as long as nothing of them is due */
	states: readonly number[];
	/** nothing of them is due before; it can be too early. Null for never */
	due: EpochMillis | null;
}

/** @returns all instants at which something of a CMK expires or comes due, or it is rotated */
export function deadlinesOf(cmk: Cmk): EpochMillis[] {
	const rotation = nextRotation(cmk);
	const { material, importParameters, replacedWrappingKeys, deletionDate } = cmk;
	return [
		...(material?.expirationModel === 'KEY_MATERIAL_EXPIRES' ? [material.validTo] : []),
		...(importParameters ? [importParameters.validTo] : []),
		...replacedWrappingKeys.map(({ validTo }) => validTo),
		...(deletionDate === null ? [] : [deletionDate]),
		...(rotation === null ? [] : [rotation])
	];
}

/** @returns the earliest of some instants; null for none */
export const earliest = (times: readonly EpochMillis[]): EpochMillis | null =>
	times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b));

/** What was erased before its time is for the next sweep to see. */
const dueOf = (cmk: Cmk): EpochMillis | null => {
	const { material, importParameters, replacedWrappingKeys } = cmk;
	const references = [material, importParameters, ...replacedWrappingKeys];
	return references.some((reference) => reference?.erasedEarly) ? 0 : earliest(deadlinesOf(cmk));
};

/** @returns the summary of these CMKs */
export function summaryOf(cmks: Iterable<Cmk>): KeySummary {
	const states = keyStates.map(() => 0);
	let due = Infinity;
	for (const cmk of cmks) {
		count(states, cmk, 1);
		due = Math.min(due, dueOf(cmk) ?? Infinity);
	}
	return { states, due: due === Infinity ? null : due };
}

/**
 * @param change - a CMK as it was and as it is; undefined for one that is new, and for one that is gone
 * @returns the summary after it, whose `due` stays too early where what was due first is gone
 */
export function summaryAfter(
	{ states, due }: KeySummary,
	[before, after]: readonly [Cmk | undefined, Cmk | undefined]
): KeySummary {
	const counted = [...states];
	if (before) count(counted, before, -1);
	if (after) count(counted, after, 1);
	const times = [due, after ? dueOf(after) : null].filter((time) => time !== null);
	return { states: counted, due: earliest(times) };
}

/** As if no time had passed: what is due then, the summary says apart. */
function count(states: number[], cmk: Cmk, by: number): void {
	const index = keyStates.indexOf(keyState(cmk, -Infinity));
	states[index] = (states[index] ?? 0) + by;
}
