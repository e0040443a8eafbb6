import { utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes } from '#lib/domain/cmk.ts';
import { readFile } from '#lib/domain/file-reading.ts';
import { wipeReadings } from '#lib/domain/reading/reading.ts';
import { asKmsError, type RecoveryFault } from '#lib/domain/errors.ts';
import { assertJoinable, parseShareBody, shortShareSet } from '#lib/domain/recovery-share.ts';
import { readRecoveryText, type ReadLine } from '#lib/domain/recovery-text.ts';
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

/** @returns whether the text is key material itself, in hex or Base64 */
function isKeyMaterial(text: string): boolean {
	const typed = utf8(text);
	const readings = readFile(typed, { expectedLengths: [keyMaterialBytes] });
	const found = readings.some(
		({ steps, bytes }) => steps[0]?.step !== 'BINARY' && bytes.length === keyMaterialBytes
	);
	wipe(typed);
	wipeReadings(readings);
	return found;
}

/** @returns undefined where no shares are typed: nothing at all, or key material in hex or Base64 */
export function readTypedShares(text: string): TypedShares | undefined {
	if (text.trim() === '' || isKeyMaterial(text)) return undefined;
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

/** What was typed as the engine takes it; it wipes the bytes. */
export function typedCopy(text: string): Copy {
	return isKeyMaterial(text)
		? { Kind: 'BYTES', Bytes: utf8(text) }
		: { Kind: 'TEXT', Text: utf8(text) };
}

const ageMagic = 'age-encryption.org/v1\n';

/** @returns whether a file is encrypted with age, so that it needs a passphrase */
export function isAgeFile(file: Bytes): boolean {
	return [...utf8(ageMagic)].every((byte, index) => file[index] === byte);
}
