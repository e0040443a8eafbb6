import { describe, expect, test } from 'vitest';
import { assertAllowed, isAllowed } from '#lib/domain/key/allowed.ts';
import { keyState, type KeyState } from '#lib/domain/key/key-state.ts';
import { keyOperations, type KeyOperation } from '#lib/domain/vault/operation.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { newCmk } from '#lib/domain/key/cmk.ts';
import { cmkWith, inState, materialReference, noon, someKeyId } from '../../../support/cmk.ts';
import {
	kindsOfKeys,
	kindTableCells,
	retiredTable,
	stateTable,
	stateTableCells
} from '../../../support/state-table.ts';

const otherKeyId = asKeyId('20213243-5465-4687-98a9-bacbdcedfe0f');

/** What a refusal tells beside the operation and the key. */
function detailOf(expected: string, operation: KeyOperation, keyState: KeyState): object {
	if (expected === 'InvalidState') return { keyState };
	if (expected === 'InvalidKeyUsage')
		return { keySpec: 'AES_256', keyUsage: 'ENCRYPT_DECRYPT', algorithm: null };
	if (operation === 'GetPublicKey') return { rule: 'KEY_PAIR_ONLY' };
	if (/Rotat/.test(operation)) return { rule: 'ORIGIN_AIRLOCK_ONLY' };
	return { rule: operation === 'WrapKeyMaterial' ? 'EXPORTABLE_ONLY' : 'ORIGIN_EXTERNAL_ONLY' };
}

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
				...(operation === 'WrapKeyMaterial' && origin === 'AIRLOCK' && { exportable: true })
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
							...detailOf(expected, operation, state)
						}
					})
				);
		}
	);

	test.each(kindTableCells)(
		'$operation, $KeySpec for $KeyUsage, $state: $expected',
		({ operation, KeySpec, KeyUsage, state, expected }) => {
			const cmk = cmkWith({
				...newCmk(someKeyId, {
					...{ origin: 'AIRLOCK', description: '', now: noon },
					exportable: operation === 'WrapKeyMaterial',
					...{ keySpec: KeySpec, keyUsage: KeyUsage }
				}),
				material: materialReference(),
				...inState[state]
			});
			expect(isAllowed(operation, cmk, noon)).toBe(expected === 'success');
			const ask = () => assertAllowed(operation, cmk, noon);
			if (expected === 'success') expect(ask).not.toThrow();
			else expect(ask).toThrow(expect.objectContaining({ code: expected }));
		}
	);

	test.each(kindTableCells)(
		'$operation, $KeySpec for $KeyUsage, $state and retired',
		({ operation, KeySpec, KeyUsage, state, expected }) => {
			const exportable = operation === 'WrapKeyMaterial';
			const cmk = cmkWith({
				...newCmk(someKeyId, {
					...{ origin: 'AIRLOCK', description: '', now: noon, exportable },
					...{ keySpec: KeySpec, keyUsage: KeyUsage }
				}),
				...{ material: materialReference(), ...inState[state] },
				...{ retiredOn: noon, replacedBy: otherKeyId }
			});
			const isOfKind = expected === 'success' || expected === 'InvalidState';
			const isBarred = isOfKind && retiredTable[operation] === 'r';
			expect(isAllowed(operation, cmk, noon)).toBe(expected === 'success' && !isBarred);
			const ask = () => assertAllowed(operation, cmk, noon);
			if (isBarred)
				expect(ask).toThrow(
					expect.objectContaining({
						code: 'KeyRetired',
						details: { operation, keyId: someKeyId, replacedBy: otherKeyId }
					})
				);
			else if (expected === 'success') expect(ask).not.toThrow();
			else expect(ask).toThrow(expect.objectContaining({ code: expected }));
		}
	);

	test.each(keyOperations.filter((operation) => /Rotat/.test(operation)))(
		'%s is nothing for an exportable key: what is wrapped of one is all of it',
		(operation) => {
			const cmk = cmkWith({ origin: 'AIRLOCK', exportable: true });
			expect(() => assertAllowed(operation, cmk, noon)).toThrow(
				expect.objectContaining({
					code: 'UnsupportedOperation',
					details: { operation, keyId: someKeyId, rule: 'NOT_EXPORTABLE' }
				})
			);
		}
	);

	test('the matrix has every state of every kind for every operation', () => {
		expect(kindTableCells).toHaveLength(keyOperations.length * kindsOfKeys.length * 4);
	});

	test.each([
		[noon - 1, true],
		[noon, false],
		[noon + 1, false]
	])('asks the clock too: material that expires at noon encrypts at %i: %s', (now, allowed) => {
		expect(isAllowed('Encrypt', cmkWith({ material: materialReference(noon) }), now)).toBe(allowed);
	});
});
