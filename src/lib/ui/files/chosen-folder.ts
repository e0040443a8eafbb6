import { KmsError } from '#lib/domain/errors.ts';
import { archiveLimits } from '#lib/domain/archive/member-names.ts';
import { tarBytes, type FolderMember } from '#lib/service/worker/tar-writing.ts';

/** A folder that becomes one tar file. Only handles: the files are loaded when their turn comes. */
export interface ChosenFolder {
	/** of the tar file */
	name: string;
	/** bytes of the tar file */
	size: number;
	members: readonly FolderMember[];
	/** how many of them are files */
	files: number;
}

/** What a tar file's name ends in. */
export const tarEnding = '.tar';

/** @throws KmsError `InvalidArchive` when it has too many members */
function folderOf(name: string, members: readonly FolderMember[]): ChosenFolder {
	const limit = archiveLimits.mostMembers;
	if (members.length > limit) throw new KmsError('InvalidArchive', { reason: 'TOO_MANY', limit });
	const files = members.filter(({ file }) => file).length;
	return { name: name + tarEnding, size: tarBytes(members), members, files };
}

/**
 * A folder as the browser's dialog gives it: the files in it and in the folders within. Its other dialog, which gives
 * handles, leaves out files whose names Chromium doesn't like, and nobody hears of it.
 *
 * @param files - at least one
 * @throws KmsError as {@link folderOf}
 */
export function folderOfFiles(files: readonly File[]): ChosenFolder {
	const members = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
	const [top = ''] = members[0]?.path.split('/') ?? [];
	return folderOf(top, members);
}

/** What can be chosen. */
export type Chosen = File | ChosenFolder;

/** What was dropped; to be asked for while it is being dropped, and no later. */
const droppedEntries = (data: DataTransfer): FileSystemEntry[] =>
	[...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);

export const hasFolder = (data: DataTransfer): boolean => droppedEntries(data).some(isFolder);

/**
 * @returns the files and folders that were dropped, undefined when there are none
 * @throws KmsError (the promise) as {@link folderOf}, and `UnreadableFile`
 */
export function chosenIn(data: DataTransfer): Promise<readonly Chosen[]> | undefined {
	const entries = droppedEntries(data);
	if (entries.some(isFolder))
		return Promise.all(
			entries.map((entry) => (isFolder(entry) ? folderOfEntry(entry) : fileOf(entry)))
		);
	return data.files.length > 0 ? Promise.resolve([...data.files]) : undefined;
}

/** @throws KmsError as {@link folderOf}, and `UnreadableFile` */
async function folderOfEntry(entry: FileSystemDirectoryEntry): Promise<ChosenFolder> {
	const members: FolderMember[] = [];
	const waiting: FileSystemEntry[] = [entry];
	for (let next; (next = waiting.pop());) {
		const path = next.fullPath.replace(/^\//, '');
		if (isFolder(next)) {
			const within = await entriesIn(next);
			if (within.length === 0) members.push({ path });
			for (const one of within.toReversed()) waiting.push(one);
		} else members.push({ path, file: await fileOf(next) });
		if (members.length > archiveLimits.mostMembers) break;
	}
	return folderOf(entry.name, members);
}

/** @throws KmsError `UnreadableFile` */
const fileOf = (entry: FileSystemEntry): Promise<File> =>
	reading((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** The browser gives a hundred or so at a time, and at the end none. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
	const reader = folder.createReader();
	const all: FileSystemEntry[] = [];
	for (;;) {
		const some = await reading<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject)
		);
		for (const one of some) all.push(one); // there may be too many for arguments of one call
		if (some.length === 0 || all.length > archiveLimits.mostMembers) return all;
	}
}

async function reading<Value>(
	start: (resolve: (value: Value) => void, reject: (error: unknown) => void) => void
): Promise<Value> {
	try {
		return await new Promise(start);
	} catch {
		throw new KmsError('UnreadableFile', {});
	}
}
