import { describe, expect, it } from 'vitest';
import { randomBytes, randomUuid } from '#lib/crypto/random.ts';
import { isKeyId } from '#lib/domain/ids.ts';

describe('randomBytes', () => {
	it('gives the number of bytes asked for, and others each time', () => {
		const first = randomBytes(32);
		expect(first).toHaveLength(32);
		expect(randomBytes(32)).not.toEqual(first);
	});

	it('reaches every bit', () => {
		const seen = randomBytes(4096).reduce((all, byte) => all | byte, 0);
		expect(seen).toBe(0xff);
	});
});

describe('randomUuid', () => {
	it('gives a UUID of version 4 in the form that ids have', () => {
		const uuid = randomUuid();
		expect(isKeyId(uuid)).toBe(true);
		expect(uuid[14]).toBe('4');
		expect(randomUuid()).not.toBe(uuid);
	});
});
