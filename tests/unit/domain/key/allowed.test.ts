import { describe, expect, test } from 'vitest';
import { assertAllowed, isAllowed } from '#lib/domain/key/allowed.ts';
import { keyState } from '#lib/domain/key/key-state.ts';
import { keyOperations } from '#lib/domain/vault/operation.ts';
import { cmkWith, inState, materialReference, noon, someKeyId } from '../../../support/cmk.ts';
import { stateTable, stateTableCells } from '../../../support/state-table.ts';

describe('the state table', () => {
	test('has every operation on a CMK', () => {
		expect(Object.keys(stateTable).sort()).toEqual(keyOperations.toSorted());
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
