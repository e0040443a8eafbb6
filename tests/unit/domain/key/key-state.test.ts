import { describe, expect, test } from 'vitest';
import { keyState } from '#lib/domain/key/key-state.ts';
import { cmkWith, inState, materialReference, noon } from '../../../support/cmk.ts';

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
