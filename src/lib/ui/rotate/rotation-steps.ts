import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** The steps in which a new key takes the place of another. */
export type RotationStep = 'CREATE' | 'IMPORT' | 'ALIAS' | 'RETIRE' | 'RE_ENCRYPT' | 'DELETE';

type ReplacedKey = Pick<KeyMetadata, 'KeyState' | 'Aliases' | 'RetiredOn' | 'Origin'>;

/** @returns those that there are for a key; one that Airlock makes has no import */
export function rotationSteps({ Origin }: Pick<KeyMetadata, 'Origin'>): RotationStep[] {
	const all = ['CREATE', 'IMPORT', 'ALIAS', 'RETIRE', 'RE_ENCRYPT', 'DELETE'] as const;
	return all.filter((step) => step !== 'IMPORT' || Origin === 'EXTERNAL');
}

/**
 * The step that comes next. The vault says it, so that a rotation goes on after a reload or a lock, and in another tab.
 *
 * @param replacement - the key that takes the place, if there is one
 * @returns undefined once the old key waits for its deletion
 */
export function nextStep(
	key: ReplacedKey,
	replacement: Pick<KeyMetadata, 'KeyState'> | undefined
): RotationStep | undefined {
	if (key.KeyState === 'PENDING_DELETION') return undefined;
	if (!replacement || replacement.KeyState === 'PENDING_DELETION') return 'CREATE';
	if (replacement.KeyState === 'PENDING_IMPORT') return 'IMPORT';
	if (key.RetiredOn === undefined) return key.Aliases.length > 0 ? 'ALIAS' : 'RETIRE';
	return 'RE_ENCRYPT';
}
