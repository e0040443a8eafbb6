import { parseUtf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { parseShareBody, shortShareSet } from '#lib/domain/recovery/recovery-share.ts';
import { readRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { qrPath } from './qr-path.ts';

/**
 * Writes each share into its sheet, by hand, so that no state ever holds it: `[data-lines]` gets its four lines,
 * `[data-code]` the QR code of the same text on one line, and how many modules wide it is, `[data-set]` the set.
 *
 * @param texts - as the engine gives them; wiped
 * @returns what takes everything out again
 */
export function writeSheets(sheets: readonly Element[], texts: Bytes): () => void {
	const shares = (parseUtf8(texts) ?? '').split('\n\n');
	wipe(texts);
	sheets.forEach((sheet, index) => writeSheet(sheet, shares[index] ?? ''));
	return () => {
		for (const sheet of sheets) {
			for (const part of sheet.querySelectorAll('[data-lines]')) part.textContent = '';
			for (const part of sheet.querySelectorAll('[data-code] path')) part.removeAttribute('d');
		}
	};
}

function writeSheet(sheet: Element, text: string): void {
	const lines = sheet.querySelector('[data-lines]');
	if (lines) lines.textContent = text;
	const { size, path } = qrPath(text.replaceAll('\n', ' '));
	const code = sheet.querySelector<SVGElement>('[data-code]');
	code?.setAttribute('viewBox', `0 0 ${size} ${size}`);
	code?.style.setProperty('--modules', String(size));
	code?.querySelector('path')?.setAttribute('d', path);
	const set = sheet.querySelector('[data-set]');
	if (set) set.textContent = setOf(text);
}

function setOf(text: string): string {
	const [share] = readRecoveryText(text).shares;
	if (!share) return '';
	const parsed = parseShareBody(share);
	wipe(share, parsed.y);
	return shortShareSet(parsed);
}
