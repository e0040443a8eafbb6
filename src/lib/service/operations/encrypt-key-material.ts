/** EncryptKeyMaterial, InspectKeyMaterial: the user's half of the import, in the app. */
import { fromBase64, toBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk, KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import {
	asKeyMaterial,
	isBareSeed,
	secretLengths,
	weakness,
	type KeyMaterial,
	type SecretSpec
} from '#lib/domain/key/key-material.ts';
import { isPair, type CmkSpec } from '#lib/domain/key/kinds.ts';
import type { CopyFate } from '#lib/domain/import/import-draft.ts';
import { copiesOf, copyFileName } from '#lib/domain/recovery/copy-kinds.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { defaultCommandFiles } from '#lib/domain/clients/wrapping-command.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { keyCheckValue, macKeyCheckValue, publicKeyCheckValue } from '#lib/crypto/check-value.ts';
import { exportPkcs8 } from '#lib/crypto/imported-pair.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { heldMaterial, isBoundTo } from '../diagnosis/held-material.ts';
import { bundleFiles } from '../handouts/import-bundle.ts';
import { liveImportParameters } from './key-metadata.ts';
import { asFilePassphrase } from '../engine/passphrase.ts';
import { recoveryTexts } from '../handouts/recovery-texts.ts';
import { pairIn } from './arrived-material.ts';
import { importProgress } from './import-draft.ts';
import { unwrap } from './import-key-material.ts';
import { firstKeyIn } from './locked-keys.ts';

/** @throws {@link KmsError} `InvalidKeyMaterialLength`, `WeakKeyMaterial` */
function asStrongKeyMaterial(bytes: Bytes, keySpec?: SecretSpec): KeyMaterial {
	const material = asKeyMaterial(bytes, keySpec);
	assertStrong(material);
	return material;
}

/** @throws {@link KmsError} `WeakKeyMaterial` */
function assertStrong(random: Uint8Array): void {
	const reason = weakness(random);
	if (reason) throw new KmsError('WeakKeyMaterial', { reason });
}

/** What is encrypted for a CMK, and how it is compared. */
interface ToEncrypt {
	/** the caller wipes it; of a secret, the very bytes that were given */
	payload: Bytes;
	checks: KeyCheckValue;
}

/**
 * @param bytes - the caller wipes them
 * @param password - of a pair that is under one; the caller wipes it
 * @throws {@link KmsError} `InvalidKeyMaterialLength`, `WeakKeyMaterial`, `InvalidPrivateKey`
 */
async function toEncrypt(bytes: Bytes, keySpec: CmkSpec, password?: Bytes): Promise<ToEncrypt> {
	if (isPair(keySpec)) {
		if (isBareSeed(bytes, keySpec)) assertStrong(bytes);
		const { privateKey, publicKey } = await firstKeyIn(password, bytes, (key) =>
			pairIn(key, keySpec)
		);
		// In the form that every browser writes, without what else the user's file had.
		const payload = await exportPkcs8(privateKey);
		return { payload, checks: await publicKeyCheckValue(publicKey) };
	}
	const payload = asStrongKeyMaterial(bytes, keySpec);
	const checks = await (keySpec === 'AES_256' ? keyCheckValue(payload) : macKeyCheckValue(payload));
	return { payload, checks };
}

/** @throws {@link KmsError} `InvalidParameter` for a copy that does not fit */
function assertCopyFits(keySpec: CmkSpec, { Kind }: Request<'EncryptKeyMaterial'>['Copy']): void {
	if (!copiesOf(keySpec).includes(Kind))
		throw new KmsError('InvalidParameter', { parameter: 'Copy', rule: 'NOT_FOR_THIS_KIND' });
}

/** @throws {@link KmsError} `InvalidParameter` for a pair: *Create key* makes one */
function newSecret(keySpec: CmkSpec): Bytes {
	if (isPair(keySpec))
		throw new KmsError('InvalidParameter', {
			parameter: 'KeyMaterial',
			rule: 'NEEDED_FOR_THIS_KIND'
		});
	return randomBytes(secretLengths(keySpec).least);
}

function parametersOf({ vault, now }: Moment, KeyId: string) {
	const cmk = vault.cmk(KeyId);
	assertAllowed('EncryptKeyMaterial', cmk, now);
	const parameters = liveImportParameters(cmk, now);
	if (!parameters) throw new KmsError('NotFound', { resource: 'importParameters', id: cmk.keyId });
	return { cmk, parameters };
}

/**
 * Encrypts key material under the live import parameters and puts both files into the import's draft. The user's copy is
 * made first: without it nothing is saved.
 */
export const encryptKeyMaterial: OperationFunction<'EncryptKeyMaterial'> = async (
	context,
	{ KeyId, KeyMaterial: given, KeyPassword, EncryptedText, Copy }
) => {
	// What was encrypted for this key leaves no other way than it came in.
	if (EncryptedText && Copy.Kind !== 'NONE')
		throw new KmsError('InvalidParameter', { parameter: 'Copy', rule: 'NONE_OF_ENCRYPTED_TEXT' });
	let bytes =
		given ??
		(EncryptedText && (await context.read((moment) => meantBy(moment, KeyId, EncryptedText))));
	let texts: Bytes | null = null;
	let payload: Bytes | undefined;
	try {
		// Nobody else has random bytes: without a copy they could never be imported again.
		if (!given && !EncryptedText && Copy.Kind === 'NONE')
			throw new KmsError('InvalidParameter', {
				parameter: 'Copy',
				rule: 'NEEDED_FOR_RANDOM_KEY_MATERIAL'
			});
		const { cmk, parameters } = await context.read((moment) => parametersOf(moment, KeyId));
		assertCopyFits(cmk.keySpec, Copy);
		bytes ??= newSecret(cmk.keySpec);
		const prepared = await toEncrypt(bytes, cmk.keySpec, KeyPassword);
		const { checks } = prepared;
		payload = prepared.payload;
		const material = payload;
		const copyFile = await ageCopy(cmk, material, Copy, context.ageWorkFactor);
		texts = Copy.Kind === 'NONE' ? null : await recoveryTexts(material, Copy, cmk.keySpec);
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
		wipe(bytes, KeyPassword, payload, texts ?? undefined);
	}
};

/**
 * The key material that an encrypted file holds as text or with a line break after it: the user has encrypted what
 * stood in a file, and not the bytes that it means.
 *
 * @returns the secret, which the caller wipes
 * @throws {@link KmsError} `InvalidCiphertext`, `InvalidKeyMaterialLength`, `IncorrectKeyMaterial`, or `InvalidParameter`
 * of a pair, which has no such text
 */
async function meantBy(moment: Moment, KeyId: string, file: Bytes): Promise<Bytes> {
	const { cmk, parameters } = parametersOf(moment, KeyId);
	const { keySpec } = cmk;
	if (isPair(keySpec))
		throw new KmsError('InvalidParameter', { parameter: 'EncryptedText', rule: 'NOT_OF_A_PAIR' });
	const unwrapped = await unwrap(moment.vault, cmk, parameters, file);
	try {
		const { material } = heldMaterial(unwrapped, keySpec) ?? {
			material: asKeyMaterial(unwrapped, keySpec)
		};
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

/** An age file that holds the very bytes that are encrypted: `age -d -o KeyMaterial.bin FILE` gives them back. */
async function ageCopy(
	cmk: Cmk,
	material: Bytes,
	copy: Request<'EncryptKeyMaterial'>['Copy'],
	workFactor: number
): Promise<{ FileName: string; File: Bytes } | null> {
	if (copy.Kind !== 'AGE_FILE') return null;
	return {
		FileName: copyFileName(cmk.keyId, cmk.keySpec),
		File: await encryptAgeFile(material, asFilePassphrase(copy.FilePassphrase), workFactor)
	};
}

/** Gives the check value of key material, and keeps nothing of it. */
export const inspectKeyMaterial: OperationFunction<'InspectKeyMaterial'> = async (
	context,
	{ KeyMaterial: bytes, KeyPassword, KeySpec = 'AES_256' }
) => {
	let payload: Bytes | undefined;
	try {
		return await context.read(async () => {
			const prepared = await toEncrypt(bytes, KeySpec, KeyPassword);
			payload = prepared.payload;
			return { KeyCheckValue: prepared.checks };
		});
	} finally {
		wipe(bytes, KeyPassword, payload);
	}
};
