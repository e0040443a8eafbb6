/** RehearseRecovery: whether the user's copy gives the key material back. */
import { equalBytes, fromBase64, parseUtf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type Cmk } from '#lib/domain/key/cmk.ts';
import { largestFileBytes, wipeReadings } from '#lib/domain/reading/reading.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { ImportDraft } from '#lib/domain/import/import-draft.ts';
import { asKeyMaterial, weakness, type KeyMaterial } from '#lib/domain/key/key-material.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { longestRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { boundCheckValue, keyCheckValue } from '#lib/crypto/check-value.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { keyMetadata } from './key-metadata.ts';
import { filePassphraseText } from '../engine/passphrase.ts';
import { fromRecoveryTexts, recoveryTextsIn } from '../handouts/recovery-texts.ts';

/**
 * Restores key material from a copy and compares it with what the CMK is bound to, or, before that, with what was
 * encrypted for it. Nothing is imported; that it was done is kept with the CMK, or with the import's draft.
 */
export const rehearseRecovery: OperationFunction<'RehearseRecovery'> = async (
	context,
	{ KeyId, Copy }
) => {
	const given =
		Copy.Kind === 'AGE_FILE' ? Copy.File : Copy.Kind === 'TEXT' ? Copy.Text : Copy.Bytes;
	let material: KeyMaterial | undefined;
	try {
		assertCopySize(Copy.Kind, given);
		await context.read((moment) => comparison(moment, KeyId));
		const restored = (material = await restore(Copy));
		return await context.mutate(async (moment) => {
			const { cmk, draft } = comparison(moment, KeyId);
			await assertSame(moment, cmk, draft, restored);
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
		wipe(given, material);
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

/** @throws {@link KmsError} `InputTooLarge` */
function assertCopySize(kind: Request<'RehearseRecovery'>['Copy']['Kind'], copy: Bytes): void {
	const limitBytes = kind === 'TEXT' ? longestRecoveryText : largestFileBytes;
	if (copy.length > limitBytes)
		throw new KmsError('InputTooLarge', {
			parameter: 'Copy',
			actualBytes: copy.length,
			limitBytes
		});
}

/** @returns what the copy holds; the caller wipes it */
async function restore(copy: Request<'RehearseRecovery'>['Copy']): Promise<KeyMaterial> {
	if (copy.Kind === 'AGE_FILE') {
		const file = await decryptAgeFile(copy.File, filePassphraseText(copy.FilePassphrase));
		try {
			return readKeyMaterial(file);
		} finally {
			wipe(file);
		}
	}
	const given = copy.Kind === 'TEXT' ? copy.Text : copy.Bytes;
	const readings = readFile(given, { expectedLengths: [keyMaterialBytes] });
	const texts = recoveryTextsIn(given, readings);
	wipeReadings(readings);
	const asTyped = () => fromRecoveryTexts({ text: parseUtf8(given) ?? '\u0000' });
	const asSheets = () => fromRecoveryTexts(...texts);
	const asFile = () => readKeyMaterial(given);
	return firstOf([
		...(copy.Kind === 'TEXT' ? [asTyped] : []),
		...(texts.length > 0 ? [asSheets] : []),
		asFile
	]);
}

/** @throws {@link KmsError} why the first way does not lead there, where none does */
async function firstOf(ways: readonly (() => KeyMaterial | Promise<KeyMaterial>)[]) {
	let refusal: KmsError | undefined;
	for (const way of ways)
		try {
			return await way();
		} catch (error) {
			if (!(error instanceof KmsError)) throw error;
			refusal ??= error;
		}
	throw refusal ?? new KmsError('InternalError', {});
}

/** As a file in any encoding, or as what was written down or printed. @param file - the caller wipes it */
function readKeyMaterial(file: Bytes): KeyMaterial {
	const readings = readFile(file, { expectedLengths: [keyMaterialBytes] });
	const right = readings.find(({ bytes }) => bytes.length === keyMaterialBytes) ?? readings[0];
	wipeReadings(readings.filter((reading) => reading !== right));
	try {
		return asKeyMaterial(right?.bytes ?? new Uint8Array());
	} catch (error) {
		wipe(right?.bytes);
		throw error;
	}
}

/** @throws {@link KmsError} `IncorrectKeyMaterial` */
async function assertSame(
	{ vault }: Moment,
	cmk: Cmk,
	draft: ImportDraft,
	material: KeyMaterial
): Promise<void> {
	const same =
		cmk.boundCheckValue !== null
			? equalBytes(
					fromBase64(cmk.boundCheckValue),
					await boundCheckValue(vault.keys.checkValue, cmk.keyId, material)
				)
			: !weakness(material) &&
				(await keyCheckValue(material)).sha256Prefix === draft.keyCheckValue?.sha256Prefix;
	if (!same) throw new KmsError('IncorrectKeyMaterial', { keyId: cmk.keyId });
}
