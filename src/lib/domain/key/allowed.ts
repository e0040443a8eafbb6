/** Whether a CMK allows an operation now. The service asks before it does anything, the screens draw their buttons from it. */
import type { Cmk } from './cmk.ts';
import { KmsError } from '../errors.ts';
import { keyState, type KeyState } from './key-state.ts';
import { operationFacts, type KeyOperation, type KeyRule } from '../vault/operation.ts';
import type { EpochMillis } from '../time.ts';

/** @returns what rules the operation out for this CMK, whatever its state */
function brokenRule(operation: KeyOperation, cmk: Cmk): KeyRule | undefined {
	switch (operationFacts[operation].only) {
		case 'ORIGIN_EXTERNAL_ONLY':
			return cmk.origin === 'EXTERNAL' ? undefined : 'ORIGIN_EXTERNAL_ONLY';
		case 'EXPORTABLE_ONLY':
			return cmk.exportable ? undefined : 'EXPORTABLE_ONLY';
		case null:
			return undefined;
	}
}

/** @returns whether the table of operations allows this one for the CMK now */
export function isAllowed(operation: KeyOperation, cmk: Cmk, now: EpochMillis): boolean {
	const states: readonly KeyState[] = operationFacts[operation].states;
	return brokenRule(operation, cmk) === undefined && states.includes(keyState(cmk, now));
}

/** @throws {@link KmsError} `UnsupportedOperation` when the CMK itself rules it out, `InvalidState` when its state does */
export function assertAllowed(operation: KeyOperation, cmk: Cmk, now: EpochMillis): void {
	if (isAllowed(operation, cmk, now)) return;
	const rule = brokenRule(operation, cmk);
	if (rule) throw new KmsError('UnsupportedOperation', { operation, keyId: cmk.keyId, rule });
	throw new KmsError('InvalidState', {
		operation,
		keyId: cmk.keyId,
		keyState: keyState(cmk, now)
	});
}
