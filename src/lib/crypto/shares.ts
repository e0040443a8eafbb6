/** Recovery shares of key material (docs/formats.md §6): Shamir's secret sharing, and what the library leaves out. */

import { combine, split } from 'shamir-secret-sharing';
import { concat, equalBytes, fromHex, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { SharePlace } from '#lib/domain/errors.ts';
import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import {
	assertJoinable,
	encodeShareBody,
	fewestSharedBytes,
	mostSharedBytes,
	parseShareBody,
	recoveryFault,
	shareCheckBytes,
	shareChecksumBytes,
	shareLengthFrom,
	type RecoveryShare,
	type ShareFormat
} from '#lib/domain/recovery/recovery-share.ts';
import { keyCheckValue } from './check-value.ts';
import { randomBytes } from './random.ts';
import { sha256 } from './sha256.ts';

async function withChecksum(share: RecoveryShare): Promise<Bytes> {
	const body = encodeShareBody(share);
	const checksum = (await sha256(body)).subarray(0, shareChecksumBytes);
	const whole = concat(body, checksum);
	wipe(body);
	return whole;
}

/** @param material - the caller wipes it */
async function checkOf(format: ShareFormat, material: Bytes): Promise<Bytes> {
	return format === 1
		? fromHex((await keyCheckValue(material)).kcv)
		: (await sha256(material)).slice(0, shareCheckBytes);
}

/**
 * Splits key material so that any `threshold` of `count` shares join, and fewer say nothing of it.
 *
 * @param material - the caller wipes it; strong, since every share has the start of its hash
 * @param count - 2 to 255, and at least `threshold`, which is at least 2; both 1 for all of it on one sheet
 * @param format - 1 for the key material of an AES-256 key, 2 for any other
 * @returns the shares; the caller wipes them
 */
export async function splitKeyMaterial(
	material: Bytes,
	threshold: number,
	count: number,
	format: ShareFormat = 1
): Promise<Bytes[]> {
	const { length } = material;
	if (format === 1 ? length !== keyMaterialBytes : !isShared(length))
		throw new RangeError('shares are not made of this many bytes');
	const set = {
		format,
		setId: randomBytes(4),
		threshold,
		count,
		check: await checkOf(format, material)
	};
	if (count === 1) return [await withChecksum({ ...set, number: 1, x: 0, y: material })];
	// The library's shares: one value for each byte of the secret, then x.
	const points = await split(Uint8Array.from(material), count, threshold);
	try {
		return await Promise.all(
			points.map((point, index) =>
				withChecksum({
					...set,
					number: index + 1,
					x: point[material.length] ?? 0,
					y: Uint8Array.from(point.subarray(0, material.length))
				})
			)
		);
	} finally {
		wipe(...points);
	}
}

const isShared = (length: number) => length >= fewestSharedBytes && length <= mostSharedBytes;

async function parseShare(bytes: Bytes, place: SharePlace): Promise<RecoveryShare> {
	const body = bytes.subarray(0, -shareChecksumBytes);
	const checksum = (await sha256(body)).subarray(0, shareChecksumBytes);
	if (!equalBytes(checksum, bytes.subarray(-shareChecksumBytes)))
		throw recoveryFault({ reason: 'SHARE_ALTERED', ...place });
	const share = parseShareBody(body);
	if (bytes.length === shareLengthFrom(bytes)) return share;
	wipe(share.y);
	throw recoveryFault({ reason: 'NOT_A_SHARE' });
}

/**
 * Joins shares. The library gives a wrong secret without a word, so checksums, the set and afterwards the check are
 * compared.
 *
 * @param shares - the caller wipes them
 * @param places - of each, where they are in several files
 * @returns the key material; the caller wipes it
 * @throws {@link KmsError} `InvalidRecoveryCopy` with the reason
 */
export async function joinShares(
	shares: readonly Bytes[],
	places: readonly SharePlace[] = []
): Promise<Bytes> {
	const parsed: RecoveryShare[] = [];
	const points: Bytes[] = [];
	try {
		for (const [index, share] of shares.entries())
			parsed.push(await parseShare(share, places[index] ?? { share: index + 1 }));
		assertJoinable(parsed);
		const [first] = parsed as [RecoveryShare];
		points.push(...parsed.map(({ x, y }) => concat(y, Uint8Array.of(x))));
		const joined = first.threshold === 1 ? Uint8Array.from(first.y) : await combine(points);
		const material = joined as Bytes;
		if (equalBytes(await checkOf(first.format, material), first.check)) return material;
		wipe(material);
		throw recoveryFault({ reason: 'DOES_NOT_JOIN' });
	} finally {
		wipe(...points, ...parsed.map(({ y }) => y));
	}
}
