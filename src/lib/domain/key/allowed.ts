/** Whether a CMK allows an operation now. The service asks before it does anything, the screens draw their buttons from it. */
import type { Cmk } from './cmk.ts';
import { KmsError } from '../errors.ts';
import { keyState, type KeyState } from './key-state.ts';
import { assertNotRetired, isRetired } from './retirement.ts';
import { algorithmsOf, isPair, usageOf, type Algorithm } from './kinds.ts';
import {
	operationFacts,
	type KeyOperation,
	type KeyRule,
	type OnOneKey,
	type RotationRule
} from '../vault/operation.ts';
import type { EpochMillis } from '../time.ts';

/** @returns what rules the operation out for this CMK, whatever its state */
function brokenRule(operation: KeyOperation, cmk: Cmk): KeyRule | undefined {
	switch (operationFacts[operation].only) {
		case 'ORIGIN_EXTERNAL_ONLY':
			return cmk.origin === 'EXTERNAL' ? undefined : 'ORIGIN_EXTERNAL_ONLY';
		case 'EXPORTABLE_ONLY':
			return cmk.exportable ? undefined : 'EXPORTABLE_ONLY';
		case 'KEY_PAIR_ONLY':
			return isPair(cmk.keySpec) ? undefined : 'KEY_PAIR_ONLY';
		case 'ROTATABLE_ONLY':
			return rotationRule(cmk);
		case null:
			return undefined;
	}
}

/**
 * Key material that was imported is one for life, since its copies are outside; and what is wrapped of an exportable key
 * has to be all of it.
 */
function rotationRule({ keySpec, origin, exportable }: Cmk): RotationRule | undefined {
	if (keySpec !== 'AES_256') return 'AES_256_ONLY';
	if (origin !== 'AIRLOCK') return 'ORIGIN_AIRLOCK_ONLY';
	return exportable ? 'NOT_EXPORTABLE' : undefined;
}

/** @param algorithm - the one that was asked for, where it decides */
const unfitting = (operation: KeyOperation, cmk: Cmk, algorithm: Algorithm | null = null) =>
	new KmsError('InvalidKeyUsage', {
		operation,
		keyId: cmk.keyId,
		keySpec: cmk.keySpec,
		keyUsage: usageOf(cmk),
		algorithm
	});

/** @returns whether the CMK is made for the operation */
function fits(operation: KeyOperation, cmk: Cmk): boolean {
	const { use }: OnOneKey = operationFacts[operation];
	return use === undefined || use === cmk.keySpec || use === usageOf(cmk);
}

/** @returns whether it would make something new with a CMK that is kept only for what there is */
function isBarred(operation: KeyOperation, cmk: Cmk): boolean {
	const { newData }: OnOneKey = operationFacts[operation];
	return newData === true && isRetired(cmk);
}

/** @returns whether the table of operations allows this one for the CMK now */
export function isAllowed(operation: KeyOperation, cmk: Cmk, now: EpochMillis): boolean {
	const states: readonly KeyState[] = operationFacts[operation].states;
	return (
		brokenRule(operation, cmk) === undefined &&
		fits(operation, cmk) &&
		!isBarred(operation, cmk) &&
		states.includes(keyState(cmk, now))
	);
}

/**
 * @throws {@link KmsError} `UnsupportedOperation` when the CMK itself rules it out, `InvalidKeyUsage` when it is made for
 * something else, `KeyRetired` when it is kept only for what was made with it, `InvalidState` when its state rules it out
 */
export function assertAllowed(operation: KeyOperation, cmk: Cmk, now: EpochMillis): void {
	if (isAllowed(operation, cmk, now)) return;
	const rule = brokenRule(operation, cmk);
	if (rule) throw new KmsError('UnsupportedOperation', { operation, keyId: cmk.keyId, rule });
	if (!fits(operation, cmk)) throw unfitting(operation, cmk);
	if (isBarred(operation, cmk)) assertNotRetired(operation, cmk);
	throw new KmsError('InvalidState', {
		operation,
		keyId: cmk.keyId,
		keyState: keyState(cmk, now)
	});
}

/** @throws {@link KmsError} `InvalidKeyUsage` when the CMK is not for this algorithm */
export function assertAlgorithm(operation: KeyOperation, cmk: Cmk, algorithm: Algorithm): void {
	if (!algorithmsOf(cmk).includes(algorithm)) throw unfitting(operation, cmk, algorithm);
}
