import type { TagOfKey } from '#lib/service/api/key-metadata.ts';
import type { FieldError } from '../components/form.ts';
import { tagErrors, typedTag, type TagErrorWords } from './tag-words.ts';

/** The tags that a key is created with. */
export class NewTags {
	#list = $state.raw<readonly TagOfKey[]>([]);

	get list(): readonly TagOfKey[] {
		return this.#list;
	}

	/** @returns what is wrong with the tag that stands in the fields; nothing where none does */
	faults(key: string, value: string, words: TagErrorWords): readonly FieldError[] {
		return isBlank(key, value) ? [] : tagErrors(typedTag(key, value), words, this.#list);
	}

	/** Adds the tag that stands in the fields, if one does. It takes the place of one with the same key. */
	add(key: string, value: string): void {
		if (isBlank(key, value)) return;
		const tag = typedTag(key, value);
		this.remove(tag.key);
		this.#list = [...this.#list, { TagKey: tag.key, TagValue: tag.value }];
	}

	remove(key: string): void {
		this.#list = this.#list.filter(({ TagKey }) => TagKey !== key);
	}
}

const isBlank = (key: string, value: string): boolean => key.trim() === '' && value.trim() === '';
