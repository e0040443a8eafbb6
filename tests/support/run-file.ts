import { answerFile } from '#lib/service/worker/answer-file.ts';
import { FileRun } from '#lib/service/worker/file-run.ts';
import type { FileAnswer, FileRequest } from '#lib/service/worker/worker-protocol.ts';

/**
 * Does what a file worker does, without one.
 *
 * @param react - hears each answer, and may order something
 */
export async function runFile(
	request: FileRequest,
	react: (answer: FileAnswer, run: FileRun) => void = () => undefined
): Promise<FileAnswer[]> {
	const answers: FileAnswer[] = [];
	const post = (answer: FileAnswer) => {
		answers.push(answer);
		react(answer, run);
	};
	const run = new FileRun(post);
	await answerFile(request, run, post);
	return answers;
}
