import { expect } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import { passphrase } from '../vault.ts';
import { button, expectHeading } from './import-screen.ts';
import { page as place } from './router.svelte.ts';

/** What the user finds on every screen, and does there. */

export const wrongPassphrase = 'That passphrase doesn’t open this vault.';

export const link = (name: string): Locator => page.getByRole('link', { name, exact: true });
export const dialog = page.getByRole('alertdialog');
export const notifications = page.getByRole('status', { name: 'Notifications' });
export const toast = (text: string): Locator => notifications.getByText(text, { exact: true });

/** @returns the texts of all that are found, as they are read: white space is one space */
export const textsOf = (found: Locator): string[] =>
	found.elements().map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

/** Exactly these are found, in this order. */
export const expectTexts = (found: Locator, texts: (string | RegExp)[]): Promise<void> =>
	expect
		.poll(() => textsOf(found))
		.toEqual(
			texts.map((text) =>
				typeof text === 'string' ? text : (expect.stringMatching(text) as unknown)
			)
		);

/** The app is at this address. */
export const expectPlace = (hash: string | RegExp): Promise<void> => {
	const polled = expect.poll(() => place.url.hash);
	return typeof hash === 'string' ? polled.toBe(hash) : polled.toMatch(hash);
};

/** Types a passphrase into the unlock form and sends it. What comes of it is the test's to say. */
export async function enterPassphrase(words = passphrase): Promise<void> {
	await page.getByLabelText('Passphrase', { exact: true }).fill(words);
	await button('Unlock').click();
}

export async function unlock(words = passphrase): Promise<void> {
	await enterPassphrase(words);
	await expect.element(button('Lock')).toBeVisible();
}

export async function lock(): Promise<void> {
	await button('Lock').click();
	await expectHeading('Unlock the vault');
}
