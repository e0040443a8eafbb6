import { expect, test } from 'vitest';
import { endsAsTyped } from '#lib/ui/import/last-written.ts';

const shown = '0011 2233 4455 6677 8899 aabb';

test.each(['8899aabb', '8899 AABB', ' 88 99 aa bb '])('%j is how it ends', (typed) => {
	expect(endsAsTyped(shown, typed)).toBe(true);
});

test.each(['', 'aabb', '8899aabc', '778899aabb', '00112233'])('%j is not', (typed) => {
	expect(endsAsTyped(shown, typed)).toBe(false);
});

test('nothing shown ends as nothing typed', () => {
	expect(endsAsTyped('', '')).toBe(false);
	expect(endsAsTyped('', '8899aabb')).toBe(false);
});
