import { answerReading } from '#lib/service/worker/answer-reading.ts';
import type { ReadBytes } from '#lib/ui/engine/reading-client.ts';

/** The reading worker's part, played in the page: what is asked is moved, and what is answered too. */
export const readInPage: ReadBytes = (file, hints = {}, signal) => {
	const request = structuredClone({ file, hints }, { transfer: [file.buffer] });
	const { answer, moved } = answerReading(request);
	const { readings } = structuredClone(answer, { transfer: moved });
	return signal?.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve(readings);
};

export const readerInPage = { read: readInPage, close: () => undefined };
