import { keyMaterialBytes } from '#lib/domain/cmk.ts';
import { largestFileBytes } from '#lib/domain/encodings.ts';
import { isKmsError, type KmsError } from '#lib/domain/errors.ts';
import { shortSetId, type KeyId } from '#lib/domain/ids.ts';
import { importTokenBytes, parseImportToken } from '#lib/domain/import-token.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { encryptedKeyBytes, isHybrid } from '#lib/domain/wrapping.ts';
import type { ImportFile, ImportParametersInfo, KeyMetadata } from '#lib/service/api.ts';
import { formatBytes, formatDuration } from '../format.ts';
import { describeError } from '../messages/errors.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '../messages/messages.ts';
import {
	encryptedSize,
	judgeEncryptedKey,
	judgeImportToken,
	kindOfKept,
	type FileKind,
	type ReadFile
} from './import-file.ts';

export type SlotName = 'EncryptedKey' | 'ImportToken';

/** What lies in one of the two slots: a file that was read, or one that was not. */
export type SlotEntry = { name: string; fileBytes: number } & (
	| ({ is: 'READ' } & ReadFile)
	| { is: 'UNREAD'; why: 'EMPTY' | 'TOO_BIG' }
	| { is: 'REFUSED'; error: KmsError }
);

/** @returns why a file of this size is not even read */
export function unreadable(fileBytes: number): 'EMPTY' | 'TOO_BIG' | undefined {
	if (fileBytes === 0) return 'EMPTY';
	return fileBytes > largestFileBytes ? 'TOO_BIG' : undefined;
}

export function keptEntry({ Name, ReadAs, Bytes }: ImportFile): SlotEntry {
	return {
		is: 'READ',
		name: Name,
		fileBytes: Bytes.length,
		readAs: ReadAs,
		kind: kindOfKept(Bytes),
		bytes: Bytes,
		byteCount: Bytes.length
	};
}

/** What the entry is judged by. */
export interface SlotFacts {
	key: KeyMetadata;
	parameters: ImportParametersInfo;
	vaultId: string;
	now: EpochMillis;
	/** of key material that was encrypted in Airlock, as it is shown to people */
	kcv: string | undefined;
	nameOf: (keyId: KeyId) => string | undefined;
}

/** The button that starts the fix. */
export type SlotFix =
	| 'ENCRYPT_IT_NOW'
	| 'MOVE'
	| 'SWAP'
	| 'REMOVE_LINE_BREAK'
	| 'CREATE_PARAMETERS'
	| 'CREATE_PARAMETERS_FOR_IT'
	| 'DOWNLOAD_AGAIN'
	| 'GO_TO_OTHER_KEY';

/** What a slot says: what was read, then what to think of it. */
export interface SlotWords {
	readout: { file: string; readAs?: string; looksLike?: string; belongsTo?: string };
	verdict: { tone: 'ok' | 'danger'; title: string; cause?: string };
	fix?: SlotFix;
}

export function describeSlot(
	slot: SlotName,
	entry: SlotEntry,
	facts: SlotFacts,
	language: Language
): SlotWords {
	const text = importMessages[language];
	const size = (byteCount: number) => formatBytes(byteCount, language);
	const file = text.fileSize(entry.name, size(entry.fileBytes));
	const refuse = (title: string, cause: string) => ({ tone: 'danger', title, cause }) as const;

	if (entry.is === 'UNREAD') {
		const tooBig = slot === 'EncryptedKey' ? text.bigFile : text.bigToken;
		const title = entry.why === 'EMPTY' ? text.emptyFile : tooBig(size(entry.fileBytes));
		return { readout: { file }, verdict: refuse(title, text.notRead) };
	}
	if (entry.is === 'REFUSED') {
		const { title, cause } = describeError(entry.error, language, facts.nameOf);
		return { readout: { file }, verdict: refuse(title, cause) };
	}

	const readout = {
		file,
		readAs: text.readAsBytes(text.readAs[entry.readAs], size(entry.byteCount)),
		looksLike: looksLike(entry, language)
	};
	const wrongKind = wrongKindWords(slot, entry, facts, language);
	if (wrongKind) return { readout, ...wrongKind };
	return slot === 'EncryptedKey'
		? encryptedKeyWords(entry, readout, facts, language)
		: tokenWords(entry, readout, facts, language);
}

type Readout = SlotWords['readout'];

function looksLike({ kind, bytes }: ReadFile, language: Language): string {
	const text = importMessages[language];
	const found = kind === 'ENCRYPTED_KEY' ? encryptedSize(bytes.length) : undefined;
	if (!found) return text.kinds[kind];
	return text.encryptedKeyLike(
		found.wrappingKeySpec,
		found.hybrid ? 'RSA_AES_KEY_WRAP' : 'RSAES_OAEP'
	);
}

function wrongKindWords(
	slot: SlotName,
	{ kind, byteCount }: ReadFile,
	{ parameters }: SlotFacts,
	language: Language
): Pick<SlotWords, 'verdict' | 'fix'> | undefined {
	const text = importMessages[language];
	const forKey = slot === 'EncryptedKey';
	const refuse = (title: string, cause: string, fix?: SlotFix) => ({
		verdict: { tone: 'danger', title, cause } as const,
		...(fix && { fix })
	});
	const encryptNow = forKey ? 'ENCRYPT_IT_NOW' : undefined;
	const expected = forKey ? expectedBytes(parameters) : importTokenBytes;
	const texts: Partial<Record<FileKind, () => Pick<SlotWords, 'verdict' | 'fix'>>> = {
		KEY_MATERIAL: () =>
			refuse(
				text.plainTitle,
				(forKey ? text.plainCause : text.plainTokenCause)(
					formatBytes(byteCount, language),
					formatBytes(expected, language)
				),
				encryptNow
			),
		PRIVATE_KEY: () =>
			refuse(forKey ? text.privateTitle : text.privateTokenTitle, text.notStored, encryptNow),
		PUBLIC_KEY: () => refuse(text.publicTitle, forKey ? text.publicCause : text.publicTokenCause),
		ZIP: () => refuse(text.zipTitle, text.zipCause),
		...(forKey
			? { IMPORT_TOKEN: () => refuse(text.isTokenTitle, text.isTokenCause, 'MOVE') }
			: {
					ENCRYPTED_KEY: () => refuse(text.isEncryptedKeyTitle, text.isEncryptedKeyCause, 'MOVE')
				})
	};
	return texts[kind]?.();
}

function expectedBytes({ WrappingAlgorithm, WrappingKeySpec }: ImportParametersInfo): number {
	return encryptedKeyBytes(WrappingAlgorithm, WrappingKeySpec, keyMaterialBytes);
}

function encryptedKeyWords(
	file: ReadFile,
	readout: Readout,
	{ parameters, kcv }: SlotFacts,
	language: Language
): SlotWords {
	const text = importMessages[language];
	const verdict = judgeEncryptedKey(file, parameters);
	const { WrappingAlgorithm, WrappingKeySpec } = parameters;
	if (verdict.is === 'RIGHT') {
		const size = formatBytes(file.bytes.length, language);
		const set = shortSetId(parameters.ParameterSetId);
		return kcv === undefined
			? {
					readout: { ...readout, belongsTo: text.belongsAtConfirm },
					verdict: {
						tone: 'ok',
						title: text.ready,
						cause: text.rightSize(size, WrappingKeySpec)
					}
				}
			: {
					readout: { ...readout, belongsTo: text.thisSet(set) },
					verdict: {
						tone: 'ok',
						title: text.ready,
						cause: `${text.encryptedHere(size, set)} ${text.encryptedHereKcv(kcv)}`
					}
				};
	}
	if (verdict.is === 'WRONG_KIND') throw new TypeError('said before');
	const { actual, expected, cause } = verdict;
	const title = text.wrongLengthTitle(formatBytes(actual, language), expected);
	const refuse = (words: string, fix?: SlotFix, otherTitle = title): SlotWords => ({
		readout,
		verdict: { tone: 'danger', title: otherTitle, cause: words },
		...(fix && { fix })
	});
	switch (cause) {
		case 'LINE_BREAK':
			return refuse(text.lineBreak, 'REMOVE_LINE_BREAK');
		case 'OTHER_RSA_SIZE':
			return refuse(
				text.wrongLengthRsa(actual, encryptedSize(actual)?.wrappingKeySpec ?? '', WrappingKeySpec)
			);
		case 'OTHER_ALGORITHM':
			return refuse(
				title,
				'CREATE_PARAMETERS_FOR_IT',
				text.wrongAlgorithmTitle(
					isHybrid(WrappingAlgorithm) ? 'RSAES_OAEP' : 'RSA_AES_KEY_WRAP',
					WrappingAlgorithm
				)
			);
		case undefined:
			return refuse(text.cutOffOrOther);
	}
}

function tokenWords(
	file: ReadFile,
	readout: Readout,
	{ key, parameters, vaultId, now, nameOf }: SlotFacts,
	language: Language
): SlotWords {
	const text = importMessages[language];
	const verdict = judgeImportToken(file, key, vaultId, now);
	if (verdict.is === 'WRONG_KIND') throw new TypeError('said before');
	const belongsTo = tokenOwner(file, key, nameOf, language);
	const said = belongsTo === undefined ? readout : { ...readout, belongsTo };
	if (verdict.is === 'RIGHT') {
		const cause = text.tokenReady(
			nameOf(key.KeyId) ?? key.KeyId,
			shortSetId(parameters.ParameterSetId),
			formatDuration(parameters.ParametersValidTo - now, language)
		);
		return { readout: said, verdict: { tone: 'ok', title: text.ready, cause } };
	}
	const { title, cause } = describeError(verdict.fault, language, nameOf);
	return {
		readout: said,
		verdict: { tone: 'danger', title, cause },
		fix: tokenFix(verdict.fault)
	};
}

/** @returns the key and the set that a token names; undefined for what is no whole token */
function tokenOwner(
	{ bytes }: ReadFile,
	key: KeyMetadata,
	nameOf: SlotFacts['nameOf'],
	language: Language
): string | undefined {
	const text = importMessages[language];
	try {
		const { keyId, setId } = parseImportToken(bytes);
		const set = shortSetId(setId);
		if (keyId !== key.KeyId) return text.ofKeyNamed(nameOf(keyId) ?? `${keyId.slice(0, 8)}…`, set);
		return setId === key.ImportParameters?.ParameterSetId ? text.thisSet(set) : text.otherSet(set);
	} catch (error) {
		if (isKmsError(error, 'InvalidImportToken')) return undefined;
		throw error;
	}
}

function tokenFix(fault: KmsError): SlotFix {
	if (!isKmsError(fault, 'InvalidImportToken')) return 'CREATE_PARAMETERS';
	return fault.details.reason === 'OTHER_KEY' ? 'GO_TO_OTHER_KEY' : 'DOWNLOAD_AGAIN';
}
