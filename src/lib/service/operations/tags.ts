/** TagResource, UntagResource, ListResourceTags, ListTags. */
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import { asTag, type Tag } from '#lib/domain/key/tag.ts';
import { assertTags, withoutTags, withTags } from '#lib/domain/key/tags-of-cmk.ts';
import type { LogDetail } from '#lib/domain/vault/log-entry.ts';
import type { TagOfKey } from '../api/key-metadata.ts';
import { nothing, type OperationContext, type OperationFunction } from '../engine/context.ts';
import { pageLimit, pageOf } from './page.ts';

/** So many keys of tags stand in an entry of the log by their text. */
const mostNamedTags = 5;

/** @returns the tags of a request @throws KmsError `TagException` */
export function tagsIn(request: readonly TagOfKey[]): Tag[] {
	const tags = request.map(({ TagKey, TagValue }) => asTag(TagKey, TagValue));
	assertTags(tags);
	return tags;
}

/** @returns a CMK's tags as requests and answers have them */
export function tagsOf({ tags = [] }: Cmk): TagOfKey[] {
	return tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
}

/** What the log says of tags: keys, which can hold no comma, and never a value. */
export function tagDetail(keys: readonly string[]): LogDetail {
	return { tags: keys.length, tagKeys: keys.slice(0, mostNamedTags).join(', ') };
}

function updateTags(
	context: OperationContext,
	operation: 'TagResource' | 'UntagResource',
	KeyId: string,
	keysOf: (cmk: Cmk) => readonly string[],
	update: (cmk: Cmk) => Cmk
): Promise<Record<string, never>> {
	return context.mutate(({ vault, now }) => {
		const cmk = vault.cmk(KeyId);
		assertAllowed(operation, cmk, now);
		return {
			change: {
				put: [{ kind: 'cmk', cmk: update(cmk) }],
				log: [{ operation, keyId: cmk.keyId, detail: tagDetail(keysOf(cmk)) }]
			},
			answer: nothing
		};
	});
}

/** Adds tags to a CMK, and gives tags that it has new values. */
export const tagResource: OperationFunction<'TagResource'> = async (context, { KeyId, Tags }) => {
	const tags = tagsIn(Tags);
	const keys = tags.map(({ key }) => key);
	return updateTags(
		context,
		'TagResource',
		KeyId,
		() => keys,
		(cmk) => withTags(cmk, tags)
	);
};

/** Takes tags off a CMK; those that it has not are passed over, as in AWS KMS. */
export const untagResource: OperationFunction<'UntagResource'> = (context, { KeyId, TagKeys }) => {
	const keys = TagKeys.map((key) => key.normalize('NFC'));
	// Only tags that it has are in the log: nothing else was checked.
	const taken = ({ tags = [] }: Cmk) =>
		tags.flatMap(({ key }) => (keys.includes(key) ? [key] : []));
	return updateTags(context, 'UntagResource', KeyId, taken, (cmk) => withoutTags(cmk, keys));
};

/** Lists the tags of a CMK, a page at a time. */
export const listResourceTags: OperationFunction<'ListResourceTags'> = (
	context,
	{ KeyId, Limit, Marker }
) =>
	context.read(({ vault }) => {
		const tags = tagsOf(vault.cmk(KeyId));
		const start = Marker === undefined ? 0 : tags.findIndex(({ TagKey }) => TagKey === Marker);
		const { items, ...page } = pageOf(tags, { start, limit: Limit }, ({ TagKey }) => TagKey);
		return { Tags: items, ...page };
	});

/** Lists the tags that are in use in the vault, those of most keys first. */
export const listTags: OperationFunction<'ListTags'> = (context, { Limit }) =>
	context.read(({ vault }) => {
		const { tags, more } = vault.tagIndex.most(pageLimit(Limit));
		return {
			Tags: tags.map(({ key, value, keys }) => ({ TagKey: key, TagValue: value, Keys: keys })),
			Truncated: more
		};
	});
