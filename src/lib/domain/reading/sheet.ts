/** The text of a printed sheet that has the whole key material (docs/formats.md §6), with what a page has around it. */
import { parseUtf8, wipe } from '../bytes.ts';
import { isKmsError } from '../errors.ts';
import { parseShareBody } from '../recovery/recovery-share.ts';
import { readRecoveryText, recoveryLinesIn } from '../recovery/recovery-text.ts';
import { leaf, withStep, type Layer } from './layer.ts';
import type { FileReading } from './reading.ts';

const longestText = 64 * 1024;

/**
 * Each line has its checksum here; `joinShares` checks the one over the whole, which needs SHA-256, and whoever
 * uses the key material compares its KCV.
 *
 * @returns nothing for other text; shares of which several join are named, but where everything is looked for, which
 * joins them
 */
export function readSheet(text: Uint8Array, layer: Layer): FileReading[] {
	if (text.length > longestText) return [];
	const { shares } = readRecoveryText(recoveryLinesIn(parseUtf8(text) ?? ''));
	try {
		const parsed = shares.map(parseShareBody);
		const inner = withStep(layer, { step: 'SHEET' });
		const whole = parsed.filter(({ threshold }) => threshold === 1);
		wipe(...parsed.filter((share) => !whole.includes(share)).map(({ y }) => y));
		if (whole.length === 0 && parsed.length > 0 && !layer.everyValue)
			return [
				{
					...leaf(new Uint8Array(), inner),
					content: { kind: 'CONTAINER', form: 'RECOVERY_SHARES' }
				}
			];
		return whole.map(({ y }) => leaf(y, inner));
	} catch (error) {
		if (isKmsError(error, 'InvalidRecoveryCopy')) return [];
		throw error;
	} finally {
		wipe(...shares);
	}
}
