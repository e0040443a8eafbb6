import { alike } from '#lib/domain/archive/member-names.ts';

/** Makes a folder under a name that nothing in the other one has. */
export async function newFolderIn(
	folder: FileSystemDirectoryHandle,
	name: string
): Promise<FileSystemDirectoryHandle> {
	const [free = name] = freeNames(name, await namesIn(folder));
	return folder.getDirectoryHandle(free, { create: true });
}

/** Makes an empty file under a name that nothing in the folder has: nothing is written over. */
export async function newFileIn(
	folder: FileSystemDirectoryHandle,
	name: string
): Promise<FileSystemFileHandle> {
	const taken = await namesIn(folder);
	for (const free of freeNames(name, taken)) {
		const handle = await folder.getFileHandle(free, { create: true });
		// One that is not empty was there all the same, under a name that only the file system takes for this one.
		if ((await handle.getFile()).size === 0) return handle;
	}
	throw new RangeError('there is always another number');
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<ReadonlySet<string>> {
	const names = new Set<string>();
	for await (const one of folder.keys()) names.add(alike(one));
	return names;
}

/** `report.pdf`, `report (2).pdf` and so on, but for those that are taken. */
function* freeNames(name: string, taken: ReadonlySet<string>): Generator<string> {
	const dot = name.lastIndexOf('.');
	const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
	for (let number = 1; ; number++) {
		const free = number === 1 ? name : `${stem} (${number})${ending}`;
		if (!taken.has(alike(free))) yield free;
	}
}

/** The browser lets go of a file some time after nobody writes to it any more. */
const removalDelaysMs = [0, 100, 500, 2000];

/** Removes a file, or a folder with all that is in it. @returns whether it is gone */
export async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
	for (const delayMs of removalDelaysMs) {
		await new Promise((resolve) => setTimeout(resolve, delayMs));
		try {
			await folder.removeEntry(name, { recursive: true });
			return true;
		} catch (error) {
			if (error instanceof DOMException && error.name === 'NotFoundError') return true;
		}
	}
	return false;
}
