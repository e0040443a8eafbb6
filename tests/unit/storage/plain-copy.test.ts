import { describe, expect, test } from 'vitest';
import { plainCopy } from '#lib/storage/plain-copy.ts';

describe('plainCopy', () => {
	test('is equal and shares nothing', () => {
		const original = { list: [{ bytes: Uint8Array.of(1, 2) }], text: 'x', none: null, yes: true };
		const copied = plainCopy(original);
		expect(copied).toEqual(original);
		original.list[0]?.bytes.fill(0);
		original.list.pop();
		expect(copied.list).toEqual([{ bytes: Uint8Array.of(1, 2) }]);
	});

	test('keeps nothing of the buffer around a view, a Node Buffer included', () => {
		const copied = plainCopy([new Uint8Array(64).subarray(3, 5), Buffer.from('pooled')]);
		expect(copied.map(({ buffer }) => buffer.byteLength)).toEqual([2, 6]);
	});

	test('refuses what is not plain data', () => {
		for (const value of [
			() => 0,
			Symbol('s'),
			1n,
			new Map(),
			new Date(0),
			new DataView(new ArrayBuffer(1))
		])
			expect(() => plainCopy({ value })).toThrow(TypeError);
	});
});
