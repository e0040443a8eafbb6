import type { Cmk } from './cmk.ts';
import type { EpochMillis } from '../time.ts';

/** All states, as AWS KMS names them. */
export const keyStates = ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'] as const;
/** What `keyState` computes from a CMK and the time. */
export type KeyState = (typeof keyStates)[number];

/** @returns whether the CMK holds key material that has not expired; the instant `validTo` itself is expired */
export function holdsUsableMaterial(cmk: Cmk, now: EpochMillis): boolean {
	const { material } = cmk;
	return (
		material !== null &&
		!material.erasedEarly &&
		(material.expirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE' || now < material.validTo)
	);
}

/** @returns the state at `now`. Expired key material counts as gone, whether or not anything has erased it yet. */
export function keyState(cmk: Cmk, now: EpochMillis): KeyState {
	if (cmk.deletionDate !== null) return 'PENDING_DELETION';
	if (!holdsUsableMaterial(cmk, now)) return 'PENDING_IMPORT';
	return cmk.enabled ? 'ENABLED' : 'DISABLED';
}
