import { expect, test } from 'vitest';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { divideKeys, type BulkAction } from '#lib/ui/keys/bulk-action.ts';

const keys = keyStates.map((KeyState) => ({ KeyState }));
const divided = (action: BulkAction) => {
	const { applies, leftOut } = divideKeys(action, [...keys, ...keys]);
	return {
		applies: applies.map(({ KeyState }) => KeyState),
		leftOut: leftOut.map(({ reason, keys: others }) => `${reason} ${others.length}`)
	};
};

test('an action applies to the keys whose state allows it and is not what it leads to', () => {
	expect(divided('ENABLE')).toEqual({
		applies: ['DISABLED', 'DISABLED'],
		leftOut: ['NO_MATERIAL 2', 'IS_ENABLED 2', 'DELETION_SCHEDULED 2']
	});
	expect(divided('DISABLE')).toEqual({
		applies: ['ENABLED', 'ENABLED'],
		leftOut: ['NO_MATERIAL 2', 'IS_DISABLED 2', 'DELETION_SCHEDULED 2']
	});
	for (const action of ['TAG', 'SCHEDULE_DELETION'] as const)
		expect(divided(action)).toEqual({
			applies: ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_IMPORT', 'ENABLED', 'DISABLED'],
			leftOut: ['DELETION_SCHEDULED 2']
		});
});
