import type { Cmk, ImportParameters } from '#lib/domain/key/cmk.ts';
import { expectedFileBytes, type ExpectedFile } from '#lib/domain/import/encrypted-key-size.ts';

/** Import parameters that work, and the kind of the CMK that they are for. */
export type LiveParameters = ImportParameters & ExpectedFile;

/** @returns the live parameters of a CMK, with its kind */
export const ofKind = ({ keySpec }: Cmk, parameters: ImportParameters): LiveParameters => ({
	...parameters,
	keySpec
});

/** @returns how long an encrypted key is that was made for these parameters */
export const expectedBytes = (live: ExpectedFile): number => expectedFileBytes(live);
