/** The two parts of an encrypted key that lie beside each other: two fields, two lines, two files of an archive. */
import { concat, wipe } from '../bytes.ts';
import { encryptedSize, wrappedMaterialBytes } from '../import/encrypted-key-size.ts';
import type { FileReading } from './reading.ts';

/** @returns whether it has the length of key material under AES key wrap, which says nothing where it stands alone */
export const mayBeSecondPart = ({ content, bytes }: FileReading): boolean =>
	content.kind === 'UNKNOWN' && bytes.length === wrappedMaterialBytes;

const isBlock = ({ content }: FileReading): boolean =>
	content.kind === 'ENCRYPTED_KEY' && !content.hybrid;

/**
 * An RSA block beside what may be its second part is the first of two, and holds a throw-away AES key: alone it would
 * be taken for the whole.
 *
 * @returns the readings, with one RSA block and one second part joined to one; a second part that is left goes
 */
export function withPartsJoined(readings: readonly FileReading[]): FileReading[] {
	const blocks = readings.filter(isBlock);
	const seconds = readings.filter(mayBeSecondPart);
	const others = readings.filter((reading) => !seconds.includes(reading));
	const [block, ...moreBlocks] = blocks;
	const [second, ...moreSeconds] = seconds;
	const bytes = block && second && concat(block.bytes, second.bytes);
	const size = bytes && encryptedSize(bytes.length);
	if (!size || moreBlocks.length > 0 || moreSeconds.length > 0) {
		wipe(...seconds.map((one) => one.bytes));
		return others;
	}
	const content = { kind: 'ENCRYPTED_KEY', ...size } as const;
	return others.map((one) => (one === block ? { ...one, bytes, content, alternatives: [] } : one));
}
