/**
 * Algorithm suites of the AWS Encryption SDK: its specification, framework/algorithm-suites.md. Airlock writes one, and
 * tells the others by name.
 */

/** AES-256-GCM, HKDF-SHA-512, key commitment, no signature: AES_256_GCM_HKDF_SHA512_COMMIT_KEY. */
export const committingSuite = 0x0478;
/** Of a message id of this suite: it is the salt of HKDF. */
export const messageIdBytes = 32;
/** Of a data key. */
export const dataKeyBytes = 32;
/** Of the commitment to the data key. */
export const commitmentBytes = 32;
/** Of AES-GCM. */
export const ivBytes = 12;
/** Of AES-GCM. */
export const tagBytes = 16;

/** Why messages of another suite are not opened. */
export type SuiteFault = 'SIGNED' | 'WITHOUT_COMMITMENT';

const suites: ReadonlyMap<number, SuiteFault | undefined> = new Map<number, SuiteFault | undefined>(
	[
		[committingSuite, undefined],
		[0x0578, 'SIGNED'],
		...[0x0014, 0x0046, 0x0078, 0x0114, 0x0146, 0x0178, 0x0214, 0x0346, 0x0378].map(
			(suite) => [suite, 'WITHOUT_COMMITMENT'] as const
		)
	]
);

/** @returns whether the specification has it: what begins with another one is no message */
export const isSuite = (suite: number): boolean => suites.has(suite);

/** @returns undefined for the suite that Airlock opens */
export const suiteFault = (suite: number): SuiteFault | undefined => suites.get(suite);
