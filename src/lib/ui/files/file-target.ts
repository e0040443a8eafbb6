/** Where the result of a file job is to go: as much as the browser can do without the whole file in memory. */
import type { FileTarget } from '#lib/service/worker/worker-protocol.ts';
import { newFileIn } from '#lib/service/worker/new-file.ts';
import { storing, waitingFolder } from '#lib/service/worker/waiting-files.ts';
import { unlessCancelled } from '../platform/file-access.ts';
import { tarEnding } from './chosen-folder.ts';
import { beginDownload, canStreamDownload } from './stream-download.ts';

/** The pickers of the File System Access API. */
interface Pickers {
	showSaveFilePicker?: (options: {
		id: string;
		suggestedName: string;
	}) => Promise<FileSystemFileHandle>;
	showDirectoryPicker?: (options: {
		id: string;
		mode: 'readwrite';
	}) => Promise<FileSystemDirectoryHandle>;
}
const pickers = globalThis as Pickers;

/** The browser opens its dialog in the folder that was used last under this name. */
const id = 'airlock-files';

/** Where results go. `FILE` and `FOLDER` are what the user has chosen; the others end as downloads. */
export type Place =
	| { kind: 'FILE'; handle: FileSystemFileHandle }
	| { kind: 'FOLDER'; folder: FileSystemDirectoryHandle }
	/** the old file's place, in its folder */
	| { kind: 'PLACE_OF_OLD'; folder: FileSystemDirectoryHandle }
	/** a folder of its own in this one, for what is in a tar file */
	| { kind: 'NEW_FOLDER'; folder: FileSystemDirectoryHandle }
	| { kind: 'STORAGE' }
	/** memory, and through the service worker what is too large for it */
	| { kind: 'STREAM' }
	| { kind: 'MEMORY' };

/** A download that is made in memory has at most this many bytes. */
export const mostBytesInMemory = 64 * 1024 * 1024;

/** @returns whether the browser asks where to save, and then writes there */
export const canChoosePlace = (): boolean =>
	pickers.showSaveFilePicker !== undefined && pickers.showDirectoryPicker !== undefined;

/**
 * Asks where to save, if the browser can: for one file by its name, for several by their folder. Only shortly after a
 * click, or the browser refuses.
 *
 * @param alwaysFolder - also for one file: the dialog for a file empties the one that is to be replaced, and that must not
 * be the one that is read
 * @returns undefined if the user cancels
 */
export async function choosePlace(
	names: readonly string[],
	alwaysFolder = false
): Promise<Place | undefined> {
	const [name = '', ...others] = names;
	const isOneFile = others.length === 0 && !alwaysFolder;
	const { showSaveFilePicker, showDirectoryPicker } = pickers;
	if (showSaveFilePicker && isOneFile) {
		const handle = await unlessCancelled(() => showSaveFilePicker({ id, suggestedName: name }));
		return handle && { kind: 'FILE', handle };
	}
	if (showDirectoryPicker && !isOneFile) {
		const folder = await chooseFolder();
		return folder && { kind: 'FOLDER', folder };
	}
	return { kind: await downloadsFrom(alwaysFolder) };
}

/**
 * Where a result is made, if it is a download.
 *
 * @param isReadAgain - before it counts, so that it can't be streamed
 */
export async function downloadsFrom(
	isReadAgain: boolean
): Promise<'STORAGE' | 'STREAM' | 'MEMORY'> {
	if (await hasPrivateFiles()) return 'STORAGE';
	return canStreamDownload() && !isReadAgain ? 'STREAM' : 'MEMORY';
}

/** Asks for a folder to write to. Only shortly after a click, in a browser of which {@link canChoosePlace} is true. */
export const chooseFolder = (): Promise<FileSystemDirectoryHandle | undefined> =>
	unlessCancelled(async () => pickers.showDirectoryPicker?.({ id, mode: 'readwrite' }));

/** @returns the names of the files that are not in this folder, or are other files there */
export async function missingIn(
	folder: FileSystemDirectoryHandle,
	files: readonly File[]
): Promise<string[]> {
	const isThere = async ({ name, size, lastModified }: File) => {
		const there = await folder
			.getFileHandle(name)
			.then((handle) => handle.getFile())
			.catch(() => undefined);
		return there?.size === size && there.lastModified === lastModified;
	};
	const found = await Promise.all(files.map(isThere));
	return files.filter((_, index) => !found[index]).map(({ name }) => name);
}

/** Not on file://, and not in every private window. */
async function hasPrivateFiles(): Promise<boolean> {
	try {
		await navigator.storage.getDirectory();
		return true;
	} catch {
		return false;
	}
}

/**
 * @param size - about as many bytes as it will have
 * @returns the target of one file, under a name that nothing there has
 * @throws KmsError `StorageFailed` or `QuotaExceeded` when there can be none
 */
export async function targetIn(place: Place, name: string, size: number): Promise<FileTarget> {
	switch (place.kind) {
		case 'FILE':
			return { to: 'HANDLE', handle: place.handle };
		case 'FOLDER':
			return { to: 'HANDLE', handle: await storing(() => newFileIn(place.folder, name)) };
		case 'PLACE_OF_OLD':
			return { to: 'PLACE_OF_OLD', folder: place.folder, name };
		case 'NEW_FOLDER':
			return { to: 'NEW_FOLDER', folder: place.folder, name: folderName(name) };
		case 'STORAGE':
			await keepPrivateFiles();
			return { to: 'STORAGE', name: crypto.randomUUID() };
		case 'STREAM':
			if (size > mostBytesInMemory) return { to: 'DOWNLOAD', ...(await beginDownload(name)) };
			return { to: 'MEMORY' };
		case 'MEMORY':
			return { to: 'MEMORY' };
	}
}

/** The browser frees a file some time after a worker has ended. */
const removalDelaysMs = [0, 100, 500, 2000, 8000];

/**
 * Takes away the empty file that the browser has made for a result that there won't be; one that was there, and that the
 * user has agreed to replace, the browser's dialog has emptied. One that has anything in it stays as it is.
 */
export async function removeIfEmpty(handle: FileSystemFileHandle): Promise<void> {
	const removable = handle as FileSystemFileHandle & { remove?: () => Promise<void> }; // Chromium only
	for (const delayMs of removalDelaysMs) {
		await new Promise((resolve) => setTimeout(resolve, delayMs));
		try {
			if ((await handle.getFile()).size === 0) await removable.remove?.();
			return;
		} catch (error) {
			// The worker that wrote there has not let go of it yet. Anything else: it is gone, or may not be touched.
			if (!(error instanceof DOMException) || error.name !== 'NoModificationAllowedError') return;
		}
	}
}

/** For as long as this page is open, no other one erases what it has still to hand on, as `clearWaitingFiles` would. */
const keepPrivateFiles = (): Promise<unknown> =>
	(kept ??= new Promise((resolve) => {
		const untilThePageIsGone = () => new Promise(() => resolve(undefined));
		navigator.locks.request(waitingFolder, { mode: 'shared' }, untilThePageIsGone).catch(resolve);
	}));
let kept: Promise<unknown> | undefined;

/** What an encrypted file's name ends in. */
const ending = '.encrypted';

/** @returns what a tar file is unpacked as */
const folderName = (name: string): string =>
	name.endsWith(tarEnding) && name !== tarEnding ? name.slice(0, -tarEnding.length) : `${name} (2)`;

/** What can be done with a file. */
export type FileWorkKind = 'ENCRYPT' | 'DECRYPT' | 'RE_ENCRYPT';

/** @returns the name that a result gets, unless the user chooses another */
export function resultName(kind: FileWorkKind, name: string): string {
	if (kind === 'RE_ENCRYPT') return name;
	if (kind === 'ENCRYPT') return name + ending;
	return name.endsWith(ending) && name !== ending
		? name.slice(0, -ending.length)
		: `${name}.decrypted`;
}
