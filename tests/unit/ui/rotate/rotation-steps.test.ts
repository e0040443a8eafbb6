import { expect, test } from 'vitest';
import type { KeyId } from '#lib/domain/ids.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import { namesToMove, retiredName } from '#lib/ui/rotate/retired-name.ts';
import { nextStep, rotationSteps } from '#lib/ui/rotate/rotation-steps.ts';

type Key = Parameters<typeof nextStep>[0];
type NewKey = NonNullable<Parameters<typeof nextStep>[1]>;

const checkValue = (sha256Prefix: string) => ({ kcv: null, sha256Prefix });

const old = (facts: Partial<Key> = {}): Key => ({
	KeyState: 'ENABLED',
	Aliases: ['orders'],
	Origin: 'EXTERNAL',
	KeyCheckValue: checkValue('01'),
	...facts
});
const newKey = (KeyState: KeyState, facts: Partial<NewKey> = {}): NewKey => ({
	KeyId: '8c1e0000-0000-4000-8000-000000000000' as KeyId,
	KeyState,
	Aliases: ['orders-next'],
	KeyCheckValue: checkValue('02'),
	...facts
});

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

test('with the same key material, the flow stays at the import', () => {
	const same = { KeyCheckValue: checkValue('01') };
	for (const KeyState of ['ENABLED', 'DISABLED', 'PENDING_IMPORT'] as const)
		expect(nextStep(old(), newKey(KeyState, same))).toBe('IMPORT');
	expect(nextStep(old({ RetiredOn: 1 }), newKey('ENABLED', same))).toBe('IMPORT');
	expect(nextStep(old(), newKey('PENDING_DELETION', same))).toBe('CREATE');
	// Of weak key material nothing is told.
	const unknown = { KeyCheckValue: null };
	expect(nextStep(old(unknown), newKey('ENABLED', unknown))).toBe('ALIAS');
});

test('a name that was suggested for the retired key is none to move', () => {
	const replacement = newKey('ENABLED', { Aliases: ['orders', 'orders-next'] });
	const suggested = retiredName(replacement, '2026-11-30');
	expect(suggested).toBe('orders-until-2026-11-30');
	expect(nextStep(old({ Aliases: [suggested] }), replacement)).toBe('RETIRE');
	const names = [suggested, 'orders-next-until-2025-01-02', 'orders-until-today', 'bills'];
	expect(namesToMove({ Aliases: names }, replacement)).toEqual(['orders-until-today', 'bills']);
	const nameless = newKey('ENABLED', { Aliases: [] });
	const Aliases = [retiredName(nameless, '2026-11-30')];
	expect(namesToMove({ Aliases }, nameless)).toEqual([]);
	expect(namesToMove({ Aliases }, replacement)).toEqual([]);
	expect(namesToMove({ Aliases: [suggested] }, nameless)).toEqual([suggested]);
});
