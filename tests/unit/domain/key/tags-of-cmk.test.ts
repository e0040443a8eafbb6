import { describe, expect, test } from 'vitest';
import { asKeyId } from '#lib/domain/ids.ts';
import { newCmk } from '#lib/domain/key/cmk.ts';
import { asTag, mostTags } from '#lib/domain/key/tag.ts';
import { assertTags, withoutTags, withTags } from '#lib/domain/key/tags-of-cmk.ts';

const cmk = newCmk(asKeyId(crypto.randomUUID()), { origin: 'EXTERNAL', description: '', now: 0 });

test('the first tag that is refused is told by its number, one whose key was there before too', () => {
	const refusal = (reason: string, number: number) =>
		expect.objectContaining({ code: 'TagException', details: { reason, number } }) as Error;
	const tag = asTag('env', 'prod');
	expect(() => assertTags([tag, asTag('', '')])).toThrow(refusal('NO_KEY', 2));
	expect(() => assertTags([tag, asTag('Env', ''), asTag('env', 'x')])).toThrow(refusal('TWICE', 3));
	expect(() => assertTags([tag, asTag('Env', '')])).not.toThrow();
});

describe('the tags of a CMK', () => {
	const keysOf = (tagged: typeof cmk) => tagged.tags?.map(({ key, value }) => `${key}=${value}`);

	test('are kept by key, and take the place of those with the same key', () => {
		const tagged = withTags(cmk, [asTag('owner', 'me'), asTag('env', 'prod')]);
		expect(keysOf(tagged)).toEqual(['env=prod', 'owner=me']);
		expect(keysOf(withTags(tagged, [asTag('env', 'test')]))).toEqual(['env=test', 'owner=me']);
	});

	test('leave nothing behind when the last is taken off', () => {
		const tagged = withTags(cmk, [asTag('env', 'prod')]);
		expect(withoutTags(tagged, ['other'])).toEqual(tagged);
		expect(withoutTags(tagged, ['env'])).toEqual(cmk);
		expect(withTags(cmk, [])).toEqual(cmk);
	});

	test(`are ${mostTags} at most`, () => {
		const many = (from: number, count: number) =>
			Array.from({ length: count }, (_, index) => asTag(`k${from + index}`, ''));
		const full = withTags(cmk, many(0, mostTags));
		expect(full.tags).toHaveLength(mostTags);
		expect(withTags(full, many(0, 1)).tags).toHaveLength(mostTags);
		expect(() => withTags(full, many(mostTags, 1))).toThrow(
			expect.objectContaining({
				code: 'LimitExceeded',
				details: { of: 'tags', limit: 50 }
			}) as Error
		);
	});
});
