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

/** What was dropped, file by file and folder by folder; to be asked for while it is being dropped, and no later. */
export function droppedEntries(data: DataTransfer): FileSystemEntry[] {
	return [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
}

/** @throws KmsError as {@link folderOf}, and `UnreadableFile` */
export async function folderOfEntry(entry: FileSystemDirectoryEntry): Promise<ChosenFolder> {
	const members: FolderMember[] = [];
	const waiting: FileSystemEntry[] = [entry];
	for (let next; (next = waiting.pop());) {
		const path = next.fullPath.replace(/^\//, '');
		if (isFolder(next)) {
			const within = await entriesIn(next);
			if (within.length === 0) members.push({ path });
			waiting.push(...within.toReversed());
		} else members.push({ path, file: await fileOf(next) });
		if (members.length > archiveLimits.mostMembers) break;
	}
	return folderOf(entry.name, members);
}

/** @throws KmsError `UnreadableFile` */
export const fileOf = (entry: FileSystemEntry): Promise<File> =>
	reading((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));

export const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
	entry.isDirectory;

/** The browser gives a hundred or so at a time, and at the end none. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
	const reader = folder.createReader();
	const all: FileSystemEntry[] = [];
	for (;;) {
		const some = await reading<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject)
		);
		if (some.length === 0) return all;
		all.push(...some);
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
