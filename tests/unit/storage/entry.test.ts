import { expect, test } from 'vitest';
import { encodeErasables, hasErased, parseErasables } from '#lib/storage/entry.ts';
import { flipBit } from '../../support/flip-bit.ts';

test('what is no erasable row is none for who looks quickly either, whichever bit is another', () => {
	const rows = [
		{ notAfter: 1_795_608_000_000, sealed: null, erasedAt: 1_795_608_000_001 },
		{ notAfter: null, sealed: new Uint8Array(40).fill(7), erasedAt: null }
	];
	const section = encodeErasables(rows.map((row) => ({ id: crypto.randomUUID(), ...row })));
	expect(hasErased(section)).toBe(true);
	for (let bit = 0; bit < 8 * section.length; bit++) {
		const altered = flipBit(section, bit);
		const parsed = parseErasables(altered);
		expect(hasErased(altered), `bit ${bit}`).toBe(
			parsed && parsed.some(({ erasedAt }) => erasedAt !== null)
		);
	}
});
