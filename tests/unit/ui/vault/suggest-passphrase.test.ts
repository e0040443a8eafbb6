import { expect, test, vi } from 'vitest';
import { passphraseWords, suggestPassphrase } from '#lib/ui/vault/suggest-passphrase.ts';

test('the list has 1024 different words of 3 to 6 letters', () => {
	expect(new Set(passphraseWords).size).toBe(1024);
	expect(passphraseWords).toHaveLength(1024);
	expect(passphraseWords.filter((word) => !/^[a-z]{3,6}$/.test(word))).toEqual([]);
	expect(passphraseWords.slice(0, 4)).toEqual(['able', 'acorn', 'acre', 'actor']);
});

test('a suggestion is seven words with spaces between', () => {
	expect(suggestPassphrase()).toMatch(/^[a-z]{3,6}( [a-z]{3,6}){6}$/);
});

test('every word is drawn equally often from all values of a random number', () => {
	const counts = new Map<string, number>();
	let next = 0;
	const random = vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
		(array as unknown as Uint16Array).forEach((_, index, values) => (values[index] = next++));
		return array;
	});
	try {
		// All 65,536 values of 16 bits, and 6 more since seven are drawn at a time.
		for (let draw = 0; draw < 65_536; draw += 7)
			for (const [index, word] of suggestPassphrase().split(' ').entries())
				if (draw + index < 65_536) counts.set(word, (counts.get(word) ?? 0) + 1);
	} finally {
		random.mockRestore();
	}
	expect(new Set(counts.values())).toEqual(new Set([64]));
	expect(counts.size).toBe(1024);
});
