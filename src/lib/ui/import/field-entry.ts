import { isKmsError, type KmsError } from '#lib/domain/errors.ts';
import { parseSteps } from '#lib/domain/reading/reading.ts';
import { shortSetId, type KeyId } from '#lib/domain/ids.ts';
import { importTokenBytes, parseImportToken } from '#lib/domain/import/import-token.ts';
import type { Cloud } from '#lib/domain/reading/content.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import {
	oaepHash,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from '#lib/domain/import/wrapping.ts';
import { encryptedSize } from '#lib/domain/import/encrypted-key-size.ts';
import type { ImportFile } from '#lib/service/api/import.ts';
import type { ImportParametersInfo, KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { formatBytes, formatDuration } from '../words/format.ts';
import { describeError } from '../messages/errors.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '../messages/messages.ts';
import { readingMessages } from '../messages/reading.ts';
import {
	containerWords,
	looksLikeWords,
	readAsWords,
	readingNotes,
	type ReadingNote
} from '../words/reading-words.ts';
import {
	contentOfKept,
	expectedBytes,
	judgeEncryptedKey,
	judgeImportToken,
	type FieldReading
} from './import-file.ts';

export type FieldName = 'EncryptedKey' | 'ImportToken';

/** What lies in one of the two fields: a file that was read, or one that was not. */
export type FieldEntry = { name: string; fileBytes: number } & (
	| ({ is: 'READ' } & FieldReading)
	| { is: 'REFUSED'; error: KmsError }
);

/** A file of the draft. `alternatives` are not kept with it. */
export function keptEntry({ Name, ReadAs, Bytes }: ImportFile): FieldEntry {
	return {
		is: 'READ',
		name: Name,
		fileBytes: Bytes.length,
		steps: parseSteps(ReadAs) ?? [],
		content: contentOfKept(Bytes),
		bytes: Bytes,
		byteCount: Bytes.length,
		alternatives: []
	};
}

/** What the entry is judged by. */
export interface FieldFacts {
	key: KeyMetadata;
	parameters: ImportParametersInfo;
	vaultId: string;
	now: EpochMillis;
	/** of key material that was encrypted in Airlock, as it is shown to people */
	kcv: string | undefined;
	nameOf: (keyId: KeyId) => string | undefined;
}

/** The button that starts the fix. */
export type FieldFix =
	| 'ENCRYPT_IT_NOW'
	| 'MOVE'
	| 'SWAP'
	| 'REMOVE_LINE_BREAK'
	| 'CREATE_PARAMETERS'
	| 'CREATE_PARAMETERS_FOR_IT'
	| 'DOWNLOAD_AGAIN'
	| 'GO_TO_OTHER_KEY'
	| 'WRAP_FOR_CLOUD'
	| 'DECRYPT';

/** @returns the address of the form for new parameters, with what is wanted chosen in it */
export function parametersHref(form: string, wanted: Partial<WantedParameters> = {}): string {
	const query = new URLSearchParams(wanted).toString();
	return query === '' ? form : `${form}?${query}`;
}

/** What a field says: what was read, then what to think of it. */
export interface FieldWords {
	readout: { file: string; readAs?: string; looksLike?: string; belongsTo?: string };
	/** what a program has done to the file on its way here */
	notes?: readonly ReadingNote[];
	verdict: { tone: 'ok' | 'danger'; title: string; cause?: string };
	fix?: FieldFix;
	/** whose token it is */
	cloud?: Cloud;
	/** what new parameters would have to be for the file to fit them */
	wanted?: WantedParameters;
}

/** Parameters as a link asks for them. */
export interface WantedParameters {
	algorithm: WrappingAlgorithm;
	spec: WrappingKeySpec;
}

export function describeField(
	field: FieldName,
	entry: FieldEntry,
	facts: FieldFacts,
	language: Language
): FieldWords {
	const text = importMessages[language];
	const size = (byteCount: number) => formatBytes(byteCount, language);
	const file = text.fileSize(entry.name, size(entry.fileBytes));
	const refuse = (title: string, cause: string) => ({ tone: 'danger', title, cause }) as const;

	if (entry.is === 'REFUSED') {
		const tooBig = field === 'EncryptedKey' ? text.bigFile : text.bigToken;
		if (isKmsError(entry.error, 'EmptyInput'))
			return { readout: { file }, verdict: refuse(text.emptyFile, text.notRead) };
		if (isKmsError(entry.error, 'InputTooLarge'))
			return {
				readout: { file },
				verdict: refuse(tooBig(size(entry.fileBytes)), text.notRead)
			};
		const { title, cause } = describeError(entry.error, language, facts.nameOf);
		return { readout: { file }, verdict: refuse(title, cause) };
	}

	const readout = {
		file,
		readAs: readAsWords(entry, language),
		looksLike: looksLikeWords(entry.content, language)
	};
	const notes = readingNotes(entry, language);
	const words =
		wrongKindWords(field, entry, facts, language) ??
		(field === 'EncryptedKey'
			? encryptedKeyWords(entry, facts, language)
			: tokenWords(entry, facts, language));
	return {
		...words,
		readout: { ...readout, ...words.readout },
		...(notes.length > 0 && { notes })
	};
}

/** What is to be said of a file that was read; the rows that all have come from elsewhere. */
interface Judgement extends Omit<FieldWords, 'readout' | 'notes'> {
	readout?: { belongsTo: string };
}

function wrongKindWords(
	field: FieldName,
	{ content, byteCount, facts: cloudFacts }: FieldReading,
	{ parameters }: FieldFacts,
	language: Language
): Judgement | undefined {
	const text = importMessages[language];
	const reading = readingMessages[language];
	const forKey = field === 'EncryptedKey';
	const refuse = (title: string, cause: string, fix?: FieldFix): Judgement => ({
		verdict: { tone: 'danger', title, cause },
		...(fix && { fix })
	});
	const encryptNow = forKey ? 'ENCRYPT_IT_NOW' : undefined;
	const expected = forKey ? expectedBytes(parameters) : importTokenBytes;
	const size = (count: number) => formatBytes(count, language);
	switch (content.kind) {
		case 'KEY_MATERIAL': {
			const cause = forKey ? text.plainCause : text.plainTokenCause;
			return refuse(text.plainTitle, cause(size(byteCount), size(expected)), encryptNow);
		}
		case 'PRIVATE_KEY':
		case 'PKCS_12':
			// Nothing here takes one, so nothing offers to encrypt it.
			return refuse(
				forKey ? text.privateTitle : text.privateTokenTitle,
				`${text.needsSymmetric} ${text.notStored}`
			);
		case 'PUBLIC_KEY':
			return refuse(text.publicTitle, forKey ? text.publicCause : text.publicTokenCause);
		case 'CIPHERTEXT_BLOB':
			return refuse(text.blobTitle, text.blobCause, 'DECRYPT');
		case 'AGE_FILE':
			return refuse(text.ageTitle, text.ageCause);
		case 'CONTAINER': {
			const { title, cause } = containerWords(content.form, language);
			return refuse(title, cause);
		}
		case 'CLOUD_TOKEN': {
			const cloud = reading.clouds[content.cloud];
			const words = refuse(text.cloudTokenTitle(cloud), text.cloudTokenCause(cloud));
			const owner = cloudFacts?.keyId;
			return {
				...words,
				...(owner !== undefined && { readout: { belongsTo: text.ofCloudKey(cloud, owner) } }),
				fix: 'WRAP_FOR_CLOUD',
				cloud: content.cloud
			};
		}
		case 'REFUSED':
			return refuse(text.notReadTitle, reading.refused[content.reason]);
		case 'IMPORT_TOKEN':
			return forKey ? refuse(text.isTokenTitle, text.isTokenCause, 'MOVE') : undefined;
		case 'ENCRYPTED_KEY':
			return forKey
				? undefined
				: refuse(text.isEncryptedKeyTitle, text.isEncryptedKeyCause, 'MOVE');
		default:
			return undefined;
	}
}

function encryptedKeyWords(
	file: FieldReading,
	{ parameters, kcv }: FieldFacts,
	language: Language
): Judgement {
	const text = importMessages[language];
	const verdict = judgeEncryptedKey(file, parameters);
	const { WrappingAlgorithm, WrappingKeySpec } = parameters;
	if (verdict.is === 'RIGHT') {
		const size = formatBytes(file.bytes.length, language);
		const set = shortSetId(parameters.ParameterSetId);
		return kcv === undefined
			? {
					readout: { belongsTo: text.belongsAtConfirm },
					verdict: {
						tone: 'ok',
						title: text.ready,
						cause: text.rightSize(size, WrappingKeySpec)
					}
				}
			: {
					readout: { belongsTo: text.thisSet(set) },
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
	const refuse = (words: string, fix?: FieldFix, otherTitle = title): Judgement => ({
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
		case 'FIRST_PART':
			return refuse(text.firstPartCause, undefined, text.firstPartTitle);
		case 'OTHER_ALGORITHM': {
			const hash = oaepHash(WrappingAlgorithm) === 'SHA-1' ? 'SHA_1' : 'SHA_256';
			return {
				...refuse(
					title,
					'CREATE_PARAMETERS_FOR_IT',
					text.wrongAlgorithmTitle(`RSA_AES_KEY_WRAP_${hash}`, WrappingAlgorithm)
				),
				wanted: {
					algorithm: `RSA_AES_KEY_WRAP_${hash}`,
					spec: encryptedSize(actual)?.wrappingKeySpec ?? WrappingKeySpec
				}
			};
		}
		case 'SECOND_PART':
			return refuse(text.secondPartCause, undefined, text.secondPartTitle);
		case 'TOO_SHORT':
			return refuse(text.cutOffOrOther);
		case 'TOO_LONG':
			return refuse(text.addedOrOther);
	}
}

function tokenWords(
	file: FieldReading,
	{ key, parameters, vaultId, now, nameOf }: FieldFacts,
	language: Language
): Judgement {
	const text = importMessages[language];
	const verdict = judgeImportToken(file, key, vaultId, now);
	if (verdict.is === 'WRONG_KIND') throw new TypeError('said before');
	const belongsTo = tokenOwner(file, key, nameOf, language);
	const said = belongsTo === undefined ? {} : { readout: { belongsTo } };
	if (verdict.is === 'RIGHT') {
		const cause = text.tokenReady(
			nameOf(key.KeyId) ?? key.KeyId,
			shortSetId(parameters.ParameterSetId),
			formatDuration(parameters.ParametersValidTo - now, language)
		);
		return { ...said, verdict: { tone: 'ok', title: text.ready, cause } };
	}
	const { title, cause } = describeError(verdict.fault, language, nameOf);
	return {
		...said,
		verdict: { tone: 'danger', title, cause },
		fix: tokenFix(verdict.fault)
	};
}

/** @returns the key and the set that a token names; undefined if the token is not complete */
function tokenOwner(
	{ bytes }: FieldReading,
	key: KeyMetadata,
	nameOf: FieldFacts['nameOf'],
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

function tokenFix(fault: KmsError): FieldFix {
	if (!isKmsError(fault, 'InvalidImportToken')) return 'CREATE_PARAMETERS';
	return fault.details.reason === 'OTHER_KEY' ? 'GO_TO_OTHER_KEY' : 'DOWNLOAD_AGAIN';
}
