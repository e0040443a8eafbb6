import type { Page } from '@playwright/test';
import { expectHeading, visit } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

const warning = (page: Page) => page.getByText('This computer appears to be online.');
const text = (page: Page) => page.getByLabel('Text to encrypt');

const vaultWith = (AirGapGuard: boolean) =>
	makeVault(async (handle) => {
		await handle('CreateKey', { AliasName: 'alias/orders' });
		await handle('UpdateVault', { Settings: { AirGapGuard } });
	});

test('the air-gap guard, once chosen in Settings, warns where key material is handled', async ({
	page
}) => {
	await openReadyVault(page, await vaultWith(false), '#/crypto/encrypt');
	await expect(text(page)).toBeVisible();
	await visit(page, '#/settings');
	await page.getByLabel('Warn me while this computer appears to be online').check();
	await expect(page.getByText('Saved.')).toBeVisible();
	await visit(page, '#/keys');
	await expectHeading(page, 'Customer managed keys');
	await expect(warning(page)).toBeHidden();

	await visit(page, '#/crypto/encrypt');
	await expect(warning(page)).toBeVisible();
	await expect(text(page)).toBeHidden();
	await page.getByRole('button', { name: 'Check again' }).click();
	await expect(warning(page)).toBeVisible();
	await page.getByRole('button', { name: 'Go on anyway' }).click();
	await text(page).fill('what is typed stays');
	await visit(page, '#/crypto/decrypt');
	await expectHeading(page, 'Decrypt');
	await expect(warning(page)).toBeHidden();
});

test('the air-gap guard is quiet without a network, and warns when one appears', async ({
	page,
	context
}) => {
	await openReadyVault(page, await vaultWith(true), '#/crypto/encrypt');
	await expect(warning(page)).toBeVisible();
	await context.setOffline(true);
	await expect(warning(page)).toBeHidden();
	await text(page).fill('what is typed stays');
	await context.setOffline(false);
	await expect(warning(page)).toBeVisible();
	await expect(text(page)).toBeHidden();
	await page.getByRole('button', { name: 'Go on anyway' }).click();
	await expect(text(page)).toHaveValue('what is typed stays');
});
