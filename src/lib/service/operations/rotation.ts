/** RotateKeyOnDemand, EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus, ListKeyRotations. */
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import {
	assertRoomForMaterial,
	assertRotatableOnDemand,
	defaultRotationDays,
	longestRotationDays,
	nextRotation,
	onDemandRotationsLeft,
	shortestRotationDays,
	withRotation,
	withoutRotation
} from '#lib/domain/key/rotation.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import type { RotationOfKey } from '../api/rotation.ts';
import { nothing, type Moment, type OperationFunction } from '../engine/context.ts';
import { rotate } from '../engine/rotate.ts';
import { pageOf } from './page.ts';
import { currentMaterialId } from './use-key.ts';

/** Gives a CMK new key material now. The date of the next automatic rotation stays. */
export const rotateKeyOnDemand: OperationFunction<'RotateKeyOnDemand'> = (context, { KeyId }) =>
	context.mutate(async (moment) => {
		const cmk = moment.vault.cmk(KeyId);
		assertAllowed('RotateKeyOnDemand', cmk, moment.now);
		assertRotatableOnDemand(cmk);
		return {
			change: await rotate(moment, cmk, 'ON_DEMAND'),
			answer: () => ({ KeyId: cmk.keyId })
		};
	});

/** Rotates a CMK again and again from now on: one period after now for the first time. */
export const enableKeyRotation: OperationFunction<'EnableKeyRotation'> = (
	context,
	{ KeyId, RotationPeriodInDays: days = defaultRotationDays }
) =>
	context.mutate(({ vault, time, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('EnableKeyRotation', cmk, now);
		if (days < shortestRotationDays || days > longestRotationDays)
			throw new KmsError('InvalidParameter', {
				parameter: 'RotationPeriodInDays',
				rule: `FROM_${shortestRotationDays}_TO_${longestRotationDays}`
			});
		assertRoomForMaterial(cmk);
		assertClockRuns(time);
		const { keyId } = cmk;
		return {
			change: {
				put: [{ kind: 'cmk', cmk: withRotation(cmk, days, now) }],
				log: [{ operation: 'EnableKeyRotation', keyId, detail: { days } }]
			},
			answer: nothing
		};
	});

/** Stops that. All key material stays. */
export const disableKeyRotation: OperationFunction<'DisableKeyRotation'> = (context, { KeyId }) =>
	context.mutate(({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('DisableKeyRotation', cmk, now);
		const { keyId } = cmk;
		return {
			change: {
				put: [{ kind: 'cmk', cmk: withoutRotation(cmk) }],
				log: [{ operation: 'DisableKeyRotation', keyId }]
			},
			answer: nothing
		};
	});

/** Tells whether and when a CMK is rotated. */
export const getKeyRotationStatus: OperationFunction<'GetKeyRotationStatus'> = (
	context,
	{ KeyId }
) =>
	context.read(({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('GetKeyRotationStatus', cmk, now);
		const { keyId, rotation, deletionDate } = cmk;
		const isOn = rotation !== undefined && deletionDate === null;
		return {
			KeyId: keyId,
			KeyRotationEnabled: isOn,
			RotationPeriodInDays: isOn ? rotation.periodDays : null,
			NextRotationDate: nextRotation(cmk),
			OnDemandRotationsLeft: onDemandRotationsLeft(cmk)
		};
	});

/** Lists the rotations of a CMK, oldest first, and before them its first key material if that is asked for. */
export const listKeyRotations: OperationFunction<'ListKeyRotations'> = (
	context,
	{ KeyId, IncludeKeyMaterial = 'ROTATIONS_ONLY', Limit, Marker }
) =>
	context.read(async (moment) => {
		const cmk = moment.vault.cmk(KeyId);
		assertAllowed('ListKeyRotations', cmk, moment.now);
		const all = await rotationsOf(moment, cmk);
		const listed =
			IncludeKeyMaterial === 'ALL_KEY_MATERIAL'
				? all
				: all.filter(({ RotationType }) => RotationType !== null);
		const start =
			Marker === undefined ? 0 : listed.findIndex(({ KeyMaterialId }) => KeyMaterialId === Marker);
		const { items, ...page } = pageOf(
			listed,
			{ start, limit: Limit },
			({ KeyMaterialId }) => KeyMaterialId
		);
		return { Rotations: items, ...page };
	});

async function rotationsOf(moment: Moment, cmk: Cmk): Promise<RotationOfKey[]> {
	const { keyId, material, earlierMaterials = [] } = cmk;
	const entry = (
		{ since, rotated }: Pick<(typeof earlierMaterials)[number], 'since' | 'rotated'>,
		KeyMaterialId: string,
		KeyMaterialState: RotationOfKey['KeyMaterialState']
	): RotationOfKey => ({
		...{ KeyId: keyId, KeyMaterialId, KeyMaterialState },
		RotationDate: rotated ? since : null,
		RotationType: rotated ?? null
	});
	const earlier = earlierMaterials.map((one) => entry(one, one.materialId, 'NON_CURRENT'));
	const current = await currentMaterialId(moment, cmk);
	return material && current !== null ? [...earlier, entry(material, current, 'CURRENT')] : earlier;
}
