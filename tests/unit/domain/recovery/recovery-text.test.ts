import { describe, expect, test } from 'vitest';
import { parseUtf8, utf8 } from '#lib/domain/bytes.ts';
import {
	fewestSharedBytes,
	mostSharedBytes,
	shareLengthFrom
} from '#lib/domain/recovery/recovery-share.ts';
import {
	encodeRecoveryText,
	looksLikeShares,
	readRecoveryText
} from '#lib/domain/recovery/recovery-text.ts';
import fc from '../../../support/properties.ts';
import { must } from '../../../support/must.ts';
import { rounds } from '../../../support/soak.ts';

const alphabet = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
/** Its start says how long it is; what follows may be anything. */
const shareOf = (start: readonly number[]) => {
	const length = must(shareLengthFrom(Uint8Array.from(start))) - start.length;
	return fc
		.uint8Array({ minLength: length, maxLength: length })
		.map((rest) => Uint8Array.from([...start, ...rest]));
};
const ofAes = shareOf([1]);
const ofOtherKind = fc
	.integer({ min: fewestSharedBytes, max: mostSharedBytes })
	.chain((length) => shareOf([2, 2, 3, 1, length]));
const anyShare = fc.oneof(ofAes, ofOtherKind);
const textOf = (share: Uint8Array) => parseUtf8(encodeRecoveryText(share)) ?? '';
const faults = (text: string) =>
	readRecoveryText(text).lines.flatMap(({ share, line, fault }) =>
		fault ? [`${share}.${line} ${fault}`] : []
	);
const somebody = Uint8Array.from({ length: 50 }, (_, index) =>
	index === 0 ? 1 : (index * 37 + 11) % 256
);

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
			fc.property(anyShare, fc.integer({ min: 0, max: 6 }), (share, way) => {
				const printed = textOf(share);
				const typed = [
					printed,
					printed.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'),
					printed.replaceAll(' ', ''),
					printed.replaceAll(' ', '-').replaceAll('\n', '\r\n\r\n'),
					printed.replaceAll(/^\w /gm, ''),
					printed.replaceAll(/\s/g, ''),
					printed.replaceAll(/^\w |\s/gm, '')
				][way];
				expect(readRecoveryText(typed ?? '')).toEqual({
					lines: printed.split('\n').map((_, at) => ({ share: 1, line: at + 1, fault: undefined })),
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

	test('has the length that it says', () => {
		expect(() => encodeRecoveryText(utf8('short'))).toThrow(RangeError);
		expect(() => encodeRecoveryText(somebody.subarray(1))).toThrow(RangeError);
	});

	test('has a line for every 100 bits, 22 at most, whose numbers go on with letters', () => {
		const linesOf = (length: number) => {
			const [share] = fc.sample(shareOf([2, 2, 3, 1, length]), 1);
			return textOf(must(share)).split('\n');
		};
		expect(linesOf(fewestSharedBytes)).toHaveLength(4);
		expect(linesOf(48)).toHaveLength(6);
		expect(linesOf(138)).toHaveLength(13);
		const longest = linesOf(mostSharedBytes);
		expect(longest.map((line) => line[0]).join('')).toBe('123456789ABCDEFGHJKMNP');
	});

	test('goes on with the next number where its first line is wrong, and ends where the next begins', () => {
		const [one, two] = fc.sample(shareOf([2, 2, 3, 1, 64]), 2).map(textOf) as [string, string];
		const wrong = one.replace(/.$/m, (last) => (last === '0' ? '1' : '0'));
		expect(faults(`${wrong}\n${two}`)).toEqual(['1.1 CHECKSUM']);
		expect(readRecoveryText(`${wrong}\n${two}`).shares).toHaveLength(1);
		expect(readRecoveryText(one.split('\n').slice(0, 5).join('\n'))).toMatchObject({ missing: 2 });
	});
});

test('a text looks like shares with a mistake too, and key material in hex or Base64 does not', () => {
	const text = textOf(somebody);
	const [first = '', second = ''] = text.split('\n');
	const bare = text.replaceAll(/[ \n]/g, '');
	const wrong = first.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
	for (const shares of [
		...[text, text.toLowerCase(), `Share 1\n\n${second}\nKCV 3A 91 F0`, wrong],
		...[bare, bare.slice(0, -1), text.replaceAll('\n', ' '), bare.slice(0, 23)]
	])
		expect([shares, looksLikeShares(shares)]).toEqual([shares, true]);
	const hex = '1f02a97c'.repeat(8);
	for (const other of [
		...['', ' \n', 'no key at all', first.slice(0, 12), hex, hex.toUpperCase()],
		...[hex.match(/.{4}/g)?.join(' ') ?? '', 'HwKpfAq3'.repeat(11)]
	])
		expect([other, looksLikeShares(other)]).toEqual([other, false]);
});
