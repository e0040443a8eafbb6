import { ivBytes } from '#lib/domain/message/suite.ts';
import { frameLength } from '#lib/domain/message/frames.ts';
import { ExactReader } from '#lib/crypto/exact-reader.ts';
import { answerFile } from '#lib/service/worker/answer-file.ts';
import { openSink } from '#lib/service/worker/file-sinks.ts';
import { FileRun } from '#lib/service/worker/file-run.ts';
import type { FileAnswer, FileRequest, FileTarget } from '#lib/service/worker/worker-protocol.ts';
import { newMessage } from '../support/message-pair.ts';
import { inRounds, ratio, timed, type Report } from './samples.ts';

const paths = {
	'a sync handle': 'STORAGE',
	'a writable': 'HANDLE'
} as const;
type Path = keyof typeof paths;
type Target = Extract<FileTarget, { to: (typeof paths)[Path] }>;

/** A file from the disk to the disk, down each path that does not end in memory, beside a plain copy down the same one. */
export async function diskSuite(file: File): Promise<Report> {
	const size = `${file.size / 2 ** 30} GiB`;
	const report: Report = { ratios: [], breakdowns: [] };
	for (const path of Object.keys(paths) as Path[]) {
		const job = await work(path, file);
		const samples = await inRounds(
			{
				copy: () => timed(1, job.copy),
				bare: () => timed(1, job.bare),
				encrypt: () => timed(1, job.encrypt),
				decrypt: () => timed(1, job.decrypt)
			},
			{ rounds: 3, budgetMs: 1, warmUp: false }
		);
		await job.remove();
		const to = `copying ${size} to ${path}`;
		// The other way round than elsewhere: so many times as fast is the second.
		report.ratios.push(
			ratio(to, samples.copy, `encrypting it there`, samples.encrypt),
			ratio(
				to,
				samples.copy,
				'the same with one bare subtle.encrypt for each 512 KiB',
				samples.bare
			),
			ratio(to, samples.copy, `decrypting it there`, samples.decrypt),
			ratio(
				`encrypting ${size} to ${path}`,
				samples.encrypt,
				'decrypting it there',
				samples.decrypt
			)
		);
	}
	return report;
}

/** Encrypts a file once down a path, while somebody else looks at the browser. */
export async function diskOnce(file: File, path: Path): Promise<Report> {
	const job = await work(path, file);
	await job.encrypt();
	await job.remove();
	return { ratios: [], breakdowns: [] };
}

const idleMs = 20_000;

/** How long a page stalls by itself, on a machine as busy as this one. */
export function idle(): Promise<Report> {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, idleMs);
	return Promise.resolve({ ratios: [], breakdowns: [] });
}

async function work(path: Path, file: File) {
	const message = await newMessage();
	const root = await navigator.storage.getDirectory();
	const target = async (name: string): Promise<Target> =>
		paths[path] === 'STORAGE'
			? { to: 'STORAGE', name }
			: { to: 'HANDLE', handle: await root.getFileHandle(name, { create: true }) };
	const written = async (name: string): Promise<File> => {
		const folder =
			paths[path] === 'STORAGE' ? await root.getDirectoryHandle('airlock-files') : root;
		return (await folder.getFileHandle(name)).getFile();
	};
	const { header } = message;
	const encrypt = async () =>
		answered({ kind: 'ENCRYPT', file, header, key: message.encryptKey, target: await target('e') });
	return {
		encrypt,
		/** of what was encrypted last */
		decrypt: async () => {
			const key = message.decryptKey;
			const request = { kind: 'DECRYPT' as const, file: await written('e'), header, key };
			await answered({ ...request, target: await target('d') });
		},
		copy: async () => {
			const sink = await openSink(await target('c'), new AbortController().signal);
			for (const reader = file.stream().getReader(); ;) {
				const { done, value } = await reader.read();
				if (done) break;
				await sink.write(value);
			}
			await sink.close();
			await sink.place(new FileRun(() => undefined));
		},
		/** What nothing that encrypts in one thread can be quicker than: no header, no frame's start, one nonce. */
		bare: async () => {
			const sink = await openSink(await target('b'), new AbortController().signal);
			const reader = new ExactReader(file.stream());
			const frame = new Uint8Array(frameLength);
			const gcm = { name: 'AES-GCM', iv: new Uint8Array(ivBytes) };
			for (let filled; (filled = await reader.fill(frame)) > 0;) {
				const part = frame.subarray(0, filled);
				await sink.write(
					new Uint8Array(await crypto.subtle.encrypt(gcm, message.encryptKey, part))
				);
			}
			await sink.close();
			await sink.place(new FileRun(() => undefined));
		},
		remove: async () => {
			for await (const name of root.keys())
				if (['airlock-files', 'b', 'c', 'd', 'e'].includes(name))
					await root.removeEntry(name, { recursive: true });
		}
	};
}

async function answered(request: FileRequest): Promise<void> {
	const answers: FileAnswer[] = [];
	const post = (answer: FileAnswer) => answers.push(answer);
	await answerFile(request, new FileRun(post), post);
	const last = answers.at(-1);
	if (!last || !('done' in last)) throw new Error(JSON.stringify(last));
}
