/** Unpacking on a real file system: the origin's own. Which archives are refused: tar.test.ts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { FileRun } from '#lib/service/worker/file-run.ts';
import { tarStream } from '#lib/service/worker/tar-writing.ts';
import type { FileAnswer } from '#lib/service/worker/worker-protocol.ts';
import { must } from '../../../support/must.ts';
import { encryptedFile } from '../../../support/message-pair.ts';
import { runFile } from '../../../support/run-file.ts';

let parent: FileSystemDirectoryHandle;
beforeEach(async () => {
	const root = await navigator.storage.getDirectory();
	parent = await root.getDirectoryHandle('unpacked', { create: true });
});
afterEach(async () => {
	vi.restoreAllMocks();
	const root = await navigator.storage.getDirectory();
	await root.removeEntry('unpacked', { recursive: true });
});

/** All that lies in a folder: contents of files, and folders that are empty. */
async function contentsOf(folder: FileSystemDirectoryHandle, path = '') {
	const found: Record<string, string | null> = {};
	for await (const [name, handle] of folder.entries()) {
		const place = path + name;
		if (handle instanceof FileSystemFileHandle)
			found[place] = await (await handle.getFile()).text();
		else {
			const within = await contentsOf(handle, `${place}/`);
			if (Object.keys(within).length === 0) found[place] = null;
			Object.assign(found, within);
		}
	}
	return found;
}

async function encryptedTar(contents: Record<string, string | null>) {
	const members = Object.entries(contents).map(([path, content]) =>
		content === null ? { path } : { path, file: new File([content], 'x') }
	);
	const tar: Bytes = new Uint8Array(await new Response(tarStream(members)).arrayBuffer());
	return encryptedFile(tar, 'photos.tar.encrypted');
}

async function unpack(
	request: Awaited<ReturnType<typeof encryptedTar>>['request'],
	react?: Parameters<typeof runFile>[1]
) {
	const target = { to: 'NEW_FOLDER', folder: parent, name: 'photos' } as const;
	return must((await runFile({ ...request, target }, react)).at(-1));
}

const contents = {
	'trip/a.txt': 'a',
	'trip/days/1.txt': 'x'.repeat(1_200_000),
	'trip/days/2.txt': '2',
	'trip/nothing': null
};

test('everything comes out, in a folder that was not there', async () => {
	const { request } = await encryptedTar(contents);
	expect(await unpack(request)).toMatchObject({ done: { folder: 'trip' } });
	expect(await unpack(request)).toMatchObject({ done: { folder: 'trip (2)' } });
	const again = Object.entries(contents).map(([path, content]) => [
		path.replace('trip', 'trip (2)'),
		content
	]);
	expect(await contentsOf(parent)).toEqual({ ...contents, ...Object.fromEntries(again) });
});

test('what has no folder of its own gets one', async () => {
	const { request } = await encryptedTar({ 'a.txt': 'a', 'b/c.txt': 'c' });
	expect(await unpack(request)).toMatchObject({ done: { folder: 'photos' } });
	expect(await contentsOf(parent)).toEqual({ 'photos/a.txt': 'a', 'photos/b/c.txt': 'c' });
});

describe('nothing is left of', () => {
	const afterwards = () => contentsOf(parent);

	test('an archive with a name that leads elsewhere, at its very end', async () => {
		const { request } = await encryptedTar({ ...contents, 'trip/../../a': 'x' });
		const made = vi.spyOn(FileSystemDirectoryHandle.prototype, 'getDirectoryHandle');
		expect(await unpack(request)).toEqual({
			error: {
				code: 'InvalidArchive',
				details: { reason: 'UNSAFE_NAME', member: 'trip/../../a' }
			}
		});
		expect(made).not.toHaveBeenCalled();
		expect(await afterwards()).toEqual({});
	});

	test('a file that was altered in its last frame', async () => {
		const { content, request } = await encryptedTar(contents);
		const altered = content.slice();
		altered[altered.length - 20] = must(altered.at(-20)) ^ 1;
		const file = new File([altered], 'photos.tar.encrypted');
		const made = vi.spyOn(FileSystemDirectoryHandle.prototype, 'getDirectoryHandle');
		expect(await unpack({ ...request, file })).toMatchObject({
			error: { code: 'InvalidEncryptedFile', details: { reason: 'ALTERED' } }
		});
		expect(made).not.toHaveBeenCalled();
	});

	test('one that is given up while it is unpacked', async () => {
		const { request } = await encryptedTar(contents);
		const react = (answer: FileAnswer, run: FileRun) => {
			if ('step' in answer && answer.step === 'WRITING') run.obey('stop');
		};
		expect(await unpack(request, react)).toMatchObject({
			error: { code: 'Cancelled' }
		});
		expect(await afterwards()).toEqual({});
	});

	/** Lets it fail from the first progress on. */
	const failing = (fail: () => void) => (answer: FileAnswer) => {
		if ('step' in answer && answer.step === 'WRITING') fail();
	};

	test('one for which the disk has no room', async () => {
		const { request } = await encryptedTar(contents);
		const full = new DOMException('', 'QuotaExceededError');
		const react = failing(() => {
			vi.spyOn(FileSystemWritableFileStream.prototype, 'write').mockRejectedValue(full);
		});
		expect(await unpack(request, react)).toEqual({ error: { code: 'QuotaExceeded', details: {} } });
		expect(await afterwards()).toEqual({});
	});

	test('one with a name that this browser does not write', async () => {
		const { request } = await encryptedTar(contents);
		const notAllowed = new TypeError('Name is not allowed.');
		const react = failing(() => {
			vi.spyOn(FileSystemDirectoryHandle.prototype, 'getFileHandle').mockRejectedValue(notAllowed);
		});
		expect(await unpack(request, react)).toMatchObject({
			error: { code: 'InvalidArchive', details: { reason: 'UNSAFE_NAME' } }
		});
		expect(await afterwards()).toEqual({});
	});
});
