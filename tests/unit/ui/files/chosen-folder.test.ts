import { describe, expect, test } from 'vitest';
import { archiveLimits } from '#lib/domain/archive/member-names.ts';
import { tarBytes } from '#lib/service/worker/tar-writing.ts';
import { chosenIn, folderOfFiles, hasFolder } from '#lib/ui/files/chosen-folder.ts';
import { must } from '../../../support/must.ts';

const inFolder = (webkitRelativePath: string) =>
	Object.assign(new File(['text'], 'x'), { webkitRelativePath });

test('a chosen folder is a tar file of all files in it', () => {
	const folder = folderOfFiles(['trip/a', 'trip/days/1'].map(inFolder));
	expect(folder).toMatchObject({ name: 'trip.tar', files: 2, size: tarBytes(folder.members) });
	expect(folder.members.map(({ path }) => path)).toEqual(['trip/a', 'trip/days/1']);
});

interface Tree {
	[name: string]: Tree | null;
}

/** What a browser gives of what is dropped: a few entries at a time. */
function entryOf(name: string, tree: Tree | null, path = `/${name}`): object {
	if (tree === null)
		return {
			...{ isDirectory: false, name, fullPath: path },
			file: (resolve: (file: File) => void) => resolve(new File(['text'], name))
		};
	const left = Object.entries(tree).map(([own, below]) => entryOf(own, below, `${path}/${own}`));
	return {
		...{ isDirectory: true, name, fullPath: path },
		createReader: () => ({
			readEntries: (resolve: (entries: object[]) => void) => resolve(left.splice(0, 2))
		})
	};
}
function drop(entries: object[], files: File[] = []): DataTransfer {
	const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
	return { items, files } as unknown as DataTransfer;
}

describe('what is dropped', () => {
	test('a folder has all that is in it, and folders that are empty', async () => {
		const data = drop([
			entryOf('trip', { a: null, days: { 1: null, 2: null, 3: null }, none: {} })
		]);
		expect(hasFolder(data)).toBe(true);
		const [folder] = must(await chosenIn(data));
		expect(folder).toMatchObject({ name: 'trip.tar', files: 4 });
		expect('members' in must(folder) && folder).toMatchObject({
			members: [
				...['trip/a', 'trip/days/1', 'trip/days/2', 'trip/days/3'].map((path) => ({ path })),
				{ path: 'trip/none' }
			]
		});
	});

	test('files stay files, also beside a folder', async () => {
		const data = drop([entryOf('trip', {}), entryOf('b', null)]);
		const chosen = must(await chosenIn(data));
		expect(chosen.map(({ name }) => name)).toEqual(['trip.tar', 'b']);
		const file = new File([], 'c');
		expect(await chosenIn(drop([], [file]))).toEqual([file]);
		expect(chosenIn(drop([]))).toBeUndefined();
	});

	test('a folder with more in it than Airlock unpacks is refused, and not read to its end', async () => {
		const file = entryOf('a', null);
		const endless = {
			...{ isDirectory: true, name: 'trip', fullPath: '/trip' },
			createReader: () => ({
				readEntries: (resolve: (entries: object[]) => void) =>
					resolve(Array.from({ length: archiveLimits.mostMembers }, () => file))
			})
		};
		await expect(chosenIn(drop([endless]))).rejects.toMatchObject({
			code: 'InvalidArchive',
			details: { reason: 'TOO_MANY' }
		});
	});
});
