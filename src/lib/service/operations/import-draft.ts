/** GetImportProgress, SaveImportDraft, DiscardImport. */
import { fromBase64, toBase64, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk, ImportParameters } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { DraftFile } from '#lib/domain/import/import-draft.ts';
import { droppedWrappingKeys, withoutImportParameters } from '#lib/domain/import/import-rules.ts';
import { looksLikeImportToken } from '#lib/domain/import/import-token.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { refusePlaintextKeyMaterial } from '#lib/domain/import/plaintext-key-material.ts';
import { isHybrid } from '#lib/domain/import/wrapping.ts';
import { encryptedSize, mayBeEncryptedKey } from '#lib/domain/import/encrypted-key-size.ts';
import { draftId } from '#lib/domain/vault/vault-record.ts';
import type { ImportFile, ImportProgress } from '../api/import.ts';
import { nothing, type Moment, type OperationFunction } from '../engine/context.ts';
import { isUsedToTwoParts } from '../diagnosis/two-parts.ts';
import { liveImportParameters } from './key-metadata.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** The largest file that can be one of an import, encoded or not, with room to spare. */
export const longestDraftFile = 10 * 1024;

const asImportFile = (file: DraftFile | null): ImportFile | null =>
	file && { Name: file.name, ReadAs: file.readAs, Bytes: fromBase64(file.bytes) };

function asDraftFile(
	parameter: string,
	file: ImportFile | null,
	{ keySpec }: Cmk
): DraftFile | null {
	if (file === null) return null;
	const { Name, ReadAs, Bytes } = file;
	if (Bytes.length === 0) throw new KmsError('EmptyInput', { parameter });
	if (Bytes.length > longestDraftFile)
		throw new KmsError('InputTooLarge', {
			parameter,
			actualBytes: Bytes.length,
			limitBytes: longestDraftFile
		});
	refusePlaintextKeyMaterial(Bytes);
	// Key material has too many forms to know them all: only what can be one of the two files is kept.
	if (!looksLikeImportToken(Bytes) && !mayBeEncryptedKey(Bytes.length, keySpec))
		throw new KmsError('InvalidParameter', { parameter, rule: 'AN_IMPORT_FILE' });
	return { name: Name.slice(0, 255), readAs: ReadAs, bytes: toBase64(Bytes) };
}

/** What is known of an encrypted key goes with it. */
const withoutEncryptedKey = {
	encryptedKey: null,
	keyCheckValue: null,
	copy: undefined,
	rehearsedOn: undefined
};

/** Whether these parameters ask for one part, and {@link isUsedToTwoParts} may have brought the first of two. */
const mayBeFirstPart = (vault: OpenVault, cmk: Cmk, { wrappingAlgorithm }: ImportParameters) =>
	!isHybrid(wrappingAlgorithm) && isUsedToTwoParts(vault, cmk);

/** Where an import stands. Files made for parameters that have ended are left out; the expiry is kept. */
export function importProgress({ vault, now }: Moment, cmk: Cmk): ImportProgress {
	const parameters = liveImportParameters(cmk, now);
	const draft = vault.draft(cmk.keyId);
	const current = parameters !== null && draft.setId === parameters.setId;
	return {
		KeyId: cmk.keyId,
		Step: !parameters ? 'PARAMETERS' : current && draft.encryptedKey ? 'FILES' : 'ENCRYPT',
		Place: draft.place,
		EncryptedKey: current ? asImportFile(draft.encryptedKey) : null,
		ImportToken: current ? asImportFile(draft.importToken) : null,
		Expiration: draft.expiration,
		KeyCheckValue: current ? draft.keyCheckValue : null,
		Copy: (current && draft.copy) || null,
		RehearsedOn: (current && draft.rehearsedOn) || null,
		MayBeFirstPart:
			current &&
			draft.encryptedKey !== null &&
			draft.keyCheckValue === null &&
			mayBeFirstPart(vault, cmk, parameters)
	};
}

const isForTwoParts = (
	file: Bytes,
	{ keySpec }: Cmk,
	parameters: ImportParameters | null
): boolean =>
	encryptedSize(file.length, parameters ? { keySpec, ...parameters } : undefined)?.hybrid ===
		true ||
	(parameters !== null && isHybrid(parameters.wrappingAlgorithm));

/** Tells how far the import of a CMK is. */
export const getImportProgress: OperationFunction<'GetImportProgress'> = (context, { KeyId }) =>
	context.read((moment) => importProgress(moment, moment.vault.cmk(KeyId)));

/** Plain key material chosen by mistake is refused here, so that it is never stored. */
export const saveImportDraft: OperationFunction<'SaveImportDraft'> = (
	context,
	{ KeyId, Place, EncryptedKey, ImportToken, Expiration, Copy }
) =>
	context.mutate(({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('SaveImportDraft', cmk, now);
		const parameters = liveImportParameters(cmk, now);
		const before = vault.draft(cmk.keyId);
		const current = before.setId === (parameters?.setId ?? null);
		const draft = {
			...before,
			...(current ? {} : { importToken: null, ...withoutEncryptedKey }),
			setId: parameters?.setId ?? null
		};
		if (Place !== undefined) draft.place = Place;
		if (EncryptedKey !== undefined) {
			const encryptedKey = asDraftFile('EncryptedKey', EncryptedKey, cmk);
			Object.assign(draft, withoutEncryptedKey, { encryptedKey });
			if (EncryptedKey && isForTwoParts(EncryptedKey.Bytes, cmk, parameters)) draft.twoParts = true;
		}
		if (ImportToken !== undefined) draft.importToken = asDraftFile('ImportToken', ImportToken, cmk);
		if (Expiration !== undefined) draft.expiration = Expiration;
		if (Copy !== undefined && draft.copy !== undefined) draft.copy = Copy;
		return {
			change: { put: [{ kind: 'draft', draft }] },
			answer: (after) => importProgress(after, after.vault.cmk(cmk.keyId))
		};
	});

/** Ends an import: its parameters and its draft go. */
export const discardImport: OperationFunction<'DiscardImport'> = (context, { KeyId }) =>
	context.mutate(({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed('DiscardImport', cmk, now);
		const next = withoutImportParameters(cmk, 'DISCARDED', now);
		return {
			change: {
				put: [{ kind: 'cmk', cmk: next }],
				delete: [draftId(cmk.keyId)],
				deleteErasables: droppedWrappingKeys(cmk, next),
				log: [{ operation: 'DiscardImport', keyId: cmk.keyId }]
			},
			answer: nothing
		};
	});
