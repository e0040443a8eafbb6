import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { namesToMove } from './retired-name.ts';

/** The steps in which a new key takes the place of another. */
export type RotationStep = 'CREATE' | 'IMPORT' | 'ALIAS' | 'RETIRE' | 'RE_ENCRYPT' | 'DELETE';

type ReplacedKey = Pick<
	KeyMetadata,
	'KeyState' | 'Aliases' | 'RetiredOn' | 'Origin' | 'KeyCheckValue'
>;
type Replacement = Pick<KeyMetadata, 'KeyId' | 'KeyState' | 'Aliases' | 'KeyCheckValue'>;
type Checked = Pick<KeyMetadata, 'KeyCheckValue'>;

/** @returns those that there are for a key; one that Airlock makes has no import */
export function rotationSteps({ Origin }: Pick<KeyMetadata, 'Origin'>): RotationStep[] {
	const all = ['CREATE', 'IMPORT', 'ALIAS', 'RETIRE', 'RE_ENCRYPT', 'DELETE'] as const;
	return all.filter((step) => step !== 'IMPORT' || Origin === 'EXTERNAL');
}

/**
 * @returns whether both keys are known to have the same key material, with which nothing is rotated. That of weak key
 * material isn't told
 */
export const haveSameMaterial = (key: Checked, replacement: Checked): boolean =>
	key.KeyCheckValue !== null &&
	key.KeyCheckValue.sha256Prefix === replacement.KeyCheckValue?.sha256Prefix;

/**
 * The step that comes next. The vault says it, so that a rotation goes on after a reload or a lock, and in another tab.
 *
 * @param replacement - the key that takes the place, if there is one
 * @returns undefined once the old key waits for its deletion
 */
export function nextStep(
	key: ReplacedKey,
	replacement: Replacement | undefined
): RotationStep | undefined {
	if (key.KeyState === 'PENDING_DELETION') return undefined;
	if (!replacement || replacement.KeyState === 'PENDING_DELETION') return 'CREATE';
	if (replacement.KeyState === 'PENDING_IMPORT' || haveSameMaterial(key, replacement))
		return 'IMPORT';
	if (key.RetiredOn === undefined)
		return namesToMove(key, replacement).length > 0 ? 'ALIAS' : 'RETIRE';
	return 'RE_ENCRYPT';
}
