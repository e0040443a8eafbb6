import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { outcome } from './outcome.ts';
import { erasablesOf } from './at-rest.ts';
import { entry, erasableRow, idOf, opening, storeCommit } from './vault-rows.ts';

/** Gives one more store on the same vault. */
export type Connect = () => VaultStore;

const noon = Date.UTC(2030, 0, 1, 12);
const conflict = { code: 'Conflict' };

/**
 * What every {@link VaultStore} does.
 *
 * @param newVault - gives the connections to a vault of its own, which does not exist yet
 */
export function describeVaultStore(title: string, newVault: () => Connect): void {
	let stores: VaultStore[];
	let connect: Connect;
	let store: VaultStore;

	function connectionsTo(connectNew: Connect): Connect {
		return () => {
			const opened = connectNew();
			stores.push(opened);
			return opened;
		};
	}

	beforeEach(() => {
		stores = [];
		connect = connectionsTo(newVault());
		store = connect();
	});

	afterEach(() => {
		for (const opened of stores) opened.close();
	});

	const epochs = async (at = store) =>
		(await at.readSnapshot())?.entries.map(({ epoch }) => epoch) ?? [];

	describe(`${title} › reading`, () => {
		test('has neither epoch nor snapshot nor entries before the first commit', async () => {
			expect(await store.readEpoch()).toBeUndefined();
			expect(await store.readSnapshot()).toBeUndefined();
			expect(await store.readEntries([1, 2])).toEqual([]);
			expect(await store.eraseDue(noon)).toEqual([]);
		});

		test('gives back what was committed as it was', async () => {
			const content = { text: 'records', log: [1, 2], erasables: [erasableRow(1, noon)] };
			await store.commit(storeCommit(0, content));
			expect(await store.readEpoch()).toBe(1);
			expect(await store.readSnapshot()).toEqual({ ...opening(1), entries: [entry(1, content)] });
		});

		test('gives only what comes after a known epoch, with the opening', async () => {
			for (let epoch = 0; epoch < 3; epoch++) await store.commit(storeCommit(epoch));
			expect(await store.readSnapshot(1)).toEqual({
				...opening(1),
				entries: [entry(2), entry(3)]
			});
			expect((await store.readSnapshot(3))?.entries).toEqual([]);
		});

		test('gives the entries that are asked for, of those that there are', async () => {
			for (let epoch = 0; epoch < 12; epoch++) await store.commit(storeCommit(epoch));
			const found = await store.readEntries([2, 10, 99]);
			expect(found).toEqual([entry(2), entry(10)]);
			expect(await epochs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		});

		test('sees one moment in a snapshot while commits go on', async () => {
			await store.commit(storeCommit(0));
			const reader = connect();
			const writing = (async () => {
				for (let epoch = 1; epoch <= 12; epoch++)
					await store.commit(
						storeCommit(epoch, {}, { delete: [epoch], opening: opening(epoch + 1) })
					);
			})();
			let seen = 0;
			while (seen !== 13) {
				const snapshot = await reader.readSnapshot();
				seen = snapshot?.entries[0]?.epoch ?? 0;
				expect(snapshot).toEqual({ ...opening(seen), entries: [entry(seen)] });
			}
			await writing;
		});
	});

	describe(`${title} › commit`, () => {
		test('puts entries in place of others, and another opening', async () => {
			for (let epoch = 0; epoch < 4; epoch++) await store.commit(storeCommit(epoch));
			const put = [entry(5, { text: 'a' }), entry(6, { text: 'b' })];
			await store.commit({ expectedEpoch: 4, put, delete: [2, 3, 4, 99], opening: opening(2, 3) });
			expect(await store.readSnapshot()).toEqual({
				...opening(2, 3),
				entries: [entry(1), ...put]
			});
			expect(await store.readEpoch()).toBe(6);
		});

		test('erases what it names, whether it is due or not, and nothing else', async () => {
			const [one, two] = [erasableRow(1, null), erasableRow(2, noon)];
			await store.commit(storeCommit(0, { text: 'a', erasables: [one, two] }));
			await store.commit(storeCommit(1, { erasables: [erasableRow(3, noon)] }));
			const from = [{ epoch: 1, ids: [idOf(1), idOf(3)] }];
			await store.commit(storeCommit(2, {}, { erase: { at: 5, from } }));
			const snapshot = await store.readSnapshot();
			expect(erasablesOf(snapshot)).toEqual([
				{ ...one, sealed: null, erasedAt: 5 },
				two,
				erasableRow(3, noon)
			]);
			expect(snapshot?.entries[0]).toMatchObject({ body: entry(1, { text: 'a' }).body });
			expect(await store.eraseDue(noon)).toEqual([idOf(2), idOf(3)]);
		});

		test('puts nothing back that a sweep has erased from what it deletes', async () => {
			const rows = [erasableRow(1, noon - 5), erasableRow(2, noon), erasableRow(3, noon + 1)];
			await store.commit(storeCommit(0, { erasables: rows }));
			await store.commit(storeCommit(1));
			for (const now of [noon - 5, noon]) await connect().eraseDue(now);
			const put = [
				entry(3, { erasables: rows.slice(0, 2) }),
				entry(4, { erasables: rows.slice(2) })
			];
			await store.commit({ expectedEpoch: 2, put, delete: [1] });
			expect(erasablesOf(await store.readSnapshot())).toEqual([
				{ ...rows[0], sealed: null, erasedAt: noon - 5 },
				{ ...rows[1], sealed: null, erasedAt: noon },
				rows[2]
			]);
			// Whoever has put it hears of it with the next change, as of any sweep.
			expect((await store.readSnapshot(4))?.entries.map(({ epoch }) => epoch)).toEqual([3]);
		});

		test.each([
			{ stored: 'no vault', commits: 0, expectedEpoch: 1 },
			{ stored: 'a vault', commits: 1, expectedEpoch: 0 },
			{ stored: 'a later epoch', commits: 3, expectedEpoch: 2 },
			{ stored: 'an earlier epoch', commits: 1, expectedEpoch: 2 }
		])(
			'rejects epoch $expectedEpoch over $stored with Conflict, and nothing changes',
			async ({ commits, expectedEpoch }) => {
				for (let epoch = 0; epoch < commits; epoch++) await store.commit(storeCommit(epoch));
				const before = await store.readSnapshot();
				const more = { opening: opening(9), delete: [1] };
				await expect(
					store.commit(storeCommit(expectedEpoch, { text: 'r' }, more))
				).rejects.toMatchObject(conflict);
				expect(await store.readSnapshot()).toEqual(before);
			}
		);

		test('rejects an entry that does not move the epoch on, and no entry', async () => {
			await store.commit(storeCommit(0));
			for (const put of [[entry(1)], []])
				await expect(store.commit({ expectedEpoch: 1, put })).rejects.toThrow(RangeError);
			expect(await epochs()).toEqual([1]);
		});

		test('lets exactly one of several racing writers win', async () => {
			await store.commit(storeCommit(0));
			const texts = Array.from({ length: 8 }, (_, index) => `writer ${index}`);
			const outcomes = await Promise.all(
				texts.map((text) => outcome(() => connect().commit(storeCommit(1, { text }))))
			);
			expect(outcomes.toSorted()).toEqual([
				...Array.from({ length: 7 }, () => 'Conflict'),
				'success'
			]);
			const winner = texts[outcomes.indexOf('success')] ?? '';
			expect((await store.readSnapshot())?.entries).toEqual([entry(1), entry(2, { text: winner })]);
		});

		test('lets exactly one of two racing writers create the vault', async () => {
			const outcomes = await Promise.all([
				outcome(() => store.commit(storeCommit(0, {}, { opening: opening(1) }))),
				outcome(() => connect().commit(storeCommit(0, {}, { opening: opening(2) })))
			]);
			expect(outcomes.toSorted()).toEqual(['Conflict', 'success']);
			expect((await store.readSnapshot())?.slots).toHaveLength(1);
		});
	});

	describe(`${title} › replace`, () => {
		const other = (epoch: number): VaultSnapshot => ({
			...opening(2),
			entries: [
				entry(epoch - 1, { text: 'other', erasables: [erasableRow(8, noon)] }),
				entry(epoch, { log: [1, 2] })
			]
		});

		test('puts a whole vault where none was', async () => {
			await store.replace(other(7), undefined);
			expect(await store.readSnapshot()).toEqual(other(7));
			await store.commit(storeCommit(7, { log: [3] }));
			expect(await connect().readEpoch()).toBe(8);
		});

		test('puts it in place of another, of which nothing is left', async () => {
			for (let epoch = 0; epoch < 3; epoch++)
				await store.commit(storeCommit(epoch, { erasables: [erasableRow(epoch, noon)] }));
			await store.replace(other(5), 3);
			expect(await connect().readSnapshot()).toEqual(other(5));
			expect(await store.eraseDue(noon)).toEqual([idOf(8)]);
		});

		test.each([
			{ stored: 'no vault', commits: 0, expectedEpoch: 1 },
			{ stored: 'a vault', commits: 1, expectedEpoch: undefined },
			{ stored: 'a later epoch', commits: 3, expectedEpoch: 2 }
		])(
			'rejects epoch $expectedEpoch over $stored with Conflict, and nothing changes',
			async ({ commits, expectedEpoch }) => {
				for (let epoch = 0; epoch < commits; epoch++) await store.commit(storeCommit(epoch));
				const before = await store.readSnapshot();
				await expect(store.replace(other(9), expectedEpoch)).rejects.toMatchObject(conflict);
				expect(await store.readSnapshot()).toEqual(before);
			}
		);

		test('rejects a vault of the same epoch: who has the old one open could not tell', async () => {
			for (let epoch = 0; epoch < 2; epoch++) await store.commit(storeCommit(epoch));
			const before = await store.readSnapshot();
			await expect(store.replace(other(2), 2)).rejects.toThrow(RangeError);
			expect(await store.readSnapshot()).toEqual(before);
		});

		test('leaves a writer that had the old vault open with Conflict', async () => {
			await store.commit(storeCommit(0));
			const writer = connect();
			const epoch = await writer.readEpoch();
			await store.replace(other(2), 1);
			await expect(writer.commit(storeCommit(epoch ?? 0, {}))).rejects.toMatchObject(conflict);
			expect(await store.readSnapshot()).toEqual(other(2));
		});
	});

	describe(`${title} › bytes`, () => {
		test('are those at the time of the call, whatever the caller does to its entries after it', async () => {
			const commit = storeCommit(0, { text: 'r' });
			const committed = store.commit(commit);
			await committed;
			commit.put[0]?.body.fill(0xff);
			expect((await store.readSnapshot())?.entries).toEqual([entry(1, { text: 'r' })]);
		});

		test('are not reached through what was read', async () => {
			await store.commit(storeCommit(0, { text: 'r', erasables: [erasableRow(1, noon)] }));
			const before = await store.readSnapshot();
			const read = await store.readSnapshot();
			read?.entries[0]?.erasables.fill(0);
			read?.slots[0]?.checksum.fill(0);
			read?.entries.pop();
			expect(await store.readSnapshot()).toEqual(before);
		});
	});

	describe(`${title} › eraseDue`, () => {
		test.each([
			{ when: '1 ms before notAfter', now: noon - 1, erased: false },
			{ when: 'at notAfter', now: noon, erased: true },
			{ when: '1 ms after notAfter', now: noon + 1, erased: true }
		])('$when: erased is $erased', async ({ now, erased }) => {
			const row = erasableRow(1, noon);
			await store.commit(storeCommit(0, { erasables: [row] }));
			expect(await store.eraseDue(now)).toEqual(erased ? [idOf(1)] : []);
			expect(erasablesOf(await store.readSnapshot())).toEqual([
				erased ? { ...row, sealed: null, erasedAt: now } : row
			]);
		});

		test('erases all that is due and nothing else, and leaves nothing of its bytes', async () => {
			const due = [erasableRow(1, noon - 1000), erasableRow(2, noon)];
			const others = [erasableRow(3, noon + 1000), erasableRow(4, null)];
			await store.commit(storeCommit(0, { text: 'a', erasables: [...due, ...others] }));
			await store.commit(storeCommit(1, { erasables: [erasableRow(5, noon)] }));
			expect(await store.eraseDue(noon)).toEqual([1, 2, 5].map(idOf));
			const snapshot = await connect().readSnapshot();
			expect(erasablesOf(snapshot).filter(({ sealed }) => sealed)).toEqual(others);
			const text = new TextDecoder('latin1').decode(snapshot?.entries[0]?.erasables);
			expect(text).not.toContain('sealed erasable 1');
			expect(text).toContain('sealed erasable 3');
			expect(await store.eraseDue(noon + 5000)).toEqual([idOf(3)]);
		});

		test('does not move the epoch on', async () => {
			await store.commit(storeCommit(0, { erasables: [erasableRow(1, noon)] }));
			await store.eraseDue(noon);
			expect(await store.readEpoch()).toBe(1);
			await store.commit(storeCommit(1));
			expect(await store.readEpoch()).toBe(2);
		});
	});

	describe(`${title} › exclusively`, () => {
		test('loses no update of two writers that read, compute and write', async () => {
			const other = connect();
			await store.commit(storeCommit(0));
			const update = (writer: VaultStore) =>
				writer.exclusively(async () => writer.commit(storeCommit((await writer.readEpoch()) ?? 0)));
			const rounds = Array.from({ length: 10 });
			await Promise.all(rounds.flatMap(() => [update(store), update(other)]));
			expect(await store.readEpoch()).toBe(21);
		});

		test('starts no work before the one under way has ended', async () => {
			const other = connect();
			const events: string[] = [];
			let end = () => {};
			const ended = new Promise<void>((resolve) => (end = resolve));
			const first = store.exclusively(async () => {
				events.push('first starts');
				await ended;
				events.push('first ends');
			});
			const second = other.exclusively(async () => events.push('second starts'));
			// the vault stays readable meanwhile
			for (let read = 0; read < 5; read++) await other.readEpoch();
			events.push('after reads');
			end();
			await Promise.all([first, second]);
			expect(events).toEqual(['first starts', 'after reads', 'first ends', 'second starts']);
		});

		test('lets in who waits, whoever asks over and over again', async () => {
			const other = connect();
			let isIn = false as boolean; // a callback sets it, which the compiler does not follow
			let waiting: Promise<void> | undefined;
			for (let works = 0; works < 100 && !isIn; works++)
				await store.exclusively(async () => {
					waiting ??= other.exclusively(async () => void (isIn = true));
				});
			expect(isIn).toBe(true);
			await waiting;
		});

		test('passes on the result of the work', async () => {
			expect(await store.exclusively(async () => 'result')).toBe('result');
		});

		test('passes on what the work throws, as it is, and lets the next one in', async () => {
			const thrown = new DOMException('of the work', 'OperationError');
			const failing = store.exclusively(() => Promise.reject(thrown));
			await expect(failing).rejects.toBe(thrown);
			expect(await connect().exclusively(async () => 'next')).toBe('next');
		});

		test('does not hold up another vault', async () => {
			const otherVault = connectionsTo(newVault())();
			const result = await store.exclusively(() =>
				otherVault.exclusively(async () => 'other vault')
			);
			expect(result).toBe('other vault');
		});
	});

	describe(`${title} › close`, () => {
		test('keeps the vault, and the store works on when it is used again', async () => {
			await store.commit(storeCommit(0, { text: 'r' }));
			store.close();
			expect((await store.readSnapshot())?.entries).toEqual([entry(1, { text: 'r' })]);
			store.close();
			await store.commit(storeCommit(1));
			expect(await connect().readEpoch()).toBe(2);
		});

		test('lets a commit under way end', async () => {
			const committed = store.commit(storeCommit(0, { text: 'r' }));
			store.close();
			await committed;
			expect(await connect().readEpoch()).toBe(1);
		});
	});
}
