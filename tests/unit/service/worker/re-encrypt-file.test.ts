/** Encrypting a file with another key. Putting it in the old one's place is tested in the browser: file-sinks.browser.test.ts. */
import { describe, expect, test } from 'vitest';
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { frameLength } from '#lib/domain/message/frames.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody } from '#lib/crypto/message-body.ts';
import { answerFile } from '#lib/service/worker/answer-file.ts';
import { FileRun } from '#lib/service/worker/file-run.ts';
import { assertSamePlaintext } from '#lib/service/worker/re-encrypt-file.ts';
import type { FileAnswer, FileRequest } from '#lib/service/worker/worker-protocol.ts';
import { streamOf, Written } from '../../../support/encrypted-files.ts';
import { must } from '../../../support/must.ts';
import { reEncryption } from '../../../support/message-pair.ts';

const target = { to: 'MEMORY' } as const;
const someBytes = (length: number): Bytes =>
	Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 9)) % 251);

async function answersTo(request: FileRequest, signal = new AbortController().signal) {
	const answers: FileAnswer[] = [];
	await answerFile(request, signal, (answer) => answers.push(answer));
	return answers;
}

test.each([0, 1, frameLength, frameLength + 1, 1_200_000])(
	'%i bytes come out encrypted anew, and are compared before they are handed on',
	async (length) => {
		const plaintext = someBytes(length);
		const { request, made } = await reEncryption(plaintext);
		const answers = await answersTo({ ...request, target });
		const last = must(answers.at(-1));
		if (!('done' in last)) throw new Error(JSON.stringify(last));
		expect(last.done.bytes).toBe(length);
		const file = new Uint8Array(await must(last.done.blob).arrayBuffer());
		expect(file.subarray(0, made.header.length)).toEqual(made.header);
		const body = file.subarray(made.header.length);
		const opened = new Written();
		await decryptBody(
			made.decryptKey,
			parseMessageHeader(made.header),
			streamOf(body),
			body.length,
			opened.write
		);
		expect(equalBytes(opened.bytes, plaintext)).toBe(true);
		const steps = answers.flatMap((answer) => ('step' in answer ? [answer.step] : []));
		expect([...new Set(steps)]).toEqual(['WRITING', 'CHECKING']);
	}
);

test('an old file that was altered or cut off is refused at the byte where it shows', async () => {
	const { request, content } = await reEncryption(someBytes(1_200_000));
	const altered = content.slice();
	altered[700_000] = must(altered[700_000]) ^ 1;
	for (const [bytes, details] of [
		[altered, { reason: 'ALTERED', offset: request.header.length + frameLength + 32 }],
		[content.slice(0, 900_000), { reason: 'CUT_OFF', offset: 900_000 }]
	] as const)
		expect(
			await answersTo({ ...request, target, file: new File([bytes], 'a.encrypted') })
		).toContainEqual({ error: { code: 'InvalidEncryptedFile', details } });
});

describe('a result that is not as it was written is refused, and the old file is not blamed', () => {
	test.each([
		['in its header', 10],
		['in its first frame', 1000],
		['in its last frame', -20]
	])('%s', async (_, at) => {
		const { request } = await reEncryption(someBytes(1_200_000));
		const answers = await answersTo({ ...request, target });
		const last = must(answers.at(-1));
		if (!('done' in last)) throw new Error(JSON.stringify(last));
		const written = new Uint8Array(await must(last.done.blob).arrayBuffer());
		const place = at < 0 ? written.length + at : at;
		written[place] = must(written[place]) ^ 1;
		const run = new FileRun(new AbortController().signal, () => undefined);
		await expect(
			assertSamePlaintext({ ...request, target }, new Blob([written]), run)
		).rejects.toMatchObject({ code: 'StorageFailed', details: { reason: 'NOT_AS_WRITTEN' } });
	});

	test('the plaintext of another file, encrypted well', async () => {
		const [one, other] = [
			await reEncryption(someBytes(1_200_000)),
			await reEncryption(someBytes(1_200_001))
		];
		const run = new FileRun(new AbortController().signal, () => undefined);
		const mixed = { ...one.request, newHeader: other.request.header, checkKey: other.request.key };
		await expect(
			assertSamePlaintext({ ...mixed, target }, new Blob([other.content]), run)
		).rejects.toMatchObject({ code: 'StorageFailed' });
	});
});

test('it can be given up while it is compared', async () => {
	const { request } = await reEncryption(someBytes(1_200_000));
	const stop = new AbortController();
	const answers: FileAnswer[] = [];
	await answerFile({ ...request, target }, stop.signal, (answer) => {
		answers.push(answer);
		if ('step' in answer && answer.step === 'CHECKING') stop.abort();
	});
	expect(answers.at(-1)).toEqual({ error: { code: 'Cancelled', details: {} } });
});
