import { expect, test } from 'vitest';
import { openSeenStore, type SeenVault } from '#lib/storage/seen-store.ts';

const seen = (vaultId: string, epoch: number): SeenVault => ({
	vaultId,
	epoch,
	logCount: 1,
	logHash: new Uint8Array(32).fill(1),
	highestTime: 5,
	tag: new Uint8Array(32).fill(2)
});

test('what was seen is there for the next start, once for each vault', async () => {
	const name = `seen-${crypto.randomUUID()}`;
	expect(await openSeenStore(name).readSeen()).toEqual([]);
	const store = openSeenStore(name);
	await Promise.all([store.writeSeen(seen('one', 1)), store.writeSeen(seen('two', 2))]);
	await store.writeSeen(seen('one', 3));
	expect(await openSeenStore(name).readSeen()).toEqual([seen('one', 3), seen('two', 2)]);
	indexedDB.deleteDatabase(name);
});
