/**
 * What a reading worker does: the script of the vault worker under another name, so that files are read beside the
 * page and the vault, and a reading can be ended with its thread. It has no vault and no key.
 */
import { wipe, withBufferOfItsOwn } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import type { ReadingAnswer, ReadingRequest } from './worker-protocol.ts';

/** @returns the answer, and the buffers that go along with it; `file` is wiped */
export function answerReading({ file, hints }: ReadingRequest): {
	answer: ReadingAnswer;
	moved: ArrayBuffer[];
} {
	const readings = readFile(file, hints).map((reading) => ({
		...reading,
		bytes: withBufferOfItsOwn(reading.bytes)
	}));
	wipe(file);
	return { answer: { readings }, moved: buffersOf(readings) };
}

const buffersOf = (readings: readonly FileReading[]): ArrayBuffer[] => [
	...new Set(readings.map(({ bytes }) => bytes.buffer))
];
