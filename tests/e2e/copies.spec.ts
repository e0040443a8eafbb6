import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const question = (page: Page) => page.getByRole('alertdialog', { name: 'Nobody will have a copy' });
const step = (page: Page, name: RegExp) =>
	page.getByRole('list', { name: 'Steps of the import' }).getByRole('link', { name });

/** New key material on one sheet, in step 2 of an import. */
async function openSheet(page: Page): Promise<string> {
	let keyId = '';
	const vault = await makeVault(async (handle) => {
		keyId = (await handle('CreateKey', { Origin: 'EXTERNAL' })).KeyMetadata.KeyId;
		await handle('GetParametersForImport', { KeyId: keyId, WrappingKeySpec: 'RSA_2048' });
	});
	await openReadyVault(page, vault, `#/keys/${keyId}/import/encrypt`);
	await page.getByRole('radio', { name: /one sheet/i }).check();
	await button(page, 'Encrypt').click();
	await expect(page.getByRole('heading', { name: 'Print your copy' })).toBeVisible();
	return page.getByRole('article').locator('output').innerText();
}

test('a sheet is not lost by going on: it is printed first, and comes back', async ({ page }) => {
	await page.addInitScript(() => {
		window.print = () => void dispatchEvent(new Event('afterprint'));
	});
	const text = await openSheet(page);
	const lines = page.getByRole('article').locator('output');
	await expect(page.getByRole('link', { name: 'Continue' })).toHaveCount(0);
	await button(page, 'I have printed it. Go on without testing').click();
	await expect(page.getByText('Print the copy first, or test it')).toBeVisible();
	await step(page, /Import Key’s Data/).click();
	await expect(question(page)).toBeVisible();
	await expectAccessible(page, 'the question');
	await question(page).getByRole('button', { name: 'Back to the copy' }).click();
	await expect(lines).toHaveText(text);
	await button(page, 'I have printed it. Test it now').click();
	await expectHeading(page, 'Test my copy');
	await page.goBack();
	await expect(lines).toHaveText(text);
	await button(page, 'Print').click();
	await button(page, 'I have printed it. Go on without testing').click();
	await expectHeading(page, 'Import Key’s Data');
	await expect(page.getByText('Nobody has a copy')).toHaveCount(0);
	await page.goBack();
	await expect(lines).toHaveText(text);
});

test('that nobody has a copy is said, and said again where the import is confirmed', async ({
	page
}) => {
	await openSheet(page);
	await page.reload();
	await page.locator('input[name="passphrase"]').fill('correct horse battery staple');
	await page.keyboard.press('Enter');
	await expect(page.getByText('This key material is no longer shown')).toBeVisible();
	await expectAccessible(page, 'a sheet that is gone');
	await step(page, /Import Key’s Data/).click();
	await button(page, 'Confirm').click();
	await expect(page.getByText('Print the copy first, or test it').first()).toBeVisible();
	await button(page, 'Go on without a copy').click();
	await question(page).getByRole('button', { name: 'Nobody will have a copy: go on' }).click();
	await expect(page.getByText('Nobody has a copy of this key material')).toBeVisible();
	await expectAccessible(page, 'an import without a copy');
	await button(page, 'Confirm').click();
	await page.waitForURL(/\/import\/done$/);
});
