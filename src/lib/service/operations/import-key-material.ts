/** ImportKeyMaterial, DeleteImportedKeyMaterial. */
import { equalBytes, fromBase64, toBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import type {
	Cmk,
	Expiration,
	ImportParameters,
	KeyCheckValue,
	KeyMaterialReference
} from '#lib/domain/key/cmk.ts';
import type { ImportDraft } from '#lib/domain/import/import-draft.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { KmsError } from '#lib/domain/errors.ts';
import {
	assertExpiration,
	assertTokenFits,
	droppedWrappingKeys,
	withImportedMaterial,
	withoutMaterial
} from '#lib/domain/import/import-rules.ts';
import { parseImportToken, splitImportToken } from '#lib/domain/import/import-token.ts';
import { refusePlaintextKeyMaterial } from '#lib/domain/import/plaintext-key-material.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { holdsUsableMaterial } from '#lib/domain/key/key-state.ts';
import { draftId } from '#lib/domain/vault/vault-record.ts';
import { unwrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { verifyMac } from '#lib/crypto/mac.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { arrivedMaterial, type ArrivedMaterial } from './arrived-material.ts';
import { keyMetadata } from './key-metadata.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { sealErasable } from '../engine/erasables.ts';
import { wrappingPrivateKey } from './wrapping-private-key.ts';

/**
 * Unwraps key material and gives it to a CMK: all of it, or nothing changes.
 *
 * Everything that can be refused is refused before the ciphertext is touched. What the ciphertext holds is then either
 * unwrapped or `InvalidCiphertext`, without a cause.
 */
export const importKeyMaterial: OperationFunction<'ImportKeyMaterial'> = (context, request) =>
	context.mutate(async (moment) => {
		const { vault, time, now } = moment;
		const cmk = vault.cmk(request.KeyId);
		assertAllowed('ImportKeyMaterial', cmk, now);
		assertClockRuns(time);
		assertFile('EncryptedKeyMaterial', request.EncryptedKeyMaterial);
		assertFile('ImportToken', request.ImportToken);
		refusePlaintextKeyMaterial(request.EncryptedKeyMaterial);
		const parameters = await checkToken(moment, cmk, request.ImportToken);
		const expiration = requestedExpiration(request);
		assertExpiration(expiration, now);

		const unwrapped = await unwrap(
			vault,
			cmk,
			parameters,
			Uint8Array.from(request.EncryptedKeyMaterial)
		);
		try {
			const material = await arrivedMaterial(vault, cmk, unwrapped);
			assertSameMaterial(cmk, material.bound);
			const { row, reference } = await sealMaterial(vault, cmk, material, expiration, now);
			const next = withImportedMaterial(
				cmk,
				reference,
				{
					boundCheckValue: toBase64(material.bound),
					keyCheckValue: material.checkValue,
					rehearsedOn: rehearsedOn(cmk, vault.draft(cmk.keyId), material.checkValue),
					...(material.publicKey && { publicKey: toBase64(material.publicKey) })
				},
				now
			);
			return {
				change: {
					put: [{ kind: 'cmk', cmk: next }],
					delete: [draftId(cmk.keyId)],
					putErasables: [row],
					deleteErasables: [
						...droppedWrappingKeys(cmk, next),
						...(cmk.material ? [cmk.material.recordId] : [])
					],
					log: [
						{
							operation: 'ImportKeyMaterial',
							keyId: cmk.keyId,
							detail: {
								setId: parameters.setId,
								again: cmk.boundCheckValue !== null,
								validTo: 'validTo' in expiration ? expiration.validTo : null
							}
						}
					]
				},
				answer: (after) => ({
					KeyId: cmk.keyId,
					KeyMetadata: keyMetadata(after, after.vault.cmk(cmk.keyId))
				})
			};
		} finally {
			wipe(unwrapped);
		}
	});

function assertFile(parameter: string, file: Uint8Array): void {
	if (file.length === 0) throw new KmsError('EmptyInput', { parameter });
	if (file.length > largestFileBytes)
		throw new KmsError('InputTooLarge', {
			parameter,
			actualBytes: file.length,
			limitBytes: largestFileBytes
		});
}

/** Form, seal, then what the token says; a seal of another vault is told from a broken one by the vault id. */
async function checkToken(
	{ vault, now }: Moment,
	cmk: Cmk,
	tokenFile: Uint8Array
): Promise<ImportParameters> {
	const { sealed, mac } = splitImportToken(tokenFile);
	const genuine = await verifyMac(vault.keys.token, sealed, mac);
	const token = parseImportToken(tokenFile);
	if (!genuine)
		throw new KmsError('InvalidImportToken', {
			reason: equalBytes(token.vaultId, vault.vaultId) ? 'ALTERED' : 'OTHER_VAULT'
		});
	return assertTokenFits(token, cmk, now);
}

/** @throws {@link KmsError} `InvalidParameter`, `InvalidValidTo` */
export function requestedExpiration({
	ExpirationModel = 'KEY_MATERIAL_EXPIRES',
	ValidTo
}: Pick<Request<'ImportKeyMaterial'>, 'ExpirationModel' | 'ValidTo'>): Expiration {
	if (ExpirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
		if (ValidTo !== undefined)
			throw new KmsError('InvalidParameter', {
				parameter: 'ValidTo',
				rule: 'NOT_WITH_DOES_NOT_EXPIRE'
			});
		return { expirationModel: ExpirationModel };
	}
	if (ValidTo === undefined) throw new KmsError('InvalidValidTo', { reason: 'MISSING' });
	return { expirationModel: ExpirationModel, validTo: ValidTo };
}

/**
 * Unwraps with the algorithm of the live parameters and no other.
 *
 * @returns what was wrapped, of any length, which the caller wipes
 */
export async function unwrap(
	vault: OpenVault,
	cmk: Cmk,
	parameters: ImportParameters,
	wrapped: Bytes
): Promise<Bytes> {
	const privateKey = await wrappingPrivateKey(vault, cmk.keyId, parameters);
	return unwrapKeyMaterial(
		parameters.wrappingAlgorithm,
		parameters.wrappingKeySpec,
		privateKey,
		wrapped
	);
}

/** A rehearsal of before the import counts for the material that was encrypted then, and no other. */
function rehearsedOn(cmk: Cmk, draft: ImportDraft, checks: KeyCheckValue | null) {
	const same = checks !== null && draft.keyCheckValue?.sha256Prefix === checks.sha256Prefix;
	return (same ? draft.rehearsedOn : undefined) ?? cmk.rehearsedOn;
}

/** A CMK takes one key material for life. @throws {@link KmsError} `IncorrectKeyMaterial` */
function assertSameMaterial(cmk: Cmk, checkValue: Bytes): void {
	if (cmk.boundCheckValue !== null && !equalBytes(fromBase64(cmk.boundCheckValue), checkValue))
		throw new KmsError('IncorrectKeyMaterial', { keyId: cmk.keyId });
}

/** @returns the row, and what the CMK keeps of it */
export async function sealMaterial(
	vault: OpenVault,
	cmk: Cmk,
	material: ArrivedMaterial,
	expiration: Expiration,
	now: number
): Promise<{ row: ErasableRow; reference: KeyMaterialReference }> {
	const { row, reference } = await sealErasable(
		vault,
		'material',
		cmk.keyId,
		'validTo' in expiration ? expiration.validTo : null,
		material.seal
	);
	return { row, reference: { ...expiration, ...reference, since: now } };
}

/** The CMK stays, bound to what it had, and waits for the same key material. Without key material there is no effect. */
export const deleteImportedKeyMaterial: OperationFunction<'DeleteImportedKeyMaterial'> = (
	context,
	{ KeyId }
) =>
	context.mutate(({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('DeleteImportedKeyMaterial', cmk, now);
		// Expired key material is gone already: the sweep erases it and says so.
		const material = holdsUsableMaterial(cmk, now) ? cmk.material : null;
		const lost = { reason: 'DELETED', at: now, whileLocked: false } as const;
		return {
			change: {
				put: [{ kind: 'cmk', cmk: material ? withoutMaterial(cmk, lost, now) : cmk }],
				deleteErasables: material ? [material.recordId] : [],
				log: [{ operation: 'DeleteImportedKeyMaterial', keyId: cmk.keyId }]
			},
			answer: (after) => ({ KeyMetadata: keyMetadata(after, after.vault.cmk(cmk.keyId)) })
		};
	});
