/** GetParametersForImport, DownloadImportParameters. */
import { concat, toBase64, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import type { Cmk, ImportParameters } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { asParameterSetId } from '#lib/domain/ids.ts';
import {
	droppedWrappingKeys,
	isOver,
	withoutImportParameters
} from '#lib/domain/import/import-rules.ts';
import { encodeImportToken } from '#lib/domain/import/import-token.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { importParametersTtlMs, type EpochMillis } from '#lib/domain/time.ts';
import {
	defaultHybridAlgorithm,
	defaultWrappingAlgorithm,
	defaultWrappingKeySpec,
	modulusBits,
	oaepHash,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from '#lib/domain/import/wrapping.ts';
import { fitsWrapping, fittingAlgorithms } from '#lib/domain/import/encrypted-key-size.ts';
import { mac } from '#lib/crypto/mac.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { generateWrappingKeyPair, sealPrivateKey } from '#lib/crypto/rsa-oaep.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { importBundle } from '../handouts/import-bundle.ts';
import { importParametersInfo, liveImportParameters } from './key-metadata.ts';
import { sealErasable } from '../engine/erasables.ts';
import { emptyDraft } from '#lib/domain/import/import-draft.ts';
import { wrappingPrivateKey } from './wrapping-private-key.ts';

/**
 * Makes a new key pair and token for one CMK; they replace the ones before. The RSA pair takes seconds, so it is made
 * before the vault is asked to hold still.
 */
export const getParametersForImport: OperationFunction<'GetParametersForImport'> = async (
	context,
	{ KeyId, WrappingAlgorithm, WrappingKeySpec: wrappingKeySpec = defaultWrappingKeySpec, Place }
) => {
	const assertPossible = ({ vault, time, now }: Moment) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('GetParametersForImport', cmk, now);
		assertClockRuns(time);
		return { cmk, wrappingAlgorithm: algorithmFor(cmk, wrappingKeySpec, WrappingAlgorithm) };
	};
	// The kind of a CMK never changes, and so neither does what fits it.
	const { wrappingAlgorithm } = await context.read(assertPossible);
	const { publicKey, privateKey } = await generateWrappingKeyPair(
		modulusBits(wrappingKeySpec),
		oaepHash(wrappingAlgorithm)
	);
	const publicKeyHash = await sha256(publicKey);

	return context.mutate(async (moment) => {
		const { cmk } = assertPossible(moment);
		const { vault, now } = moment;
		const setId = asParameterSetId(randomUuid());
		const validTo = now + importParametersTtlMs;
		const token = encodeImportToken({
			setId,
			keyId: cmk.keyId,
			wrappingAlgorithm,
			wrappingKeySpec,
			vaultId: vault.vaultId,
			publicKeyHash,
			issued: now,
			validTo
		});
		const { row, reference } = await sealErasable(
			vault,
			'import',
			cmk.keyId,
			validTo,
			(importKey, aad) => sealPrivateKey(importKey, privateKey, aad)
		);
		const parameters: ImportParameters = {
			setId,
			...reference,
			wrappingAlgorithm,
			wrappingKeySpec,
			publicKey: toBase64(publicKey),
			importToken: toBase64(concat(token, await mac(vault.keys.token, token))),
			issued: now,
			validTo
		};
		const draft = vault.draft(cmk.keyId);
		const next = withParameters(cmk, parameters, now);
		return {
			change: {
				put: [
					{ kind: 'cmk', cmk: next },
					{
						kind: 'draft',
						draft: {
							...emptyDraft(cmk.keyId),
							setId,
							place: Place ?? draft.place,
							expiration: draft.expiration,
							...(draft.twoParts && { twoParts: true as const })
						}
					}
				],
				putErasables: [row],
				deleteErasables: droppedWrappingKeys(cmk, next),
				log: [
					{
						operation: 'GetParametersForImport',
						keyId: cmk.keyId,
						detail: {
							setId,
							wrappingAlgorithm,
							wrappingKeySpec,
							publicKeyFingerprint: toHex(publicKeyHash),
							validTo
						}
					}
				]
			},
			answer: (after) => {
				// The import needs it next. If it doesn't open, the import says so.
				wrappingPrivateKey(after.vault, cmk.keyId, parameters).catch(() => undefined);
				return { KeyId: cmk.keyId, ...importParametersInfo(cmk, parameters) };
			}
		};
	});
};

/** @throws {@link KmsError} `InvalidParameter` for one whose RSA block is too small for the key material */
function algorithmFor(
	{ keySpec }: Cmk,
	wrappingKeySpec: WrappingKeySpec,
	asked: WrappingAlgorithm | undefined
): WrappingAlgorithm {
	if (asked === undefined)
		return fitsWrapping(keySpec, defaultWrappingAlgorithm, wrappingKeySpec)
			? defaultWrappingAlgorithm
			: defaultHybridAlgorithm;
	if (fitsWrapping(keySpec, asked, wrappingKeySpec)) return asked;
	throw new KmsError('InvalidParameter', {
		parameter: 'WrappingAlgorithm',
		rule: `ONE_OF_${fittingAlgorithms(keySpec, wrappingKeySpec).join('_')}`
	});
}

function withParameters(cmk: Cmk, importParameters: ImportParameters, now: EpochMillis): Cmk {
	const ended = cmk.importParameters && isOver(cmk.importParameters, now);
	return {
		...withoutImportParameters(cmk, ended ? 'EXPIRED' : 'REPLACED', now),
		importParameters
	};
}

/** Gives the live import parameters as one file, and writes that into the log. */
export const downloadImportParameters: OperationFunction<'DownloadImportParameters'> = (
	context,
	{ KeyId }
) =>
	context.mutate(async ({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('DownloadImportParameters', cmk, now);
		const parameters = liveImportParameters(cmk, now);
		if (!parameters)
			throw new KmsError('NotFound', { resource: 'importParameters', id: cmk.keyId });
		const bundle: { FileName: string; File: Bytes } = await importBundle(
			cmk,
			vault.aliases.nameOf(cmk.keyId) ?? cmk.keyId,
			parameters
		);
		return {
			change: {
				log: [
					{
						operation: 'DownloadImportParameters',
						keyId: cmk.keyId,
						detail: { setId: parameters.setId }
					}
				]
			},
			answer: () => bundle
		};
	});
