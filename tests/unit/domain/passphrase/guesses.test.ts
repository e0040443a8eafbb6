import { describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { commonPasswords } from '#lib/domain/passphrase/common-passwords.ts';
import { easyReason, estimateGuesses, leastGuessBits } from '#lib/domain/passphrase/guesses.ts';
import { strengthOf } from '#lib/domain/passphrase/strength.ts';
import { passphraseWords } from '#lib/ui/vault/suggest-passphrase.ts';
import fc from '../../../support/properties.ts';

const bitsOf = (passphrase: string) => estimateGuesses(utf8(passphrase)).bits;

test('random letters are not taken for a word', () => {
	const letters = 'abcdefghijklmnopqrstuvwxyz';
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom(...letters.split('')), { minLength: 16, maxLength: 16 }),
			(some) => {
				// Of 16 random letters, which are 75 bits; a word or two would be 24.
				expect(bitsOf(some.join(''))).toBeGreaterThan(26);
			}
		)
	);
	expect(easyReason(utf8('ridisyzashna'))).toBeUndefined();
});

describe('a passphrase that is easy to guess', () => {
	test.each([
		['aaaaaaaaaaaa', 'REPEAT'],
		['abababababab', 'REPEAT'],
		['letmein letmein letmein', 'REPEAT'],
		['钥钥钥钥钥钥钥钥钥钥钥钥', 'REPEAT'],
		['🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑', 'REPEAT'],
		['abcdefghijkl', 'SEQUENCE'],
		['zyxwvutsrqpo', 'SEQUENCE'],
		['123456789012', 'SEQUENCE'],
		['987654321098', 'SEQUENCE'],
		['abcdefgh1234', 'SEQUENCE'],
		['qwertyuiop[]', 'KEYBOARD'],
		['QWERTYUIOP12', 'KEYBOARD'],
		['1qaz2wsx3edc', 'KEYBOARD'],
		['qweasdzxc123', 'KEYBOARD'],
		['zxcvbnm,./;[', 'KEYBOARD'],
		['password1234', 'COMMON'],
		['P@ssw0rd2024!', 'COMMON'],
		['iloveyou2024', 'COMMON'],
		['Welcome2024!!', 'COMMON'],
		['20240131 1984', 'DATE'],
		['twelve chars', 'FEW_WORDS'],
		['a file passphrase', 'COMMON']
	])('%s: %s', (passphrase, reason) => {
		expect(easyReason(utf8(passphrase))).toBe(reason);
	});

	test('whatever common password it is made of, with a year, a sign or itself once more', () => {
		for (const password of commonPasswords)
			for (const passphrase of [
				`${password}${password}${password}`,
				`${password}2024`,
				`${password}!`,
				password.toUpperCase()
			])
				expect(bitsOf(passphrase), passphrase).toBeLessThan(leastGuessBits);
	});
});

describe('a passphrase that is not', () => {
	test.each([
		'correct horse battery staple',
		'practice makes perfect',
		'another set of seven words entirely',
		'kX9#mP2$vL7q',
		'xkqzvbwpjmrt',
		'床前明月光疑是地上霜举头'
	])('%s', (passphrase) => {
		expect(easyReason(utf8(passphrase))).toBeUndefined();
	});

	test('six words that Airlock suggests, whichever they are', () => {
		const word = fc.constantFrom(...passphraseWords);
		const words = fc.uniqueArray(word, { minLength: 6, maxLength: 6 });
		fc.assert(
			fc.property(words, (six) => {
				expect(bitsOf(six.join(' '))).toBeGreaterThan(leastGuessBits + 10);
			}),
			{ numRuns: 1000 }
		);
	});

	test('seven of them are never called weak', () => {
		const words = fc.array(fc.constantFrom(...passphraseWords.slice(0, 200)), {
			minLength: 7,
			maxLength: 7
		});
		fc.assert(
			fc.property(words, (seven) => {
				if (new Set(seven).size === 7)
					expect(strengthOf(utf8(seven.join(' '))).level).not.toMatch(/EASY|WEAK/);
			})
		);
	});
});

test('a part that is added never makes a passphrase easier', () => {
	const text = fc.string({ minLength: 1, maxLength: 40 });
	fc.assert(
		fc.property(text, text, (one, other) => {
			expect(bitsOf(one + other)).toBeGreaterThanOrEqual(bitsOf(one) - 12);
		})
	);
});

test('any bytes are estimated, UTF-8 or not, as long as a field takes', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 1024 }), (bytes) => {
			const { bits } = estimateGuesses(bytes);
			expect(Number.isFinite(bits)).toBe(true);
			expect(bits).toBeGreaterThanOrEqual(0);
		})
	);
});

test.each([
	['password1234', { level: 'EASY', reason: 'COMMON' }],
	['twelve chars now', { level: 'WEAK', time: 'HOURS' }],
	['correct horse battery staple', { level: 'FAIR', time: 'YEARS' }],
	['soup dress flag sock pony', { level: 'FAIR', time: 'CENTURIES' }],
	['soup dress flag sock pony thick glow', { level: 'STRONG', time: 'FOREVER' }],
	['kX9#mP2$vL7qR4', { level: 'STRONG', time: 'FOREVER' }]
])('the strength of %s', (passphrase, strength) => {
	expect(strengthOf(utf8(passphrase))).toEqual(strength);
});
