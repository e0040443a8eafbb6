/** The text of a printed sheet that has the whole key material (docs/formats.md §6), with what a page has around it. */
import { parseUtf8, utf8, wipe } from '../bytes.ts';
import { isKmsError } from '../errors.ts';
import { parseShareBody } from '../recovery/recovery-share.ts';
import { readRecoveryText, recoveryLinesIn } from '../recovery/recovery-text.ts';
import { certainty, leaf, withStep, type Layer } from './layer.ts';
import type { FileReading } from './reading.ts';

const longestText = 64 * 1024;

/**
 * Each line has its checksum here; `joinShares` checks the one over the whole, which needs SHA-256, and whoever
 * uses the key material compares its KCV.
 *
 * @returns nothing for other text; shares of which several join are named, with their lines as bytes, but where
 * everything is looked for, which joins them
 */
export function readSheet(text: Uint8Array, layer: Layer): FileReading[] {
	if (text.length > longestText) return [];
	const lines = recoveryLinesIn(parseUtf8(text) ?? '');
	const { shares } = readRecoveryText(lines);
	try {
		const parsed = shares.map(parseShareBody);
		const inner = withStep(layer, { step: 'SHEET' });
		const whole = parsed.filter(({ threshold }) => threshold === 1);
		wipe(...parsed.filter((share) => !whole.includes(share)).map(({ y }) => y));
		// One line alone may be chance.
		const isShare = parsed.length > 0 || lines.includes('\n');
		if (whole.length === 0 && isShare && !layer.everyValue)
			return [
				{ ...leaf(utf8(lines), inner), content: { kind: 'CONTAINER', form: 'RECOVERY_SHARES' } }
			];
		return whole.map(({ y }) => keyOnSheet(leaf(y, inner)));
	} catch (error) {
		if (isKmsError(error, 'InvalidRecoveryCopy')) return [];
		throw error;
	} finally {
		wipe(...shares);
	}
}

/** @returns the reading of what a sheet or shares hold. A secret for HMAC has many lengths: that it is one, they say */
export const keyOnSheet = (reading: FileReading): FileReading =>
	certainty(reading) === 2 ? reading : { ...reading, content: { kind: 'KEY_MATERIAL' } };
