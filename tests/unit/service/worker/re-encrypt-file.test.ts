/** Encrypting a file with another key. Putting it in the old one's place is tested in the browser: file-sinks.browser.test.ts. */
import { describe, expect, test } from 'vitest';
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { frameLength } from '#lib/domain/message/frames.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptBody } from '#lib/crypto/message-body.ts';
import { FileRun } from '#lib/service/worker/file-run.ts';
import { assertSamePlaintext } from '#lib/service/worker/re-encrypt-file.ts';
import { streamOf, Written } from '../../../support/encrypted-files.ts';
import { must } from '../../../support/must.ts';
import { reEncryption } from '../../../support/message-pair.ts';
import { runFile } from '../../../support/run-file.ts';

const target = { to: 'MEMORY' } as const;
const someBytes = (length: number): Bytes =>
	Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 9)) % 251);

test.each([0, 1, frameLength, frameLength + 1, 1_200_000])(
	'%i bytes come out encrypted anew, and are compared before they are handed on',
	async (length) => {
		const plaintext = someBytes(length);
		const { request, made } = await reEncryption(plaintext);
		const answers = await runFile({ ...request, target });
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
			await runFile({ ...request, target, file: new File([bytes], 'a.encrypted') })
		).toContainEqual({ error: { code: 'InvalidEncryptedFile', details } });
});

describe('a result that is not as it was written is refused, and the old file is not blamed', () => {
	test.each([
		['in its header', 10],
		['in its first frame', 1000],
		['in its last frame', -20]
	])('%s', async (_, at) => {
		const { request } = await reEncryption(someBytes(1_200_000));
		const answers = await runFile({ ...request, target });
		const last = must(answers.at(-1));
		if (!('done' in last)) throw new Error(JSON.stringify(last));
		const written = new Uint8Array(await must(last.done.blob).arrayBuffer());
		const place = at < 0 ? written.length + at : at;
		written[place] = must(written[place]) ^ 1;
		const run = new FileRun(() => undefined);
		await expect(
			assertSamePlaintext({ ...request, target }, new Blob([written]), run)
		).rejects.toMatchObject({ code: 'StorageFailed', details: { reason: 'NOT_AS_WRITTEN' } });
	});

	test('the plaintext of another file, encrypted well', async () => {
		const [one, other] = [
			await reEncryption(someBytes(1_200_000)),
			await reEncryption(someBytes(1_200_001))
		];
		const run = new FileRun(() => undefined);
		const mixed = { ...one.request, newHeader: other.request.header, checkKey: other.request.key };
		await expect(
			assertSamePlaintext({ ...mixed, target }, new Blob([other.content]), run)
		).rejects.toMatchObject({ code: 'StorageFailed' });
	});
});

test('it can be given up while it is compared', async () => {
	const { request } = await reEncryption(someBytes(1_200_000));
	const answers = await runFile({ ...request, target }, (answer, run) => {
		if ('step' in answer && answer.step === 'CHECKING') run.obey('stop');
	});
	expect(answers.at(-1)).toEqual({ error: { code: 'Cancelled', details: {} } });
});

test('while it is paused nothing goes on, until it is resumed', async () => {
	const { request } = await reEncryption(someBytes(1_200_000));
	const order: string[] = [];
	const answers = await runFile({ ...request, target }, (answer, run) => {
		order.push('step' in answer ? answer.step : 'other');
		if (!('step' in answer) || answer.step !== 'CHECKING') return;
		run.obey('pause');
		setTimeout(() => {
			order.push('resumed');
			run.obey('resume');
		});
	});
	expect(answers.at(-1)).toMatchObject({ done: { bytes: 1_200_000 } });
	expect(order.slice(order.indexOf('CHECKING'))).toEqual(['CHECKING', 'resumed', 'other']);
});

test('what is paused can be given up', async () => {
	const { request } = await reEncryption(someBytes(1_200_000));
	const answers = await runFile({ ...request, target }, (_, run) => {
		run.obey('pause');
		setTimeout(() => run.obey('stop'));
	});
	expect(answers.at(-1)).toEqual({ error: { code: 'Cancelled', details: {} } });
});
