import { keyMaterialBytes, type ImportParameters } from '#lib/domain/key/cmk.ts';
import { encryptedKeyBytes } from '#lib/domain/import/encrypted-key-size.ts';

/** @returns how long an encrypted key is that was made for these parameters */
export const expectedBytes = ({
	wrappingAlgorithm,
	wrappingKeySpec
}: Pick<ImportParameters, 'wrappingAlgorithm' | 'wrappingKeySpec'>): number =>
	encryptedKeyBytes(wrappingAlgorithm, wrappingKeySpec, keyMaterialBytes);
