import { describe, expect, it } from 'vitest';
import { argon2id, defaultArgon2id, isWithinCaps } from '#lib/crypto/argon2id.ts';
import { fromHex, toHex, utf8 } from '#lib/domain/bytes.ts';
import type { Argon2idParameters } from '#lib/domain/vault/slot.ts';
import { vectors } from '../../vectors/argon2id.json' with { type: 'json' };

const cheap: Argon2idParameters = {
	id: 'argon2id',
	memoryKiB: 64,
	passes: 1,
	lanes: 1,
	salt: new Uint8Array(32)
};

describe('argon2id', () => {
	it.each(vectors)(
		'derives what another implementation derives: $memoryKiB KiB, $passes passes, $lanes lanes',
		({ passphrase, salt, memoryKiB, passes, lanes, output }) => {
			const parameters = { id: 'argon2id', memoryKiB, passes, lanes, salt: fromHex(salt) } as const;
			expect(toHex(argon2id(fromHex(passphrase), parameters))).toBe(output);
		}
	);

	it('reports its progress up to the end, at most once for each hundredth', () => {
		const fractions: number[] = [];
		argon2id(utf8('passphrase'), { ...cheap, memoryKiB: 1024 }, (fraction) =>
			fractions.push(fraction)
		);
		expect(fractions.length).toBeGreaterThan(50);
		expect(fractions.length).toBeLessThanOrEqual(100);
		expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
		expect(fractions.at(-1)).toBe(1);
	});

	it('does not run on parameters that are out of bounds', () => {
		expect(() => argon2id(utf8('passphrase'), { ...cheap, passes: 17 })).toThrow(RangeError);
	});
});

describe('isWithinCaps', () => {
	const salt = (byteCount: number) => new Uint8Array(byteCount);

	it.each<[string, Partial<Argon2idParameters>]>([
		['the default', defaultArgon2id],
		['the least memory', { memoryKiB: 8 }],
		['the least memory for 4 lanes', { memoryKiB: 32, lanes: 4 }],
		['1 GiB', { memoryKiB: 1048576 }],
		['16 passes', { passes: 16 }],
		['a salt of 16 bytes', { salt: salt(16) }],
		['a salt of 64 bytes', { salt: salt(64) }]
	])('takes %s', (_, change) => {
		expect(isWithinCaps({ ...cheap, ...change })).toBe(true);
	});

	it.each<[string, Partial<Argon2idParameters>]>([
		['less than 8 KiB', { memoryKiB: 7 }],
		['less than 8 KiB for each lane', { memoryKiB: 31, lanes: 4 }],
		['more than 1 GiB', { memoryKiB: 1048577 }],
		['no pass', { passes: 0 }],
		['17 passes', { passes: 17 }],
		['no lane', { lanes: 0 }],
		['5 lanes', { lanes: 5 }],
		['a negative number', { memoryKiB: -64 }],
		['a fraction', { passes: 1.5 }],
		['what is no number', { memoryKiB: Number.NaN }],
		['infinity', { memoryKiB: Infinity }],
		['a salt of 15 bytes', { salt: salt(15) }],
		['a salt of 65 bytes', { salt: salt(65) }]
	])('refuses %s', (_, change) => {
		expect(isWithinCaps({ ...cheap, ...change })).toBe(false);
	});
});
