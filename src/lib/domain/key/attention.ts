import { dayMs, type EpochMillis } from '../time.ts';
import { isOver, lossOf } from '../import/import-rules.ts';
import type { Cmk } from './cmk.ts';
import { holdsUsableMaterial } from './key-state.ts';

/** Key material that expires sooner than this is worth a line. */
const expirySoonMs = 30 * dayMs;

/** Something about a key that its owner should know of without looking for it. */
export interface Attention {
	kind: 'EXPIRES' | 'EXPIRED' | 'ERASED_EARLY' | 'IMPORT_WAITING' | 'DELETION' | 'UNTESTED';
	/** when it happens, or happened */
	at: EpochMillis;
}

/**
 * Whether {@link attentionTo} or `deadlinesAhead` can find anything about a CMK, now or later, as long as nothing of it
 * changes.
 */
export function mayCallForAttention(cmk: Cmk): boolean {
	const { deletionDate, material, lostMaterial, importParameters } = cmk;
	if (deletionDate !== null || lostMaterial !== null || importParameters !== null) return true;
	if (cmk.rotation) return true;
	if (material?.expirationModel === 'KEY_MATERIAL_EXPIRES') return true;
	return material !== null && hasUntestedCopy(cmk);
}

/** The copies of what was imported are outside. */
const hasUntestedCopy = ({ origin, rehearsedOn }: Cmk): boolean =>
	origin === 'EXTERNAL' && rehearsedOn === undefined;

/** @returns what about a CMK calls for attention */
export function attentionTo(cmk: Cmk, now: EpochMillis): Attention[] {
	const { deletionDate, importParameters, material, lostMaterial } = cmk;
	// Nothing else about a key matters once it is to be deleted.
	if (deletionDate !== null) return [{ kind: 'DELETION', at: deletionDate }];
	const found: Attention[] = [];
	if (importParameters && !isOver(importParameters, now))
		found.push({ kind: 'IMPORT_WAITING', at: importParameters.validTo });
	const expiring = material?.expirationModel === 'KEY_MATERIAL_EXPIRES' ? material : undefined;
	const usable = holdsUsableMaterial(cmk, now);
	if (usable && expiring && expiring.validTo - now <= expirySoonMs)
		found.push({ kind: 'EXPIRES', at: expiring.validTo });
	const lost = !usable && expiring ? lossOf(expiring, now) : lostMaterial;
	if (lost && lost.reason !== 'DELETED') found.push({ kind: lost.reason, at: lost.at });
	if (usable && material && hasUntestedCopy(cmk))
		found.push({ kind: 'UNTESTED', at: material.since });
	return found;
}

/** In the order in which it is told: the soonest first; what has no date of its own at the end. */
export function byUrgency(a: Attention, b: Attention): number {
	const undated = ({ kind }: Attention) => Number(kind === 'UNTESTED');
	return undated(a) - undated(b) || a.at - b.at;
}
