/** RehearseRecovery: whether the user's copy gives the key material back. */
import { equalBytes, fromBase64, wipe } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { ImportDraft } from '#lib/domain/import/import-draft.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import type { ArrivedMaterial } from './arrived-material.ts';
import {
	assertCopySize,
	bytesOfCopy,
	ofCmk,
	passwordOfCopy,
	restore,
	type Restored
} from './copied-material.ts';
import { keyMetadata } from './key-metadata.ts';

/**
 * Restores key material from a copy and compares it with what the CMK is bound to, or, before that, with what was
 * encrypted for it. Nothing is imported; that it was done is kept with the CMK, or with the import's draft.
 */
export const rehearseRecovery: OperationFunction<'RehearseRecovery'> = async (
	context,
	{ KeyId, Copy }
) => {
	let restored: Restored = { meanings: [] };
	try {
		assertCopySize(Copy);
		const { cmk: keyOf } = await context.read((moment) => comparison(moment, KeyId));
		restored = await restore(Copy, keyOf.keySpec);
		return await context.mutate(async (moment) => {
			const { cmk, draft } = comparison(moment, KeyId);
			await ofCmk(moment.vault, cmk, restored, (arrived) => isSame(cmk, draft, arrived));
			const { now } = moment;
			return {
				change: {
					put:
						cmk.boundCheckValue === null
							? [
									{
										kind: 'draft',
										draft: { ...draft, rehearsedOn: now, ...(draft.copy && { copy: 'TAKEN' }) }
									}
								]
							: [{ kind: 'cmk', cmk: { ...cmk, rehearsedOn: now } }],
					log: [{ operation: 'RehearseRecovery', keyId: cmk.keyId, detail: { copy: Copy.Kind } }]
				},
				answer: (after) => ({
					RehearsedOn: now,
					KeyMetadata: keyMetadata(after, after.vault.cmk(cmk.keyId))
				})
			};
		});
	} finally {
		wipe(bytesOfCopy(Copy), passwordOfCopy(Copy), ...restored.meanings);
	}
};

/** @throws {@link KmsError} when there is nothing yet that a copy could be compared with */
function comparison({ vault, now }: Moment, KeyId: string): { cmk: Cmk; draft: ImportDraft } {
	const cmk = vault.cmk(KeyId);
	assertAllowed('RehearseRecovery', cmk, now);
	const draft = vault.draft(cmk.keyId);
	if (cmk.boundCheckValue === null && draft.keyCheckValue === null)
		throw new KmsError('InvalidParameter', {
			parameter: 'KeyId',
			rule: 'KEY_MATERIAL_TO_COMPARE_WITH'
		});
	return { cmk, draft };
}

/** Of a secret that is too weak for its hash to be shown, no draft has one to compare with. */
function isSame(cmk: Cmk, draft: ImportDraft, { bound, checkValue }: ArrivedMaterial): boolean {
	if (cmk.boundCheckValue !== null) return equalBytes(fromBase64(cmk.boundCheckValue), bound);
	return checkValue !== null && checkValue.sha256Prefix === draft.keyCheckValue?.sha256Prefix;
}
