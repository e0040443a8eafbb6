import { describe, expect, test } from 'vitest';
import type { Cmk } from '#lib/domain/cmk.ts';
import {
	allowedStates,
	assertAllowed,
	isAllowed,
	keyState,
	type KeyState
} from '#lib/domain/key-state.ts';
import { cmkWith, materialReference, noon, someKeyId } from '../../support/cmk.ts';
import { stateTable, stateTableCells } from '../../support/state-table.ts';

const inState: Record<KeyState, Partial<Cmk>> = {
	PENDING_IMPORT: { material: null },
	ENABLED: {},
	DISABLED: { enabled: false },
	PENDING_DELETION: { deletionDate: noon + 1 }
};

describe('keyState', () => {
	test.each(Object.entries(inState))('%s', (state, facts) => {
		expect(keyState(cmkWith(facts), noon)).toBe(state);
	});

	test.each([
		[noon - 1, 'ENABLED'],
		[noon, 'PENDING_IMPORT'],
		[noon + 1, 'PENDING_IMPORT']
	])('expiry at noon, seen at %i: %s', (now, state) => {
		expect(keyState(cmkWith({ material: materialReference(noon) }), now)).toBe(state);
	});

	test('a disabled key whose material expires waits for its import', () => {
		const cmk = cmkWith({ enabled: false, material: materialReference(noon) });
		expect([keyState(cmk, noon - 1), keyState(cmk, noon)]).toEqual(['DISABLED', 'PENDING_IMPORT']);
	});

	test('pending deletion outranks everything, with the date still ahead and long past', () => {
		for (const facts of [
			{},
			{ enabled: false },
			{ material: null },
			{ material: materialReference(noon) }
		])
			for (const deletionDate of [noon - 1, noon, noon + 1])
				expect(keyState(cmkWith({ ...facts, deletionDate }), noon)).toBe('PENDING_DELETION');
	});

	test('material without an expiry never expires', () => {
		expect(keyState(cmkWith(), 8.64e15)).toBe('ENABLED');
	});
});

describe('the state table', () => {
	test('has every operation', () => {
		expect(Object.keys(stateTable).sort()).toEqual(Object.keys(allowedStates).sort());
	});

	test.each(stateTableCells)(
		'$operation, $origin, $state: $expected',
		({ operation, origin, state, expected }) => {
			const cmk = cmkWith({
				...inState[state],
				origin,
				...(origin === 'AIRLOCK' && { exportable: true })
			});
			expect(keyState(cmk, noon)).toBe(state);
			expect(isAllowed(operation, cmk, noon)).toBe(expected === 'success');
			const ask = () => assertAllowed(operation, cmk, noon);
			if (expected === 'success') expect(ask).not.toThrow();
			else
				expect(ask).toThrow(
					expect.objectContaining({
						code: expected,
						details: {
							operation,
							keyId: someKeyId,
							...(expected === 'InvalidState'
								? { keyState: state }
								: {
										rule:
											operation === 'WrapKeyMaterial' ? 'EXPORTABLE_ONLY' : 'ORIGIN_EXTERNAL_ONLY'
									})
						}
					})
				);
		}
	);

	test.each([
		[noon - 1, true],
		[noon, false],
		[noon + 1, false]
	])('asks the clock too: material that expires at noon encrypts at %i: %s', (now, allowed) => {
		expect(isAllowed('Encrypt', cmkWith({ material: materialReference(noon) }), now)).toBe(allowed);
	});
});
