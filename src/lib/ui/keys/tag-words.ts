import {
	asTag,
	forbiddenTagCharacter,
	mostTags,
	tagFault,
	type Tag,
	type TagFault
} from '#lib/domain/key/tag.ts';
import type { TagOfKey } from '#lib/service/api/key-metadata.ts';
import type { FieldError } from '../components/form.ts';
import { visible } from './key-name.ts';

/** A tag as a chip has it. */
export const tagName = ({ TagKey, TagValue }: TagOfKey): string =>
	TagValue === '' ? TagKey : `${TagKey}: ${TagValue}`;

interface TagGroup {
	key: string;
	values: string[];
}

/** @returns the values of each key, in the order of a dictionary; a tag without a value names its key only */
export function tagGroups(
	tags: readonly { TagKey: string; TagValue?: string }[],
	language: string
): TagGroup[] {
	const byKey = new Map<string, Set<string>>();
	for (const { TagKey, TagValue } of tags) {
		const values = byKey.get(TagKey) ?? new Set<string>();
		if (TagValue !== undefined) values.add(TagValue);
		byKey.set(TagKey, values);
	}
	const { compare } = new Intl.Collator(language, { numeric: true });
	return Array.from(byKey, ([key, values]) => ({ key, values: [...values].sort(compare) })).sort(
		(a, b) => compare(a.key, b.key)
	);
}

/** The fields of a form that sets one tag. */
export type TagField = 'tagKey' | 'tagValue';

/** What is wrong with a tag in words of one language. */
export type TagErrorWords = Record<Exclude<TagFault, 'TWICE' | 'CHARACTER'>, string> & {
	forbidden: (character: string) => string;
	tooMany: (limit: number) => string;
};

/** A tag as it was typed, without the white space around it. */
export const typedTag = (key: string, value: string): Tag => asTag(key.trim(), value.trim());

/** @returns what is wrong with a tag that a key with `others` is to get, at its field */
export function tagErrors(
	tag: Tag,
	words: TagErrorWords,
	others: readonly TagOfKey[] = []
): (FieldError & { field: TagField })[] {
	const fault = tagFault(tag);
	const inKey = (message: string) => [{ field: 'tagKey' as const, message }];
	if (fault === 'CHARACTER') {
		const keyHasIt = forbiddenTagCharacter({ ...tag, value: '' }) !== undefined;
		const message = words.forbidden(visible(forbiddenTagCharacter(tag) ?? ''));
		return [{ field: keyHasIt ? 'tagKey' : 'tagValue', message }];
	}
	if (fault === 'VALUE_TOO_LONG') return [{ field: 'tagValue', message: words[fault] }];
	if (fault !== undefined) return inKey(words[fault]);
	const isNew = others.every(({ TagKey }) => TagKey !== tag.key);
	return isNew && others.length >= mostTags ? inKey(words.tooMany(mostTags)) : [];
}
