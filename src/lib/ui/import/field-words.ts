import { isKmsError } from '#lib/domain/errors.ts';
import { describeError } from '../messages/errors.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';
import { formatBytes } from '../words/format.ts';
import { looksLikeWords, readAsWords, readingNotes } from '../words/reading-words.ts';
import { encryptedKeyWords } from './encrypted-key-words.ts';
import type { FieldEntry, FieldName } from './field-entry.ts';
import type { FieldFacts, FieldWords } from './field-facts.ts';
import { tokenWords } from './token-words.ts';
import { wrongKindWords } from './wrong-kind-words.ts';

/** What a field says of its file. */
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
