import {
	concat,
	equalBytes,
	isBlank,
	parseUtf8,
	utf8,
	wipe,
	type Bytes
} from '#lib/domain/bytes.ts';
import { isBareSeed, isSecretLength } from '#lib/domain/key/key-material.ts';
import { isPair, type CmkSpec } from '#lib/domain/key/kinds.ts';
import { asKmsError, type RecoveryFault } from '#lib/domain/errors.ts';
import {
	assertJoinable,
	parseShareBody,
	shortShareSet
} from '#lib/domain/recovery/recovery-share.ts';
import {
	looksLikeShares,
	readRecoveryText,
	type ReadLine
} from '#lib/domain/recovery/recovery-text.ts';
import { decodeBase64, decodeHex, trimText } from '#lib/domain/reading/text-encodings.ts';
import type { Request } from '#lib/service/api.ts';

type Copy = Request<'RehearseRecovery'>['Copy'];

/** What can be said of shares while they are typed; nothing in it is secret. */
export interface TypedShares {
	/** the lines with a mistake */
	wrong: (ReadLine & { fault: NonNullable<ReadLine['fault']> })[];
	/** shares whose lines are right */
	whole: { number: number; count: number; threshold: number; set: string }[];
	/** lines that the last share still lacks */
	missing: number;
	/** why the whole shares don’t join yet */
	hindrance: RecoveryFault | undefined;
}

/** What became of a text that was added: it was there already, or whether all that is needed is there now. */
export type Added = 'AGAIN' | 'ADDED' | 'ENOUGH';

/** @returns whether the shares give the key material back */
export const isEnough = ({ hindrance, missing, whole, wrong }: TypedShares): boolean =>
	!hindrance && missing + wrong.length === 0 && whole.length > 0;

/** Nobody types more: text that is longer is left to the engine. */
const longestTypedBytes = 4096;

/** The first byte of every private key in DER. */
const sequence = 0x30;

/** @returns whether the text is key material of this kind itself, in hex or Base64, as far as its length tells */
function isKeyMaterial(typed: Bytes, keySpec: CmkSpec): boolean {
	if (typed.length > longestTypedBytes) return false;
	const decoded = [decodeHex, decodeBase64].flatMap((decode) => decode(trimText(typed)) ?? []);
	const isIt = decoded.some((bytes) =>
		isPair(keySpec)
			? bytes[0] === sequence || isBareSeed(bytes, keySpec)
			: isSecretLength(bytes, keySpec)
	);
	wipe(...decoded);
	// Without its spaces a share is Base64 as well.
	return isIt && !looksLikeShares(parseUtf8(typed) ?? '');
}

/** What stands in no line of a share, but in key material that was written in another way, which the engine reads. */
const otherSigns = /[^\p{L}\p{N}\s\-·:.]/u;

/**
 * @param typed - UTF-8; wiped here
 * @param keySpec - of the key that it is a copy of
 * @returns undefined where no shares are typed: nothing at all, or key material in some form
 */
export function readTypedShares(typed: Bytes, keySpec: CmkSpec): TypedShares | undefined {
	const text =
		isBlank(typed) || isKeyMaterial(typed, keySpec) ? undefined : (parseUtf8(typed) ?? '');
	wipe(typed);
	if (text === undefined || otherSigns.test(text)) return undefined;
	const { lines, shares, missing } = readRecoveryText(text);
	const wrong = lines.flatMap(({ share, line, fault }) => (fault ? [{ share, line, fault }] : []));
	try {
		const parsed = shares.map(parseShareBody);
		const whole = parsed.map((share) => ({
			number: share.number,
			count: share.count,
			threshold: share.threshold,
			set: shortShareSet(share)
		}));
		let hindrance: RecoveryFault | undefined;
		try {
			assertJoinable(parsed);
		} catch (error) {
			hindrance = faultOf(error);
		}
		wipe(...parsed.map(({ y }) => y));
		return { wrong, whole, missing, hindrance };
	} catch (error) {
		return { wrong, whole: [], missing, hindrance: faultOf(error) };
	} finally {
		wipe(...shares);
	}
}

function faultOf(error: unknown): RecoveryFault {
	const refusal = asKmsError(error);
	if (refusal?.code !== 'InvalidRecoveryCopy') throw error;
	return refusal.details as RecoveryFault;
}

/**
 * What was typed as the engine takes it.
 *
 * @param typed - UTF-8, which goes into the answer; the engine wipes it
 */
export function typedCopy(typed: Bytes, keySpec: CmkSpec): Copy {
	return isKeyMaterial(typed, keySpec)
		? { Kind: 'BYTES', Bytes: typed }
		: { Kind: 'TEXT', Text: typed };
}

/** @returns whether a text, as a QR code has it, is a whole share or sheet, or key material; it stays as it is */
export function isCopyText(text: Bytes, keySpec: CmkSpec): boolean {
	if (isKeyMaterial(text, keySpec)) return true;
	const shares = readTypedShares(text.slice(), keySpec);
	return (
		shares !== undefined && shares.whole.length > 0 && shares.wrong.length + shares.missing === 0
	);
}

const newLine = utf8('\n');

/** @returns the text with one more on a line of its own, which the caller wipes; undefined where that line is there */
export function withLine(text: Bytes, added: Bytes): Bytes | undefined {
	const line = asOneLine(added);
	try {
		for (let start = 0, end; start <= text.length; start = end + 1) {
			end = text.indexOf(newLine[0] ?? 0, start);
			if (end < 0) end = text.length;
			if (equalBytes(text.subarray(start, end), line)) return undefined;
		}
		return isBlank(text) ? line.slice() : concat(text, newLine, line);
	} finally {
		wipe(line);
	}
}

const lineBreaks: ReadonlySet<number> = new Set(utf8('\r\n'));
const [space = 0] = utf8(' ');

/** Another program’s code can have several lines, or end with a line break. */
const asOneLine = (text: Bytes): Bytes =>
	Uint8Array.from(trimText(text), (byte) => (lineBreaks.has(byte) ? space : byte));

const ageMagic = 'age-encryption.org/v1\n';

/** @returns whether a file is encrypted with age, so that it needs a passphrase */
export function isAgeFile(file: Bytes): boolean {
	return [...utf8(ageMagic)].every((byte, index) => file[index] === byte);
}
