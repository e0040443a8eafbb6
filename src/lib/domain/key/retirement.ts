/**
 * Retirement of a CMK: it decrypts and verifies what there is, and encrypts and signs nothing new. AWS KMS has no such
 * setting.
 */
import { KmsError } from '../errors.ts';
import type { EpochMillis } from '../time.ts';
import type { KeyOperation } from '../vault/operation.ts';
import type { Cmk } from './cmk.ts';
import { usageOf } from './kinds.ts';

/** @returns whether a CMK is kept only for what was made with it */
export const isRetired = ({ retiredOn }: Pick<Cmk, 'retiredOn'>): boolean =>
	retiredOn !== undefined;

/**
 * @param operation - one that would make something new with the CMK
 * @throws {@link KmsError} `KeyRetired`, which names what has replaced the CMK
 */
export function assertNotRetired(operation: KeyOperation, cmk: Cmk): void {
	if (isRetired(cmk))
		throw new KmsError('KeyRetired', {
			operation,
			keyId: cmk.keyId,
			replacedBy: cmk.replacedBy ?? null
		});
}

/**
 * @param parameter - what the request calls it
 * @throws {@link KmsError} `InvalidParameter` for a CMK that can't take the place of another
 */
export function assertCanReplace(replacement: Cmk, replaced: Cmk, parameter: string): void {
	const rule =
		replacement.keyId === replaced.keyId
			? 'ANOTHER_KEY'
			: usageOf(replacement) !== usageOf(replaced)
				? 'SAME_KEY_USAGE'
				: isRetired(replacement)
					? 'NOT_RETIRED'
					: undefined;
	if (rule) throw new KmsError('InvalidParameter', { parameter, rule });
}

/** @returns both CMKs, each with the id of the other */
export const asReplacement = (replacement: Cmk, replaced: Cmk): [Cmk, Cmk] => [
	{ ...replacement, replaces: replaced.keyId },
	{ ...replaced, replacedBy: replacement.keyId }
];

/** @returns the CMK, retired; one that was retired before keeps its date */
export const retired = (cmk: Cmk, now: EpochMillis): Cmk => ({
	...cmk,
	retiredOn: cmk.retiredOn ?? now
});

/** @returns the CMK as one that takes new data again; what replaces it stays named */
export const unretired = (cmk: Cmk): Cmk => ({ ...cmk, retiredOn: undefined });
