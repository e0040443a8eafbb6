/**
 * What a reading worker does: the script of the vault worker under another name, so that files are read beside the
 * page and the vault, and a reading can be ended with its thread. It has no vault and no key.
 */
import { wipe, withBufferOfItsOwn } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { certainty, leaf } from '#lib/domain/reading/layer.ts';
import { holdsShares, wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { keyOnSheet } from '#lib/domain/reading/sheet.ts';
import {
	fromRecoveryTexts,
	recoveryTextsIn,
	type RecoverySource
} from '../handouts/recovery-texts.ts';
import type { ReadingAnswer, ReadingRequest } from './worker-protocol.ts';

/** An answer, and the buffers that go along with it. */
interface Answered {
	answer: ReadingAnswer;
	moved: ArrayBuffer[];
}

/** @returns what the file holds; of shares that join, the key material, else why they don't. `file` is wiped */
export async function answerJoining({ file, hints }: ReadingRequest): Promise<Answered> {
	const readings = readFile(file, hints);
	const isTold = hints.as !== undefined && hints.as !== 'AUTOMATIC';
	const texts = isTold || readings.some(saysMore) ? [] : recoveryTextsIn(file, readings);
	wipe(file);
	const joined = texts.length > 0 ? await join(texts) : undefined;
	if (joined && (joined.bytes.length > 0 || readings.some(holdsShares))) {
		wipeReadings(readings);
		return answered([joined]);
	}
	return answered(readings);
}

/** The length of a text as it stands says nothing. */
const saysMore = (reading: FileReading) =>
	certainty(reading) > 0 && !holdsShares(reading) && reading.steps[0]?.step !== 'BINARY';

/** @returns what a sheet with all of the key material would be read as; or the fault of shares that do not join */
async function join(texts: readonly RecoverySource[]): Promise<FileReading> {
	const steps = [{ step: 'SHEET' }] as const;
	try {
		return keyOnSheet(leaf(await fromRecoveryTexts(...texts), { steps, insideArchive: false }));
	} catch (error) {
		if (!isKmsError(error, 'InvalidRecoveryCopy')) throw error;
		const content = { kind: 'CONTAINER', form: 'RECOVERY_SHARES', fault: error.details } as const;
		return { steps, bytes: new Uint8Array(), content, alternatives: [] };
	}
}

function answered(read: readonly FileReading[]): Answered {
	// The lines of shares have done their work.
	wipeReadings(read.filter(holdsShares));
	const readings = read.map((reading) => ({
		...reading,
		bytes: holdsShares(reading) ? new Uint8Array() : withBufferOfItsOwn(reading.bytes)
	}));
	const moved = [...new Set(readings.map(({ bytes }) => bytes.buffer))];
	return { answer: { readings }, moved };
}
