import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseVaultFile,
	createKey,
	enterFilePassphrase,
	expectHeading,
	fillPassphrases,
	firstVisit,
	importKey,
	lock,
	openVaultFile,
	passphrase,
	unlock,
	visit
} from '../support/app.ts';
import { Disk, withoutDialogs } from '../support/disk.ts';
import { expect, watch } from '../support/page-guard.ts';
import { makeVaultFile } from '../support/ready-vault.ts';
import { singleFile, test } from '../support/single-file.ts';

// The single file as a person opens it from a stick: on file://, with nothing behind it.

const status = (page: Page) => page.getByRole('button', { name: /^Status:/ });
const save = (page: Page) => page.getByRole('button', { name: 'Save the vault file' });
const dialog = (page: Page, name: string) => page.getByRole('alertdialog', { name });
const isSaved = (page: Page) => expect(status(page)).toHaveText(/Single file$/);
const isUnsaved = (page: Page) => expect(status(page)).toHaveText(/Unsaved changes$/);

async function openSingleFile(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.goto(singleFile);
	await expectHeading(page, 'Keys that stay on this computer');
	return page;
}

/** A vault that is kept in a file of the disk, open. */
async function openFromDisk(
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

async function createVault(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Create a vault' }).click();
	await fillPassphrases(page, 'Passphrase', passphrase);
	await page.getByRole('button', { name: 'Create vault' }).click();
	await expectHeading(page, 'Keep it safe');
}

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
	await page.getByText('Paste text').click();
	await page.getByLabel('Text to read').fill(ciphertext);
	await page.getByRole('button', { name: 'Use this text' }).click();
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
		await page.locator('input[type="file"]').setInputFiles(file);
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await isSaved(page);
	});
});

test.describe('leaving the page', () => {
	for (const { way, leave } of [
		{ way: 'closed', leave: (page: Page) => page.close({ runBeforeUnload: true }) },
		{ way: 'reloaded', leave: (page: Page) => page.reload({ timeout: 2000 }).catch(() => null) }
	])
		test(`asks first when it is ${way} with changes that are in no file`, async ({ context }) => {
			const disk = new Disk();
			const page = await openFromDisk(context, disk);
			await createKey(page, { name: 'orders' });
			await isUnsaved(page);
			const asking = page.waitForEvent('dialog');
			const leaving = leave(page);
			const question = await asking;
			expect(question.type()).toBe('beforeunload');
			await question.dismiss();
			await leaving;
			await expectHeading(page, 'orders');
			await isUnsaved(page);
		});

	test('asks nothing when all is in the file', async ({ context }) => {
		const disk = new Disk();
		const page = await openFromDisk(context, disk);
		await createKey(page, { name: 'orders' });
		await page.keyboard.press('Control+s');
		await isSaved(page);
		const questions: string[] = [];
		page.on('dialog', (question) => {
			questions.push(question.type());
			void question.accept();
		});
		await page.reload();
		await expectHeading(page, 'Keys that stay on this computer');
		expect(questions).toEqual([]);
	});
});

test.describe('a save that fails', () => {
	for (const { refusal, says } of [
		{ refusal: 'NotAllowedError', says: 'The browser did not let Airlock write the file.' },
		{ refusal: 'NotFoundError', says: 'The file is no longer there.' },
		{ refusal: 'QuotaExceededError', says: 'There is no room for the file.' }
	] as const)
		test(`says so and why, and nothing is lost: ${refusal}`, async ({ context }) => {
			const disk = new Disk();
			const page = await openFromDisk(context, disk);
			const before = disk.file;
			await createKey(page, { name: 'orders' });
			disk.refusal = refusal;
			await page.keyboard.press('Control+s');
			const notSaved = dialog(page, 'Not saved');
			await expect(notSaved).toContainText(says);
			expect(disk.file.equals(before)).toBe(true);
			await expectAccessible(page, `not saved: ${refusal}`);
			await notSaved.getByRole('button', { name: 'Close' }).click();
			await expect(status(page)).toHaveText(/Not saved$/);
			await expectHeading(page, 'orders');

			await page.keyboard.press('Control+s');
			await expect(notSaved).toBeVisible();
			disk.refusal = undefined;
			await notSaved.getByRole('button', { name: 'Try again' }).click();
			await expect(notSaved).toBeHidden();
			await isSaved(page);
			expect(disk.file.equals(before)).toBe(false);
		});

	test('because the disk returns something else does not count as saved', async ({ context }) => {
		const disk = new Disk();
		const page = await openFromDisk(context, disk);
		await createKey(page, { name: 'orders' });
		disk.fails = true;
		await page.keyboard.press('Control+s');
		await expect(dialog(page, 'Not saved')).toContainText(
			'What was read back is not what was written.'
		);
		disk.fails = false;
		disk.choice = 'another.airlock-vault';
		await dialog(page, 'Not saved').getByRole('button', { name: 'Save as another file' }).click();
		await isSaved(page);
		expect([...disk.files.keys()]).toEqual(['mine.airlock-vault', 'another.airlock-vault']);
	});

	test('because the file has changes from elsewhere leaves the file as it is', async ({
		context
	}) => {
		const disk = new Disk();
		const page = await openFromDisk(context, disk);
		const second = await openSingleFile(context);
		await openVaultFile(second);
		for (const [one, name] of [
			[page, 'orders'],
			[second, 'ledger']
		] as const)
			await createKey(one, { name });
		await page.keyboard.press('Control+s');
		await isSaved(page);
		const saved = disk.file;
		await second.keyboard.press('Control+s');
		await expect(dialog(second, 'Not saved')).toContainText(
			'The file holds changes that are not here.'
		);
		expect(disk.file.equals(saved)).toBe(true);
	});

	test('is no failure when the person thinks better of it', async ({ context }) => {
		const disk = new Disk();
		await disk.plugInto(context);
		const page = await openSingleFile(context);
		await createVault(page);
		disk.cancels = true;
		await save(page).click();
		await expect.poll(() => disk.questions).toBe(1);
		await expect(save(page)).toHaveAttribute('aria-busy', 'false');
		await isUnsaved(page);
		await expect(page.getByRole('alertdialog')).toBeHidden();
	});
});

test('opening another file over changes that are in none asks for the vault’s name', async ({
	context
}) => {
	const disk = new Disk();
	const page = await openFromDisk(context, disk);
	await createKey(page, { name: 'orders' });
	disk.files.set('other.airlock-vault', await makeVaultFile());
	disk.choice = 'other.airlock-vault';
	await visit(page, '#/vault-file/open');
	await chooseVaultFile(page);
	await expect(page.getByText(/^The file holds another vault\./)).toBeVisible();
	await page.getByRole('button', { name: 'Replace the vault here…' }).click();
	const replace = dialog(page, 'Replace the vault that is here?');
	await expect(replace).toContainText('It has changes that are in no file. They will be lost.');
	await replace.getByRole('button', { name: 'Keep the vault here' }).click();
	await save(page).click();
	await isSaved(page);
	await page.getByRole('button', { name: 'Replace the vault here…' }).click();
	await expect(replace).toContainText('Its file stays as it was saved last.');
	await replace.getByRole('button', { name: 'Replace it' }).click();
	await enterFilePassphrase(page);
	await expectHeading(page, 'Overview');
	await isSaved(page);
	await visit(page, '#/settings');
	await expect(
		page.getByRole('definition').filter({ hasText: 'other.airlock-vault' })
	).toBeVisible();
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

for (const { colorScheme, locale } of [
	{ colorScheme: 'light', locale: 'en-US' },
	{ colorScheme: 'dark', locale: 'zh-CN' }
] as const)
	test.describe(`${colorScheme}, ${locale}`, () => {
		test.use({ colorScheme, locale });

		test('its own looks are accessible and say what it does not have', async ({ context }) => {
			const disk = new Disk();
			disk.files.set('mine.airlock-vault', await makeVaultFile());
			await disk.plugInto(context);
			const page = await context.newPage();
			await page.goto(singleFile);
			await expect(page.locator('main a[href="#/setup"]')).toBeVisible();
			await expectAccessible(page, 'Welcome');
			await visit(page, '#/setup');
			await expect(page.locator('input[type="radio"]:disabled')).toHaveCount(1);
			await expectAccessible(page, 'Create a vault');
			await visit(page, '#/vault-file/open');
			await page.locator('main button.primary[type="button"]').click();
			await page.locator('input[type="password"]').fill(passphrase);
			await page.keyboard.press('Enter');
			await expect(page.getByRole('navigation')).toBeVisible();
			for (const [hash, missing] of [
				['#/setup/safe', 3],
				['#/settings', 2],
				['#/vault-file/open', 0]
			] as const) {
				await visit(page, hash);
				await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
				const greyed = page.locator('main button:disabled[aria-describedby]');
				await expect.poll(() => greyed.count(), hash).toBeGreaterThanOrEqual(missing);
				await expectAccessible(page, hash);
			}
		});
	});
