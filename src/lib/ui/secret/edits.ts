/** What the `inputType` of a `beforeinput` event asks for (Input Events Level 2, §4.1.2). */
import type { Range, SecretText } from './secret-text.ts';

/** @returns what a deletion takes out: the selection, or what lies before or after the caret; undefined for no deletion */
export function deletedRange(
	inputType: string,
	selection: Range,
	text: SecretText
): Range | undefined {
	if (!inputType.startsWith('delete')) return undefined;
	const { start, end } = selection;
	if (start < end) return selection;
	switch (inputType) {
		case 'deleteContentBackward':
			return { start: Math.max(0, start - 1), end };
		case 'deleteContentForward':
			return { start, end: end + 1 };
		case 'deleteWordBackward':
			return { start: text.wordStart(start), end };
		case 'deleteWordForward':
			return { start, end: text.wordEnd(end) };
		case 'deleteSoftLineBackward':
		case 'deleteHardLineBackward':
			return { start: text.lineStart(start), end };
		case 'deleteSoftLineForward':
		case 'deleteHardLineForward':
			return { start, end: text.lineEnd(end) };
		case 'deleteEntireSoftLine':
			return { start: text.lineStart(start), end: text.lineEnd(end) };
		default:
			return selection;
	}
}

/** As browsers take text into a field of one line: line breaks at its end are dropped, others become spaces. */
export const onOneLine = (text: string): string =>
	text.replace(/[\r\n]+$/, '').replaceAll(/\r\n|\r|\n/g, ' ');

export const onSeveralLines = (text: string): string => text.replaceAll(/\r\n|\r/g, '\n');

/**
 * What something else than this field has done to the dots that it shows: an input method that has composed text among
 * them, or a password manager that has put its own in their place.
 *
 * @param mask - what was shown
 * @param value - what stands there now
 * @returns undefined where nothing but dots was added: those were a mask too, which somebody has kept
 */
export function changeOfMask(
	mask: string,
	value: string,
	dot: string
): (Range & { inserted: string }) | undefined {
	const limit = Math.min(mask.length, value.length);
	let start = 0;
	while (start < limit && mask[start] === value[start]) start++;
	let kept = 0;
	while (kept < limit - start && mask.at(-1 - kept) === value.at(-1 - kept)) kept++;
	const inserted = value.slice(start, value.length - kept);
	if (inserted !== '' && inserted.replaceAll(dot, '') === '') return undefined;
	return { start, end: mask.length - kept, inserted };
}
