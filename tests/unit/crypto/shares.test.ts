import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import {
	fewestSharedBytes,
	mostSharedBytes,
	shareChecksumBytes
} from '#lib/domain/recovery/recovery-share.ts';
import { joinShares, splitKeyMaterial } from '#lib/crypto/shares.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import fc from '../../support/properties.ts';
import { someKeyMaterial } from '../../support/vault.ts';

const material = () => asKeyMaterial(someKeyMaterial(5));
const refusal = (details: object): unknown =>
	expect.objectContaining({ code: 'InvalidRecoveryCopy', details });

/** A share with other bytes, whose checksum is made to fit. */
async function forged(share: Bytes, ...bytes: [at: number, value: number][]): Promise<Bytes> {
	const body = share.slice(0, -shareChecksumBytes);
	for (const [at, value] of bytes) body[at] = value;
	const checksum = (await sha256(body)).subarray(0, shareChecksumBytes);
	return Uint8Array.from([...body, ...checksum]);
}

/** x = share[12], the values follow: Lagrange at 0 over GF(2⁸), by Python. */
const python = `
import sys
shares = [bytes.fromhex(line)[11:44] for line in sys.argv[1:]]
def mul(a, b):
    product = 0
    while b:
        product ^= a * (b & 1)
        a = a << 1 ^ (0x11b if a & 0x80 else 0)
        b >>= 1
    return product
def inverse(a):
    power = 1
    for _ in range(254): power = mul(power, a)
    return power
secret = bytearray(32)
for share in shares:
    factor = 1
    for other in shares:
        if other is not share: factor = mul(factor, mul(other[0], inverse(other[0] ^ share[0])))
    for i in range(32): secret[i] ^= mul(factor, share[1 + i])
print(secret.hex())
`;

describe('shares', () => {
	test('any threshold of them join, in any order, and more do too', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc
					.integer({ min: 2, max: 8 })
					.chain((count) =>
						fc.tuple(
							fc.constant(count),
							fc.integer({ min: 2, max: count }),
							fc.shuffledSubarray(Array.from({ length: count }, (_, index) => index))
						)
					),
				fc.uint8Array({ minLength: 32, maxLength: 32 }),
				async ([count, threshold, chosen], secret) => {
					const shares = await splitKeyMaterial(
						asKeyMaterial(Uint8Array.from(secret)),
						threshold,
						count
					);
					expect(shares).toHaveLength(count);
					const some = chosen.flatMap((index) => shares[index] ?? []);
					const joining = joinShares(some);
					if (chosen.length >= threshold) expect(toHex(await joining)).toBe(toHex(secret));
					else
						await expect(joining).rejects.toEqual(
							refusal(
								chosen.length === 0
									? { reason: 'EMPTY' }
									: { reason: 'MORE_NEEDED', more: threshold - chosen.length, threshold }
							)
						);
				}
			),
			{ numRuns: 60 }
		);
	});

	test('of every length that they are made of, they join, alone and of several', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ minLength: fewestSharedBytes, maxLength: mostSharedBytes }),
				fc.integer({ min: 2, max: 4 }),
				async (secret, threshold) => {
					const given = Uint8Array.from(secret);
					const shares = await splitKeyMaterial(given, threshold, 4, 2);
					expect(toHex(await joinShares(shares.slice(-threshold)))).toBe(toHex(secret));
					expect(await joinShares(await splitKeyMaterial(given, 1, 1, 2))).toEqual(given);
				}
			),
			{ numRuns: 30, seed: 14 }
		);
	});

	test('are made of no other length', async () => {
		for (const length of [fewestSharedBytes - 1, mostSharedBytes + 1])
			await expect(splitKeyMaterial(new Uint8Array(length), 2, 3, 2)).rejects.toThrow(RangeError);
		await expect(splitKeyMaterial(new Uint8Array(33), 2, 3)).rejects.toThrow(RangeError);
	});

	test('of a key of AES and of another kind are never joined', async () => {
		const [one] = (await splitKeyMaterial(material(), 2, 3, 1)) as [Bytes];
		const [, two] = (await splitKeyMaterial(material(), 2, 3, 2)) as [Bytes, Bytes];
		await expect(joinShares([one, two])).rejects.toEqual(refusal({ reason: 'TWO_SETS' }));
	});

	test('whose length is not theirs are refused, though the checksum fits', async () => {
		const [one] = (await splitKeyMaterial(material(), 2, 3, 2)) as [Bytes];
		for (const length of [27, 31, 33, 255])
			await expect(joinShares([await forged(one, [4, length])])).rejects.toEqual(
				refusal({ reason: 'NOT_A_SHARE' })
			);
	});

	test('one sheet with all of it gives it back', async () => {
		const [sheet, ...more] = await splitKeyMaterial(material(), 1, 1);
		expect(more).toEqual([]);
		expect(await joinShares([sheet ?? new Uint8Array()])).toEqual(material());
	});

	test('Python joins them from nothing but their layout', async () => {
		const shares = await splitKeyMaterial(material(), 3, 5);
		const chosen = [4, 0, 2].map((index) => toHex(shares[index] ?? new Uint8Array()));
		const answer = execFileSync('python3', ['-c', python, ...chosen], { encoding: 'utf8' });
		expect(answer.trim()).toBe(toHex(material()));
	});

	test('leaves the material as it was, and no share has it', async () => {
		const given = material();
		const shares = await splitKeyMaterial(given, 2, 3);
		expect(given).toEqual(material());
		for (const share of shares) expect(toHex(share)).not.toContain(toHex(given));
	});

	test('any changed bit of a share is noticed', async () => {
		const [one, two] = (await splitKeyMaterial(material(), 2, 2)) as [Bytes, Bytes];
		for (let bit = 0; bit < two.length * 8; bit++) {
			const changed = two.slice();
			changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			await expect(joinShares([one, changed])).rejects.toEqual(
				refusal({ reason: 'SHARE_ALTERED', share: 2 })
			);
		}
	});

	test('tells shares of two kits apart, and a share that is there twice', async () => {
		const [one, two] = (await splitKeyMaterial(material(), 2, 3)) as [Bytes, Bytes];
		const [, other] = (await splitKeyMaterial(material(), 2, 3)) as [Bytes, Bytes];
		await expect(joinShares([one, other])).rejects.toEqual(refusal({ reason: 'TWO_SETS' }));
		await expect(joinShares([two, one, two])).rejects.toEqual(
			refusal({ reason: 'TWICE', number: 2 })
		);
	});

	test('notices by the check value what joins to something else', async () => {
		const [one, two] = (await splitKeyMaterial(material(), 2, 3)) as [Bytes, Bytes];
		const wrong = await forged(two, [20, (two[20] ?? 0) ^ 1]);
		await expect(joinShares([one, wrong])).rejects.toEqual(refusal({ reason: 'DOES_NOT_JOIN' }));
	});

	test.each([
		[[[0, 3]], 'NEWER_FORMAT'],
		[[[3, 0]], 'NOT_A_SHARE'],
		[[[3, 4]], 'NOT_A_SHARE'],
		[[[1, 4]], 'NOT_A_SHARE'],
		[[[11, 0]], 'NOT_A_SHARE'],
		[[[1, 1]], 'NOT_A_SHARE']
	] as const)('a header with %j is refused as %s', async (changes, reason) => {
		const [one] = (await splitKeyMaterial(material(), 2, 3)) as [Bytes];
		const wrong = await forged(one, ...changes.map(([at, value]): [number, number] => [at, value]));
		await expect(joinShares([wrong])).rejects.toEqual(refusal({ reason }));
		await expect(joinShares([one.slice(1)])).rejects.toEqual(
			refusal({ reason: 'SHARE_ALTERED', share: 1 })
		);
	});
});
