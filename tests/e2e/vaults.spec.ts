import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseVaultFile,
	createKey,
	enterFilePassphrase,
	enterPassphrase,
	expectHeading,
	fillPassphrases,
	lock,
	lockButton,
	passphrase,
	unlock,
	visit
} from '../support/app.ts';
import { Disk } from '../support/disk.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, makeVaultFile, openReadyVault, placeVault } from '../support/ready-vault.ts';

// Several vaults in one browser.

const ownPassphrase = 'the second vault opens with this';
const chosen = (page: Page) => page.getByLabel('Vault in this browser');
const option = (page: Page, name: RegExp) => chosen(page).locator('option', { hasText: name });

async function choose(page: Page, name: RegExp): Promise<void> {
	await chosen(page).selectOption({ label: (await option(page, name).innerText()).trim() });
}

async function expectKeys(page: Page, ...names: string[]): Promise<void> {
	await visit(page, '#/keys');
	await expect(page.getByRole('rowheader').getByRole('link')).toHaveText(names);
}

/** Puts a vault file on the disk of the pages that are opened from now on. */
async function putOnDisk(context: BrowserContext, file: Buffer): Promise<void> {
	const disk = new Disk();
	await disk.plugInto(context);
	disk.files.set('other.airlock-vault', file);
}

const withKey = (alias: string) =>
	makeVault((handle) => handle('CreateKey', { AliasName: `alias/${alias}` }));
const fileWithKey = (alias: string) =>
	makeVaultFile((handle) => handle('CreateKey', { AliasName: `alias/${alias}` }));

/** Opens a file of another vault beside the one that is here. */
async function openBeside(page: Page): Promise<void> {
	await page.goto('/#/vault-file/open');
	await expectHeading(page, 'Open a vault file');
	await chooseVaultFile(page);
	await expect(page.getByText('They stay as they are.')).toBeVisible();
	await expectAccessible(page, 'a file of another vault');
	await page.getByRole('button', { name: 'Go on, beside the others' }).click();
	await enterFilePassphrase(page);
	await expectHeading(page, 'Overview');
}

test('a second vault opens with its own passphrase; to delete one leaves the other whole', async ({
	page
}) => {
	await placeVault(page, await withKey('orders'));
	await page.getByRole('link', { name: 'Create another vault' }).click();
	await expectHeading(page, 'Create a vault');
	await page.getByRole('button', { name: 'Back to the vaults in this browser' }).click();
	await expectHeading(page, 'Unlock the vault');
	await expect(chosen(page)).toHaveCount(0);
	await page.getByRole('link', { name: 'Create another vault' }).click();
	await expectHeading(page, 'Create a vault');
	await page.getByLabel('Vault name').fill('Second');
	await page.getByLabel('Label before the unlock').fill('Ledgers');
	await expectAccessible(page, 'the making of another vault');
	await fillPassphrases(page, 'Passphrase', ownPassphrase);
	await page.getByRole('button', { name: 'Create vault' }).click();
	await page.getByRole('link', { name: 'Do this later' }).click();
	await expectHeading(page, 'Overview');
	await createKey(page, { name: 'ledger' });
	await visit(page, '#/settings');
	await expect(page).toHaveTitle('Settings · Ledgers · Airlock');
	await page.getByLabel('Label before the unlock').fill('Books');
	await page.getByLabel('Label before the unlock').blur();
	await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
	await expect(page).toHaveTitle('Settings · Books · Airlock');
	await expect(page.getByRole('banner')).toContainText('Books · Second');
	await expectAccessible(page, 'the settings of a vault among others');

	await lock(page);
	await expect(option(page, /^Books · /)).toBeAttached();
	await expect(chosen(page)).toHaveValue('2');
	await expectAccessible(page, 'the choice of a vault');
	await enterPassphrase(page, passphrase);
	await expect(page.getByText(/doesn’t open this vault/)).toBeVisible();
	await expect(page.getByText(/the passphrase of another vault/)).toBeVisible();
	await unlock(page, ownPassphrase);
	await expectKeys(page, 'ledger');

	await lock(page);
	await choose(page, /^Vault 1 · /);
	await expect(page.getByText(/doesn’t open this vault/)).toHaveCount(0);
	await unlock(page);
	await expectKeys(page, 'orders');
	await visit(page, '#/settings/delete');
	await page.getByRole('button', { name: 'Delete this vault…' }).click();
	const dialog = page.getByRole('alertdialog');
	await dialog.getByLabel(/^Type .* to confirm$/).fill('Test vault');
	await dialog.getByLabel('Passphrase of this vault', { exact: true }).fill(passphrase);
	await dialog.getByRole('button', { name: 'Delete the vault' }).click();

	await expectHeading(page, 'Unlock the vault');
	await expect(chosen(page)).toHaveCount(0);
	await unlock(page, ownPassphrase);
	await expectKeys(page, 'ledger');
	await page.reload();
	await unlock(page, ownPassphrase);
	await expectKeys(page, 'ledger');
});

/** @returns a tab with the vault of a file that was opened beside the one of the page */
async function ledgerBesideOrders(page: Page, context: BrowserContext): Promise<Page> {
	await putOnDisk(context, await fileWithKey('ledger'));
	await openReadyVault(page, await withKey('orders'));
	const tab = await context.newPage();
	await openBeside(tab);
	return tab;
}

test('a vault file opens beside the vault that is here; two tabs have one each, and a lock leaves the other open', async ({
	page,
	context
}) => {
	const tab = await ledgerBesideOrders(page, context);
	await expectKeys(tab, 'ledger');
	await expectKeys(page, 'orders');

	await lock(page);
	await expect(chosen(page)).toHaveValue('1');
	await createKey(tab, { name: 'while the other is locked' });
	await unlock(page);
	await expectKeys(page, 'orders');
	await lock(tab);
	await createKey(page, { name: 'still open' });
	await page.reload();
	await unlock(page);
	await expectKeys(page, 'orders', 'still open');
	await unlock(tab);
	await expectKeys(tab, 'ledger', 'while the other is locked');

	// The same file again: its vault is here already, and comes in no second time.
	await visit(page, '#/vault-file/open');
	await chooseVaultFile(page);
	await expect(
		page.getByText(/^This browser already has the vault of this file: Vault 2 · /)
	).toBeVisible();
	await page.getByRole('button', { name: 'Compare the file with it' }).click();
	await expect(page.getByText(/but is older by \d+ log entries\.$/)).toBeVisible();
	await expect(lockButton(tab)).toBeVisible();
});

test('a vault that was lost is said to be, and the others open', async ({ page, context }) => {
	await putOnDisk(context, await fileWithKey('ledger'));
	await openReadyVault(page, await withKey('orders'));
	await openBeside(page);
	await page.goto('/icon.svg');
	await expect(() =>
		page.evaluate(async () => {
			const folder = await navigator.storage.getDirectory();
			for await (const name of folder.keys())
				if (/^airlock-2\.[ab]$/.test(name)) await folder.removeEntry(name);
			const deleting = indexedDB.deleteDatabase('airlock-2');
			await new Promise((resolve) => (deleting.onsuccess = resolve));
		})
	).toPass();
	await page.goto('/');
	await expect(page.getByText('The vault that this browser kept is gone.')).toBeVisible();
	await page.getByRole('button', { name: 'Back to the vaults in this browser' }).click();
	await expectHeading(page, 'Unlock the vault');
	await expect(option(page, /^Vault 2 · not found$/)).toBeAttached();
	await unlock(page);
	await expectKeys(page, 'orders');
});

test('a vault whose passphrase is lost is deleted alone, also while another tab has it open', async ({
	page,
	context
}) => {
	const tab = await ledgerBesideOrders(page, context);
	const other = await context.newPage();
	await other.goto('/');
	await expectHeading(other, 'Unlock the vault');
	await expect(chosen(other)).toHaveValue('2');
	await other.getByText('Forgot the passphrase?').click();
	await other.getByRole('button', { name: 'Delete this vault…' }).click();
	const dialog = other.getByRole('alertdialog');
	await expect(dialog.getByText(/can’t be saved while the vault is locked/)).toBeVisible();
	await expectAccessible(other, 'the deletion of a vault whose passphrase is lost');
	const words = (await option(other, /^Vault 2 · /).textContent()) ?? '';
	const [, id = ''] = words.trim().split(' · ');
	const confirm = dialog.getByRole('button', { name: 'Delete the vault' });
	await dialog.getByLabel(/^Type .* to confirm$/).fill('another');
	await confirm.click();
	await expect(dialog.getByText(`Type ${id}`).first()).toBeVisible();
	await dialog.getByLabel(/^Type .* to confirm$/).fill(id);
	await confirm.click();

	await expect(dialog).toHaveCount(0);
	await expectHeading(other, 'Unlock the vault');
	await expect(chosen(other)).toHaveCount(0);
	await unlock(other);
	await expectKeys(other, 'orders');
	await expect(lockButton(tab)).toHaveCount(0);
});
