import type { Page, Worker } from '@playwright/test';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { argon2idFloor, type Argon2idCost } from '#lib/crypto/argon2id.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { migrate, schemaVersion, type VaultSchema } from '#lib/storage/schema.ts';
import { IDBFactory } from 'fake-indexeddb';
import type { IDBPDatabase } from 'idb';
import { firstVisit, passphrase, unlock } from './app.ts';
import { expect } from './page-guard.ts';
import { cheapAgeFile, cheapPassphrase } from './vault.ts';

type RowsToWrite = Partial<Omit<VaultSnapshot, 'head'>> & {
	head?: VaultSnapshot['head'] | undefined;
};

/**
 * Makes a vault with the engine itself, here in Node, at the lowest cost of Argon2id that the format allows: its slot
 * says so, and the built app then unlocks it in no time.
 *
 * @param fill - what is done in it; it is unlocked
 * @param now - the clock by which it is done
 * @returns every row of it, as it lies in IndexedDB
 */
export async function makeVault(
	fill: (handle: Handle) => Promise<unknown> = async () => undefined,
	now: () => EpochMillis = () => Date.now(),
	passphraseCost: Argon2idCost = cheapPassphrase
): Promise<VaultSnapshot> {
	const store = createMemoryStore();
	const kms = createKms({
		store,
		clock: { now, uptime: () => performance.now() },
		passphraseCost,
		ageWorkFactor: cheapAgeFile
	});
	await kms.handle('CreateVault', {
		VaultName: 'Test vault',
		Passphrase: passphraseBytes(passphrase)
	});
	await fill(kms.handle);
	const snapshot = await store.readSnapshot();
	if (!snapshot) throw new Error('there is no vault');
	return snapshot;
}

/** A document of the site that is not the app: nothing else has the database open there. */
const blankPage = '/icon.svg';

interface StoreShape {
	name: string;
	keyPath: string | null;
	indexes: { name: string; keyPath: string }[];
}

/** @returns the object stores that the app makes for a new vault */
async function storesOfNewVault(): Promise<StoreShape[]> {
	const opening = new IDBFactory().open('airlock', schemaVersion);
	opening.onupgradeneeded = () => {
		migrate(opening.result as unknown as IDBPDatabase<VaultSchema>, 0);
	};
	await new Promise((resolve, reject) => {
		opening.onsuccess = resolve;
		opening.onerror = reject;
	});
	const database = opening.result;
	const reading = database.transaction([...database.objectStoreNames]);
	return [...database.objectStoreNames].map((name) => {
		const store = reading.objectStore(name);
		const indexes = [...store.indexNames].map((index) => ({
			name: index,
			keyPath: String(store.index(index).keyPath)
		}));
		return { name, keyPath: store.keyPath as string | null, indexes };
	});
}

/**
 * Puts a vault into a browser that has none, in any language, and opens the app at `hash`: locked. The rows are written
 * beside the app, which is loaded once.
 */
export async function placeVault(page: Page, vault: VaultSnapshot, hash = '#/'): Promise<void> {
	await page.goto(blankPage);
	const stores = await storesOfNewVault();
	await page.evaluate(
		async ({ version, shapes }) => {
			const opening = indexedDB.open('airlock', version);
			opening.onupgradeneeded = () => {
				for (const { name, keyPath, indexes } of shapes) {
					const store = opening.result.createObjectStore(name, { keyPath });
					for (const index of indexes) store.createIndex(index.name, index.keyPath);
				}
			};
			await new Promise((resolve, reject) => {
				opening.onsuccess = resolve;
				opening.onerror = reject;
			});
			opening.result.close();
		},
		{ version: schemaVersion, shapes: stores }
	);
	await writeRows(page, vault);
	await page.goto(`/${hash}`);
	await firstVisit(page);
	await expect(page.locator('input[name="passphrase"]')).toBeVisible();
}

/** Writes rows over those that are there, behind the app’s back; a head that is undefined is deleted. */
export async function writeRows(target: Page | Worker, rows: RowsToWrite): Promise<void> {
	const putAll = async (all: RowsToWrite) => {
		const opening = indexedDB.open('airlock');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const database = opening.result;
		const writing = database.transaction([...database.objectStoreNames], 'readwrite');
		const { head, ...stores } = all;
		if (head) writing.objectStore('head').put(head, 'head');
		else if ('head' in all) writing.objectStore('head').delete('head');
		for (const [name, list] of Object.entries(stores))
			for (const row of list) writing.objectStore(name).put(row);
		await new Promise((resolve) => (writing.oncomplete = resolve));
		database.close();
	};
	await (target as Page).evaluate(putAll, rows);
}

/** Does something and waits until the vault that the browser keeps is another one than before. */
export async function untilSaved(page: Page, act: () => Promise<void>): Promise<void> {
	const head = () =>
		page.evaluate(async () => {
			const opening = indexedDB.open('airlock');
			await new Promise((resolve) => (opening.onsuccess = resolve));
			const reading = opening.result.transaction('head').objectStore('head').get('head');
			await new Promise((resolve) => (reading.onsuccess = resolve));
			opening.result.close();
			return JSON.stringify(reading.result, (_, value: unknown) =>
				value instanceof Uint8Array ? [...value] : value
			);
		});
	const before = await head();
	await act();
	await expect.poll(head).not.toBe(before);
}

/** The same as {@link placeVault}, and unlocks it. */
export async function openReadyVault(
	page: Page,
	vault: VaultSnapshot,
	hash?: string
): Promise<void> {
	await placeVault(page, vault, hash);
	await unlock(page);
}

/**
 * Makes a vault as {@link makeVault} does, but for its slot: the app opens no file of a cheaper one as it is.
 *
 * @returns it as a vault file
 */
export async function makeVaultFile(
	fill: (handle: Handle) => Promise<unknown> = async () => undefined
): Promise<Buffer> {
	let file = Buffer.alloc(0);
	await makeVault(
		async (handle) => {
			await fill(handle);
			file = Buffer.from((await handle('SaveVaultFile', {})).File);
		},
		undefined,
		argon2idFloor
	);
	return file;
}
