/** Rotation of a CMK that Airlock made: new key material encrypts, all of it decrypts. Names and limits are those of AWS KMS. */
import { KmsError } from '../errors.ts';
import { dayMs, type EpochMillis } from '../time.ts';
import type { Cmk, EarlierKeyMaterial, KeyMaterialReference, RotationType } from './cmk.ts';
import { isRetired } from './retirement.ts';

/** The days between two automatic rotations: at least, at most, and where nothing else is asked for. */
export const shortestRotationDays = 90;
export const longestRotationDays = 2560;
export const defaultRotationDays = 365;
/** How often a CMK is rotated on demand. */
const mostOnDemandRotations = 25;

/** @returns the key material of a CMK, oldest first, the current one last */
const materialsOf = ({ material, earlierMaterials = [] }: Cmk) => [
	...earlierMaterials,
	...(material ? [material] : [])
];

/** @returns how often a CMK can still be rotated on demand */
export function onDemandRotationsLeft(cmk: Cmk): number {
	const materials = materialsOf(cmk);
	const done = materials.filter(({ rotated }) => rotated === 'ON_DEMAND').length;
	return Math.min(mostOnDemandRotations - done, mostKeyMaterials - materials.length);
}

/** @throws {@link KmsError} `LimitExceeded` for a CMK that has all the key material that it can have */
export function assertRoomForMaterial(cmk: Cmk): void {
	if (hasAllMaterials(cmk))
		throw new KmsError('LimitExceeded', { of: 'keyMaterials', limit: mostKeyMaterials });
}

/** @throws {@link KmsError} `LimitExceeded` */
export function assertRotatableOnDemand(cmk: Cmk): void {
	assertRoomForMaterial(cmk);
	if (onDemandRotationsLeft(cmk) <= 0)
		throw new KmsError('LimitExceeded', {
			of: 'onDemandRotations',
			limit: mostOnDemandRotations
		});
}

/**
 * Key materials of one CMK at most, the current one included: no more are made, and no record with more is read, so that
 * nobody has to try more of them on a file.
 */
export const mostKeyMaterials = 128;
const hasAllMaterials = (cmk: Cmk) => materialsOf(cmk).length >= mostKeyMaterials;

/** @returns whether a CMK has no more key material than it may have */
export const mayHaveMaterials = ({ earlierMaterials = [] }: Pick<Cmk, 'earlierMaterials'>) =>
	earlierMaterials.length < mostKeyMaterials;

/** @returns when a CMK is rotated automatically; null for never, as long as nothing of it changes */
export function nextRotation(cmk: Cmk): EpochMillis | null {
	const waits = !cmk.enabled || cmk.deletionDate !== null || cmk.material === null;
	return cmk.rotation === undefined || waits || isRetired(cmk) || hasAllMaterials(cmk)
		? null
		: cmk.rotation.next;
}

/** @returns whether its date has come */
export function rotationIsDue(cmk: Cmk, now: EpochMillis): boolean {
	const next = nextRotation(cmk);
	return next !== null && next <= now;
}

/** @returns the CMK with automatic rotation, which first comes one period from now */
export const withRotation = (cmk: Cmk, periodDays: number, now: EpochMillis): Cmk => ({
	...cmk,
	rotation: { periodDays, next: now + periodDays * dayMs }
});

/** @returns the CMK without automatic rotation; its key material stays */
export const withoutRotation = (cmk: Cmk): Cmk => ({ ...cmk, rotation: undefined });

/**
 * @param earlier - what was current until now
 * @param current - what takes its place
 * @returns the CMK after a rotation. One on demand leaves the date of the next automatic one; that counts from the last
 * automatic one, which can have been late
 */
export function withNewMaterial(
	cmk: Cmk,
	earlier: EarlierKeyMaterial,
	current: KeyMaterialReference & { rotated: RotationType }
): Cmk {
	const next = {
		...cmk,
		material: current,
		earlierMaterials: [...(cmk.earlierMaterials ?? []), earlier]
	};
	return current.rotated === 'AUTOMATIC' && cmk.rotation
		? withRotation(next, cmk.rotation.periodDays, current.since)
		: next;
}

/** @returns the CMK as it is when the clock was ahead and is set back: its next rotation is no more than a period away */
export function withRotationSetBack(cmk: Cmk, now: EpochMillis): Cmk {
	const { rotation } = cmk;
	return rotation && rotation.next > now + rotation.periodDays * dayMs
		? withRotation(cmk, rotation.periodDays, now)
		: cmk;
}
