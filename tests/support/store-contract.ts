import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { outcome } from './outcome.ts';
import { erasableRow, headRow, logRow, recordRow, slot, storeCommit } from './vault-rows.ts';

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

	describe(`${title} › reading`, () => {
		test('has neither epoch nor snapshot nor log before the first commit', async () => {
			expect(await store.readEpoch()).toBeUndefined();
			expect(await store.readSnapshot()).toBeUndefined();
			expect(await store.readLog(1, 100)).toEqual([]);
		});

		test('gives back every row of a commit as it was', async () => {
			const rows = {
				putSlots: [slot('s1'), slot('s2')],
				putRecords: [recordRow('r1'), recordRow('r2', 9)],
				putErasables: [erasableRow('e1', noon), erasableRow('e2', null)],
				appendLog: [logRow(1), logRow(2)]
			};
			await store.commit(storeCommit(0, rows));

			expect(await store.readEpoch()).toBe(1);
			expect(await store.readSnapshot()).toEqual({
				head: headRow(1),
				slots: rows.putSlots,
				records: rows.putRecords,
				erasables: rows.putErasables,
				log: rows.appendLog
			});
		});

		test('gives the log in ascending order of its numbers, whatever order they came in', async () => {
			await store.commit(storeCommit(0, { appendLog: [10, 9, 100, 1].map(logRow) }));
			await store.commit(storeCommit(1, { appendLog: [2].map(logRow) }));

			const snapshot = await store.readSnapshot();
			expect(snapshot?.log.map((row) => row.number)).toEqual([1, 2, 9, 10, 100]);
		});

		test.each([
			{ from: 2, to: 4, found: [2, 3, 4] },
			{ from: 5, to: 9, found: [5] },
			{ from: 3, to: 3, found: [3] },
			{ from: 6, to: 9, found: [] },
			{ from: 4, to: 2, found: [] }
		])('reads log rows $from to $to, both included', async ({ from, to, found }) => {
			await store.commit(storeCommit(0, { appendLog: [1, 2, 3, 4, 5].map(logRow) }));
			expect(await store.readLog(from, to)).toEqual(found.map(logRow));
		});

		test('reads a head of a newer format, fields it does not know included', async () => {
			const head = { ...headRow(1), format: 99, later: { field: utf8('new') } };
			await store.commit({ expectedEpoch: 0, head });
			expect((await store.readSnapshot())?.head).toEqual(head);
		});

		test('sees one moment in a snapshot while commits go on', async () => {
			const rows = (epoch: number) => ({
				putRecords: [recordRow('first', epoch), recordRow('last', epoch)],
				putErasables: [{ ...erasableRow('e', null), version: epoch }],
				appendLog: [logRow(epoch)]
			});
			await store.commit(storeCommit(0, rows(1)));
			const reader = connect();
			const epochs = Array.from({ length: 12 }, (_, index) => index + 1);

			const writing = (async () => {
				for (const epoch of epochs) await store.commit(storeCommit(epoch, rows(epoch + 1)));
			})();
			const seen: unknown[] = [];
			while (seen.at(-1) !== epochs.length + 1) {
				const snapshot = await reader.readSnapshot();
				const moments = new Set([
					snapshot?.head.epoch,
					...(snapshot?.records ?? []).map((row) => row.version),
					...(snapshot?.erasables ?? []).map((row) => row.version),
					snapshot?.log.length
				]);
				expect([...moments]).toEqual([snapshot?.head.epoch]);
				seen.push(snapshot?.head.epoch);
			}
			await writing;
		});
	});

	describe(`${title} › commit`, () => {
		test('replaces and deletes rows by their ids', async () => {
			await store.commit(
				storeCommit(0, {
					putSlots: [slot('old'), slot('kept')],
					putRecords: [recordRow('changed'), recordRow('deleted')],
					putErasables: [erasableRow('changed', 1), erasableRow('deleted', 1)]
				})
			);
			await store.commit(
				storeCommit(1, {
					putSlots: [slot('new')],
					deleteSlots: ['old'],
					putRecords: [recordRow('changed', 2)],
					deleteRecords: ['deleted', 'never there'],
					putErasables: [erasableRow('changed', 2)],
					deleteErasables: ['deleted', 'never there']
				})
			);

			expect(await store.readSnapshot()).toEqual({
				head: headRow(2),
				slots: [slot('kept'), slot('new')],
				records: [recordRow('changed', 2)],
				erasables: [erasableRow('changed', 2)],
				log: []
			});
		});

		test('keeps ids of any characters apart', async () => {
			const ids = ['', ' ', '\0', '__proto__', 'constructor', "a'/\\%00", 'é', 'e\u0301', '\ud83d'];
			const longer = [...ids, '💥', '鍵', '\uffff', 'x'.repeat(1000)];
			await store.commit(
				storeCommit(0, {
					putRecords: longer.map((id) => recordRow(id)),
					putErasables: longer.map((id) => erasableRow(id, null))
				})
			);

			const snapshot = await store.readSnapshot();
			const expected = longer.toSorted((a, b) => (a < b ? -1 : 1));
			expect(snapshot?.records).toEqual(expected.map((id) => recordRow(id)));
			expect(snapshot?.erasables).toEqual(expected.map((id) => erasableRow(id, null)));

			await store.commit(storeCommit(1, { deleteRecords: longer, deleteErasables: longer }));
			expect(await store.readSnapshot()).toMatchObject({ records: [], erasables: [] });
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

				await expect(
					store.commit(storeCommit(expectedEpoch, { putRecords: [recordRow('r')] }))
				).rejects.toMatchObject(conflict);
				expect(await store.readSnapshot()).toEqual(before);
			}
		);

		test('rejects a head that does not move the epoch on', async () => {
			await store.commit(storeCommit(0));
			await expect(store.commit({ expectedEpoch: 1, head: headRow(1) })).rejects.toThrow(
				RangeError
			);
			expect(await store.readEpoch()).toBe(1);
		});

		test('rejects a log number that exists with Conflict, and nothing of the commit is there', async () => {
			const kept = {
				putSlots: [slot('s')],
				putRecords: [recordRow('changed'), recordRow('deleted')],
				putErasables: [erasableRow('deleted', noon)],
				appendLog: [logRow(1), logRow(2)]
			};
			await store.commit(storeCommit(0, kept));
			const before = await store.readSnapshot();

			await expect(
				store.commit(
					storeCommit(1, {
						putSlots: [slot('new')],
						deleteSlots: ['s'],
						putRecords: [recordRow('changed', 2), recordRow('new')],
						deleteRecords: ['deleted'],
						putErasables: [erasableRow('new', null)],
						deleteErasables: ['deleted'],
						appendLog: [logRow(3), logRow(2), logRow(4)]
					})
				)
			).rejects.toMatchObject(conflict);
			expect(await store.readSnapshot()).toEqual(before);

			await store.commit(storeCommit(1, { appendLog: [logRow(3)] }));
			expect(await store.readEpoch()).toBe(2);
		});

		test.each([
			{ what: 'a function', value: () => 'not data' },
			{ what: 'a symbol', value: Symbol('not data') },
			{ what: 'a bare buffer', value: new ArrayBuffer(8) },
			{ what: 'an object with a class', value: new Date(noon) }
		])('rejects $what in a row, and nothing of the commit is there', async ({ value }) => {
			await store.commit(storeCommit(0));
			const broken = { ...recordRow('broken'), extra: value };
			await expect(
				store.commit(storeCommit(1, { putRecords: [recordRow('whole'), broken] }))
			).rejects.toThrow(TypeError);
			expect(await store.readSnapshot()).toMatchObject({ head: headRow(1), records: [] });
		});

		test('rejects a CryptoKey, which would lie in plain on the disk', async () => {
			const algorithm = { name: 'AES-GCM', length: 256 };
			const rootKey = await crypto.subtle.generateKey(algorithm, false, ['encrypt']);
			await store.commit(storeCommit(0));
			const row = { ...recordRow('r'), rootKey };
			await expect(store.commit(storeCommit(1, { putRecords: [row] }))).rejects.toThrow(TypeError);
			expect(await store.readEpoch()).toBe(1);
		});

		test('lets exactly one of several racing writers win', async () => {
			await store.commit(storeCommit(0));
			const writers = Array.from({ length: 8 }, (_, index) => `writer ${index}`);
			const outcomes = await Promise.all(
				writers.map((id) =>
					outcome(() => connect().commit(storeCommit(1, { putRecords: [recordRow(id)] })))
				)
			);

			expect(outcomes.toSorted()).toEqual([
				...Array.from({ length: 7 }, () => 'Conflict'),
				'success'
			]);
			const winners = writers.filter((_, index) => outcomes[index] === 'success');
			expect(await store.readSnapshot()).toMatchObject({
				head: headRow(2),
				records: winners.map((id) => recordRow(id))
			});
		});

		test('lets exactly one of two racing writers create the vault', async () => {
			const outcomes = await Promise.all([
				outcome(() => store.commit(storeCommit(0, { putSlots: [slot('one')] }))),
				outcome(() => connect().commit(storeCommit(0, { putSlots: [slot('two')] })))
			]);
			expect(outcomes.toSorted()).toEqual(['Conflict', 'success']);
			expect((await store.readSnapshot())?.slots).toHaveLength(1);
		});
	});

	describe(`${title} › replace`, () => {
		const other = (epoch: number): VaultSnapshot => ({
			head: headRow(epoch),
			slots: [slot('other')],
			records: [recordRow('kept', 5), recordRow('other')],
			erasables: [erasableRow('due', noon), { ...erasableRow('swept', 1), sealed: null }],
			log: [logRow(1), logRow(2)]
		});

		test('puts a whole vault where none was', async () => {
			await store.replace(other(7), undefined);
			expect(await store.readSnapshot()).toEqual(other(7));
			await store.commit(storeCommit(7, { appendLog: [logRow(3)] }));
			expect(await connect().readEpoch()).toBe(8);
		});

		test('puts it in place of another, of which nothing is left', async () => {
			await store.commit(
				storeCommit(0, {
					putSlots: [slot('old')],
					putRecords: [recordRow('kept'), recordRow('old')],
					putErasables: [erasableRow('old', noon)],
					appendLog: [1, 2, 3].map(logRow)
				})
			);
			await store.replace(other(2), 1);
			expect(await connect().readSnapshot()).toEqual(other(2));
			expect(await store.eraseDue(noon)).toEqual(['due']);
		});

		test.each([
			{ stored: 'no vault', commits: 0, expectedEpoch: 1 },
			{ stored: 'a vault', commits: 1, expectedEpoch: undefined },
			{ stored: 'a later epoch', commits: 3, expectedEpoch: 2 }
		])(
			'rejects epoch $expectedEpoch over $stored with Conflict, and nothing changes',
			async ({ commits, expectedEpoch }) => {
				for (let epoch = 0; epoch < commits; epoch++)
					await store.commit(storeCommit(epoch, { putRecords: [recordRow('r', epoch)] }));
				const before = await store.readSnapshot();
				await expect(store.replace(other(9), expectedEpoch)).rejects.toMatchObject(conflict);
				expect(await store.readSnapshot()).toEqual(before);
			}
		);

		test('rejects a vault of the same epoch: who has the old one open could not tell', async () => {
			await store.commit(storeCommit(0, { putRecords: [recordRow('r')] }));
			const before = await store.readSnapshot();
			await expect(store.replace(other(1), 1)).rejects.toThrow(RangeError);
			expect(await store.readSnapshot()).toEqual(before);
		});

		test('rejects what is not data, and nothing changes', async () => {
			await store.commit(storeCommit(0, { putRecords: [recordRow('r')] }));
			const before = await store.readSnapshot();
			const broken = { ...recordRow('z'), extra: () => 'not data' };
			const snapshot = { ...other(2), records: [recordRow('whole'), broken] };
			await expect(store.replace(snapshot, 1)).rejects.toThrow(TypeError);
			expect(await store.readSnapshot()).toEqual(before);
		});

		test('rejects two log rows of one number, and nothing changes', async () => {
			await store.commit(storeCommit(0, { putRecords: [recordRow('r')] }));
			const before = await store.readSnapshot();
			const snapshot = { ...other(2), log: [logRow(1), logRow(2), logRow(2)] };
			await expect(store.replace(snapshot, 1)).rejects.toMatchObject(conflict);
			expect(await store.readSnapshot()).toEqual(before);
		});

		test('leaves a writer that had the old vault open with Conflict', async () => {
			await store.commit(storeCommit(0));
			const writer = connect();
			const epoch = await writer.readEpoch();
			await store.replace(other(2), 1);
			await expect(
				writer.commit(storeCommit(epoch ?? 0, { putRecords: [recordRow('stale')] }))
			).rejects.toMatchObject(conflict);
			expect(await store.readSnapshot()).toEqual(other(2));
		});

		test('shares nothing with what was given', async () => {
			const given = other(2);
			const replaced = store.replace(given, undefined);
			given.records[0]?.sealed.fill(0);
			given.log.pop();
			await replaced;
			expect(await store.readSnapshot()).toEqual(other(2));
		});
	});

	describe(`${title} › bytes`, () => {
		test('are a Uint8Array over a buffer of their own length, even from a view', async () => {
			const large = new Uint8Array(64).fill(0xee);
			large.set([1, 2, 3, 4], 16);
			const row = { ...recordRow('r'), sealed: large.subarray(16, 20) };
			await store.commit(storeCommit(0, { putRecords: [row] }));

			const sealed = (await store.readSnapshot())?.records[0]?.sealed;
			expect(sealed).toBeInstanceOf(Uint8Array);
			expect(sealed).toEqual(Uint8Array.of(1, 2, 3, 4));
			expect(sealed?.buffer.byteLength).toBe(4);
		});

		test('are those at the time of the call, whatever the caller does to its rows after it', async () => {
			const record = recordRow('r');
			const committed = store.commit(
				storeCommit(0, { putRecords: [record], appendLog: [logRow(1)] })
			);
			record.sealed.fill(0);
			record.version = 99;
			await committed;
			record.sealed.fill(0xff);
			expect((await store.readSnapshot())?.records).toEqual([recordRow('r')]);
		});

		test('are not reached through what was read', async () => {
			const rows = { putRecords: [recordRow('r')], appendLog: [logRow(1)] };
			await store.commit(storeCommit(0, rows));

			const read = await store.readSnapshot();
			read?.head.sealed.fill(0);
			read?.records[0]?.sealed.fill(0);
			read?.records.pop();
			(await store.readLog(1, 1))[0]?.hash.fill(0);
			expect(await store.readSnapshot()).toEqual({
				head: headRow(1),
				slots: [],
				records: [recordRow('r')],
				erasables: [],
				log: [logRow(1)]
			});
		});
	});

	describe(`${title} › eraseDue`, () => {
		const marker = (id: string, notAfter: number, erasedAt: number) => ({
			...erasableRow(id, notAfter),
			sealed: null,
			erasedAt
		});

		test.each([
			{ when: '1 ms before notAfter', now: noon - 1, erased: false },
			{ when: 'at notAfter', now: noon, erased: true },
			{ when: '1 ms after notAfter', now: noon + 1, erased: true }
		])('$when: erased is $erased', async ({ now, erased }) => {
			await store.commit(storeCommit(0, { putErasables: [erasableRow('e', noon)] }));

			expect(await store.eraseDue(now)).toEqual(erased ? ['e'] : []);
			expect((await store.readSnapshot())?.erasables).toEqual([
				erased ? marker('e', noon, now) : erasableRow('e', noon)
			]);
		});

		test('erases all that is due and nothing else', async () => {
			const rows = {
				putErasables: [
					erasableRow('due', noon - 1000),
					erasableRow('due too', noon),
					erasableRow('later', noon + 1000),
					erasableRow('never', null)
				],
				putRecords: [recordRow('due')]
			};
			await store.commit(storeCommit(0, rows));

			expect((await store.eraseDue(noon)).toSorted()).toEqual(['due', 'due too']);
			const snapshot = await store.readSnapshot();
			expect(snapshot?.erasables).toEqual([
				marker('due', noon - 1000, noon),
				marker('due too', noon, noon),
				erasableRow('later', noon + 1000),
				erasableRow('never', null)
			]);
			expect(snapshot?.records).toEqual([recordRow('due')]);
		});

		test('leaves markers that survive other sweeps and commits', async () => {
			await store.commit(storeCommit(0, { putErasables: [erasableRow('e', noon)] }));
			await store.eraseDue(noon);
			await store.commit(storeCommit(1, { putErasables: [erasableRow('other', null)] }));

			expect(await store.eraseDue(noon + 5000)).toEqual([]);
			expect((await connect().readSnapshot())?.erasables).toEqual([
				marker('e', noon, noon),
				erasableRow('other', null)
			]);
		});

		test('gives way to a commit that puts or deletes the row', async () => {
			const due = [erasableRow('imported again', noon), erasableRow('seen', noon)];
			await store.commit(storeCommit(0, { putErasables: due }));
			await store.eraseDue(noon);
			const again = { ...erasableRow('imported again', noon + 1000), version: 2 };
			await store.commit(storeCommit(1, { putErasables: [again], deleteErasables: ['seen'] }));
			expect((await store.readSnapshot())?.erasables).toEqual([again]);
		});

		test('does not move the epoch on', async () => {
			await store.commit(storeCommit(0, { putErasables: [erasableRow('e', noon)] }));
			await store.eraseDue(noon);
			expect(await store.readEpoch()).toBe(1);
			await store.commit(storeCommit(1));
			expect(await store.readEpoch()).toBe(2);
		});

		test('erases nothing where there is no vault', async () => {
			expect(await store.eraseDue(noon)).toEqual([]);
			expect(await store.readSnapshot()).toBeUndefined();
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
			await store.commit(storeCommit(0, { putRecords: [recordRow('r')] }));
			store.close();
			expect((await store.readSnapshot())?.records).toEqual([recordRow('r')]);
			store.close();
			await store.commit(storeCommit(1));
			expect(await connect().readEpoch()).toBe(2);
		});

		test('lets a commit under way end', async () => {
			const committed = store.commit(storeCommit(0, { putRecords: [recordRow('r')] }));
			store.close();
			await committed;
			expect(await connect().readEpoch()).toBe(1);
		});
	});
}
