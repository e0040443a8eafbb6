/** What a file worker says and leaves when something fails in the middle, with a disk and a file that fail when told to. */
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { concat, equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { encryptBody } from '#lib/crypto/message-body.ts';
import type { PieceMessage } from '#lib/service/offline/offline-protocol.ts';
import { answerFile } from '#lib/service/worker/answer-file.ts';
import { FileRun } from '#lib/service/worker/file-run.ts';
import { waitingFolder } from '#lib/service/worker/waiting-files.ts';
import type { FileAnswer, FileRequest, FileTarget } from '#lib/service/worker/worker-protocol.ts';
import { streamOf, Written } from '../../../support/encrypted-files.ts';
import { newMessage } from '../../../support/message-pair.ts';
import { must } from '../../../support/must.ts';

afterEach(() => vi.unstubAllGlobals());

/** Two writes of a worker, which gathers 8 MiB. */
const plaintext: Bytes = new Uint8Array(9 * 1024 * 1024).map((_, index) => index % 251);
let message: Awaited<ReturnType<typeof newMessage>>;
let encrypted: Bytes;
beforeAll(async () => {
	message = await newMessage();
	const body = new Written();
	await encryptBody(message.encryptKey, message.messageId, streamOf(plaintext), body.write);
	encrypted = concat(message.header, body.bytes);
});

type Job = Pick<FileRequest, 'header' | 'key'> & { kind: 'ENCRYPT' | 'DECRYPT'; file: File };

const fileOf = (content: Bytes) => new File([content], 'a');
const requestOf = (kind: Job['kind']): Job =>
	kind === 'ENCRYPT'
		? { kind, file: fileOf(plaintext), header: message.header, key: message.encryptKey }
		: { kind, file: fileOf(encrypted), header: message.header, key: message.decryptKey };

async function run(job: Job, target: FileTarget): Promise<FileAnswer> {
	const answers: FileAnswer[] = [];
	const post = (answer: FileAnswer) => answers.push(answer);
	await answerFile({ ...job, target }, new FileRun(post), post);
	return must(answers.at(-1));
}

type Step = 'createWritable' | 'write' | 'second write' | 'close';

/** A file that the user has chosen. Its browser shows what was written only once it is closed. */
function chosenFile(failing?: Step, error?: DOMException) {
	const beside: Bytes[] = [];
	const file = { content: undefined as Bytes | undefined, aborted: false };
	const fail = (step: Step) => {
		if (step === failing) throw must(error);
	};
	const stream = {
		write: async (bytes: Bytes) => {
			fail(beside.length === 0 ? 'write' : 'second write');
			beside.push(bytes.slice());
			await Promise.resolve();
		},
		close: async () => {
			fail('close');
			file.content = concat(...beside);
			await Promise.resolve();
		},
		abort: async () => {
			file.aborted = true;
			await Promise.resolve();
		}
	};
	const createWritable = async () => {
		fail('createWritable');
		await Promise.resolve();
		return stream;
	};
	const handle = { createWritable } as unknown as FileSystemFileHandle;
	return { file, target: { to: 'HANDLE', handle } as const };
}

/** The origin's private file system, with so much room. */
function privateFiles(room: number) {
	const names = new Map<string, { size: number; isOpen: boolean }>();
	const folder = {
		getFileHandle: async (name: string) => {
			const entry = { size: 0, isOpen: true };
			names.set(name, entry);
			await Promise.resolve();
			return {
				createSyncAccessHandle: async () => {
					await Promise.resolve();
					return {
						write(bytes: Bytes) {
							const written = Math.min(bytes.length, room - entry.size);
							entry.size += written;
							return written;
						},
						flush() {},
						close: () => (entry.isOpen = false)
					};
				}
			};
		},
		removeEntry: async (name: string) => {
			if (names.get(name)?.isOpen) throw new DOMException('', 'NoModificationAllowedError');
			names.delete(name);
			await Promise.resolve();
		}
	};
	const getDirectoryHandle = (name: string) => {
		expect(name).toBe(waitingFolder);
		return Promise.resolve(folder);
	};
	vi.stubGlobal('navigator', {
		storage: { getDirectory: () => Promise.resolve({ getDirectoryHandle }) }
	});
	return names;
}

const full = { name: 'QuotaExceededError', code: 'QuotaExceeded' };
const withdrawn = { name: 'NotAllowedError', code: 'StorageFailed' };
const gone = { name: 'NotFoundError', code: 'StorageFailed' };
const steps: readonly Step[] = ['createWritable', 'write', 'second write', 'close'];

describe.each(['ENCRYPT', 'DECRYPT'] as const)('%s', (kind) => {
	test('puts the whole result in its place', async () => {
		const { file, target } = chosenFile();
		expect(await run(requestOf(kind), target)).toMatchObject({
			done: { bytes: plaintext.length }
		});
		const expected = kind === 'ENCRYPT' ? encrypted : plaintext;
		expect(equalBytes(must(file.content), expected)).toBe(true);
	});

	describe.each(steps)('where the %s of the chosen file fails', (step) => {
		test.each([full, withdrawn, gone])('with $name, says $code and leaves nothing', async (one) => {
			const { file, target } = chosenFile(step, new DOMException('', one.name));
			expect(await run(requestOf(kind), target)).toMatchObject({ error: { code: one.code } });
			expect(file.content).toBeUndefined();
			expect(file.aborted).toBe(step !== 'createWritable');
		});
	});

	test('on a disk that fills up under a download, says so and erases what it has written', async () => {
		const names = privateFiles(8.5 * 1024 * 1024);
		const target = { to: 'STORAGE', name: 'a' } as const;
		expect(await run(requestOf(kind), target)).toEqual({
			error: { code: 'QuotaExceeded', details: {} }
		});
		expect([...names.keys()]).toEqual([]);
	});

	test.each(['NotReadableError', 'NotFoundError', 'NotAllowedError'])(
		'of a file that can’t be read on in its middle (%s) says so and leaves nothing',
		async (name) => {
			const { file, target } = chosenFile();
			const job = requestOf(kind);
			expect(await run(failingAfter(job, 5_000_000, name), target)).toEqual({
				error: { code: 'UnreadableFile', details: {} }
			});
			expect(file).toEqual({ content: undefined, aborted: true });
		}
	);

	test.each([-1, 1])(
		'of a file that has %i bytes more when it is read, keeps nothing',
		async (more) => {
			const { file, target } = chosenFile();
			const job = requestOf(kind);
			const answer = await run({ ...job, file: sizedOtherwise(job.file, more) }, target);
			expect(answer).toMatchObject({
				error: { code: kind === 'ENCRYPT' ? 'UnreadableFile' : 'InvalidEncryptedFile' }
			});
			expect(file).toEqual({ content: undefined, aborted: true });
		}
	);
});

test('a download can be stopped to its end, and is broken off then', async () => {
	const { port1: port, port2 } = new MessageChannel();
	const answers: FileAnswer[] = [];
	const post = (answer: FileAnswer) => answers.push(answer);
	const fileRun = new FileRun(post);
	const broken = new Promise<void>((resolve) => {
		port2.onmessage = ({ data }: MessageEvent<PieceMessage>) => {
			if (data === 'BROKEN') resolve();
			else if (data === 'END') fileRun.obey('stop');
			else port2.postMessage('NEXT');
		};
	});
	const target = { to: 'DOWNLOAD', id: 'a', port } as const;
	await answerFile({ ...requestOf('DECRYPT'), target }, fileRun, post);
	await broken;
	expect(answers.at(-1)).toEqual({ error: { code: 'Cancelled', details: {} } });
	expect(answers).not.toContainEqual({ closing: true });
});

/** A job whose file fails to be read after so many bytes. */
function failingAfter(job: Job, byteCount: number, name: string): Job {
	const stream = (whole: Blob) => () => {
		const start = whole.slice(0, byteCount).stream().getReader();
		return new ReadableStream<Uint8Array>({
			async pull(controller) {
				const { done, value } = await start.read();
				if (done) controller.error(new DOMException('', name));
				else controller.enqueue(value);
			}
		});
	};
	return { ...job, file: withStream(job.file, stream) };
}

/** Something was added to it, or taken away, since it was chosen. */
const sizedOtherwise = (file: File, more: number): File =>
	withStream(file, (whole) => () => {
		const longer = more < 0 ? whole.slice(0, more) : new Blob([whole, new Uint8Array(more)]);
		return longer.stream();
	});

/** A file like this one, and what is cut out of it, that give other streams. */
function withStream(file: Blob, streamOfPart: (part: Blob) => () => ReadableStream): File {
	const of = (part: Blob): File =>
		Object.assign(new File([part], 'a'), {
			slice: (start?: number, end?: number) => of(part.slice(start, end)),
			stream: streamOfPart(part)
		});
	return of(file);
}
