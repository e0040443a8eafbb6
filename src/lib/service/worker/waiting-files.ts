/** Results of file jobs that wait to be saved, and what page and worker do alike where they touch the user's files. */
import { remove } from './new-file.ts';
import { storageError } from '#lib/storage/errors.ts';

/** In the origin's private file system. */
export const waitingFolder = 'airlock-files';

/** @throws KmsError as `storageError` translates what the browser refuses */
export async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw storageError(error);
	}
}

/** @returns whether it is erased: not while the browser still writes it elsewhere, on some systems */
export async function eraseWaitingFile(name: string): Promise<boolean> {
	try {
		const root = await navigator.storage.getDirectory();
		return await remove(await root.getDirectoryHandle(waitingFolder), name);
	} catch {
		return false;
	}
}

/**
 * Erases what was handed on as a download, or was left behind by a page that was closed; unless a page that has made any
 * is still open, which holds a lock of the folder's name.
 */
export async function clearWaitingFiles(): Promise<void> {
	try {
		await navigator.locks.request(waitingFolder, { ifAvailable: true }, async (lock) => {
			if (!lock) return;
			const root = await navigator.storage.getDirectory();
			await root.removeEntry(waitingFolder, { recursive: true });
		});
	} catch {
		// There is none, or no such storage.
	}
}
