/** A label of a CMK, as in AWS KMS; a CMK has each key once. */
export interface Tag {
	/** Unicode NFC; upper and lower case differ */
	key: string;
	/** may be empty */
	value: string;
}

/** In characters, as in AWS KMS. */
export const longestTagKey = 128;
export const longestTagValue = 256;
/** Of one CMK, as in AWS KMS. */
export const mostTags = 50;
/** Keys that AWS keeps for its own tags, in any case. */
const reservedPrefix = 'aws:';
/** As in AWS, and the marks that some scripts can't be written without. */
const allowedText = /^[\p{L}\p{M}\p{N}\p{Z}_.:/=+\-@]*$/u;
const allowedCharacter = /[\p{L}\p{M}\p{N}\p{Z}_.:/=+\-@]/u;

/** Why a tag is refused. */
export type TagFault =
	| 'NO_KEY'
	| 'KEY_TOO_LONG'
	| 'VALUE_TOO_LONG'
	| 'CHARACTER'
	| 'RESERVED'
	| 'TWICE';

/** @returns the tag in the form that tags are compared in */
export function asTag(key: string, value: string): Tag {
	return { key: key.normalize('NFC'), value: value.normalize('NFC') };
}

/** @returns what is wrong with a tag on its own */
export function tagFault({ key, value }: Tag): Exclude<TagFault, 'TWICE'> | undefined {
	if (key === '') return 'NO_KEY';
	if ([...key].length > longestTagKey) return 'KEY_TOO_LONG';
	if ([...value].length > longestTagValue) return 'VALUE_TOO_LONG';
	if (!allowedText.test(key) || !allowedText.test(value)) return 'CHARACTER';
	if (key.toLowerCase().startsWith(reservedPrefix)) return 'RESERVED';
	return undefined;
}

/** @returns the first character that no tag may have */
export function forbiddenTagCharacter({ key, value }: Tag): string | undefined {
	return [...key, ...value].find((character) => !allowedCharacter.test(character));
}
