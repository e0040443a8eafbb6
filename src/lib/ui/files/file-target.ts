/** Where the result of a file job is to go: as much as the browser can do without the whole file in memory. */
import type { FileTarget } from '#lib/service/worker/worker-protocol.ts';
import { storing, waitingFolder } from '#lib/service/worker/waiting-files.ts';

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
	| { kind: 'STORAGE' }
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
 * @returns undefined if the user cancels
 */
export async function choosePlace(names: readonly string[]): Promise<Place | undefined> {
	const [name = '', ...others] = names;
	const { showSaveFilePicker, showDirectoryPicker } = pickers;
	try {
		if (showSaveFilePicker && others.length === 0)
			return { kind: 'FILE', handle: await showSaveFilePicker({ id, suggestedName: name }) };
		if (showDirectoryPicker && others.length > 0)
			return { kind: 'FOLDER', folder: await showDirectoryPicker({ id, mode: 'readwrite' }) };
	} catch (error) {
		if (error instanceof DOMException && error.name === 'AbortError') return undefined;
		throw error;
	}
	return { kind: (await hasPrivateFiles()) ? 'STORAGE' : 'MEMORY' };
}

/** Not on file://, and not in every private window. */
export async function hasPrivateFiles(): Promise<boolean> {
	try {
		await navigator.storage.getDirectory();
		return true;
	} catch {
		return false;
	}
}

/**
 * @returns the target of one file, under a name that nothing there has
 * @throws KmsError `StorageFailed` or `QuotaExceeded` when there can be none
 */
export async function targetIn(place: Place, name: string): Promise<FileTarget> {
	switch (place.kind) {
		case 'FILE':
			return { to: 'HANDLE', handle: place.handle };
		case 'FOLDER':
			return { to: 'HANDLE', handle: await storing(() => newFileIn(place.folder, name)) };
		case 'STORAGE':
			await keepPrivateFiles();
			return { to: 'STORAGE', name: crypto.randomUUID() };
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

/** File systems that tell `A` from `a`, or one way to write `é` from the other, are the fewer. */
const alike = (name: string) => name.normalize('NFC').toLowerCase();

/** Nothing is written over. */
async function newFileIn(
	folder: FileSystemDirectoryHandle,
	name: string
): Promise<FileSystemFileHandle> {
	const taken = new Set<string>();
	for await (const one of folder.keys()) taken.add(alike(one));
	const dot = name.lastIndexOf('.');
	const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
	for (let number = 1; ; number++) {
		const free = number === 1 ? name : `${stem} (${number})${ending}`;
		if (taken.has(alike(free))) continue;
		const handle = await folder.getFileHandle(free, { create: true });
		// One that is not empty was there all the same, under a name that only the file system takes for this one.
		if ((await handle.getFile()).size === 0) return handle;
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

/** @returns the name that a result gets, unless the user chooses another */
export const resultName = (kind: 'ENCRYPT' | 'DECRYPT', name: string): string => {
	if (kind === 'ENCRYPT') return name + ending;
	return name.endsWith(ending) && name !== ending
		? name.slice(0, -ending.length)
		: `${name}.decrypted`;
};
