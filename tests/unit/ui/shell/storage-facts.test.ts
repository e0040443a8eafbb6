import { expect, test } from 'vitest';
import { readStorageFacts } from '#lib/ui/shell/storage-facts.ts';

const storage = (parts: Partial<StorageManager>) => parts as StorageManager;

test('what the browser says about its storage is passed on', async () => {
	const answers = storage({
		persisted: async () => true,
		estimate: async () => ({ usage: 4096, quota: 1_000_000 })
	});
	expect(await readStorageFacts(answers)).toEqual({ isProtected: true, usedBytes: 4096 });
});

test.each([
	['has no storage manager', undefined],
	[
		'refuses to say',
		storage({
			persisted: () => Promise.reject(new Error()),
			estimate: () => Promise.reject(new Error())
		})
	]
])('a browser that %s leaves it open', async (_, silent) => {
	expect(await readStorageFacts(silent)).toEqual({ isProtected: undefined, usedBytes: undefined });
});
