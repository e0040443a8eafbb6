import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { connectStore, serveStore } from '#lib/storage/remote-store.ts';
import { createSeenInMemory } from '#lib/storage/seen-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { describeVaultStore } from '../../support/store-contract.ts';
import { hookedStore } from '../../support/hooked-store.ts';
import { entry, storeCommit } from '../../support/vault-rows.ts';

const ports: MessagePort[] = [];
afterEach(() => {
	for (const port of ports.splice(0)) port.close();
});

/** A line to a store, and the function that ends the thread at its other end. */
function lineTo(store: VaultStore): { remote: VaultStore; end: () => void } {
	const { port1, port2 } = new MessageChannel();
	ports.push(port1, port2);
	serveStore({ ...store, ...createSeenInMemory() }, port1);
	return { remote: connectStore(port2), end: () => port2.close() };
}

describeVaultStore('remote', () => {
	const { remote } = lineTo(createMemoryStore());
	return () => remote;
});

describe('remote › a thread that is ended', () => {
	test('while it holds the lock leaves the next one free to work', async () => {
		const store = createMemoryStore();
		const first = lineTo(store);
		await first.remote.commit(storeCommit(0));
		let holding = () => {};
		const held = new Promise<void>((resolve) => (holding = resolve));
		void first.remote.exclusively(async () => {
			await first.remote.readEpoch();
			holding();
			await new Promise(() => undefined);
		});
		await held;
		first.end();

		const { remote } = lineTo(store);
		await remote.exclusively(async () => {
			await remote.commit(storeCommit((await remote.readEpoch()) ?? 0));
		});
		expect(await store.readEpoch()).toBe(2);
	});

	test('with a commit on its way leaves all of it or nothing', async () => {
		const store = hookedStore(createMemoryStore());
		const first = lineTo(store);
		const arrived = new Promise<void>((resolve) => {
			store.hooks.beforeCommit = () => resolve();
		});
		void first.remote.commit(storeCommit(0, { text: 'a' }));
		await arrived;
		first.end();
		const { remote } = lineTo(store);
		expect((await remote.readSnapshot())?.entries).toEqual([entry(1, { text: 'a' })]);
	});
});

describe('remote › two lines to one vault', () => {
	test('see the same, and a commit from behind is a Conflict', async () => {
		const store = createMemoryStore();
		const [one, two] = [lineTo(store).remote, lineTo(store).remote];
		await one.commit(storeCommit(0));
		await expect(two.commit(storeCommit(0))).rejects.toMatchObject({
			name: 'KmsError',
			code: 'Conflict',
			details: {}
		});
		await two.commit(storeCommit(1));
		expect(await one.readEpoch()).toBe(2);
	});
});
