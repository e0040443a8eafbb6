import { passphrase } from './app.ts';
import type { DrivenPage } from './driven-page.ts';
import { expect } from './page-guard.ts';

// The main journeys, for browsers that Playwright can't drive.

export const button = (name: string) => ({ role: 'button', name }) as const;
export const link = (name: string) => ({ role: 'link', name }) as const;
const radio = (name: string) => ({ role: 'radio', name }) as const;
/** What is slow on a slow machine: a service worker that fetches all files. */
const patience = { timeout: 120_000 };

export const plaintext = 'plaintext that this browser encrypts';

export async function createVault(page: DrivenPage): Promise<void> {
	await page.click(link('Create a vault'));
	await page.fill('Passphrase', passphrase);
	await page.fill('Passphrase again', passphrase);
	await page.click(button('Create vault'));
}

/** From Overview: a new key, and its import in the app. */
export async function importKey(
	page: DrivenPage,
	name: string,
	material: Uint8Array
): Promise<void> {
	await page.click(link('Import a key'));
	await page.fill('Name', name);
	await page.click(button('Create key and continue'));
	await page.select('Wrapping key', 'RSA_2048');
	await page.click(button('Create parameters'));
	await page.click(radio('Paste hex or Base64'));
	await page.fill('Key material in hex or Base64', Buffer.from(material).toString('hex'));
	await page.click(radio('I already have a copy'));
	await page.click(button('Encrypt'));
	await page.click(button('Confirm'));
	await page.see(`${name} is enabled`);
}

/** @returns the ciphertext, Base64 */
export async function encrypt(page: DrivenPage, name: string): Promise<string> {
	await page.evaluate(`void (location.hash = '#/crypto/encrypt')`);
	await page.fill('Text to encrypt', plaintext);
	await page.click(button('Encrypt'));
	await page.see(`Encrypted with ${name}`);
	return String(await page.evaluate(`document.querySelector('main code').innerText`));
}

export async function decrypt(page: DrivenPage, ciphertext: string): Promise<void> {
	await page.evaluate(`void (location.hash = '#/crypto/decrypt')`);
	await page.see('It says which key it needs.');
	await page.fill('Encrypted text, in Base64 or hex', ciphertext);
	await page.click(button('Decrypt'));
	await page.see(plaintext);
}

export async function unlock(page: DrivenPage): Promise<void> {
	await page.see('Unlock the vault');
	await page.fill('Passphrase', passphrase);
	await page.click(button('Unlock'));
}

export async function expectWholeLog(page: DrivenPage): Promise<void> {
	await page.evaluate(`void (location.hash = '#/activity')`);
	await page.see(/ entries\. The chain is whole\./);
}

/** Opens the app, and waits until the page is what the service worker has given it. */
export async function openUnderWorker(page: DrivenPage, baseURL: string): Promise<void> {
	await page.goto(baseURL);
	const underWorker = `navigator.serviceWorker.controller !== null && document.readyState === 'complete' && sessionStorage.getItem('airlock-first-visit') === null`;
	await expect.poll(() => page.evaluate(underWorker).catch(() => false), patience).toBe(true);
}
