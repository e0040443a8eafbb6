import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { describeVaultStore } from '../../support/store-contract.ts';
import {
	erasableRow,
	headRow,
	logRow,
	recordRow,
	slot,
	storeCommit
} from '../../support/vault-rows.ts';

describeVaultStore('memory', () => {
	const store = createMemoryStore();
	return () => store;
});

describe('memory › snapshot', () => {
	const snapshot = () => ({
		head: headRow(5),
		slots: [slot('s')],
		records: [recordRow('r')],
		erasables: [erasableRow('e', 1)],
		log: [logRow(1)]
	});

	test('is undefined before the first commit, then what a reader sees', async () => {
		const store = createMemoryStore();
		expect(store.snapshot()).toBeUndefined();
		await store.commit(storeCommit(0, { putRecords: [recordRow('r')] }));
		expect(store.snapshot()).toEqual(await store.readSnapshot());
	});

	test('goes on where a vault file left off', async () => {
		const store = createMemoryStore(snapshot());
		expect(await store.readSnapshot()).toEqual(snapshot());
		await expect(store.commit(storeCommit(0))).rejects.toMatchObject({ code: 'Conflict' });
		await store.commit(storeCommit(5, { appendLog: [logRow(2)] }));
		expect(store.snapshot()).toEqual({
			...snapshot(),
			head: headRow(6),
			log: [logRow(1), logRow(2)]
		});
	});

	test('shares nothing with the store, neither going in nor coming out', async () => {
		const given = snapshot();
		const store = createMemoryStore(given);
		given.records[0]?.sealed.fill(0);
		store.snapshot()?.head.sealed.fill(0);
		store.snapshot()?.log.pop();
		expect(store.snapshot()).toEqual(snapshot());
	});
});
