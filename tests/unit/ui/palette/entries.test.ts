import { expect, test } from 'vitest';
import { asKeyId } from '#lib/domain/ids.ts';
import {
	actionEntries,
	actionQueries,
	found,
	keyEntry,
	matches,
	type Entry,
	type KeyWords
} from '#lib/ui/palette/entries.ts';
import { keyStateMessages } from '#lib/ui/messages/key-state.ts';
import { keysMessages } from '#lib/ui/messages/keys.ts';
import { paletteMessages } from '#lib/ui/messages/palette.ts';
import '../../../support/texts.ts';

type Key = Parameters<typeof keyEntry>[0];

const words: KeyWords = {
	states: keyStateMessages.en,
	actions: keysMessages.en.now.labels,
	actionTerms: paletteMessages.en.actionTerms
};
const keyId = asKeyId('8c1e0f3a-5b2d-4c6e-9f10-112233445566');
const enabled = {
	KeyId: keyId,
	Aliases: ['payments'],
	KeyState: 'ENABLED',
	KeySpec: 'AES_256',
	KeyUsage: 'ENCRYPT_DECRYPT',
	Origin: 'EXTERNAL',
	Expiration: { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
	AllowedOperations: ['Encrypt']
} as unknown as Key;

test.each([
	['', 'anything', true],
	['pay', 'payments', true],
	['PAY  mast', 'payments-master', true],
	['mast pay', 'payments-master', true],
	['pay x', 'payments', false]
])('%j in %j: %s', (query, text, expected) => {
	expect(matches(query, text)).toBe(expected);
});

test('words of the other language find an entry too', () => {
	const entry: Entry = {
		id: 'a',
		group: 'SCREENS',
		label: 'Activity',
		terms: '活动记录',
		deed: { address: '#/activity' }
	};
	expect(found('活动', [entry])).toEqual([entry]);
	expect(found('settings', [entry])).toEqual([]);
});

test('a key is listed with its state, and leads to its page', () => {
	expect(keyEntry(enabled, words)).toMatchObject({
		label: 'payments',
		note: 'Enabled',
		deed: { address: `#/keys/${keyId}` }
	});
});

test('only what a key’s state allows is offered', () => {
	const labels = (key: Key) => actionEntries(key, words).map(({ label }) => label);
	expect(labels(enabled)).toEqual([
		'Encrypt with this key',
		'Disable',
		'Change expiry…',
		'Delete key material…',
		'Schedule deletion…'
	]);
	const doomed = { ...enabled, KeyState: 'PENDING_DELETION', AllowedOperations: [] } as Key;
	expect(labels(doomed)).not.toContain('Disable');
	expect(labels(doomed)).toContain('Cancel deletion');
});

test('what must be asked first is done on the key’s page, and found in either language', () => {
	const [entry] = actionEntries(enabled, words, '禁用');
	expect(entry).toMatchObject({ label: 'Disable', note: 'payments', deed: { action: 'DISABLE' } });
});

test('a query is divided into an action and a key', () => {
	expect(actionQueries('disable pay', words)).toEqual([{ action: 'disable', key: 'pay' }]);
	expect(actionQueries('delete key material pay roll', words)).toContainEqual({
		action: 'delete key material',
		key: 'pay roll'
	});
	expect(actionQueries('disable', words)).toEqual([{ action: 'disable', key: '' }]);
	expect(actionQueries('payments', words)).toEqual([]);
	expect(actionQueries('no such thing', words)).toEqual([]);
});
