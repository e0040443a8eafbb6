import { KmsError } from '#lib/domain/errors.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { usageOf, type KeyUsage } from '#lib/domain/key/kinds.ts';
import type { Request } from '../api.ts';
import type { Moment } from '../engine/context.ts';

/**
 * @param keyUsage - of the CMK that is to be made
 * @returns the CMK whose place it is to take; undefined for none
 * @throws {@link KmsError} `InvalidParameter` where it can't, or where another one that stays in the vault is to take it
 */
export function replacedKey(
	{ vault, now }: Moment,
	{ Replaces }: Request<'CreateKey'>,
	keyUsage: KeyUsage
): Cmk | undefined {
	if (Replaces === undefined) return undefined;
	const cmk = vault.cmk(Replaces);
	assertAllowed('RetireKey', cmk, now);
	const other = vault.cmks.get(cmk.replacedBy ?? '');
	const rule =
		usageOf(cmk) !== keyUsage
			? 'SAME_KEY_USAGE'
			: other && other.deletionDate === null
				? 'NOT_REPLACED_YET'
				: undefined;
	if (rule) throw new KmsError('InvalidParameter', { parameter: 'Replaces', rule });
	return cmk;
}
