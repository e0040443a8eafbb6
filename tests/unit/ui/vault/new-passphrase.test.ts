import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { newPassphraseErrors } from '#lib/ui/vault/new-passphrase.ts';
import { vaultNameErrors } from '#lib/ui/vault/vault-name.ts';

const fields = { passphrase: 'one', again: 'two' };
const words = { enterPassphrase: 'ENTER', tooShort: 'SHORT', tooLong: 'LONG', differ: 'DIFFER' };
const check = (passphrase: string, again = passphrase) =>
	newPassphraseErrors(utf8(passphrase), utf8(again), fields, words);

test.each([
	['', [{ field: 'one', message: 'ENTER' }]],
	['eleven char', [{ field: 'one', message: 'SHORT' }]],
	['twelve chars', []],
	// Characters count, not UTF-16 units: each of these has two.
	['🔑'.repeat(11), [{ field: 'one', message: 'SHORT' }]],
	['🔑'.repeat(12), []],
	// A letter and its combining accent are one character after NFKC.
	['e\u0301'.repeat(11), [{ field: 'one', message: 'SHORT' }]],
	['e\u0301'.repeat(12), []],
	// What the engine takes: 1024 bytes after NFKC.
	['e\u0301'.repeat(512), []],
	['e\u0301'.repeat(513), [{ field: 'one', message: 'LONG' }]]
])('%j', (passphrase, errors) => {
	expect(check(passphrase)).toEqual(errors);
});

test('the second field must have the same', () => {
	expect(check('twelve chars', 'twelve chars.')).toEqual([{ field: 'two', message: 'DIFFER' }]);
});

test('a vault’s name has 1 to 64 characters, without the space around', () => {
	const nameErrors = (name: string) =>
		vaultNameErrors(name, 'name', { giveName: 'GIVE', nameTooLong: 'LONG' });
	expect(nameErrors('  ')).toEqual([{ field: 'name', message: 'GIVE' }]);
	expect(nameErrors('库'.repeat(64))).toEqual([]);
	expect(nameErrors(` ${'库'.repeat(64)} `)).toEqual([]);
	expect(nameErrors('库'.repeat(65))).toEqual([{ field: 'name', message: 'LONG' }]);
});
