/** Where the result of a file job goes, as a worker writes it. Nothing is under its final name before it is whole. */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { ExactReader } from '#lib/crypto/exact-reader.ts';
import { downloadSink } from './download-sink.ts';
import type { FileRun } from './file-run.ts';
import type { FileSink } from './file-sink.ts';
import { newFileIn, remove } from './new-file.ts';
import { assertSame } from './same-content.ts';
import { storing, waitingFolder } from './waiting-files.ts';
import type { NewFolder } from './unpack-file.ts';
import type { FileTarget } from './worker-protocol.ts';

type PlaceOfOld = Extract<FileTarget, { to: 'PLACE_OF_OLD' }>;

/** The part of a file in the origin's private file system that is used; TypeScript has it for workers only. */
interface SyncHandle {
	write(bytes: Bytes, options: { at: number }): number;
	flush(): void;
	close(): void;
}
type FileHandle = FileSystemFileHandle & {
	createSyncAccessHandle(): Promise<SyncHandle>;
};

/** Fewer, larger writes are faster where each goes through another process. */
const gatheredBytes = 8 * 1024 * 1024;
/** Where the worker writes itself: frames as Airlock writes them are long enough. */
const gatheredForSyncBytes = 256 * 1024;
/** Room for a frame and what stands before it. */
const gatheredForDownloadBytes = 1024 * 1024;

const gatheredFor = (to: FileTarget['to']): number => {
	if (to === 'STORAGE') return gatheredForSyncBytes;
	return to === 'DOWNLOAD' ? gatheredForDownloadBytes : gatheredBytes;
};

/**
 * @param stopped - ends what waits for others, with its reason
 * @throws KmsError `QuotaExceeded` or `StorageFailed` when nothing can be written there
 */
export async function openSink(
	target: Exclude<FileTarget, NewFolder>,
	stopped: AbortSignal
): Promise<FileSink> {
	const sink = await storing(() => sinkOf(target, stopped));
	return gathering(sink, gatheredFor(target.to));
}

function sinkOf(target: Exclude<FileTarget, NewFolder>, stopped: AbortSignal): Promise<FileSink> {
	switch (target.to) {
		case 'HANDLE':
			return handleSink(target.handle);
		case 'STORAGE':
			return storageSink(target.name);
		case 'DOWNLOAD':
			return Promise.resolve(downloadSink(target.port, stopped));
		case 'MEMORY':
			return Promise.resolve(memorySink());
		case 'PLACE_OF_OLD':
			return placeOfOldSink(target);
	}
}

/**
 * Gathers what is written in one buffer, since a file can have frames of one byte: kept one by one they would take a
 * hundred times the memory.
 */
function gathering(sink: FileSink, mostBytes: number): FileSink {
	const buffer = new Uint8Array(mostBytes);
	let size = 0;
	const flush = async () => {
		const full = buffer.subarray(0, size);
		size = 0;
		if (full.length > 0) await sink.write(full);
	};
	return {
		write: (bytes) =>
			storing(async () => {
				if (size + bytes.length > mostBytes) await flush();
				if (bytes.length > mostBytes) return sink.write(bytes);
				buffer.set(bytes, size);
				size += bytes.length;
			}),
		close: () =>
			storing(async () => {
				await flush();
				wipe(buffer);
				return sink.close();
			}),
		written: () => storing(() => sink.written()),
		place: (run) => storing(() => sink.place(run)),
		abort() {
			wipe(buffer);
			return sink.abort();
		}
	};
}

/** A file that the user has chosen: the browser writes beside it, and puts it in its place when it is closed. */
async function handleSink(handle: FileSystemFileHandle): Promise<FileSink> {
	const writable = await handle.createWritable();
	let isClosed = false;
	return {
		write: (bytes) => writable.write(bytes),
		async close() {
			await writable.close();
			isClosed = true;
		},
		written: () => handle.getFile(),
		place: () => Promise.resolve(undefined),
		async abort() {
			try {
				if (isClosed) await (await handle.createWritable()).close();
				else await writable.abort();
			} catch {
				// It is gone, or may no longer be written to.
			}
		}
	};
}

/** In the origin's private file system, until the page has handed it on as a download. */
async function storageSink(name: string): Promise<FileSink> {
	const root = await navigator.storage.getDirectory();
	const folder = await root.getDirectoryHandle(waitingFolder, { create: true });
	const handle = (await folder.getFileHandle(name, { create: true })) as FileHandle;
	const access = await handle.createSyncAccessHandle();
	let at = 0;
	return {
		write(bytes) {
			for (let start = 0; start < bytes.length;) {
				const written = access.write(bytes.subarray(start), { at });
				if (written === 0) throw new DOMException('', 'QuotaExceededError');
				start += written;
				at += written;
			}
			return Promise.resolve();
		},
		close() {
			access.flush();
			access.close();
			return Promise.resolve();
		},
		written: () => handle.getFile(),
		place: () => handle.getFile(),
		async abort() {
			access.close();
			await folder.removeEntry(name).catch(() => undefined);
		}
	};
}

function memorySink(): FileSink {
	let parts: Blob[] = [];
	return {
		write(bytes) {
			parts.push(new Blob([bytes]));
			return Promise.resolve();
		},
		close: () => Promise.resolve(),
		written: () => Promise.resolve(new Blob(parts)),
		place: () => Promise.resolve(new Blob(parts)),
		abort() {
			parts = [];
			return Promise.resolve();
		}
	};
}

/** Of a result that lies beside the old file. */
const ending = '.new';

/**
 * Beside the old file, until it is verified. Then it is copied: the browser writes the copy beside the old file too, and
 * puts it in that one's place in one step. What lay beside it goes only when the copy was read back.
 */
async function placeOfOldSink({ folder, name }: PlaceOfOld): Promise<FileSink> {
	const old = await folder.getFileHandle(name);
	const before = await old.getFile();
	const made = await newFileIn(folder, name + ending);
	const sink = await handleSink(made);
	let isPlaced = false;
	return {
		...sink,
		async place(run) {
			const result = await sink.written();
			run.begin('REPLACING');
			const copy = await old.createWritable();
			try {
				await copyInto(copy, result, run);
				await run.close();
				const { size, lastModified } = await old.getFile();
				if (size !== before.size || lastModified !== before.lastModified)
					throw new KmsError('UnreadableFile', {});
				await copy.close();
			} catch (error) {
				await copy.abort().catch(() => undefined);
				throw error;
			}
			isPlaced = true;
			const placed = await old.getFile();
			await assertSame(result.stream(), placed.stream()).catch(() => {
				throw new KmsError('StorageFailed', { reason: 'NOT_AS_PLACED' });
			});
			await remove(folder, made.name);
			return undefined;
		},
		async abort() {
			if (isPlaced) return; // in a wrong copy's place, this one is all there is
			await sink.abort();
			await remove(folder, made.name);
		}
	};
}

async function copyInto(
	writable: FileSystemWritableFileStream,
	file: Blob,
	run: FileRun
): Promise<void> {
	const reader = new ExactReader(file.stream());
	const buffer = new Uint8Array(gatheredBytes);
	try {
		for (let filled; (filled = await reader.fill(buffer)) > 0;) {
			await run.advance(filled);
			await writable.write(buffer.subarray(0, filled));
		}
	} finally {
		await reader.cancel();
	}
}
