import { newCmk, type Cmk, type KeyMaterialReference } from '#lib/domain/key/cmk.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { EpochMillis } from '#lib/domain/time.ts';

export const noon: EpochMillis = Date.UTC(2030, 0, 1, 12);
export const someKeyId = asKeyId('10213243-5465-4687-98a9-bacbdcedfe0f');

/** Key material for life, or to a time. */
export function materialReference(validTo?: EpochMillis): KeyMaterialReference {
	const rest = { recordId: 'material', rowHash: '00', since: noon };
	return validTo === undefined
		? { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE', ...rest }
		: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo, ...rest };
}

/** A CMK that holds key material; the facts say in what it differs. */
export function cmkWith(facts: Partial<Cmk> = {}): Cmk {
	return {
		...newCmk(someKeyId, { origin: 'EXTERNAL', description: '', now: noon }),
		material: materialReference(),
		...facts
	};
}

/** What puts a CMK of these tests into a state, at noon. */
export const inState: Record<KeyState, Partial<Cmk>> = {
	PENDING_IMPORT: { material: null },
	ENABLED: {},
	DISABLED: { enabled: false },
	PENDING_DELETION: { deletionDate: noon + 1 }
};
