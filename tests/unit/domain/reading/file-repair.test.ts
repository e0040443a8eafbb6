import { describe, expect, test } from 'vitest';
import { isBeyondRepair, possibleRepairs, repaired } from '#lib/domain/reading/file-repair.ts';
import { concat, utf8, type Bytes } from '#lib/domain/bytes.ts';
import fc from '../../../support/properties.ts';

const bytes = (options: fc.IntArrayConstraints = {}) =>
	fc.uint8Array(options).map((array) => Uint8Array.from(array));
const noise = bytes({ minLength: 256, maxLength: 256 });

/** @returns whether one of the repairs gives the file back */
const givesBack = (right: Bytes, damaged: Uint8Array) =>
	possibleRepairs(damaged, [right.length]).some((repair) =>
		Buffer.from(right).equals(repaired(damaged, repair))
	);

describe('possibleRepairs', () => {
	test('each gives one of the expected lengths, and leaves the file as it is', () => {
		fc.assert(
			fc.property(bytes({ maxLength: 700 }), fc.constantFrom(135, 256, 296), (file, expected) => {
				const before = file.slice();
				for (const repair of possibleRepairs(file, [expected]))
					expect(repaired(file, repair)).toHaveLength(expected);
				expect(file).toEqual(before);
			})
		);
	});

	test('include the one that undoes what was added at the end or the start', () => {
		fc.assert(
			fc.property(noise, bytes({ minLength: 1, maxLength: 40 }), (right, added) => {
				expect(givesBack(right, concat(right, added))).toBe(true);
				expect(givesBack(right, concat(added, right))).toBe(true);
			})
		);
	});

	test('include the one that undoes LF made CR LF, where there was no CR LF', () => {
		fc.assert(
			fc.property(noise, (file) => {
				const right = Uint8Array.from(file, (byte) => (byte === 13 ? 14 : byte));
				right.set([10], 7);
				const doubled = Uint8Array.from(
					[...right].flatMap((byte) => (byte === 10 ? [13, 10] : [byte]))
				);
				expect(givesBack(right, doubled)).toBe(true);
			})
		);
	});

	test('include the one that undoes Latin-1 written as UTF-8', () => {
		fc.assert(
			fc.property(noise, (file) => {
				const right = Uint8Array.from(file);
				right.set([0xe9], 3);
				const text = String.fromCharCode(...right);
				expect(givesBack(right, utf8(text))).toBe(true);
			})
		);
	});

	test('are none for a whole file, and few for any', () => {
		fc.assert(
			fc.property(bytes({ maxLength: 2000 }), (file) => {
				expect(possibleRepairs(file, [file.length])).toEqual([]);
				expect(possibleRepairs(file, [256]).length).toBeLessThanOrEqual(16);
			})
		);
	});
});

test('only text full of replacement characters is beyond repair', () => {
	expect(isBeyondRepair(utf8('\ufffd\ufffdab\ufffd'))).toBe(true);
	expect(isBeyondRepair(utf8('one \ufffd in a long enough text of its own'))).toBe(false);
	expect(isBeyondRepair(Uint8Array.of(0xff, 0xfd, 0x00))).toBe(false);
});
