import { describe, expect, test } from 'vitest';
import type { Cmk, EarlierKeyMaterial } from '#lib/domain/key/cmk.ts';
import {
	assertRotatableOnDemand,
	mostKeyMaterials,
	nextRotation,
	rotationIsDue,
	withRotation
} from '#lib/domain/key/rotation.ts';
import { asRecord } from '#lib/domain/vault/vault-record.ts';
import { cmkWith, inState, noon } from '../../../support/cmk.ts';

const earlier = (count: number): EarlierKeyMaterial[] =>
	Array.from({ length: count }, (_, index) => ({
		...{ recordId: String(index), rowHash: '00', since: noon, materialId: '00' },
		rotated: 'AUTOMATIC'
	}));
const rotated = (facts: Partial<Cmk>) =>
	withRotation(cmkWith({ origin: 'AIRLOCK', ...facts }), 90, noon);

describe('the bound of key materials', () => {
	test('one fewer can be rotated once more, and then neither the user nor a date makes another', () => {
		const almost = rotated({ earlierMaterials: earlier(mostKeyMaterials - 2) });
		expect(() => assertRotatableOnDemand(almost)).not.toThrow();
		expect(nextRotation(almost)).not.toBeNull();
		const full = rotated({ earlierMaterials: earlier(mostKeyMaterials - 1) });
		expect(() => assertRotatableOnDemand(full)).toThrow(
			expect.objectContaining({
				code: 'LimitExceeded',
				details: { of: 'keyMaterials', limit: mostKeyMaterials }
			})
		);
		expect(nextRotation(full)).toBeNull();
	});

	test('a record within it is read, and one beyond it is not', () => {
		const record = (count: number) =>
			asRecord({ kind: 'cmk', cmk: cmkWith({ earlierMaterials: earlier(count) }) });
		expect(record(mostKeyMaterials - 1)).toBeDefined();
		expect(record(mostKeyMaterials)).toBeUndefined();
	});
});

test.each(['PENDING_IMPORT', 'DISABLED', 'PENDING_DELETION'] as const)(
	'a key that is %s is not due, whatever its date',
	(state) => {
		const cmk = rotated(inState[state]);
		expect(rotationIsDue(cmk, Infinity)).toBe(false);
		expect(rotationIsDue({ ...cmk, ...cmkWith(), rotation: cmk.rotation }, Infinity)).toBe(true);
	}
);
