import { concatAll, parseUtf8, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { KeyMaterial } from '#lib/domain/key/key-material.ts';
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
 * @param material - the caller wipes it
 * @returns ASCII: each share's four lines, an empty line between two shares; the caller wipes it
 */
export async function recoveryTexts(material: KeyMaterial, copy: Copy): Promise<Bytes | null> {
	const choice = sharing(copy);
	if (!choice) return null;
	const shares = await splitKeyMaterial(material, choice.threshold, choice.count);
	const texts = shares.map(encodeRecoveryText);
	const all = concatAll(
		texts.flatMap((text, index) => (index === 0 ? [text] : [utf8('\n\n'), text]))
	);
	wipe(...shares, ...texts);
	return all;
}

/** Text of sheets with all that a page has around it. */
const longestSheets = 256 * 1024;

/**
 * @param readings - of `file`; those of shares have their lines
 * @returns the lines of printed sheets and shares, a text for each file of an archive; empty for a file without any
 */
export function recoveryTextsIn(file: Uint8Array, readings: readonly FileReading[]): string[] {
	const found = readings.filter(holdsShares).map(({ bytes }) => parseUtf8(bytes) ?? '');
	if (found.length > 0 || file.length > longestSheets) return found;
	const lines = recoveryLinesIn(parseUtf8(asText(file)?.bytes ?? file) ?? '');
	return lines === '' ? [] : [lines];
}

/**
 * @param texts - what was typed or scanned, or is in several files; shares are counted from the first text on
 * @returns the key material; the caller wipes it
 * @throws {@link KmsError} `InvalidRecoveryCopy` with the reason, and the line if it is one
 */
export async function fromRecoveryTexts(...texts: string[]): Promise<KeyMaterial> {
	const read = texts.map(readRecoveryText);
	const shares = read.flatMap((one) => one.shares);
	try {
		let before = 0;
		for (const { lines, missing } of read) {
			for (const { share, line, fault } of lines)
				if (fault) throw recoveryFault({ reason: 'LINE', share: before + share, line, fault });
			before += lines.at(-1)?.share ?? 0;
			if (missing > 0) throw recoveryFault({ reason: 'LINES_MISSING', share: before, missing });
		}
		return await joinShares(shares);
	} finally {
		wipe(...shares);
	}
}

/** @returns the set of shares as it stands on their sheets; undefined where they are of several, or none is whole */
export function setOfShares(texts: readonly string[]): string | undefined {
	const shares = texts.flatMap((text) => readRecoveryText(text).shares);
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
