import { concatAll, parseUtf8, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError, type SharePlace } from '#lib/domain/errors.ts';
import type { CmkSpec } from '#lib/domain/key/kinds.ts';
import {
	fewestShares,
	mostShares,
	parseShareBody,
	recoveryFault,
	shortShareSet
} from '#lib/domain/recovery/recovery-share.ts';
import { holdsShares, type FileReading } from '#lib/domain/reading/reading.ts';
import { asText } from '#lib/domain/reading/text.ts';
import {
	encodeRecoveryText,
	readRecoveryText,
	recoveryLinesIn
} from '#lib/domain/recovery/recovery-text.ts';
import { joinShares, splitKeyMaterial } from '#lib/crypto/shares.ts';
import type { Request } from '../api.ts';

type Copy = Request<'EncryptKeyMaterial'>['Copy'];

/** @throws {@link KmsError} `InvalidParameter` */
function sharing(copy: Copy): { threshold: number; count: number } | undefined {
	if (copy.Kind === 'SHEET') return { threshold: 1, count: 1 };
	if (copy.Kind !== 'SHARES') return undefined;
	const { Threshold: threshold, Count: count } = copy;
	if (threshold < fewestShares || threshold > count || count > mostShares)
		throw new KmsError('InvalidParameter', { parameter: 'Copy', rule: '2_TO_16_SHARES' });
	return { threshold, count };
}

/**
 * The key material as texts to be printed, where the copy is on paper.
 *
 * @param material - of a pair PKCS #8; the caller wipes it
 * @returns ASCII: each share's lines, an empty line between two shares; the caller wipes it
 */
export async function recoveryTexts(
	material: Bytes,
	copy: Copy,
	keySpec: CmkSpec = 'AES_256'
): Promise<Bytes | null> {
	const choice = sharing(copy);
	if (!choice) return null;
	const format = keySpec === 'AES_256' ? 1 : 2;
	const shares = await splitKeyMaterial(material, choice.threshold, choice.count, format);
	const texts = shares.map(encodeRecoveryText);
	const all = concatAll(
		texts.flatMap((text, index) => (index === 0 ? [text] : [utf8('\n\n'), text]))
	);
	wipe(...shares, ...texts);
	return all;
}

/** Text of sheets with all that a page has around it. */
const longestSheets = 256 * 1024;

/** Text with shares in it. */
export interface RecoverySource {
	text: string;
	/** the name that it has in an archive */
	file?: string | undefined;
}

/**
 * @param readings - of `file`; those of shares have their lines
 * @returns the lines of printed sheets and shares, a text for each file of an archive; empty for a file without any
 */
export function recoveryTextsIn(
	file: Uint8Array,
	readings: readonly FileReading[]
): RecoverySource[] {
	const found = readings.filter(holdsShares).map(({ bytes, steps }) => ({
		text: parseUtf8(bytes) ?? '',
		file: steps.findLast(({ step }) => step === 'ZIP' || step === 'TAR')?.name
	}));
	if (found.length > 0 || file.length > longestSheets) return found;
	const text = recoveryLinesIn(parseUtf8(asText(file)?.bytes ?? file) ?? '');
	return text === '' ? [] : [{ text }];
}

/**
 * @param sources - what was typed or scanned, or is in several files
 * @returns the key material, of a pair PKCS #8; the caller wipes it
 * @throws {@link KmsError} `InvalidRecoveryCopy` with the reason, and the line if it is one
 */
export async function fromRecoveryTexts(...sources: RecoverySource[]): Promise<Bytes> {
	const read = sources.map(({ text, file }) => ({
		...readRecoveryText(text),
		placeOf: (share: number): SharePlace => (file === undefined ? { share } : { share, file })
	}));
	const shares = read.flatMap((one) => one.shares);
	try {
		for (const { lines, missing, placeOf } of read) {
			for (const { share, line, fault } of lines)
				if (fault) throw recoveryFault({ reason: 'LINE', ...placeOf(share), line, fault });
			const last = lines.at(-1)?.share ?? 0;
			if (missing > 0) throw recoveryFault({ reason: 'LINES_MISSING', ...placeOf(last), missing });
		}
		const places = read.flatMap((one) => one.shares.map((_, index) => one.placeOf(index + 1)));
		return await joinShares(shares, places);
	} finally {
		wipe(...shares);
	}
}

/** @returns the set of shares as it stands on their sheets; undefined where they are of several, or none is whole */
export function setOfShares(sources: readonly RecoverySource[]): string | undefined {
	const shares = sources.flatMap(({ text }) => readRecoveryText(text).shares);
	try {
		const parsed = shares.map(parseShareBody);
		const sets = new Set(parsed.map(shortShareSet));
		wipe(...parsed.map(({ y }) => y));
		return sets.size === 1 ? [...sets][0] : undefined;
	} catch (error) {
		if (isKmsError(error, 'InvalidRecoveryCopy')) return undefined;
		throw error;
	} finally {
		wipe(...shares);
	}
}
