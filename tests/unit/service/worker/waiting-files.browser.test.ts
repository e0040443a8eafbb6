/** Decrypted files that wait, in the clear, for the browser to take them as downloads. */
import { afterAll, expect, test } from 'vitest';
import { clearWaitingFiles, waitingFolder } from '#lib/service/worker/waiting-files.ts';
import { targetIn } from '#lib/ui/files/file-target.ts';

const root = () => navigator.storage.getDirectory();

async function putOne(): Promise<void> {
	const folder = await (await root()).getDirectoryHandle(waitingFolder, { create: true });
	await folder.getFileHandle('one', { create: true });
}

async function isThere(): Promise<boolean> {
	const names = await Array.fromAsync((await root()).keys());
	return names.includes(waitingFolder);
}

afterAll(async () => (await root()).removeEntry(waitingFolder, { recursive: true }));

test('they are erased when Airlock starts, but for those of a page that is still open', async () => {
	await putOne();
	await clearWaitingFiles();
	expect(await isThere()).toBe(false);
	await clearWaitingFiles();

	await targetIn({ kind: 'STORAGE' }, 'one', 1);
	await putOne();
	await clearWaitingFiles();
	expect(await isThere()).toBe(true);
});
