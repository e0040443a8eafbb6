/**
 * What a reading worker does: the script of the vault worker under another name, so that files are read beside the
 * page and the vault, and a reading can be ended with its thread. It has no vault and no key.
 */
import { wipe, withBufferOfItsOwn } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import type { FileContent } from '#lib/domain/reading/content.ts';
import { certainty } from '#lib/domain/reading/layer.ts';
import { wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { fromRecoveryTexts, recoveryLinesOf } from '../handouts/recovery-texts.ts';
import type { ReadingAnswer, ReadingRequest } from './worker-protocol.ts';

/** An answer, and the buffers that go along with it. */
interface Answered {
	answer: ReadingAnswer;
	moved: ArrayBuffer[];
}

/** @returns what the file holds; of shares that join, the key material. `file` is wiped */
export async function answerJoining(request: ReadingRequest): Promise<Answered> {
	const { file, hints } = request;
	const isTold = hints.as !== undefined && hints.as !== 'AUTOMATIC';
	const lines = isTold ? '' : recoveryLinesOf(file);
	const read = answerReading(request);
	const { readings } = read.answer;
	const isRead = readings.some((reading) => saysMore(reading));
	const joined = isRead || lines === '' ? undefined : await join(lines);
	if (!joined) return read;
	wipeReadings(readings);
	return answered([joined]);
}

const isShares = (content: FileContent) =>
	content.kind === 'CONTAINER' && content.form === 'RECOVERY_SHARES';
/** The length of a text as it stands says nothing. */
const saysMore = (reading: FileReading) =>
	certainty(reading) > 0 && !isShares(reading.content) && reading.steps[0]?.step !== 'BINARY';

/** @returns what a sheet with all of the key material would be read as; undefined for shares that do not join */
async function join(lines: string): Promise<FileReading | undefined> {
	try {
		const bytes = await fromRecoveryTexts(lines);
		const steps = [{ step: 'SHEET' }] as const;
		return { steps, bytes, content: { kind: 'KEY_MATERIAL' }, alternatives: [] };
	} catch (error) {
		if (isKmsError(error, 'InvalidRecoveryCopy')) return undefined;
		throw error;
	}
}

/** @returns what the file holds; `file` is wiped */
export function answerReading({ file, hints }: ReadingRequest): Answered {
	const readings = readFile(file, hints);
	wipe(file);
	return answered(readings);
}

function answered(read: readonly FileReading[]): Answered {
	const readings = read.map((reading) => ({
		...reading,
		bytes: withBufferOfItsOwn(reading.bytes)
	}));
	const moved = [...new Set(readings.map(({ bytes }) => bytes.buffer))];
	return { answer: { readings }, moved };
}
