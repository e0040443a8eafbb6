import { ByteReader, concat, equalBytes, toHex, u8, type Bytes } from '../bytes.ts';
import { keyMaterialBytes } from '../key/cmk.ts';
import { KmsError, type RecoveryFault } from '../errors.ts';

/** At least two shares join; more than this many nobody prints. */
export const fewestShares = 2;
/** The most shares that key material is split into. */
export const mostShares = 16;

/** A share of key material, or all of it on one sheet: then threshold, count and number are 1 and `x` is 0. */
export interface RecoveryShare {
	/** 4 random bytes: tells the shares of different kits apart */
	setId: Bytes;
	/** how many shares join */
	threshold: number;
	/** how many were made */
	count: number;
	/** 1 to `count`, as it stands on the sheet */
	number: number;
	/** KCV of the key material, 3 bytes */
	kcv: Bytes;
	/** where the polynomials were evaluated, 1 to 255; 0 is the secret itself */
	x: number;
	/** their values there, one for each byte of the key material; secret, wiped by who holds it */
	y: Bytes;
}

const format = 1;
const setIdBytes = 4;
const kcvBytes = 3;
/** The length of a share without its checksum. */
export const shareBodyBytes = 5 + setIdBytes + kcvBytes + keyMaterialBytes;
/** The first bytes of SHA-256 over the body. */
export const shareChecksumBytes = 6;
/** The length of a whole share. */
export const shareBytes = shareBodyBytes + shareChecksumBytes;

/** @returns the refusal of a copy that can't be right */
export const recoveryFault = (fault: RecoveryFault) => new KmsError('InvalidRecoveryCopy', fault);

/** `u8 format || u8 threshold || u8 count || u8 number || set id (4) || KCV (3) || u8 x || y (32)`, 44 bytes */
export function encodeShareBody(share: RecoveryShare): Bytes {
	const { threshold, count, number, setId, kcv, x, y } = share;
	return concat(u8(format), u8(threshold), u8(count), u8(number), setId, kcv, u8(x), y);
}

/**
 * @param bytes - a body; what follows it is left alone
 * @returns the share; the caller wipes its `y`
 * @throws {@link KmsError} `InvalidRecoveryCopy`: `NEWER_FORMAT`, `NOT_A_SHARE`
 */
export function parseShareBody(bytes: Uint8Array): RecoveryShare {
	const reader = new ByteReader(bytes);
	if (reader.unsigned(1) !== format) throw recoveryFault({ reason: 'NEWER_FORMAT' });
	const [threshold, count, number] = [reader.unsigned(1), reader.unsigned(1), reader.unsigned(1)];
	const share = {
		setId: reader.take(setIdBytes),
		threshold,
		count,
		number,
		kcv: reader.take(kcvBytes),
		x: reader.unsigned(1),
		y: reader.take(keyMaterialBytes)
	};
	const inOrder = threshold >= 1 && threshold <= count && number >= 1 && number <= count;
	const whole = threshold === 1;
	if (!inOrder || whole !== (share.x === 0) || (whole && count !== 1))
		throw recoveryFault({ reason: 'NOT_A_SHARE' });
	return share;
}

/** @returns the set as people compare it: `7F3A·19C2` */
export function shortShareSet({ setId }: Pick<RecoveryShare, 'setId'>): string {
	const digits = toHex(setId).toUpperCase();
	return `${digits.slice(0, 4)}·${digits.slice(4)}`;
}

/**
 * Whether shares belong together and are enough, before anything is joined.
 *
 * @throws {@link KmsError} `InvalidRecoveryCopy`: `EMPTY`, `TWO_SETS`, `TWICE`, `MORE_NEEDED`
 */
export function assertJoinable(shares: readonly RecoveryShare[]): void {
	const [first] = shares;
	if (!first) throw recoveryFault({ reason: 'EMPTY' });
	const ofOneSet = ({ setId, threshold, count, kcv }: RecoveryShare) =>
		equalBytes(setId, first.setId) &&
		equalBytes(kcv, first.kcv) &&
		threshold === first.threshold &&
		count === first.count;
	if (!shares.every(ofOneSet)) throw recoveryFault({ reason: 'TWO_SETS' });
	const twice = shares.find(({ number, x }, index) =>
		shares.slice(0, index).some((other) => other.number === number || other.x === x)
	);
	if (twice) throw recoveryFault({ reason: 'TWICE', number: twice.number });
	if (shares.length < first.threshold)
		throw recoveryFault({
			reason: 'MORE_NEEDED',
			more: first.threshold - shares.length,
			threshold: first.threshold
		});
}
