import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseVaultFile,
	createKey,
	enterFilePassphrase,
	expectHeading,
	firstVisit,
	importKey,
	lock,
	openVaultFile,
	unlock,
	visit
} from '../support/app.ts';
import { Disk, withoutDialogs } from '../support/disk.ts';
import { watchHashWorkers } from '../support/hash-worker.ts';
import { expect, watch } from '../support/page-guard.ts';
import { makeVaultFile } from '../support/ready-vault.ts';
import {
	createVault,
	dialog,
	isSaved,
	isUnsaved,
	openSingleFile,
	save,
	singleFile,
	status,
	test
} from '../support/single-file.ts';

// The single file as a user opens it from a stick: on file://, with nothing behind it, in the whole browser. What can
// go wrong is in single-file-faults.spec.ts.

/** @returns the text that came out of encrypting */
async function encrypt(page: Page, key: string, plaintext: string): Promise<string> {
	await visit(page, '#/crypto/encrypt');
	await page.getByLabel('Key', { exact: true }).selectOption({ label: key });
	await page.getByLabel('Text to encrypt').fill(plaintext);
	await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
	await expect(page.getByText(`Encrypted with ${key}`)).toBeVisible();
	return page.getByRole('main').locator('code').innerText();
}

async function decrypt(page: Page, ciphertext: string): Promise<void> {
	await visit(page, '#/crypto/decrypt');
	await page.getByLabel('Encrypted text, in Base64 or hex').fill(ciphertext);
	await page.getByRole('button', { name: 'Decrypt', exact: true }).click();
}

/** On file://, every page on the computer could read it. */
async function expectNothingInBrowser(page: Page): Promise<void> {
	const kept = await page.evaluate(async () => ({
		databases: await indexedDB.databases(),
		local: localStorage.length,
		session: sessionStorage.length,
		cookies: document.cookie
	}));
	expect(kept).toEqual({ databases: [], local: 0, session: 0, cookies: '' });
}

async function freshContext(browser: Browser): Promise<BrowserContext> {
	return browser.newContext({ locale: 'en-US' });
}

test('a vault is created, used, saved to a file, and opened from it in another browser', async ({
	context,
	browser
}) => {
	test.slow();
	const disk = new Disk();
	await disk.plugInto(context);
	const page = await openSingleFile(context);
	await isSaved(page);
	await createVault(page);
	await isUnsaved(page);
	await save(page).click();
	await expect(
		page.getByText(/^airlock-[\da-f]{8}\.airlock-vault was saved and read back\.$/)
	).toBeVisible();
	await isSaved(page);
	const created = disk.file;
	await status(page).click();
	await expect(page.getByRole('dialog', { name: 'Status' })).toContainText(
		[...disk.files.keys()][0] ?? '-'
	);
	await page.keyboard.press('Escape');
	await page.getByRole('link', { name: 'Continue' }).click();
	await expectHeading(page, 'Overview');

	await importKey(page, {
		name: 'payments',
		material: randomBytes(32),
		wrappingKeySpec: 'RSA_2048'
	});
	const ciphertext = await encrypt(page, 'payments', 'the parcel is here');
	await decrypt(page, ciphertext);
	await expect(page.getByText('the parcel is here')).toBeVisible();
	await isUnsaved(page);

	await lock(page);
	await isUnsaved(page);
	await expect(page.getByText('There are changes that are not in the file yet.')).toBeVisible();
	await unlock(page);
	await page.keyboard.press('Control+s');
	await isSaved(page);
	expect(disk.questions).toBe(1); // the file is known by now
	expect(disk.file.equals(created)).toBe(false);

	await page.getByRole('button', { name: '简体中文' }).click();
	await page.getByRole('button', { name: 'English' }).click();
	await expectNothingInBrowser(page);
	await page.close({ runBeforeUnload: true });

	const elsewhere = await freshContext(browser);
	const problems = await watch(elsewhere, singleFile);
	await disk.plugInto(elsewhere);
	const other = await openSingleFile(elsewhere);
	await openVaultFile(other);
	await isSaved(other);
	await decrypt(other, ciphertext);
	await expect(other.getByText('the parcel is here')).toBeVisible();
	await expectNothingInBrowser(other);
	await elsewhere.close();
	expect(problems).toEqual([]);
});

test.describe('without a dialog to save with', () => {
	test('a download counts once the person has shown the very file', async ({
		context
	}, testInfo) => {
		await withoutDialogs(context);
		const page = await openSingleFile(context);
		await createVault(page);
		const downloading = page.waitForEvent('download');
		await save(page).click();
		const download = await downloading;
		const file = testInfo.outputPath(download.suggestedFilename());
		await download.saveAs(file);

		const check = page.getByRole('dialog', { name: 'Check the saved file' });
		await expect(check).toContainText(download.suggestedFilename());
		await expectAccessible(page, 'checking the saved file');
		await isUnsaved(page);
		const choose = async (name: string, buffer: Buffer) => {
			const choosing = page.waitForEvent('filechooser');
			await check.getByRole('button', { name: 'Choose the saved file' }).click();
			await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
		};
		await choose('other.airlock-vault', randomBytes(1000));
		await expect(check.getByRole('alert')).toContainText(
			'This is not the file that was just saved.'
		);
		await isUnsaved(page);

		await check.getByRole('button', { name: 'Later' }).click();
		await isUnsaved(page);
		await page.getByRole('button', { name: 'Check the saved file' }).click();
		const choosing = page.waitForEvent('filechooser');
		await check.getByRole('button', { name: 'Choose the saved file' }).click();
		await (await choosing).setFiles(file);
		await expect(check).toBeHidden();
		await isSaved(page);
		await expectNothingInBrowser(page);

		await page.goto('about:blank');
		await page.goto(singleFile);
		await page.getByRole('link', { name: 'Open a vault file' }).click();
		await page.locator('main input[type="file"]').setInputFiles(file);
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await isSaved(page);
	});
});

test('a passphrase is hashed in a worker of its own, in which the policy holds too', async ({
	context,
	problems
}) => {
	await watchHashWorkers(context);
	const page = await openSingleFile(context);
	await createVault(page);
	expect(await page.evaluate(() => window.hashed)).toEqual([{ policyHolds: true }]);
	problems.splice(0); // the browser logged the refused `eval`, which the guard would refuse
});

test('a vault moves from the web to the stick and back', async ({ context, browser, baseURL }) => {
	if (baseURL === undefined) throw new Error('nothing is served');
	test.slow();
	const disk = new Disk();
	disk.files.set(
		'mine.airlock-vault',
		await makeVaultFile((handle) => handle('CreateKey', { AliasName: 'alias/orders' }))
	);
	const web = await browser.newContext({ locale: 'en-US', baseURL });
	const problems = await watch(web, new URL(baseURL).origin);
	await disk.plugInto(web);
	const site = await web.newPage();
	await site.goto('/');
	await firstVisit(site);
	await openVaultFile(site);
	const ciphertext = await encrypt(site, 'orders', 'written on the web');
	await visit(site, '#/settings');
	await site.getByRole('button', { name: 'Save a vault file' }).click();
	await expect(site.getByText(/was saved and read back/)).toBeVisible();
	disk.files.delete('mine.airlock-vault');

	await disk.plugInto(context);
	const page = await openSingleFile(context);
	await openVaultFile(page);
	await decrypt(page, ciphertext);
	await expect(page.getByText('written on the web')).toBeVisible();
	await createKey(page, { name: 'ledger' });
	await page.keyboard.press('Control+s');
	await isSaved(page);

	await visit(site, '#/vault-file/open');
	await chooseVaultFile(site);
	await expect(site.getByText(/^The file holds the vault that is here/)).toBeVisible();
	await site.getByRole('button', { name: 'Replace the vault here…' }).click();
	const replace = dialog(site, 'Replace the vault that is here?');
	await replace.getByLabel('Type Test vault to confirm').fill('Test vault');
	await replace.getByRole('button', { name: 'Replace it' }).click();
	await enterFilePassphrase(site);
	await expectHeading(site, 'Overview');
	await visit(site, '#/keys');
	await expect(site.getByRole('link', { name: 'ledger', exact: true })).toBeVisible();
	await web.close();
	expect(problems).toEqual([]);
});
