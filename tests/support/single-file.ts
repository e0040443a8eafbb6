import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { expectHeading, fillPassphrases, openVaultFile, passphrase } from './app.ts';
import type { Disk } from './disk.ts';
import { expect, test as base } from './page-guard.ts';
import { makeVaultFile } from './ready-vault.ts';

/** The address of the single file. */
export const singleFile = pathToFileURL(
	join(import.meta.dirname, '../../build-single/airlock.html')
).href;

/** The guarded `test` for pages of the single file. */
export const test = base.extend({ site: singleFile });

export const status = (page: Page) => page.getByRole('button', { name: /^Status:/ });
export const save = (page: Page) => page.getByRole('button', { name: 'Save the vault file' });
export const dialog = (page: Page, name: string) => page.getByRole('alertdialog', { name });
export const isSaved = (page: Page) => expect(status(page)).toHaveText(/Single file$/);
export const isUnsaved = (page: Page) => expect(status(page)).toHaveText(/Unsaved changes$/);

export async function openSingleFile(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.goto(singleFile);
	await expectHeading(page, 'Keys that stay on this computer');
	return page;
}

/** A vault that is kept in a file of the disk, open. */
export async function openFromDisk(
	context: BrowserContext,
	disk: Disk,
	fill?: Parameters<typeof makeVaultFile>[0]
): Promise<Page> {
	disk.files.set('mine.airlock-vault', await makeVaultFile(fill));
	await disk.plugInto(context);
	const page = await openSingleFile(context);
	await openVaultFile(page);
	return page;
}

export async function createVault(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Create a vault' }).click();
	await fillPassphrases(page, 'Passphrase', passphrase);
	await page.getByRole('button', { name: 'Create vault' }).click();
	await expectHeading(page, 'Keep it safe');
}
