import { afterEach, expect, test, vi } from 'vitest';
import { targetIn } from '#lib/ui/files/file-target.ts';

afterEach(() => vi.restoreAllMocks());

/** A folder on a file system that takes `A` for `a`, as those of Windows and macOS do. */
function folderOf(files: Record<string, number>, seen: readonly string[] = Object.keys(files)) {
	const sizes = new Map(Object.entries(files).map(([name, size]) => [name.toLowerCase(), size]));
	const folder = {
		async *keys() {
			yield* seen;
		},
		getFileHandle: (name: string) =>
			Promise.resolve({
				name,
				getFile: () => Promise.resolve({ size: sizes.get(name.toLowerCase()) ?? 0 })
			})
	};
	return folder as unknown as FileSystemDirectoryHandle;
}

const nameIn = async (folder: FileSystemDirectoryHandle, name: string) => {
	const target = await targetIn({ kind: 'FOLDER', folder }, name, 1);
	return target.to === 'HANDLE' ? target.handle.name : undefined;
};

test('a result gets the first name that is free', async () => {
	const folder = folderOf({ 'a.pdf': 1, 'a (2).pdf': 1, plain: 1 });
	expect(await nameIn(folder, 'b.pdf')).toBe('b.pdf');
	expect(await nameIn(folder, 'a.pdf')).toBe('a (3).pdf');
	expect(await nameIn(folder, 'plain')).toBe('plain (2)');
});

test('a file whose name differs in case alone, or in how an accent is encoded, is not written over', async () => {
	expect(await nameIn(folderOf({ 'Report.PDF': 1 }), 'report.pdf')).toBe('report (2).pdf');
	expect(await nameIn(folderOf({ 're\u0301sume\u0301': 1 }), 'r\u00e9sum\u00e9')).toBe(
		'r\u00e9sum\u00e9 (2)'
	);
});

test('nor is a file that appears meanwhile', async () => {
	expect(await nameIn(folderOf({ 'a.pdf': 1 }, []), 'a.pdf')).toBe('a (2).pdf');
});

test.each([
	['NotAllowedError', { code: 'StorageFailed', details: { reason: 'NotAllowedError' } }],
	['QuotaExceededError', { code: 'QuotaExceeded' }]
])('a folder that takes no file is a refusal: %s', async (name, refusal) => {
	const folder = folderOf({});
	vi.spyOn(folder, 'getFileHandle').mockRejectedValue(new DOMException('', name));
	await expect(targetIn({ kind: 'FOLDER', folder }, 'a', 1)).rejects.toMatchObject(refusal);
});
