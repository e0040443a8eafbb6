import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { passphraseBytes, shortestPassphrase } from '#lib/domain/vault/slot.ts';

test('a passphrase is UTF-8 of its NFKC form, however it was typed', () => {
	expect(passphraseBytes('ﬁve cafe\u0301s １２３')).toEqual(utf8('five caf\u00e9s 123'));
	expect(passphraseBytes('caf\u00e9')).toEqual(passphraseBytes('cafe\u0301'));
});

test('a passphrase has at least 12 characters', () => {
	expect(shortestPassphrase).toBe(12);
});
