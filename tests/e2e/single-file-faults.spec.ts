import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseVaultFile,
	createKey,
	enterFilePassphrase,
	expectHeading,
	openVaultFile,
	passphrase,
	visit
} from '../support/app.ts';
import { Disk } from '../support/disk.ts';
import { expect } from '../support/page-guard.ts';
import { makeVaultFile } from '../support/ready-vault.ts';
import {
	createVault,
	dialog,
	isSaved,
	isUnsaved,
	openFromDisk,
	openSingleFile,
	save,
	singleFile,
	status,
	test
} from '../support/single-file.ts';

// What can go wrong with the single file, and how it looks.

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
	await expect(replace).toContainText('Its file stays as you last saved it.');
	await replace.getByRole('button', { name: 'Replace it' }).click();
	await enterFilePassphrase(page);
	await expectHeading(page, 'Overview');
	await isSaved(page);
	await visit(page, '#/settings');
	await expect(
		page.getByRole('definition').filter({ hasText: 'other.airlock-vault' })
	).toBeVisible();
});

for (const { colorScheme, locale } of [
	{ colorScheme: 'light', locale: 'en-US' },
	{ colorScheme: 'dark', locale: 'zh-CN' }
] as const)
	test.describe(`${colorScheme}, ${locale}`, () => {
		test.use({ colorScheme, locale });

		test('its own looks are accessible and say what it does not have', async ({ context }) => {
			const look = (page: Page, what: string) => expectAccessible(page, what, locale !== 'en-US');
			const disk = new Disk();
			disk.files.set('mine.airlock-vault', await makeVaultFile());
			await disk.plugInto(context);
			const page = await context.newPage();
			await page.goto(singleFile);
			await expect(page.locator('main a[href="#/setup"]')).toBeVisible();
			await look(page, 'Welcome');
			await visit(page, '#/setup');
			await expect(page.locator('input[type="radio"]:disabled')).toHaveCount(1);
			await look(page, 'Create a vault');
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
				await look(page, hash);
			}
		});
	});
