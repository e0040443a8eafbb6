import { describe, expect, test } from 'vitest';
import { parseUtf8, utf8 } from '#lib/domain/bytes.ts';
import { shareBytes } from '#lib/domain/recovery/recovery-share.ts';
import { encodeRecoveryText, readRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import fc from '../../../support/properties.ts';
import { rounds } from '../../../support/soak.ts';

const alphabet = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
const anyShare = fc
	.uint8Array({ minLength: shareBytes, maxLength: shareBytes })
	.map((bytes) => Uint8Array.from(bytes));
const textOf = (share: Uint8Array) => parseUtf8(encodeRecoveryText(share)) ?? '';
const faults = (text: string) =>
	readRecoveryText(text).lines.flatMap(({ share, line, fault }) =>
		fault ? [`${share}.${line} ${fault}`] : []
	);
const somebody = Uint8Array.from({ length: shareBytes }, (_, index) => (index * 37 + 11) % 256);

describe('a share as text', () => {
	test('is four numbered lines of groups of four', () => {
		const text = textOf(somebody);
		expect(text.split('\n')).toHaveLength(4);
		for (const [index, line] of text.split('\n').entries())
			expect(line).toMatch(
				new RegExp(`^${index + 1}( [0-9A-HJKMNP-TV-Z]{4}){5} [0-9A-HJKMNP-TV-Z]{2}$`)
			);
	});

	test('comes back from what was printed, however it is spaced, cased or mistaken for its like', () => {
		fc.assert(
			fc.property(anyShare, fc.integer({ min: 0, max: 5 }), (share, way) => {
				const printed = textOf(share);
				const typed = [
					printed,
					printed.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'),
					printed.replaceAll(' ', ''),
					printed.replaceAll(' ', '-').replaceAll('\n', '\r\n\r\n'),
					printed.replaceAll(/^\d /gm, ''),
					printed.replaceAll(/\s/g, '')
				][way];
				expect(readRecoveryText(typed ?? '')).toEqual({
					lines: [1, 2, 3, 4].map((line) => ({ share: 1, line, fault: undefined })),
					shares: [share],
					missing: 0
				});
			})
		);
	});

	test('several follow one another', () => {
		fc.assert(
			fc.property(fc.array(anyShare, { minLength: 1, maxLength: 5 }), (shares) => {
				expect(readRecoveryText(shares.map(textOf).join('\n\n')).shares).toEqual(shares);
			})
		);
	});

	test('any wrong character, and any two neighbours exchanged, are found and their line is named', () => {
		fc.assert(
			fc.property(
				anyShare,
				fc.nat(),
				fc.constantFrom(...alphabet),
				fc.boolean(),
				(share, at, other, exchange) => {
					const printed = textOf(share);
					const places = [...printed.matchAll(/[0-9A-Z]/g)].map(({ index }) => index);
					const place = places[at % places.length] ?? 0;
					const [here, next] = [printed.charAt(place), printed.charAt(place + 1)];
					fc.pre(exchange ? /[0-9A-Z]/.test(next) && here !== next : here !== other);
					const wrong = exchange
						? printed.slice(0, place) + next + here + printed.slice(place + 2)
						: printed.slice(0, place) + other + printed.slice(place + 1);
					const line = printed.slice(0, place).split('\n').length;
					expect(faults(wrong)).toEqual([
						expect.stringMatching(new RegExp(`^1\\.${line} (CHECKSUM|ORDER)$`))
					]);
					expect(readRecoveryText(wrong).shares).toEqual([]);
				}
			),
			{ numRuns: rounds(300, 5000) }
		);
	});

	test('says what is wrong with a line', () => {
		const [one = '', two = '', three = '', four = ''] = textOf(somebody).split('\n');
		const read = (...lines: string[]) => faults(lines.join('\n'));
		expect(read(one, `${two}0`, three, four)).toEqual(['1.2 LENGTH']);
		expect(read(one, two, three.slice(0, -2), four)).toEqual(['1.3 LENGTH']);
		// With its number it is as long as a whole line without one.
		expect(read(one, two, three.slice(0, -1), four)).toEqual(['1.3 CHECKSUM']);
		expect(read(one, two.replace(/.$/, 'U'), three, four)).toEqual(['1.2 CHARACTER']);
		expect(read(one, two.replace(/.$/, '钥'), three, four)).toEqual(['1.2 CHARACTER']);
		expect(read(one, three, two, four)).toEqual(['1.2 ORDER', '1.3 ORDER']);
		expect(read(one, three.slice(2), two.slice(2), four)).toEqual(['1.2 CHECKSUM', '1.3 CHECKSUM']);
		expect(readRecoveryText(`${one}\n${two}`)).toMatchObject({ shares: [], missing: 2 });
		expect(readRecoveryText('')).toEqual({ lines: [], shares: [], missing: 0 });
	});

	test('never throws, whatever is typed', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary', maxLength: 300 }),
				(text) => void readRecoveryText(text)
			)
		);
		readRecoveryText('A'.repeat(1024 * 1024));
	});

	test('has one length only', () => {
		expect(() => encodeRecoveryText(utf8('short'))).toThrow(RangeError);
	});
});
