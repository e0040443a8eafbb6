import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { describeIndexedDbStore } from '../../support/indexed-db-contract.ts';
import type { StoreWorkerEvent, StoreWorkerRequest } from '../../support/store-worker.ts';

describeIndexedDbStore();

describe('IndexedDB › exclusively, between a page and a worker', () => {
	let databaseName: string;
	let worker: Worker;

	beforeEach(() => {
		databaseName = `test ${crypto.randomUUID()}`;
		const url = new URL('../../support/store-worker.ts', import.meta.url);
		worker = new Worker(url, { type: 'module' });
	});

	afterEach(() => worker.terminate());

	const send = (request: StoreWorkerRequest) => worker.postMessage(request);
	const heard = (event: StoreWorkerEvent) =>
		new Promise<void>((resolve, reject) => {
			worker.addEventListener('message', ({ data }) => {
				if (data === event) resolve();
			});
			worker.addEventListener('error', () => reject(new Error('the worker failed')));
		});
	const waiting = () =>
		vi.waitUntil(
			async () => {
				const { pending = [] } = await navigator.locks.query();
				return pending.some((lock) => lock.name?.includes(databaseName));
			},
			// The worker's script may have to be built first.
			{ timeout: 30_000 }
		);

	test('the worker waits until the page has ended', async () => {
		const events: string[] = [];
		const entered = heard('entered').then(() => events.push('worker enters'));
		await openIndexedDbStore(databaseName).exclusively(async () => {
			send({ enter: databaseName });
			await waiting();
			events.push('page ends');
		});
		await entered;
		expect(events).toEqual(['page ends', 'worker enters']);
	});

	test('the page waits until the worker has ended', async () => {
		const events: string[] = [];
		const entered = heard('entered');
		send({ enter: databaseName });
		await entered;

		const entering = openIndexedDbStore(databaseName).exclusively(async () =>
			events.push('page enters')
		);
		await waiting();
		events.push('worker may leave');
		send('leave');
		await entering;
		expect(events).toEqual(['worker may leave', 'page enters']);
	});

	test('a worker that is terminated holds up nobody', async () => {
		const entered = heard('entered');
		send({ enter: databaseName });
		await entered;

		const entering = openIndexedDbStore(databaseName).exclusively(async () => 'page enters');
		await waiting();
		worker.terminate();
		expect(await entering).toBe('page enters');
	});
});
