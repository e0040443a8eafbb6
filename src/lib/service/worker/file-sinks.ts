/** Where the result of a file job goes, as a worker writes it. Nothing is under its final name before it is whole. */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { storing, waitingFolder } from './waiting-files.ts';
import type { FileTarget } from './worker-protocol.ts';

/** Takes a file from its beginning to its end. All that it throws is a KmsError. */
export interface FileSink {
	write(bytes: Bytes): Promise<void>;
	/** @returns what the page is to save itself, where the sink could not put it in its place */
	close(): Promise<Blob | undefined>;
	/** Leaves nothing behind but the empty file that a dialog of the browser has made. */
	abort(): Promise<void>;
}

/** The part of a file in the origin's private file system that is used; TypeScript has it for workers only. */
interface SyncHandle {
	write(bytes: Bytes, options: { at: number }): number;
	flush(): void;
	close(): void;
}
type FileHandle = FileSystemFileHandle & {
	createSyncAccessHandle(): Promise<SyncHandle>;
};

/** Fewer, larger writes are faster: each goes through another process. */
const gatheredBytes = 8 * 1024 * 1024;

/** @throws KmsError `QuotaExceeded` or `StorageFailed` when nothing can be written there */
export async function openSink(target: FileTarget): Promise<FileSink> {
	const sink = await storing(() => sinkOf(target));
	return gathering(sink);
}

function sinkOf(target: FileTarget): Promise<FileSink> {
	switch (target.to) {
		case 'HANDLE':
			return handleSink(target.handle);
		case 'STORAGE':
			return storageSink(target.name);
		case 'MEMORY':
			return Promise.resolve(memorySink());
	}
}

/**
 * Gathers what is written in one buffer, since a file can have frames of one byte: kept one by one they would take a
 * hundred times the memory.
 */
function gathering(sink: FileSink): FileSink {
	const buffer = new Uint8Array(gatheredBytes);
	let size = 0;
	const flush = async () => {
		const full = buffer.subarray(0, size);
		size = 0;
		if (full.length > 0) await sink.write(full);
	};
	return {
		write: (bytes) =>
			storing(async () => {
				if (size + bytes.length > gatheredBytes) await flush();
				if (bytes.length > gatheredBytes) return sink.write(bytes);
				buffer.set(bytes, size);
				size += bytes.length;
			}),
		close: () =>
			storing(async () => {
				await flush();
				wipe(buffer);
				return sink.close();
			}),
		abort() {
			wipe(buffer);
			return sink.abort();
		}
	};
}

/** A file that the user has chosen: the browser writes beside it, and puts it in its place when it is closed. */
async function handleSink(handle: FileSystemFileHandle): Promise<FileSink> {
	const writable = await handle.createWritable();
	return {
		write: (bytes) => writable.write(bytes),
		async close() {
			await writable.close();
			return undefined;
		},
		abort: () => writable.abort().catch(() => undefined)
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
			return handle.getFile();
		},
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
		close: () => Promise.resolve(new Blob(parts)),
		abort() {
			parts = [];
			return Promise.resolve();
		}
	};
}
