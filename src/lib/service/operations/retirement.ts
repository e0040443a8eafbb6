/** RetireKey, UnretireKey. */
import { KmsError } from '#lib/domain/errors.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { keyState } from '#lib/domain/key/key-state.ts';
import {
	asReplacement,
	assertCanReplace,
	isRetired,
	retired,
	unretired
} from '#lib/domain/key/retirement.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { keyMetadata } from './key-metadata.ts';
import { updateCmk } from './keys.ts';

/** Keeps a CMK for what was made with it. `ReplacedBy` is the CMK to use from now on; left out, the one that it has stays. */
export const retireKey: OperationFunction<'RetireKey'> = (context, request) =>
	context.mutate((moment) => {
		const { vault, now } = moment;
		const cmk = vault.cmk(request.KeyId);
		assertAllowed('RetireKey', cmk, now);
		const [replaced, ...replacement] = withReplacement(moment, cmk, request);
		const { keyId, replacedBy = null } = replaced;
		const cmks = [retired(replaced, now), ...replacement];
		return {
			change: {
				put: cmks.map((one) => ({ kind: 'cmk', cmk: one })),
				log: [{ operation: 'RetireKey', keyId, detail: { replacedBy } }]
			},
			answer: (after) => ({ KeyMetadata: keyMetadata(after, after.vault.cmk(keyId)) })
		};
	});

/** @throws {@link KmsError} `InvalidState`: otherwise there would be no key with which anything new can be made */
function assertReady(replacement: Cmk, now: EpochMillis): void {
	const { keyId } = replacement;
	const state = keyState(replacement, now);
	if (state !== 'ENABLED')
		throw new KmsError('InvalidState', { operation: 'RetireKey', keyId, keyState: state });
}

/** @returns the CMK and, if one is named, the CMK to use in its place. One that was named before is held to the same. */
function withReplacement(
	{ vault, now }: Moment,
	cmk: Cmk,
	{ ReplacedBy }: Request<'RetireKey'>
): [Cmk, ...Cmk[]] {
	if (ReplacedBy === undefined) {
		const earlier = isRetired(cmk) ? undefined : newestInPlaceOf(vault, cmk);
		if (earlier) assertReady(earlier, now);
		return [cmk];
	}
	const replacement = vault.cmk(ReplacedBy);
	assertCanReplace(replacement, cmk, 'ReplacedBy');
	assertReady(replacement, now);
	const [its, after] = asReplacement(replacement, cmk);
	return [after, its];
}

/** @returns what has replaced a CMK and, where that is retired itself, what has replaced that; undefined where it is gone */
function newestInPlaceOf(vault: OpenVault, cmk: Cmk): Cmk | undefined {
	const seen = new Set([cmk.keyId]);
	let newest: Cmk | undefined;
	let next = cmk.replacedBy;
	while (next !== undefined && !seen.has(next)) {
		seen.add(next);
		newest = vault.cmks.get(next);
		next = newest && isRetired(newest) ? newest.replacedBy : undefined;
	}
	return newest;
}

/** Lets a CMK be used for new data again. */
export const unretireKey: OperationFunction<'UnretireKey'> = (context, { KeyId }) =>
	updateCmk(context, 'UnretireKey', KeyId, unretired);
