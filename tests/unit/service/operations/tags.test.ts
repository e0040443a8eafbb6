import { beforeEach, describe, expect, test } from 'vitest';
import { mostTags } from '#lib/domain/key/tag.ts';
import type { Request } from '#lib/service/api.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, openTab, unlock, type TestVault } from '../../../support/vault.ts';

let vault: TestVault;
beforeEach(async () => {
	vault = await newVault();
});

const tag = (TagKey: string, TagValue = '') => ({ TagKey, TagValue });
const tagsOf = async (KeyId: string) => (await vault.handle('ListResourceTags', { KeyId })).Tags;
const namesOf = async (request: Request<'ListKeys'>) =>
	(await vault.handle('ListKeys', request)).Keys.map(({ Aliases }) => Aliases[0]);

describe('TagResource and UntagResource', () => {
	test('set tags, give them new values, and take them off', async () => {
		const KeyId = await newKey(vault, { AliasName: 'alias/a', Tags: [tag('owner', 'me')] });
		await vault.handle('TagResource', { KeyId, Tags: [tag('env', 'prod'), tag('cost')] });
		await vault.handle('TagResource', { KeyId: 'alias/a', Tags: [tag('env', 'test')] });
		expect(await tagsOf(KeyId)).toEqual([tag('cost'), tag('env', 'test'), tag('owner', 'me')]);
		await vault.handle('UntagResource', { KeyId, TagKeys: ['cost', 'none'] });
		expect(await tagsOf(KeyId)).toEqual([tag('env', 'test'), tag('owner', 'me')]);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.Tags).toEqual(await tagsOf(KeyId));
	});

	test('keep tags through a lock, in another tab', async () => {
		const KeyId = await newKey(vault, { Tags: [tag('env', 'prod')] });
		const other = openTab(vault.store, vault.clock);
		await unlock(other);
		expect((await other.handle('ListResourceTags', { KeyId })).Tags).toEqual([tag('env', 'prod')]);
	});

	test('are in the log with the keys of the tags, and never with a value', async () => {
		const KeyId = await newKey(vault, { Origin: 'AIRLOCK', Tags: [tag('owner', 'a value')] });
		const Tags = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => tag(key, 'a value'));
		await vault.handle('TagResource', { KeyId, Tags });
		await vault.handle('UntagResource', { KeyId, TagKeys: ['a', 'not a tag, of this key'] });
		const { Entries } = await vault.handle('ListActivity', { Limit: 3 });
		expect(Entries.map(({ operation, detail }) => [operation, detail])).toEqual([
			['UntagResource', { tags: 1, tagKeys: 'a' }],
			['TagResource', { tags: 6, tagKeys: 'a, b, c, d, e' }],
			['CreateKey', { origin: 'AIRLOCK', tags: 1, tagKeys: 'owner' }]
		]);
		expect(JSON.stringify(Entries)).not.toContain('a value');
	});

	test('refuse what no tag can be, and more than a key can have; nothing is changed', async () => {
		const KeyId = await newKey(vault, { Tags: [tag('env', 'prod')] });
		await expectRefusal(
			vault,
			'TagResource',
			{ KeyId, Tags: [tag('fine'), tag('aws:env')] },
			{ code: 'TagException', details: { reason: 'RESERVED', number: 2 } }
		);
		const many = Array.from({ length: mostTags }, (_, index) => tag(`k${index}`));
		await expectRefusal(
			vault,
			'TagResource',
			{ KeyId, Tags: many },
			{ code: 'LimitExceeded', details: { of: 'tags', limit: mostTags } }
		);
		expect(await tagsOf(KeyId)).toEqual([tag('env', 'prod')]);
	});
});

test('CreateKey with a tag that is refused makes no key', async () => {
	await expectRefusal(
		vault,
		'CreateKey',
		{ Tags: [tag('env'), tag('env')] },
		{ code: 'TagException', details: { reason: 'TWICE', number: 2 } }
	);
	expect(await namesOf({})).toEqual([]);
});

test('ListResourceTags gives a page at a time', async () => {
	const KeyId = await newKey(vault, { Tags: [tag('c'), tag('a'), tag('b')] });
	const first = await vault.handle('ListResourceTags', { KeyId, Limit: 2 });
	expect(first).toEqual({ Tags: [tag('a'), tag('b')], Truncated: true, NextMarker: 'c' });
	const next = await vault.handle('ListResourceTags', { KeyId, Marker: first.NextMarker ?? '' });
	expect(next).toEqual({ Tags: [tag('c')], Truncated: false, NextMarker: null });
	await expectRefusal(
		vault,
		'ListResourceTags',
		{ KeyId, Marker: 'gone' },
		{ code: 'InvalidParameter', details: { parameter: 'Marker', rule: 'FROM_THE_LAST_PAGE' } }
	);
});

describe('the tags of all keys', () => {
	test('are listed by how many keys have them, as they change', async () => {
		const listed = async () =>
			(await vault.handle('ListTags', {})).Tags.map(
				({ TagKey, TagValue, Keys }) => `${TagKey}=${TagValue} ${Keys}`
			);
		const a = await newKey(vault, { Tags: [tag('env', 'prod'), tag('owner', 'me')] });
		await newKey(vault, { Tags: [tag('env', 'test')] });
		expect(await listed()).toEqual(['env=prod 1', 'env=test 1', 'owner=me 1']);
		await newKey(vault, { Tags: [tag('env', 'test')] });
		await vault.handle('TagResource', { KeyId: a, Tags: [tag('owner', 'you')] });
		await vault.handle('UntagResource', { KeyId: a, TagKeys: ['env'] });
		expect(await listed()).toEqual(['env=test 2', 'owner=you 1']);
		expect(await vault.handle('ListTags', { Limit: 1 })).toMatchObject({
			Tags: [{ TagKey: 'env', Keys: 2 }],
			Truncated: true
		});
	});

	test('are searched, and filter the list of keys', async () => {
		await newKey(vault, { AliasName: 'alias/a', Tags: [tag('env', 'prod')] });
		await newKey(vault, { AliasName: 'alias/b', Tags: [tag('env', 'test')] });
		await newKey(vault, { AliasName: 'alias/c', Tags: [tag('owner', 'prod')] });
		expect(await namesOf({ Tag: tag('env', 'prod') })).toEqual(['a']);
		expect(await namesOf({ Tag: { TagKey: 'env' } })).toEqual(['a', 'b']);
		expect(await namesOf({ Tag: tag('env') })).toEqual([]);
		expect(await namesOf({ Search: 'PROD' })).toEqual(['a', 'c']);
		expect(await namesOf({ Search: 'PROD', Tag: { TagKey: 'owner' } })).toEqual(['c']);
	});
});
