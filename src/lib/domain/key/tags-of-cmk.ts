import { KmsError } from '../errors.ts';
import type { Cmk } from './cmk.ts';
import { mostTags, tagFault, type Tag } from './tag.ts';

/** @throws {@link KmsError} `TagException` with the number of the first tag that is refused, counted from 1 */
export function assertTags(tags: readonly Tag[]): void {
	const seen = new Set<string>();
	for (const [index, tag] of tags.entries()) {
		const reason = tagFault(tag) ?? (seen.has(tag.key) ? 'TWICE' : undefined);
		if (reason) throw new KmsError('TagException', { reason, number: index + 1 });
		seen.add(tag.key);
	}
}

const byKey = (a: Tag, b: Tag) => (a.key < b.key ? -1 : 1);

/**
 * @param tags - they take the place of those with the same keys
 * @throws {@link KmsError} `LimitExceeded` for more than a CMK may have
 */
export function withTags(cmk: Cmk, tags: readonly Tag[]): Cmk {
	const all = new Map([...(cmk.tags ?? []), ...tags].map((tag) => [tag.key, tag]));
	if (all.size > mostTags) throw new KmsError('LimitExceeded', { of: 'tags', limit: mostTags });
	return withExactly(cmk, [...all.values()].sort(byKey));
}

/** @param keys - those that the CMK has not are passed over */
export function withoutTags(cmk: Cmk, keys: readonly string[]): Cmk {
	return withExactly(
		cmk,
		(cmk.tags ?? []).filter(({ key }) => !keys.includes(key))
	);
}

/** A record of a CMK without tags is as it was before there were any. */
function withExactly({ tags: _, ...cmk }: Cmk, tags: readonly Tag[]): Cmk {
	return tags.length === 0 ? cmk : { ...cmk, tags };
}
