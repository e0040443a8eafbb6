import { concatAll, parseUtf8, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyMaterial } from '#lib/domain/key/key-material.ts';
import { fewestShares, mostShares, recoveryFault } from '#lib/domain/recovery/recovery-share.ts';
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

/** @returns the lines of printed sheets and shares in a text file; '' for a file without any */
export function recoveryLinesOf(file: Uint8Array): string {
	if (file.length > longestSheets) return '';
	// Text that a program took from a PDF has form feeds between its pages, which the readers take for binary.
	return recoveryLinesIn(parseUtf8(asText(file)?.bytes ?? file) ?? '');
}

/**
 * @param text - what was typed or scanned
 * @returns the key material; the caller wipes it
 * @throws {@link KmsError} `InvalidRecoveryCopy` with the reason, and the line if it is one
 */
export async function fromRecoveryTexts(text: string): Promise<KeyMaterial> {
	const { lines, shares, missing } = readRecoveryText(text);
	try {
		for (const { share, line, fault } of lines)
			if (fault) throw recoveryFault({ reason: 'LINE', share, line, fault });
		if (missing > 0)
			throw recoveryFault({ reason: 'LINES_MISSING', share: lines.at(-1)?.share ?? 1, missing });
		return await joinShares(shares);
	} finally {
		wipe(...shares);
	}
}
