import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** What can be done to several keys at once. */
export const bulkActions = ['ENABLE', 'DISABLE', 'TAG', 'SCHEDULE_DELETION'] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Why a key is left out. */
export type LeftOutReason = 'IS_ENABLED' | 'IS_DISABLED' | 'NO_MATERIAL' | 'DELETION_SCHEDULED';

export interface LeftOut<Key> {
	reason: LeftOutReason;
	keys: Key[];
}

const reasons: Readonly<Record<BulkAction, Partial<Record<KeyState, LeftOutReason>>>> = {
	ENABLE: {
		ENABLED: 'IS_ENABLED',
		PENDING_IMPORT: 'NO_MATERIAL',
		PENDING_DELETION: 'DELETION_SCHEDULED'
	},
	DISABLE: {
		DISABLED: 'IS_DISABLED',
		PENDING_IMPORT: 'NO_MATERIAL',
		PENDING_DELETION: 'DELETION_SCHEDULED'
	},
	TAG: { PENDING_DELETION: 'DELETION_SCHEDULED' },
	SCHEDULE_DELETION: { PENDING_DELETION: 'DELETION_SCHEDULED' }
};

/** @returns the keys that an action applies to, and the others by why it doesn't; each in the order in which they came */
export function divideKeys<Key extends Pick<KeyMetadata, 'KeyState'>>(
	action: BulkAction,
	keys: readonly Key[]
): { applies: Key[]; leftOut: LeftOut<Key>[] } {
	const applies: Key[] = [];
	const leftOut: LeftOut<Key>[] = [];
	for (const key of keys) {
		const reason = reasons[action][key.KeyState];
		const same = leftOut.find((one) => one.reason === reason);
		if (reason === undefined) applies.push(key);
		else if (same) same.keys.push(key);
		else leftOut.push({ reason, keys: [key] });
	}
	return { applies, leftOut };
}

/** So many keys a dialog names; of the others it says how many there are. */
export const mostNamed = 10;
