import type { Readout } from '../components/file-field.ts';
import type { FileFinding } from '../components/file-input.svelte.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';
import { formatBytes } from './format.ts';
import { looksLikeWords, readAsWords } from './reading-words.ts';

/** @returns what a file field says of a chosen file before it is judged */
export function readoutOf(
	{ name, fileBytes, reading }: Pick<FileFinding, 'name' | 'fileBytes' | 'reading'>,
	language: Language
): Readout {
	return {
		file: importMessages[language].fileSize(name ?? '', formatBytes(fileBytes, language)),
		readAs: reading && readAsWords(reading, language),
		looksLike: reading && looksLikeWords(reading.content, language)
	};
}
