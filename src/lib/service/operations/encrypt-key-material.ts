/** EncryptKeyMaterial, InspectKeyMaterial: the user's half of the import, in the app. */
import { fromBase64, toBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { asKeyMaterial, weakness, type KeyMaterial } from '#lib/domain/key/key-material.ts';
import type { CopyFate } from '#lib/domain/import/import-draft.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { defaultCommandFiles } from '#lib/domain/clients/wrapping-command.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { keyCheckValue } from '#lib/crypto/check-value.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { heldMaterial, isBoundTo } from '../diagnosis/held-material.ts';
import { bundleFiles } from '../handouts/import-bundle.ts';
import { liveImportParameters } from './key-metadata.ts';
import { asFilePassphrase } from '../engine/passphrase.ts';
import { recoveryTexts } from '../handouts/recovery-texts.ts';
import { importProgress } from './import-draft.ts';
import { unwrap } from './import-key-material.ts';

/** @throws {@link KmsError} `InvalidKeyMaterialLength`, `WeakKeyMaterial` */
function asStrongKeyMaterial(bytes: Bytes): KeyMaterial {
	const material = asKeyMaterial(bytes);
	const reason = weakness(material);
	if (reason) throw new KmsError('WeakKeyMaterial', { reason });
	return material;
}

function parametersOf({ vault, now }: Moment, KeyId: string) {
	const cmk = vault.cmk(KeyId);
	assertAllowed('EncryptKeyMaterial', cmk, now);
	const parameters = liveImportParameters(cmk, now);
	if (!parameters) throw new KmsError('NotFound', { resource: 'importParameters', id: cmk.keyId });
	return { cmk, parameters };
}

/**
 * Encrypts 32 bytes under the live import parameters and puts both files into the import's draft. The user's copy
 * is made first: without it nothing is saved.
 */
export const encryptKeyMaterial: OperationFunction<'EncryptKeyMaterial'> = async (
	context,
	{ KeyId, KeyMaterial: given, EncryptedText, Copy }
) => {
	// What was encrypted for this key leaves no other way than it came in.
	if (EncryptedText && Copy.Kind !== 'NONE')
		throw new KmsError('InvalidParameter', { parameter: 'Copy', rule: 'NONE_OF_ENCRYPTED_TEXT' });
	const bytes =
		given ??
		(EncryptedText
			? await context.read((moment) => meantBy(moment, KeyId, EncryptedText))
			: randomBytes(keyMaterialBytes));
	let texts: Bytes | null = null;
	try {
		// Nobody else has random bytes: without a copy they could never be imported again.
		if (!given && !EncryptedText && Copy.Kind === 'NONE')
			throw new KmsError('InvalidParameter', {
				parameter: 'Copy',
				rule: 'NEEDED_FOR_RANDOM_KEY_MATERIAL'
			});
		const { cmk, parameters } = await context.read((moment) => parametersOf(moment, KeyId));
		const material = asStrongKeyMaterial(bytes);
		const copyFile = await ageCopy(cmk, material, Copy, context.ageWorkFactor);
		texts = await recoveryTexts(material, Copy);
		const checks = await keyCheckValue(material);
		const wrapped = await wrapKeyMaterial(
			parameters.wrappingAlgorithm,
			fromBase64(parameters.publicKey),
			material
		);
		return await context.mutate((moment) => {
			const current = parametersOf(moment, KeyId).parameters;
			if (current.setId !== parameters.setId) throw new KmsError('Conflict', {});
			// A copy for each attempt: it is wiped when the attempt fails.
			const shown = Copy.Kind === 'SHOW' ? Uint8Array.from(material) : null;
			const textsToShow = texts && Uint8Array.from(texts);
			return {
				change: {
					put: [
						{
							kind: 'draft',
							draft: {
								...moment.vault.draft(cmk.keyId),
								setId: parameters.setId,
								place: 'IN_AIRLOCK',
								encryptedKey: {
									name: defaultCommandFiles.encryptedKey,
									readAs: 'BINARY',
									bytes: toBase64(wrapped)
								},
								importToken: {
									name: bundleFiles.token,
									readAs: 'BINARY',
									bytes: parameters.importToken
								},
								keyCheckValue: checks,
								copy: given || EncryptedText ? undefined : copyFates[Copy.Kind],
								rehearsedOn: undefined
							}
						}
					],
					log: [
						{
							operation: 'EncryptKeyMaterial',
							keyId: cmk.keyId,
							detail: {
								setId: parameters.setId,
								source: given ? 'GIVEN' : EncryptedText ? 'ENCRYPTED_TEXT' : 'RANDOM',
								copy: Copy.Kind
							}
						}
					]
				},
				answer: (after) => ({
					KeyCheckValue: checks,
					Progress: importProgress(after, after.vault.cmk(cmk.keyId)),
					CopyFile: copyFile,
					KeyMaterialToShow: shown,
					RecoveryTexts: textsToShow
				}),
				secrets: [shown, textsToShow].filter((secret) => secret !== null)
			};
		});
	} finally {
		wipe(bytes, texts ?? undefined);
	}
};

/**
 * The key material that an encrypted file holds as text or with a line break after it: the user has encrypted what
 * stood in a file, and not the bytes that it means.
 *
 * @returns 32 bytes, which the caller wipes
 * @throws {@link KmsError} `InvalidCiphertext`, `InvalidKeyMaterialLength`, `IncorrectKeyMaterial`
 */
async function meantBy(moment: Moment, KeyId: string, file: Bytes): Promise<Bytes> {
	const { cmk, parameters } = parametersOf(moment, KeyId);
	const unwrapped = await unwrap(moment.vault, cmk, parameters, file);
	try {
		const { material } = heldMaterial(unwrapped) ?? { material: asKeyMaterial(unwrapped) };
		if ((await isBoundTo(moment.vault, cmk, material)) !== false) return material;
		wipe(material);
		throw new KmsError('IncorrectKeyMaterial', { keyId: cmk.keyId });
	} finally {
		wipe(unwrapped);
	}
}

/** Key material that is shown once is a copy only if the user has written it down. */
const copyFates: Record<Request<'EncryptKeyMaterial'>['Copy']['Kind'], CopyFate> = {
	AGE_FILE: 'TAKEN',
	SHARES: 'AWAITED',
	SHEET: 'AWAITED',
	SHOW: 'AWAITED',
	NONE: 'GIVEN_UP'
};

/** An age file that holds the 32 bytes and nothing else: `age -d -o KeyMaterial.bin FILE` gives them back. */
async function ageCopy(
	cmk: Cmk,
	material: KeyMaterial,
	copy: Request<'EncryptKeyMaterial'>['Copy'],
	workFactor: number
): Promise<{ FileName: string; File: Bytes } | null> {
	if (copy.Kind !== 'AGE_FILE') return null;
	return {
		FileName: `key-material-${cmk.keyId.slice(0, 8)}.age`,
		File: await encryptAgeFile(material, asFilePassphrase(copy.FilePassphrase), workFactor)
	};
}

/** Gives the check value of key material, and keeps nothing of it. */
export const inspectKeyMaterial: OperationFunction<'InspectKeyMaterial'> = async (
	context,
	{ KeyMaterial: bytes }
) => {
	try {
		return await context.read(async () => ({
			KeyCheckValue: await keyCheckValue(asStrongKeyMaterial(bytes))
		}));
	} finally {
		wipe(bytes);
	}
};
