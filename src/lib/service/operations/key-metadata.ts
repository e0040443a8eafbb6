import { fromBase64, toHex } from '#lib/domain/bytes.ts';
import { attentionTo } from '#lib/domain/key/attention.ts';
import type { Cmk, Expiration, ImportParameters } from '#lib/domain/key/cmk.ts';
import { isOver, lossOf } from '#lib/domain/import/import-rules.ts';
import { parseImportToken } from '#lib/domain/import/import-token.ts';
import { isAllowed } from '#lib/domain/key/allowed.ts';
import {
	algorithmsOf,
	usageOf,
	type EncryptionAlgorithm,
	type KeyAgreementAlgorithm,
	type Kind,
	type MacAlgorithm,
	type SigningAlgorithm
} from '#lib/domain/key/kinds.ts';
import { holdsUsableMaterial, keyState } from '#lib/domain/key/key-state.ts';
import { nextRotation } from '#lib/domain/key/rotation.ts';
import { keyOperations } from '#lib/domain/vault/operation.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { AlgorithmFields, ImportParametersInfo, KeyMetadata } from '../api/key-metadata.ts';
import type { Moment } from '../engine/context.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { tagsOf } from './tags.ts';

/** @returns the import parameters of a CMK while they work */
export function liveImportParameters(cmk: Cmk, now: EpochMillis): ImportParameters | null {
	const { importParameters } = cmk;
	return importParameters && !isOver(importParameters, now) ? importParameters : null;
}

/** @returns stored import parameters as the API shows them */
export function importParametersInfo(
	{ keySpec }: Pick<Cmk, 'keySpec'>,
	parameters: ImportParameters
): ImportParametersInfo {
	const importToken = fromBase64(parameters.importToken);
	return {
		KeySpec: keySpec,
		ParameterSetId: parameters.setId,
		WrappingAlgorithm: parameters.wrappingAlgorithm,
		WrappingKeySpec: parameters.wrappingKeySpec,
		PublicKey: fromBase64(parameters.publicKey),
		PublicKeyFingerprint: toHex(parseImportToken(importToken).publicKeyHash),
		ImportToken: importToken,
		Issued: parameters.issued,
		ParametersValidTo: parameters.validTo
	};
}

/** @returns the algorithms of a CMK, in the field that AWS KMS has for them */
export function algorithmFields(kind: Kind): AlgorithmFields {
	const algorithms = [...algorithmsOf(kind)];
	switch (usageOf(kind)) {
		case 'ENCRYPT_DECRYPT':
			return { EncryptionAlgorithms: algorithms as EncryptionAlgorithm[] };
		case 'SIGN_VERIFY':
			return { SigningAlgorithms: algorithms as SigningAlgorithm[] };
		case 'GENERATE_VERIFY_MAC':
			return { MacAlgorithms: algorithms as MacAlgorithm[] };
		case 'KEY_AGREEMENT':
			return { KeyAgreementAlgorithms: algorithms as KeyAgreementAlgorithm[] };
	}
}

function expirationOf(cmk: Cmk): Expiration | null {
	const { material } = cmk;
	if (material === null) return null;
	return material.expirationModel === 'KEY_MATERIAL_EXPIRES'
		? { expirationModel: material.expirationModel, validTo: material.validTo }
		: { expirationModel: material.expirationModel };
}

/** Whether the CMK has anything that a clock turned back would put off. */
function dependsOnTime(cmk: Cmk): boolean {
	return (
		cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES' ||
		cmk.deletionDate !== null ||
		cmk.importParameters !== null
	);
}

/** One that has been replaced again in the meantime takes no other’s place. */
function replacementFields({ cmks }: OpenVault, { keyId, replacedBy, replaces }: Cmk) {
	const isThere = replaces !== undefined && cmks.get(replaces)?.replacedBy === keyId;
	return {
		...(replacedBy !== undefined && cmks.has(replacedBy) && { ReplacedBy: replacedBy }),
		...(isThere && { Replaces: replaces })
	};
}

/** A CMK as callers see it. Expired key material is told as lost at its instant, erased or not. */
export function keyMetadata({ vault, time, now }: Moment, cmk: Cmk): KeyMetadata {
	const usable = holdsUsableMaterial(cmk, now);
	const parameters = liveImportParameters(cmk, now);
	const rotation = nextRotation(cmk);
	const expired =
		!usable && cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES' ? cmk.material : null;
	return {
		KeyId: cmk.keyId,
		Aliases: vault.aliases.of(cmk.keyId).map(({ name }) => name),
		Description: cmk.description,
		Tags: tagsOf(cmk),
		Origin: cmk.origin,
		KeySpec: cmk.keySpec,
		KeyUsage: usageOf(cmk),
		...algorithmFields(cmk),
		KeyState: keyState(cmk, now),
		CreationDate: cmk.creationDate,
		DeletionDate: cmk.deletionDate,
		...(cmk.retiredOn !== undefined && { RetiredOn: cmk.retiredOn }),
		...replacementFields(vault, cmk),
		Expiration: usable ? expirationOf(cmk) : null,
		ImportedOn: usable && cmk.origin === 'EXTERNAL' ? (cmk.material?.since ?? null) : null,
		...(rotation !== null && { NextRotationDate: rotation }),
		LostKeyMaterial: expired ? { ...lossOf(expired, now), erasedAt: now } : cmk.lostMaterial,
		KeyCheckValue: cmk.keyCheckValue,
		Exportable: cmk.exportable === true,
		Bound: cmk.boundCheckValue !== null,
		RecoveryRehearsedOn: cmk.rehearsedOn ?? null,
		Attention: attentionTo(cmk, now),
		ImportParameters: parameters && importParametersInfo(cmk, parameters),
		PastImportParameters: cmk.pastImportParameters,
		AllowedOperations: keyOperations.filter((operation) => isAllowed(operation, cmk, now)),
		Frozen: time.turnedBack && dependsOnTime(cmk)
	};
}
