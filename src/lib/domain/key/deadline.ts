import { isOver } from '../import/import-rules.ts';
import type { EpochMillis } from '../time.ts';
import type { Cmk } from './cmk.ts';
import { holdsUsableMaterial } from './key-state.ts';
import { nextRotation } from './rotation.ts';

/** Something that comes for a CMK, at an instant that is known already. */
export interface Deadline {
	/** its key material expires, it is deleted, its import parameters end, or it is rotated */
	kind: 'EXPIRY' | 'DELETION' | 'PARAMETERS_END' | 'ROTATION';
	at: EpochMillis;
}

/** @returns what is still to come for a CMK */
export function deadlinesAhead(cmk: Cmk, now: EpochMillis): Deadline[] {
	const { deletionDate, material, importParameters } = cmk;
	// Nothing else about a key matters once it is to be deleted.
	if (deletionDate !== null)
		return deletionDate > now ? [{ kind: 'DELETION', at: deletionDate }] : [];
	const found: Deadline[] = [];
	if (material?.expirationModel === 'KEY_MATERIAL_EXPIRES' && holdsUsableMaterial(cmk, now))
		found.push({ kind: 'EXPIRY', at: material.validTo });
	if (importParameters && !isOver(importParameters, now))
		found.push({ kind: 'PARAMETERS_END', at: importParameters.validTo });
	const rotation = nextRotation(cmk);
	if (rotation !== null && rotation > now) found.push({ kind: 'ROTATION', at: rotation });
	return found;
}
