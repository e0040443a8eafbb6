import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { describeVaultStore } from '../../support/store-contract.ts';
import { entry, opening, storeCommit } from '../../support/vault-rows.ts';

describeVaultStore('memory', () => {
	const store = createMemoryStore();
	return () => store;
});

describe('memory › a vault that it is made with', () => {
	const snapshot = () => ({ ...opening(1), entries: [entry(4), entry(5, { text: 'r' })] });

	test('goes on where a vault file left off', async () => {
		const store = createMemoryStore(snapshot());
		expect(await store.readSnapshot()).toEqual(snapshot());
		await expect(store.commit(storeCommit(0))).rejects.toMatchObject({ code: 'Conflict' });
		await store.commit(storeCommit(5));
		expect((await store.readSnapshot())?.entries).toEqual([...snapshot().entries, entry(6)]);
	});

	test('shares nothing with the store', async () => {
		const given = snapshot();
		const store = createMemoryStore(given);
		given.entries[1]?.body.fill(0);
		given.slots.pop();
		expect(await store.readSnapshot()).toEqual(snapshot());
	});
});
