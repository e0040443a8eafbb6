import type { Bytes } from '#lib/domain/bytes.ts';

/** A file that the user has chosen to read and write: the part of `FileSystemFileHandle` that Airlock uses. */
export type FileHandle = Pick<FileSystemFileHandle, 'name' | 'getFile' | 'createWritable'>;

/** The pickers of the File System Access API. Where they exist they also work on file://. */
interface Pickers {
	showSaveFilePicker?: (options: { id: string; suggestedName: string }) => Promise<FileHandle>;
	showOpenFilePicker?: (options: { id: string }) => Promise<FileHandle[]>;
}

/**
 * The browser opens its dialog in the folder that was used last under this name. The dialogs show all files: Chromium
 * allows no hyphen in an extension that a page asks for.
 */
const id = 'airlock-vault';

/** @returns whether the user can choose where to save; otherwise every save is a download */
export function canChooseTarget(): boolean {
	return (globalThis as Pickers).showSaveFilePicker !== undefined;
}

/**
 * Asks where to save. Only shortly after a click, or the browser refuses.
 *
 * @returns undefined if the user cancels
 */
export function chooseTarget(suggestedName: string): Promise<FileHandle | undefined> {
	return unlessCancelled(
		async () => await (globalThis as Pickers).showSaveFilePicker?.({ id, suggestedName })
	);
}

/** @returns whether the browser's own dialog gives a file that can be written to later */
export function canChooseSource(): boolean {
	return (globalThis as Pickers).showOpenFilePicker !== undefined;
}

/** @returns undefined if the user cancels */
export function chooseSource(): Promise<FileHandle | undefined> {
	return unlessCancelled(async () => {
		const [handle] = (await (globalThis as Pickers).showOpenFilePicker?.({ id })) ?? [];
		return handle;
	});
}

/** Replaces the file's content whole: the browser puts the new one in place only once it is complete. */
export async function writeFile(handle: FileHandle, bytes: Bytes): Promise<void> {
	const writable = await handle.createWritable();
	try {
		await writable.write(bytes);
		await writable.close();
	} catch (error) {
		await writable.abort().catch(() => undefined);
		throw error;
	}
}

/** Of a dialog of the browser. @returns undefined if the user cancels */
export async function unlessCancelled<Chosen>(
	choose: () => Promise<Chosen | undefined>
): Promise<Chosen | undefined> {
	try {
		return await choose();
	} catch (error) {
		if (error instanceof DOMException && error.name === 'AbortError') return undefined;
		throw error;
	}
}
