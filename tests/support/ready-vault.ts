import type { Page, Worker } from '@playwright/test';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { argon2idFloor, type Argon2idCost } from '#lib/crypto/argon2id.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { entryOf, entryRow, openingOf, openingRow } from '#lib/storage/stored-row.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { migrate, schemaVersion, type StoredRow } from '#lib/storage/schema.ts';
import { IDBFactory } from 'fake-indexeddb';
import { firstVisit, passphrase, unlock } from './app.ts';
import { expect } from './page-guard.ts';
import { cheapAgeFile, cheapPassphrase } from './vault.ts';

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
		migrate(opening.result, 0);
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
 * Puts a vault into a browser that has none, in any language, and opens the app at `hash`: locked. The values are
 * written beside the app, which is loaded once.
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
	await writeVault(page, vault);
	await page.goto(`/${hash}`);
	await firstVisit(page);
	await expect(page.locator('input[name="passphrase"]')).toBeVisible();
}

/** Writes a vault in place of what is there, behind the app’s back; without an opening, entries alone. */
export async function writeVault(
	target: Page | Worker,
	{ entries, ...opening }: Pick<VaultSnapshot, 'entries'> & Partial<VaultSnapshot>
): Promise<void> {
	const { vaultId, slots } = opening;
	const rows = [
		...(vaultId && slots ? [openingRow({ vaultId, slots })] : []),
		...entries.map((entry) => entryRow(entry))
	];
	const putAll = async (all: StoredRow[]) => {
		const opened = indexedDB.open('airlock');
		await new Promise((resolve) => (opened.onsuccess = resolve));
		const database = opened.result;
		const writing = database.transaction('entries', 'readwrite');
		writing.objectStore('entries').clear();
		for (const row of all) writing.objectStore('entries').put(row);
		await new Promise((resolve) => (writing.oncomplete = resolve));
		database.close();
	};
	await (target as Page).evaluate(putAll, rows);
}

/** @returns the vault that the browser keeps */
export async function readVault(target: Page | Worker): Promise<VaultSnapshot> {
	const getAll = async () => {
		const opening = indexedDB.open('airlock');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const reading = opening.result.transaction('entries').objectStore('entries').getAll();
		await new Promise((resolve) => (reading.onsuccess = resolve));
		opening.result.close();
		// Bytes that are sent one by one fill their buffers.
		return (reading.result as StoredRow[]).map((row) => ({ ...row, bytes: [...row.bytes] }));
	};
	const [opening, ...entries] = (await (target as Page).evaluate(getAll)).map(
		({ bytes, ...row }) => ({ ...row, bytes: Uint8Array.from(bytes) })
	);
	if (!opening) throw new Error('there is no vault');
	return { ...openingOf(opening), entries: entries.map(entryOf) };
}

/** Does something and waits until the vault that the browser keeps is another one than before. */
export async function untilSaved(page: Page, act: () => Promise<void>): Promise<void> {
	const epoch = () =>
		page.evaluate(async () => {
			const opening = indexedDB.open('airlock');
			await new Promise((resolve) => (opening.onsuccess = resolve));
			const reading = opening.result.transaction('entries').objectStore('entries').getAllKeys();
			await new Promise((resolve) => (reading.onsuccess = resolve));
			opening.result.close();
			return JSON.stringify(reading.result);
		});
	const before = await epoch();
	await act();
	await expect.poll(epoch).not.toBe(before);
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
