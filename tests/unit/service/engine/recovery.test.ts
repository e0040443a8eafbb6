import '../../../support/indexed-db.ts';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { compact } from '#lib/service/engine/compaction.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import type { Recovered, VaultStore } from '#lib/storage/vault-store.ts';
import { flipped, heldErasables, keysOf } from '../../../support/at-rest.ts';
import { getParameters, importedKey, importRequest } from '../../../support/importing.ts';
import {
	copyOfFiles,
	emptyPlace,
	openBeside,
	rowsOf,
	settled,
	startFrom,
	type AtRest,
	type MirroredVault
} from '../../../support/mirrored-vault.ts';
import { resized } from '../../../support/mirror-files.ts';
import { must } from '../../../support/must.ts';
import { refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
	passphraseAgain,
	someKeyMaterial,
	startOfTests,
	TestClock,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const otherPassphrase = 'another passphrase of this test';

/** A vault with a key whose material was imported, and one whose material is about to expire. */
let kept: AtRest;
let place: MirroredVault;
let vault: TestVault;

beforeAll(async () => {
	place = await emptyPlace();
	const first = await newVault(place.store);
	await importedKey(first);
	await importedKey(first, someKeyMaterial(1), startOfTests + hourMs);
	kept = await atRest();
});

beforeEach(async () => {
	place = await startFrom(kept);
	vault = openTab(place.store, new TestClock());
	await unlock(vault);
});

const atRest = async (at = place): Promise<AtRest> => ({
	rows: await rowsOf(at.databaseName),
	files: copyOfFiles(at.files)
});

/** Whoever starts the browser tries both passphrases of these tests. */
async function unlockAnyhow(tab: TestVault) {
	for (const text of [passphrase, otherPassphrase])
		try {
			return await tab.handle('UnlockVault', { Passphrase: passphraseBytes(text) });
		} catch (error) {
			if ((error as { code?: string }).code !== 'IncorrectPassphrase') throw error;
		}
	throw new Error('no passphrase opens it');
}

/** What a user sees of a vault, but for when it was unlocked. */
async function content(tab: TestVault) {
	const { Keys } = await tab.handle('ListKeys', { Limit: 1000 });
	const { Entries, BrokenAt } = await tab.handle('ListActivity', { Limit: 1000 });
	const log = Entries.filter(({ operation }) => operation !== 'UnlockVault');
	return { Keys, BrokenAt, log: log.map(({ operation, keyId }) => [operation, keyId]) };
}

/** @returns what the next start finds, and what it is told */
async function nextStart(from: AtRest, time = startOfTests) {
	const next = await startFrom(from);
	const clock = new TestClock();
	clock.set(time);
	const tab = openTab(next.store, clock);
	const { Damage, Recovered, Mirrored } = await unlockAnyhow(tab);
	const { Entries } = await tab.handle('ListActivity', { Limit: 1 });
	const entry = must(Entries[0]);
	return {
		...next,
		tab,
		told: { Damage, Recovered, Mirrored, logged: entry.detail['recovered'] ?? null },
		seen: await content(tab)
	};
}

const whole = (recovered: Recovered | null) => ({
	...{ Damage: [], Recovered: recovered, logged: recovered, Mirrored: true }
});

describe('the mirror', () => {
	test('is kept with every change, and a start with both finds nothing to say', async () => {
		expect(await vault.handle('DescribeVault', {})).toMatchObject({ Mirrored: true });
		expect(await place.store.mirror?.read()).toEqual(await place.store.readSnapshot());
		const { told, seen } = await nextStart(await atRest());
		expect(told).toEqual(whole(null));
		expect(seen).toEqual(await content(vault));
	});

	test('is made with the next unlock where the browser has room for one only now, and nothing is said', async () => {
		const place = await emptyPlace();
		place.files.isThere = false;
		const vault = await newVault(place.store);
		expect(await vault.handle('DescribeVault', {})).toMatchObject({ Mirrored: false });
		const { told, store } = await nextStart(await atRest(place));
		expect(told).toEqual(whole(null));
		expect(await store.mirror?.read()).toEqual({ ...(await store.readSnapshot()) });
	});

	test('has nothing of what is erased, in none of its bytes', async () => {
		const held = heldErasables(await place.store.readSnapshot());
		const inFiles = (bytes: Uint8Array) =>
			place.files.both.some((file) => Buffer.from(file.bytes).includes(Buffer.from(bytes)));
		expect(held.map(({ sealed }) => inFiles(sealed))).toEqual([true, true]);
		const { Keys } = await vault.handle('ListKeys', {});
		for (const { KeyId } of Keys) await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		expect(held.map(({ sealed }) => inFiles(sealed))).toEqual([false, false]);
	});

	test('is swept of what is due, also where the service worker has swept the database before', async () => {
		const due = must(heldErasables(await place.store.readSnapshot()).find((row) => row.notAfter));
		const now = startOfTests + dayMs;
		const next = await startFrom(await atRest());
		expect(await openIndexedDbStore(next.databaseName).eraseDue(now)).toEqual([due.id]);
		expect(await next.store.eraseDue(now)).toEqual([]);
		for (const { bytes } of next.files.both)
			expect(Buffer.from(bytes).includes(Buffer.from(due.sealed))).toBe(false);
		expect(heldErasables(await next.store.mirror?.read())).toHaveLength(1);
		expect((await nextStart(await atRest(next), now)).told).toEqual(whole(null));
	});

	test('takes little more room than the vault, however much was replaced', async () => {
		const { Keys } = await vault.handle('ListKeys', {});
		const { KeyId } = must(Keys[0]);
		for (let round = 0; round < 120; round++)
			await vault.handle('UpdateKeyDescription', { KeyId, Description: `${round}`.repeat(2700) });
		await compactAll(place.store);
		const { Size } = await vault.handle('DescribeVault', {});
		expect(place.files.bytes).toBeLessThan(2 * Size.Bytes + 300_000);
		expect(await place.store.mirror?.read()).toEqual(await place.store.readSnapshot());
	});
});

async function compactAll(store: VaultStore): Promise<void> {
	const snapshot = must(await store.readSnapshot());
	await compact(store, await loadVault(snapshot, await keysOf(snapshot), startOfTests), {
		all: true
	});
}

/** Changes the rows of a database behind the back of its store. */
async function alterRows(
	databaseName: string,
	change: (rows: IDBObjectStore) => void
): Promise<void> {
	const database = await openBeside(databaseName);
	const writing = database.transaction('entries', 'readwrite');
	change(writing.objectStore('entries'));
	await new Promise((resolve) => writing.addEventListener('complete', resolve));
	database.close();
}

describe('a database that', () => {
	/** @returns what the next start finds, after `damage` was done to the database */
	async function after(damage: (databaseName: string) => Promise<unknown>) {
		const seen = await content(vault);
		const next = await startFrom(await atRest());
		await damage(next.databaseName);
		const tab = openTab(next.store, new TestClock());
		expect(await tab.handle('GetVaultStatus', {})).toMatchObject({ Exists: true });
		const { Damage, Recovered } = await unlock(tab);
		const { Entries } = await tab.handle('ListActivity', { Limit: 1 });
		expect(await content(tab)).toEqual(seen);
		return { Damage, Recovered, logged: Entries[0]?.detail['recovered'], next };
	}
	const putBack = { Damage: [], Recovered: 'DATABASE', logged: 'DATABASE' };

	test.each<[string, (databaseName: string) => Promise<unknown>]>([
		['was deleted', async (name) => settled(indexedDB.deleteDatabase(name))],
		['was emptied', (name) => alterRows(name, (rows) => rows.clear())],
		['has lost its opening', (name) => alterRows(name, (rows) => rows.delete(0))],
		[
			'has nothing but its opening',
			(name) => alterRows(name, (rows) => rows.delete(IDBKeyRange.lowerBound(1)))
		],
		[
			'has lost its newest changes',
			(name) => alterRows(name, (rows) => rows.delete(IDBKeyRange.lowerBound(4)))
		],
		[
			'has an opening that nobody can read',
			(name) => alterRows(name, (rows) => rows.put({ epoch: 0, bytes: new Uint8Array(99) }))
		],
		['has another version', async (name) => (await openBeside(name, 77)).close()],
		[
			'has an altered entry',
			(name) => alterRows(name, (rows) => rows.put({ epoch: 3, bytes: new Uint8Array(300) }))
		],
		['lacks an entry', (name) => alterRows(name, (rows) => rows.delete(3))],
		[
			'has an entry whose epoch nothing can follow',
			(name) =>
				alterRows(name, (rows) =>
					rows.put({ epoch: Number.MAX_SAFE_INTEGER, bytes: new Uint8Array(300) })
				)
		]
	])(
		'%s is put back from the mirror, which the user and the log are told once',
		async (_, damage) => {
			const { next, ...told } = await after(damage);
			expect(told).toEqual(putBack);
			expect((await nextStart(await atRest(next))).told).toEqual(whole(null));
		}
	);

	test('was put back is told of after the unlock, also where the browser was closed before', async () => {
		const next = await startFrom({ ...(await atRest()), rows: undefined });
		expect(await next.store.readEpoch()).toBeGreaterThan(1);
		expect((await nextStart(await atRest(next))).told).toEqual(whole('DATABASE'));
	});

	test('has another vault keeps it', async () => {
		const other = await emptyPlace();
		await newVault(other.store);
		const rows = await rowsOf(other.databaseName);
		const { told, seen } = await nextStart({ ...(await atRest()), rows });
		expect(told).toEqual(whole('MIRROR'));
		expect(seen.Keys).toEqual([]);
	});

	test('a newer Airlock has written stays as it is', async () => {
		const { rows, files } = await atRest();
		const bytes = Uint8Array.of(65, 73, 82, 86, 3, 1, 2, 3);
		const next = await startFrom({ rows: [{ epoch: 0, bytes }, ...must(rows).slice(1)], files });
		const tab = openTab(next.store, new TestClock());
		expect(await refusalOf(unlock(tab))).toMatchObject({ code: 'VaultDamaged' });
		expect(must(await rowsOf(next.databaseName))[0]?.bytes).toEqual(bytes);
	});
});

describe('a mirror that', () => {
	const cutOff = async (bytes: number): Promise<AtRest> => {
		const { rows, files } = await atRest();
		const [a, b] = files.map((file) => resized(file, Math.max(0, file.length - bytes)));
		return { rows, files: [must(a), must(b)] };
	};

	test.each<[string, () => Promise<AtRest>]>([
		['was deleted', () => cutOff(Infinity)],
		[
			'was deleted after a vault file was opened',
			async () => {
				const { File } = await vault.handle('SaveVaultFile', {});
				const request = { File, Passphrase: passphraseAgain(), Replace: true };
				await vault.handle('OpenVaultFile', request);
				return cutOff(Infinity);
			}
		],
		['lacks its last byte', () => cutOff(1)],
		['was cut off in the middle', () => cutOff(1500)],
		[
			'ends in zeros',
			async () => {
				const { rows, files } = await atRest();
				return { rows, files: [resized(files[0], files[0].length + 512), files[1]] };
			}
		],
		['is out of date', async () => ({ ...(await atRest()), files: kept.files })],
		[
			'is another vault’s',
			async () => {
				const other = await emptyPlace();
				await newVault(other.store);
				return { ...(await atRest()), files: copyOfFiles(other.files) };
			}
		]
	])('%s is written anew, which the user and the log are told once', async (_, damaged) => {
		const from = await damaged();
		const seen = await content(vault);
		const next = await nextStart(from);
		expect(next.told).toEqual(whole('MIRROR'));
		expect(next.seen).toEqual(seen);
		expect(await next.store.mirror?.read()).toEqual(await next.store.readSnapshot());
		expect((await nextStart(await atRest(next))).told).toEqual(whole(null));
	});

	test('is of the vault file that was opened over one without its opening, though it ends at the same epoch', async () => {
		const { File } = await vault.handle('SaveVaultFile', {});
		await vault.handle('RecordBackup', { File: File.slice() });
		const before = await place.store.readEpoch();
		await vault.handle('LockVault', {});
		await alterRows(place.databaseName, (rows) => rows.delete(0));
		const request = { File, Passphrase: passphraseAgain(), Replace: true };
		await vault.handle('OpenVaultFile', request);
		expect(await place.store.readEpoch()).toBe(before);
		await newKey(vault);
		expect(await place.store.mirror?.read()).toEqual(await place.store.readSnapshot());
	});

	test('was altered in its middle is written anew with the unlock, once the first sweep has read it', async () => {
		const { rows, files } = await atRest();
		const next = await startFrom({ rows, files: [flipped(files[0], 2000), files[1]] });
		await next.store.eraseDue(startOfTests);
		const tab = openTab(next.store, new TestClock());
		expect(await unlock(tab)).toMatchObject({ Damage: [], Recovered: 'MIRROR', Mirrored: true });
		expect(await next.store.mirror?.read()).toEqual(await next.store.readSnapshot());
		expect((await nextStart(await atRest(next))).told).toEqual(whole(null));
	});

	test('is older than a damaged database is no help: what verifies can be saved', async () => {
		const { rows } = await atRest();
		const damaged = must(rows).map((row) =>
			row.epoch === 3 ? { ...row, bytes: flipped(row.bytes, 300) } : row
		);
		const { told, files } = await nextStart({ rows: damaged, files: kept.files });
		expect(told).toMatchObject({ Recovered: null, Damage: [{ record: 'entries/3' }] });
		expect(copyOfFiles(files)).toEqual(kept.files);
	});

	test('is damaged as the database is: what verifies can be saved, and neither is overwritten', async () => {
		const { rows, files } = await atRest();
		const damaged = must(rows).map((row) =>
			row.epoch === 3 ? { ...row, bytes: flipped(row.bytes, 300) } : row
		);
		const altered = flipped(files[0], 2000);
		const next = await nextStart({ rows: damaged, files: [altered, files[1]] });
		expect(next.told).toMatchObject({ Recovered: null, Damage: [{ record: 'entries/3' }] });
		await next.tab.handle('ExportVerified', {
			FilePassphrase: passphraseAgain(),
			Passphrase: passphraseAgain()
		});
		expect(copyOfFiles(next.files)).toEqual([altered, files[1]]);
	});

	test('has no room refuses a change as a whole', async () => {
		const before = await atRest();
		place.files.beforeStep = () => {
			throw new DOMException('stubbed', 'QuotaExceededError');
		};
		expect(await refusalOf(newKey(vault))).toMatchObject({ code: 'QuotaExceeded' });
		expect(await atRest()).toEqual(before);
		place.files.beforeStep = () => undefined;
		await newKey(vault);
		expect((await nextStart(await atRest())).told).toEqual(whole(null));
	});

	test('gets full as it is written, after the database has the change: then neither has it', async () => {
		const before = await atRest();
		let steps = 0;
		place.files.beforeStep = () => {
			if (steps++ === 0) throw new DOMException('stubbed', 'QuotaExceededError');
		};
		expect(await refusalOf(newKey(vault))).toMatchObject({ code: 'QuotaExceeded' });
		expect(steps).toBeGreaterThan(0);
		expect(await atRest()).toEqual(before);
		expect(await place.store.mirror?.read()).toEqual(await place.store.readSnapshot());
		await newKey(vault);
		expect((await nextStart(await atRest())).told).toEqual(whole(null));
	});

	test('doesn’t get onto the disk is given up: the database has the change, and the vault goes on without it', async () => {
		let steps = 0;
		place.files.beforeStep = () => {
			if (steps++ === 1) throw new DOMException('stubbed', 'InvalidStateError');
		};
		const keyId = await newKey(vault);
		expect(steps).toBeGreaterThan(1);
		expect(await vault.handle('DescribeVault', {})).toMatchObject({ Mirrored: false });
		const next = await nextStart(await atRest());
		expect(next.told).toEqual(whole('MIRROR'));
		expect((await next.tab.handle('DescribeKey', { KeyId: keyId })).KeyMetadata.KeyId).toBe(keyId);
	});

	test('has a change for which the database has no room, and gives it back', async () => {
		const before = await atRest();
		const databases: { transaction: (...args: never[]) => IDBTransaction } = IDBDatabase.prototype;
		const { transaction: begin } = databases;
		let steps = 0;
		vi.spyOn(databases, 'transaction').mockImplementation(function (this: unknown, ...args) {
			const transaction: IDBTransaction = Reflect.apply(begin, this, args);
			// The last moment at which a browser can still refuse: both have all of it.
			place.files.beforeStep = () => {
				if (++steps === 2) queueMicrotask(() => refuse(transaction));
			};
			return transaction;
		});
		expect(await refusalOf(newKey(vault))).toMatchObject({ code: 'QuotaExceeded' });
		vi.restoreAllMocks();
		place.files.beforeStep = () => undefined;
		expect(steps).toBeGreaterThan(2);
		expect(await atRest()).toEqual(before);
		await newKey(vault);
		expect((await nextStart(await atRest())).told).toEqual(whole(null));
	});

	test('can’t be written lets the vault go on without it', async () => {
		place.files.beforeStep = () => {
			throw new DOMException('stubbed', 'InvalidStateError');
		};
		await newKey(vault);
		expect(await vault.handle('DescribeVault', {})).toMatchObject({ Mirrored: false });
		expect((await nextStart(await atRest())).told).toEqual(whole('MIRROR'));
	});
});

/** As a browser does that has no room. The stub of IndexedDB has a way of its own to say why. */
function refuse(transaction: IDBTransaction): void {
	(transaction as unknown as { _abort: (name: string) => void })._abort('QuotaExceededError');
}

describe('stopped at any row of', () => {
	/** Ends `act` at its row with this number, and every later one. @returns whether there were as many */
	async function stopAt(number: number, act: () => Promise<unknown>): Promise<boolean> {
		const objectStores: { add: (...args: never[]) => IDBRequest } = IDBObjectStore.prototype;
		const { add } = objectStores;
		let count = 0;
		vi.spyOn(objectStores, 'add').mockImplementation(function (this: unknown, ...args) {
			if (count++ >= number) throw new DOMException('stopped', 'UnknownError');
			return Reflect.apply(add, this, args);
		});
		await act().catch(() => undefined);
		vi.restoreAllMocks();
		return count > number;
	}
	const bytesOf = (rows: AtRest['rows'] = []) => rows.map(({ epoch, bytes }) => ({ epoch, bytes }));

	test.each<[string, (from: AtRest) => Promise<MirroredVault>]>([
		['lost', (from) => startFrom({ ...from, rows: undefined })],
		[
			'damaged',
			({ rows, files }) => {
				const damaged = must(rows).map((row) =>
					row.epoch === 3 ? { ...row, bytes: flipped(row.bytes, 300) } : row
				);
				return startFrom({ rows: damaged, files });
			}
		],
		[
			'of another version',
			async (from) => {
				const start = await startFrom(from);
				(await openBeside(start.databaseName, 77)).close();
				return start;
			}
		]
	])(
		'the putting back of a database that was %s, it is gone, or whole, or as it was, and the next start has all of it',
		async (_, damage) => {
			const seen = await content(vault);
			const intact = await atRest();
			let number = 0;
			for (; ; number++) {
				const start = await damage(intact);
				const before = await rowsOf(start.databaseName).catch(() => []);
				const stopped = await stopAt(number, () => unlock(openTab(start.store, new TestClock())));
				start.store.close();
				if (!stopped) break;
				const left = await atRest(start);
				expect(left.files).toEqual(intact.files);
				const possible = [[], bytesOf(before), bytesOf(intact.rows)];
				expect(possible).toContainEqual(bytesOf(left.rows));
				const next = await nextStart(left);
				expect(next.told).toMatchObject({ Damage: [], Recovered: 'DATABASE', Mirrored: true });
				expect(next.seen).toEqual(seen);
			}
			expect(number).toBeGreaterThanOrEqual(must(intact.rows).length);
		}
	);
});

/** A moment at which everything can stop: what the mirror has, or would after a power cut, and whether the database has the change. */
interface Stop {
	files: [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
	isComplete: boolean;
}

/** @returns each moment between two steps of the mirror */
async function stopsOf(act: () => Promise<unknown>): Promise<Stop[]> {
	const stops: Stop[] = [];
	let isComplete = false;
	const databases: { transaction: (...args: never[]) => IDBTransaction } = IDBDatabase.prototype;
	const { transaction: begin } = databases;
	vi.spyOn(databases, 'transaction').mockImplementation(function (this: unknown, ...args) {
		const transaction: IDBTransaction = Reflect.apply(begin, this, args);
		if (transaction.mode === 'readwrite')
			transaction.addEventListener('complete', () => (isComplete = true));
		return transaction;
	});
	const stop = () => {
		const [a, b] = place.files.both;
		stops.push({ files: [a.bytes.slice(), b.bytes.slice()], isComplete });
		stops.push({ files: [a.onDisk.slice(), b.onDisk.slice()], isComplete });
	};
	place.files.beforeStep = stop;
	await act();
	place.files.beforeStep = () => undefined;
	stop();
	vi.restoreAllMocks();
	return stops;
}

/** By then the sweep of each unlock has the same to do. */
const later = startOfTests + dayMs;

interface Act {
	act: (tab: TestVault) => Promise<unknown>;
	/** what may be there besides, between its first transaction and its last */
	between?: (old: Content, made: Content) => Content;
}
type Content = Awaited<ReturnType<typeof content>>;

describe('stopped between any two steps of', () => {
	test.each<[string, (tab: TestVault) => Promise<Act>]>([
		['a commit', async () => ({ act: (tab) => newKey(tab) })],
		[
			'a commit that erases',
			async (tab) => {
				const request = importRequest(await getParameters(tab, await newKey(tab)));
				return { act: ({ handle }) => handle('ImportKeyMaterial', request) };
			}
		],
		['a compaction', async () => ({ act: ({ store }) => compactAll(store) })],
		['a sweep', async () => ({ act: ({ store }) => store.eraseDue(later), between: (old) => old })],
		[
			'a change of the passphrase',
			async () => ({
				act: ({ handle }) =>
					handle('ChangePassphrase', {
						CurrentPassphrase: passphraseAgain(),
						NewPassphrase: passphraseBytes(otherPassphrase)
					}),
				between: (_, made) => ({ ...made, log: made.log.toSpliced(1, 1) })
			})
		],
		[
			'the opening of a vault file',
			async (tab) => {
				const { File } = await tab.handle('SaveVaultFile', {});
				await newKey(tab);
				const request = { File, Passphrase: passphraseAgain(), Replace: true };
				return { act: ({ handle }) => handle('OpenVaultFile', request) };
			}
		],
		[
			'a mirror’s being written anew',
			async () => {
				for (const file of place.files.both) file.bytes = new Uint8Array();
				return { act: (tab) => newKey(tab) };
			}
		]
	])(
		'%s, the next start has the old or the new, with its database and without',
		async (_, prepare) => {
			const { act, between } = await prepare(vault);
			for (const file of place.files.both) file.onDisk = file.bytes.slice();
			const before = await atRest();
			const stops = await stopsOf(() => act(vault));
			const after = await atRest();
			const [old, made] = [
				(await nextStart(before, later)).seen,
				(await nextStart(after, later)).seen
			];
			const betweenThem = between ? [between(old, made)] : [];

			expect(stops.length).toBeGreaterThan(4);
			for (const { files, isComplete } of stops) {
				const { rows } = isComplete ? after : before;
				const possible = [...(isComplete ? [] : [old]), ...betweenThem, made];
				const next = await nextStart({ rows, files }, later);
				expect(next.told).toMatchObject({ Damage: [], Mirrored: true });
				expect(possible).toContainEqual(next.seen);
				if (before.files[0].length + files[0].length + files[1].length === 0) continue;
				if (!isComplete && before.files[0].length === 0) continue;
				const lost = await nextStart({ rows: undefined, files }, later);
				expect(lost.told).toMatchObject({ Damage: [], Recovered: 'DATABASE' });
				expect(possible).toContainEqual(lost.seen);
			}
		}
	);
});
