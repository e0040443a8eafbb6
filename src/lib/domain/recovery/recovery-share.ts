import { ByteReader, concat, equalBytes, toHex, u8, type Bytes } from '../bytes.ts';
import { keyMaterialBytes } from '../key/cmk.ts';
import { KmsError, type RecoveryFault } from '../errors.ts';

/** At least two shares join; more than this many nobody prints. */
export const fewestShares = 2;
/** The most shares that key material is split into. */
export const mostShares = 16;

/**
 * How a share is laid out. 1: of the key material of an AES-256 key. 2: of any other that is short enough, with its
 * length.
 */
export type ShareFormat = 1 | 2;

/**
 * The longest key material that shares are made of, in bytes, which a reader takes too: its length has one byte. The
 * longest private key within it is that of P-521, with 241 bytes as PKCS #8.
 */
export const mostSharedBytes = 255;
/** The shortest: that of HMAC_224. */
export const fewestSharedBytes = 28;

/** A share of key material, or all of it on one sheet: then threshold, count and number are 1 and `x` is 0. */
export interface RecoveryShare {
	format: ShareFormat;
	/** 4 random bytes: tells the shares of different kits apart */
	setId: Bytes;
	/** how many shares join */
	threshold: number;
	/** how many were made */
	count: number;
	/** 1 to `count`, as it stands on the sheet */
	number: number;
	/** of the key material, 3 bytes: in format 1 its KCV, in format 2 the start of its SHA-256 */
	check: Bytes;
	/** where the polynomials were evaluated, 1 to 255; 0 is the secret itself */
	x: number;
	/** their values there, one for each byte of the key material; secret, wiped by who holds it */
	y: Bytes;
}

const setIdBytes = 4;
/** The length of {@link RecoveryShare.check}. */
export const shareCheckBytes = 3;
/** The first bytes of SHA-256 over the body. */
export const shareChecksumBytes = 6;
/** Before `y`, in format 1; format 2 has the length too. */
const headBytes = 5 + setIdBytes + shareCheckBytes;
const lengthAt = 4;

/**
 * @param start - its first five bytes, or more
 * @returns how long a whole share is; undefined for a format that is not known, or a length that no share has
 */
export function shareLengthFrom(start: Uint8Array): number | undefined {
	const [format, length = 0] = [start[0], start[lengthAt]];
	if (format === 1) return headBytes + keyMaterialBytes + shareChecksumBytes;
	const isLength = length >= fewestSharedBytes && length <= mostSharedBytes;
	return format === 2 && isLength ? headBytes + 1 + length + shareChecksumBytes : undefined;
}

/** @returns the refusal of a copy that can't be right */
export const recoveryFault = (fault: RecoveryFault) => new KmsError('InvalidRecoveryCopy', fault);

/**
 * `u8 format || u8 threshold || u8 count || u8 number || set id (4) || check (3) || u8 x || y`; format 2 has `u8 length of
 * y` after the number.
 */
export function encodeShareBody(share: RecoveryShare): Bytes {
	const { format, threshold, count, number, setId, check, x, y } = share;
	const length = format === 2 ? u8(y.length) : new Uint8Array();
	return concat(u8(format), u8(threshold), u8(count), u8(number), length, setId, check, u8(x), y);
}

/**
 * @param bytes - a body; what follows it is left alone
 * @returns the share; the caller wipes its `y`
 * @throws {@link KmsError} `InvalidRecoveryCopy`: `NEWER_FORMAT`, `NOT_A_SHARE`
 */
export function parseShareBody(bytes: Uint8Array): RecoveryShare {
	const reader = new ByteReader(bytes);
	const format = reader.unsigned(1);
	if (format !== 1 && format !== 2) throw recoveryFault({ reason: 'NEWER_FORMAT' });
	const length = shareLengthFrom(bytes);
	if (length === undefined || bytes.length < length - shareChecksumBytes)
		throw recoveryFault({ reason: 'NOT_A_SHARE' });
	const [threshold, count, number] = [reader.unsigned(1), reader.unsigned(1), reader.unsigned(1)];
	const valueBytes = format === 1 ? keyMaterialBytes : reader.unsigned(1);
	const share = {
		format,
		setId: reader.take(setIdBytes),
		threshold,
		count,
		number,
		check: reader.take(shareCheckBytes),
		x: reader.unsigned(1),
		y: reader.take(valueBytes)
	} as const;
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
	const ofOneSet = ({ format, setId, threshold, count, check, y }: RecoveryShare) =>
		format === first.format &&
		equalBytes(setId, first.setId) &&
		equalBytes(check, first.check) &&
		y.length === first.y.length &&
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
