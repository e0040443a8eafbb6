/** A file worker's targets on a real file system: the origin's own. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { must } from '../../../support/must.ts';
import { reEncryption } from '../../../support/message-pair.ts';
import { runFile } from '../../../support/run-file.ts';

const plaintext: Bytes = Uint8Array.from({ length: 1_200_000 }, (_, index) => index % 251);
const name = 'a.encrypted';
let folder: FileSystemDirectoryHandle;

beforeEach(async () => {
	const root = await navigator.storage.getDirectory();
	folder = await root.getDirectoryHandle('sinks', { create: true });
});
afterEach(async () => {
	vi.restoreAllMocks();
	const root = await navigator.storage.getDirectory();
	await root.removeEntry('sinks', { recursive: true });
});

async function put(content: Bytes): Promise<FileSystemFileHandle> {
	const handle = await folder.getFileHandle(name, { create: true });
	const writable = await handle.createWritable();
	await writable.write(content);
	await writable.close();
	return handle;
}

const namesThere = () => Array.fromAsync(folder.keys());
const contentOf = async (handle: FileSystemFileHandle) =>
	new Uint8Array(await (await handle.getFile()).arrayBuffer());

describe('in the place of the old file', () => {
	async function setUp() {
		const { content, request, made } = await reEncryption(plaintext);
		const handle = await put(content);
		const target = { to: 'PLACE_OF_OLD', folder, name } as const;
		const file = await handle.getFile();
		const run = async (react?: Parameters<typeof runFile>[1]) =>
			must((await runFile({ ...request, file, target }, react)).at(-1));
		const expectNothingChanged = async () => {
			expect(await namesThere()).toEqual([name]);
			expect(equalBytes(await contentOf(handle), content)).toBe(true);
		};
		return { run, handle, made, expectNothingChanged };
	}

	test('the new one is put, and nothing else is left', async () => {
		const { run, handle, made } = await setUp();
		expect(await run()).toEqual({ done: { bytes: plaintext.length, blob: undefined } });
		expect(await namesThere()).toEqual([name]);
		const start = (await contentOf(handle)).subarray(0, made.header.length);
		expect(start).toEqual(made.header);
	});

	test.each(['WRITING', 'CHECKING', 'REPLACING'])(
		'given up while it is %s, the old one stays as it was',
		async (step) => {
			const { run, expectNothingChanged } = await setUp();
			const last = await run((answer, job) => {
				if ('step' in answer && answer.step === step) job.obey('stop');
			});
			expect(last).toEqual({ error: { code: 'Cancelled', details: {} } });
			await expectNothingChanged();
		}
	);

	test('a disk that is full while it is put there leaves the old one as it was', async () => {
		const { run, expectNothingChanged } = await setUp();
		const last = await run((answer) => {
			if (!('step' in answer) || answer.step !== 'REPLACING') return;
			const full = new DOMException('', 'QuotaExceededError');
			vi.spyOn(FileSystemWritableFileStream.prototype, 'write').mockRejectedValue(full);
		});
		expect(last).toEqual({ error: { code: 'QuotaExceeded', details: {} } });
		await expectNothingChanged();
	});

	test('an old one that changes meanwhile is not replaced', async () => {
		const { run, handle } = await setUp();
		const others = Uint8Array.of(1, 2, 3);
		let isChanged = false;
		const last = await run((answer, job) => {
			if (isChanged || !('step' in answer) || answer.step !== 'REPLACING') return;
			isChanged = true;
			job.obey('pause');
			void put(others).then(() => job.obey('resume'));
		});
		expect(last).toEqual({ error: { code: 'UnreadableFile', details: {} } });
		expect(await contentOf(handle)).toEqual(others);
		expect(await namesThere()).toEqual([name]);
	});
});
