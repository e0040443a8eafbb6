/** ImportFromCopy. */
import { equalBytes, fromBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { assertExpiration, withMaterialAgain } from '#lib/domain/import/import-rules.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import {
	assertCopySize,
	bytesOfCopy,
	ofCmk,
	passwordOfCopy,
	restore,
	type Restored
} from './copied-material.ts';
import { requestedExpiration, sealMaterial } from './import-key-material.ts';
import { keyMetadata } from './key-metadata.ts';

/**
 * Gives a CMK the key material that it is bound to once more, from a copy of the user's, with another expiry: all of it,
 * or nothing changes. An import that is under way stays as it is.
 */
export const importFromCopy: OperationFunction<'ImportFromCopy'> = async (
	context,
	{ KeyId, Copy, ...requested }
) => {
	let restored: Restored = { meanings: [] };
	try {
		const expiration = requestedExpiration(requested);
		assertCopySize(Copy);
		// What needs no copy is refused before a passphrase is hashed for it.
		const { keySpec } = await context.read((moment) => {
			assertExpiration(expiration, moment.now);
			return boundCmk(moment, KeyId).cmk;
		});
		restored = await restore(Copy, keySpec);
		return await context.mutate(async (moment) => {
			const { vault, now } = moment;
			const { cmk, bound } = boundCmk(moment, KeyId);
			assertExpiration(expiration, now);
			const arrived = await ofCmk(vault, cmk, restored, (one) => equalBytes(one.bound, bound));
			const { row, reference } = await sealMaterial(vault, cmk, arrived, expiration, now);
			return {
				change: {
					put: [{ kind: 'cmk', cmk: withMaterialAgain(cmk, reference, now) }],
					putErasables: [row],
					deleteErasables: cmk.material ? [cmk.material.recordId] : [],
					log: [
						{
							operation: 'ImportFromCopy',
							keyId: cmk.keyId,
							detail: {
								copy: Copy.Kind,
								validTo: 'validTo' in expiration ? expiration.validTo : null
							}
						}
					]
				},
				answer: (after) => ({ KeyMetadata: keyMetadata(after, after.vault.cmk(cmk.keyId)) })
			};
		});
	} finally {
		wipe(bytesOfCopy(Copy), passwordOfCopy(Copy), ...restored.meanings);
	}
};

/** @throws {@link KmsError} where the key can't be given its key material again */
function boundCmk({ vault, time, now }: Moment, KeyId: string): { cmk: Cmk; bound: Bytes } {
	const cmk = vault.cmk(KeyId);
	assertAllowed('ImportFromCopy', cmk, now);
	assertClockRuns(time);
	if (cmk.boundCheckValue === null)
		throw new KmsError('InvalidParameter', {
			parameter: 'KeyId',
			rule: 'KEY_MATERIAL_TO_COMPARE_WITH'
		});
	return { cmk, bound: fromBase64(cmk.boundCheckValue) };
}
