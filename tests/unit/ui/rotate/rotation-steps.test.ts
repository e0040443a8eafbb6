import { expect, test } from 'vitest';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import { nextStep, rotationSteps } from '#lib/ui/rotate/rotation-steps.ts';

type Key = Parameters<typeof nextStep>[0];

const old = (facts: Partial<Key> = {}): Key => ({
	KeyState: 'ENABLED',
	Aliases: ['orders'],
	Origin: 'EXTERNAL',
	...facts
});
const newKey = (KeyState: KeyState) => ({ KeyState });

test('the next step follows from both keys as the vault has them', () => {
	expect(nextStep(old(), undefined)).toBe('CREATE');
	expect(nextStep(old(), newKey('PENDING_IMPORT'))).toBe('IMPORT');
	expect(nextStep(old(), newKey('ENABLED'))).toBe('ALIAS');
	expect(nextStep(old({ Aliases: [] }), newKey('ENABLED'))).toBe('RETIRE');
	expect(nextStep(old({ RetiredOn: 1 }), newKey('ENABLED'))).toBe('RE_ENCRYPT');
	expect(nextStep(old({ KeyState: 'PENDING_DELETION' }), newKey('ENABLED'))).toBeUndefined();
});

test('a new key that is to be deleted takes no place: another is created', () => {
	expect(nextStep(old(), newKey('PENDING_DELETION'))).toBe('CREATE');
	expect(nextStep(old({ RetiredOn: 1 }), newKey('PENDING_DELETION'))).toBe('CREATE');
});

test('an old key that has lost its key material, or is disabled, is replaced as any other', () => {
	for (const KeyState of ['PENDING_IMPORT', 'DISABLED'] as const)
		expect(nextStep(old({ KeyState }), newKey('ENABLED'))).toBe('ALIAS');
});

test('only imported key material has an import', () => {
	expect(rotationSteps({ Origin: 'EXTERNAL' })).toContain('IMPORT');
	expect(rotationSteps({ Origin: 'AIRLOCK' })).not.toContain('IMPORT');
});
