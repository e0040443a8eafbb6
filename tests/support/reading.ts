import { answerJoining } from '#lib/service/worker/answer-reading.ts';
import type { ReadBytes } from '#lib/ui/engine/reading-client.ts';

/** The reading worker's part, played in the page: what is asked is moved, and what is answered too. */
export const readInPage: ReadBytes = async (file, hints = {}, signal) => {
	const request = structuredClone({ file, hints }, { transfer: [file.buffer] });
	const { answer, moved } = await answerJoining(request);
	const { readings } = structuredClone(answer, { transfer: moved });
	signal?.throwIfAborted();
	return readings;
};

export const readerInPage = { read: readInPage, close: () => undefined };
