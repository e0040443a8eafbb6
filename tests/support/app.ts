import type { Locator, Page, Worker } from '@playwright/test';
import { expect } from './page-guard.ts';

/** Drives Airlock as a user does, in English. Each function ends when the page shows that it is done. */

export const passphrase = 'correct horse battery staple';

/**
 * Does something and waits for what comes of it. Where the page refuses instead, the test fails at once, with what the
 * page says.
 */
async function reach(page: Page, act: () => Promise<void>, goal: Locator): Promise<void> {
	const refusals = page.locator('main [role="alert"], main section[tabindex="-1"]');
	const before = await refusals.allInnerTexts();
	await act();
	let outcome: true | string = '';
	await expect
		.poll(async () => {
			// What is said beside the goal is no refusal, so the goal is looked for last.
			const said = await refusals.allInnerTexts();
			if (await goal.isVisible()) return (outcome = true);
			return (outcome = said.filter((words) => !before.includes(words)).join('\n'));
		})
		.toBeTruthy();
	expect(outcome, 'what the page says instead').toBe(true);
}

const headingOf = (page: Page, name: string | RegExp): Locator =>
	page.getByRole('heading', { level: 1, name });

/**
 * Waits until a page that loads itself anew at its first visit, under its service worker, has done so. Where the test
 * leaves the service worker out (page-guard.ts), there is nothing to wait for.
 */
export async function firstVisit(page: Page): Promise<void> {
	const isOver = () =>
		Object.hasOwn(navigator.serviceWorker, 'register') ||
		(navigator.serviceWorker.controller !== null &&
			document.readyState === 'complete' &&
			sessionStorage.getItem('airlock-first-visit') === null);
	await expect.poll(() => page.evaluate(isOver).catch(() => false), 'the first visit').toBe(true);
}

/** @returns the worker that holds the keys, once it is the only one: one of the page that was left may end late */
export async function vaultWorker(page: Page): Promise<Worker> {
	await expect.poll(() => page.workers().length, 'workers of the page').toBe(1);
	return page.workers()[0] as Worker;
}

/** Makes a vault and stays unlocked, on Overview. It costs the true Argon2id; most tests do better with `openReadyVault`. */
export async function createVault(
	page: Page,
	vault: { name?: string; passphrase?: string } = {}
): Promise<void> {
	await page.goto('/#/setup');
	await firstVisit(page);
	await page.getByLabel('Vault name').fill(vault.name ?? 'Test vault');
	await fillPassphrases(page, 'Passphrase', vault.passphrase ?? passphrase);
	const create = page.getByRole('button', { name: 'Create vault' });
	const later = page.getByRole('link', { name: 'Do this later' });
	await reach(page, () => create.click(), later);
	await later.click();
	await expectHeading(page, 'Overview');
}

/** Types a passphrase into the unlock form and sends it. What comes of it is the test's to say. */
export async function enterPassphrase(page: Page, words = passphrase): Promise<void> {
	await page.getByLabel('Passphrase', { exact: true }).fill(words);
	await page.getByRole('button', { name: 'Unlock' }).click();
}

/** Unlocks; the page that was asked for stands where the form was. */
export async function unlock(page: Page, words = passphrase): Promise<void> {
	await reach(page, () => enterPassphrase(page, words), lockButton(page));
}

export async function lock(page: Page): Promise<void> {
	await lockButton(page).click();
	await expectHeading(page, 'Unlock the vault');
}

/** Only while unlocked. */
export const lockButton = (page: Page): Locator =>
	page.getByRole('button', { name: 'Lock', exact: true });

export async function expectHeading(page: Page, heading: string | RegExp): Promise<void> {
	await expect(headingOf(page, heading)).toBeVisible();
}

/** Goes to a page as a link in it would. */
export async function visit(page: Page, hash: string): Promise<void> {
	await page.evaluate((href) => {
		const link = document.createElement('a');
		link.href = href;
		document.querySelector('#app')?.append(link);
		link.click();
		link.remove();
	}, hash);
}

export interface NewKey {
	name: string;
	origin?: 'EXTERNAL' | 'AIRLOCK';
	description?: string;
}

/**
 * Makes a CMK. Afterwards the page is its own, or with origin External the first step of its import.
 *
 * @returns its key id
 */
export async function createKey(
	page: Page,
	{ name, origin = 'AIRLOCK', description }: NewKey
): Promise<string> {
	await visit(page, '#/keys/new');
	await expectHeading(page, 'Create key');
	const nameField = page.getByLabel('Name', { exact: true });
	await expect(nameField).not.toHaveValue(''); // a name is suggested
	await nameField.fill(name);
	if (description !== undefined) await page.getByLabel('Description').fill(description);
	const external = origin === 'EXTERNAL';
	await page.getByRole('radio', { name: external ? /^External/ : /^Made by Airlock/ }).check();
	await page.getByRole('button', { name: /^Create key/ }).click();
	const address = external ? /#\/keys\/[\da-f-]{36}\/import/ : /#\/keys\/[\da-f-]{36}$/;
	await page.waitForURL(address);
	return keyIdOf(page);
}

/** @returns the id of the key that the page is about */
export function keyIdOf(page: Page): string {
	return /#\/keys\/([\da-f-]{36})/.exec(page.url())?.[1] ?? '';
}

export interface NewImport extends Omit<NewKey, 'origin'> {
	/** 32 bytes, pasted as hex, or the file that has them */
	material: Uint8Array | { file: string };
	wrappingKeySpec?: 'RSA_2048' | 'RSA_3072' | 'RSA_4096';
}

/**
 * Makes a CMK with origin External and imports key material that is encrypted in the app. Afterwards the page says that
 * it is enabled.
 *
 * @returns its key id
 */
export async function importKey(page: Page, key: NewImport): Promise<string> {
	const keyId = await createKey(page, { ...key, origin: 'EXTERNAL' });
	await createParameters(page, key.wrappingKeySpec);
	await encryptKeyMaterial(page, key.material);
	const enabled = headingOf(page, `${key.name} is enabled`);
	await reach(page, () => confirmImport(page), enabled);
	return keyId;
}

/** The first step of an import, to the second. */
export async function createParameters(
	page: Page,
	wrappingKeySpec: NewImport['wrappingKeySpec'] = 'RSA_4096'
): Promise<void> {
	await page.getByLabel('Wrapping key', { exact: true }).selectOption(wrappingKeySpec);
	const create = page.getByRole('button', { name: 'Create parameters' });
	await reach(page, () => create.click(), headingOf(page, 'Encrypt key material'));
}

/** The second step of an import, in the app, to the third. */
export async function encryptKeyMaterial(
	page: Page,
	material: NewImport['material']
): Promise<void> {
	if (material instanceof Uint8Array) {
		await page.getByRole('radio', { name: 'Paste hex or Base64' }).check();
		const field = page.getByLabel('Key material in hex or Base64');
		await field.fill(Buffer.from(material).toString('hex'));
		await field.blur();
		await expect(page.getByText(`hex → ${material.length} bytes`)).toBeVisible();
	} else {
		await page.getByRole('radio', { name: 'From a file' }).check();
		const slot = page.getByRole('group', { name: 'Key material file' });
		await slot.locator('input[type="file"]').setInputFiles(material.file);
		await expect(slot).toContainText('Ready to be encrypted.');
	}
	await page.getByRole('radio', { name: 'I already have a copy' }).check();
	const encrypt = page.getByRole('button', { name: 'Encrypt', exact: true });
	await reach(page, () => encrypt.click(), headingOf(page, 'Import Key’s Data'));
}

/** The third step of an import. What comes of it is the test's to say. */
export async function confirmImport(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Confirm', exact: true }).click();
}

/** Fills in a new passphrase, twice; the second field is named after the first. */
export async function fillPassphrases(page: Page, label: string, words: string): Promise<void> {
	await page.getByLabel(label, { exact: true }).fill(words);
	await page.getByLabel(`${label} again`, { exact: true }).fill(words);
}

/** Opens a vault file where there is no vault, from Welcome to Overview. */
export async function openVaultFile(page: Page, words = passphrase): Promise<void> {
	await page.getByRole('link', { name: 'Open a vault file' }).click();
	await chooseVaultFile(page);
	await enterFilePassphrase(page, words);
	await expectHeading(page, 'Overview');
}

/** Presses the button. Which file it is, the test's disk knows. */
export async function chooseVaultFile(page: Page): Promise<void> {
	await page.getByRole('button', { name: /^Choose (a vault|another) file$/ }).click();
}

/** Types the passphrase of a vault file that was chosen. What comes of it is the test's to say. */
export async function enterFilePassphrase(page: Page, words = passphrase): Promise<void> {
	await page.getByLabel('Passphrase', { exact: true }).fill(words);
	await page.getByRole('button', { name: 'Open the vault' }).click();
}
