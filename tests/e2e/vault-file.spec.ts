import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Handle } from '#lib/service/api.ts';
import { parseVaultFileBody, splitVaultFile } from '#lib/storage/vault-file.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseVaultFile,
	createKey,
	enterFilePassphrase,
	expectHeading,
	lock,
	lockButton,
	openVaultFile,
	unlock,
	visit
} from '../support/app.ts';
import { Disk, withoutDialogs } from '../support/disk.ts';
import { expect, test as base } from '../support/page-guard.ts';
import {
	makeVault,
	makeVaultFile,
	openReadyVault,
	placeVault,
	writeRows
} from '../support/ready-vault.ts';

const test = base.extend<{ disk: Disk }>({
	disk: async ({ context }, use) => {
		const disk = new Disk();
		await disk.plugInto(context);
		await use(disk);
	}
});

const fileName = /^airlock-[\da-f]{8}\.airlock-vault$/;
const saveButton = (page: Page) => page.getByRole('button', { name: 'Save a vault file' });
const lastSaved = (page: Page) => page.locator('dt:has-text("Last vault file") + dd');
const replaceButton = (page: Page) => page.getByRole('button', { name: 'Replace the vault here…' });
const replaceDialog = (page: Page) =>
	page.getByRole('alertdialog', { name: 'Replace the vault that is here?' });

/** A vault with one key, at rest and as a file, and the same vault once it has another key. */
async function twoAges(): Promise<{
	older: VaultSnapshot;
	olderFile: Buffer;
	newer: VaultSnapshot;
	newerFile: Buffer;
}> {
	const files: Buffer[] = [];
	const save = async (handle: Handle) =>
		files.push(Buffer.from((await handle('SaveVaultFile', {})).File));
	const newer = await makeVault(async (handle) => {
		await handle('CreateKey', { AliasName: 'alias/orders' });
		await save(handle);
		await handle('CreateKey', { AliasName: 'alias/ledger' });
		await save(handle);
	});
	const [olderFile, newerFile] = files;
	if (!olderFile || !newerFile) throw new Error('nothing was saved');
	const older = parseVaultFileBody(splitVaultFile(new Uint8Array(olderFile)));
	return { older, olderFile, newer, newerFile };
}

async function expectKeys(page: Page, ...names: string[]): Promise<void> {
	await visit(page, '#/keys');
	await expect(page.getByRole('rowheader').getByRole('link')).toHaveText(names);
}

test.describe('saving', () => {
	test('writes a file, reads it back, and keeps the date', async ({ page, disk }) => {
		await openReadyVault(page, await makeVault(), '#/settings');
		await expect(lastSaved(page)).toHaveText('None so far');
		await saveButton(page).click();
		await expect(page.getByText(/was saved and read back\.$/)).toBeVisible();
		await expect(lastSaved(page).locator('time')).toBeVisible();
		expect([...disk.files.keys()]).toEqual([expect.stringMatching(fileName)]);
		await page.reload();
		await unlock(page);
		await expect(lastSaved(page).locator('time')).toBeVisible();
	});

	test('takes two steps from Overview', async ({ page, disk }) => {
		await openReadyVault(page, await makeVault());
		await page.getByRole('link', { name: 'Settings' }).click();
		await saveButton(page).click();
		await expect(page.getByText(/was saved and read back\.$/)).toBeVisible();
		expect(disk.files.size).toBe(1);
	});

	test('to a disk that returns something else keeps no date and says so', async ({
		page,
		disk
	}) => {
		await openReadyVault(page, await makeVault(), '#/settings');
		disk.fails = true;
		await saveButton(page).click();
		const notSaved = page.getByRole('alertdialog', { name: 'Not saved' });
		await expect(notSaved).toContainText('What was read back is not what was written.');
		await expect(notSaved).toContainText('The vault in this browser is as it was.');
		await notSaved.getByRole('button', { name: 'Close' }).click();
		await expect(lastSaved(page)).toHaveText('None so far');
		await expect(page.getByRole('button', { name: /^Status:/ })).not.toHaveText(/Not saved/);
	});

	test('in a damaged vault is refused', async ({ page, disk }) => {
		const vault = await makeVault((handle) => handle('CreateKey', {}));
		vault.records.pop();
		await openReadyVault(page, vault, '#/settings');
		await saveButton(page).click();
		await expect(page.getByRole('alertdialog', { name: 'Not saved' })).toContainText(
			'The vault is damaged and can only be read.'
		);
		expect(disk.files.size).toBe(0);
	});
});

base(
	'a download keeps the date once the person has shown the very file',
	async ({ page, context }, testInfo) => {
		await withoutDialogs(context);
		await openReadyVault(page, await makeVault(), '#/settings');
		const downloading = page.waitForEvent('download');
		await saveButton(page).click();
		const download = await downloading;
		const file = testInfo.outputPath(download.suggestedFilename());
		await download.saveAs(file);
		const check = page.getByRole('dialog', { name: 'Check the saved file' });
		await expect(check).toContainText('Until then it doesn’t count as saved.');
		await expect(lastSaved(page)).toHaveText('None so far');
		await check.locator('input[type="file"]').setInputFiles(file);
		await expect(check).toBeHidden();
		await expect(lastSaved(page).locator('time')).toBeVisible();
	}
);

test.describe('opening', () => {
	test('in an empty browser gives the whole vault, unlocked', async ({ page, disk }) => {
		disk.files.set(
			'mine.airlock-vault',
			await makeVaultFile((handle) => handle('CreateKey', { AliasName: 'alias/orders' }))
		);
		await page.goto('/');
		await openVaultFile(page);
		await expectKeys(page, 'orders');
		await page.reload();
		await unlock(page);
		await expectKeys(page, 'orders');
	});

	test('needs the passphrase that the vault had', async ({ page, disk }) => {
		disk.files.set('mine.airlock-vault', await makeVaultFile());
		await page.goto('/#/vault-file/open');
		await chooseVaultFile(page);
		await enterFilePassphrase(page, '');
		const field = page.getByLabel('Passphrase', { exact: true });
		await expect(field).toHaveAccessibleDescription(/Enter the passphrase\./);
		await enterFilePassphrase(page, 'not the passphrase');
		await expect(page.getByRole('alert')).toContainText('That passphrase doesn’t open this vault.');
		await expect(page.getByRole('alert')).toContainText('Nothing was changed here.');
		await expect(field).toBeFocused();
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
	});

	const wrong: { what: string; make: (file: Buffer) => Buffer; says: string }[] = [
		{ what: 'empty', make: () => Buffer.alloc(0), says: 'This file is empty.' },
		{
			what: 'something else',
			make: () => randomBytes(5000),
			says: 'This is not a vault file of Airlock.'
		},
		{
			what: 'of a newer format',
			make: (file) => Buffer.concat([file.subarray(0, 4), Buffer.of(2), file.subarray(5)]),
			says: 'This vault file was written by a newer version of Airlock.'
		},
		{
			what: 'cut off',
			make: (file) => file.subarray(0, -100),
			says: 'The end of this vault file is missing.'
		},
		{
			what: 'with something after its end',
			make: (file) => Buffer.concat([file, Buffer.from('\n')]),
			says: 'There is something after the end of this vault file.'
		},
		{
			what: 'altered',
			make: (file) => {
				const altered = Buffer.from(file);
				altered.writeUInt8(altered.readUInt8(200) ^ 1, 200);
				return altered;
			},
			says: 'This vault file was changed since it was saved.'
		}
	];
	test('a file that is none, or not whole, is refused, and nothing has changed', async ({
		page,
		disk
	}) => {
		const vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/orders' }));
		const file = await makeVaultFile();
		await placeVault(page, vault, '#/keys');
		for (const { what, make, says } of wrong)
			await test.step(what, async () => {
				disk.files.clear();
				disk.files.set('wrong.airlock-vault', make(file));
				await page.getByRole('link', { name: 'Open a vault file' }).click();
				await chooseVaultFile(page);
				const alert = page.getByRole('alert');
				await expect(alert).toContainText(says);
				await expect(alert).toContainText('Nothing was changed here.');
				await expect(page.getByLabel('Passphrase', { exact: true })).toBeHidden();
				await visit(page, '#/keys');
				await unlock(page);
				await expectKeys(page, 'orders');
				await lock(page);
			});
	});

	test('a file whose seal does not fit is found out with the passphrase', async ({
		page,
		disk
	}) => {
		const file = await makeVaultFile();
		file.writeUInt8(file.readUInt8(file.length - 1) ^ 1, file.length - 1);
		disk.files.set('wrong.airlock-vault', file);
		await page.goto('/#/vault-file/open');
		await chooseVaultFile(page);
		await enterFilePassphrase(page);
		await expect(page.getByRole('alert')).toContainText(
			'This vault file was changed since it was saved.'
		);
		await page.goto('/');
		await expectHeading(page, 'Keys that stay on this computer');
	});
});

test.describe('opening over the vault that is here', () => {
	test('says that the file is older, and what is lost; asks for the vault’s name', async ({
		page,
		disk
	}) => {
		const { newer, olderFile } = await twoAges();
		disk.files.set('older.airlock-vault', olderFile);
		await openReadyVault(page, newer, '#/settings');
		await page.getByRole('link', { name: 'Open a vault file' }).click();
		await chooseVaultFile(page);
		// The other key, and that it was unlocked.
		const difference = /is older by 2 log entries\./;
		const loss = 'What was done here since then will be lost.';
		await expect(page.getByText(difference)).toBeVisible();
		await expect(page.getByText(loss)).toBeVisible();
		await expectAccessible(page, 'a file that is older');
		await replaceButton(page).click();
		await expect(replaceDialog(page)).toContainText(difference);
		await expect(replaceDialog(page)).toContainText(loss);
		await expectAccessible(page, 'replacing the vault');
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await expect(replaceDialog(page).getByLabel('Type Test vault to confirm')).toBeFocused();
		await expect(replaceDialog(page)).toBeVisible();

		await page.keyboard.press('Escape');
		await expectKeys(page, 'ledger', 'orders');

		await visit(page, '#/vault-file/open');
		await chooseVaultFile(page);
		await replaceButton(page).click();
		await replaceDialog(page).getByLabel('Type Test vault to confirm').fill('Test vault');
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
		await expectAccessible(page, 'the passphrase of the file');
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await expectKeys(page, 'orders');
		await page.reload();
		await unlock(page);
		await expectKeys(page, 'orders');
	});

	test('says that the file is newer; while locked, one confirmation is enough', async ({
		page,
		disk
	}) => {
		const { older, newerFile } = await twoAges();
		disk.files.set('newer.airlock-vault', newerFile);
		await placeVault(page, older, '#/keys');
		await page.getByRole('link', { name: 'Open a vault file' }).click();
		await chooseVaultFile(page);
		await expect(page.getByText(/is newer by 1 log entry\. It has everything/)).toBeVisible();
		await replaceButton(page).click();
		await expect(replaceDialog(page).getByRole('textbox')).toHaveCount(0);
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await expectKeys(page, 'ledger', 'orders');
	});

	test('says that the two have gone separate ways, and since when', async ({ page, disk }) => {
		const { older, newerFile } = await twoAges();
		disk.files.set('newer.airlock-vault', newerFile);
		await openReadyVault(page, older);
		await createKey(page, { name: 'other' });
		await visit(page, '#/vault-file/open');
		await chooseVaultFile(page);
		await expect(
			page.getByText(/separate ways after log entry 2: 1 log entry in the file only, 2 log entries/)
		).toBeVisible();
	});

	test('says that it is the same', async ({ page, disk }) => {
		const { newer, newerFile } = await twoAges();
		disk.files.set('same.airlock-vault', newerFile);
		await placeVault(page, newer);
		await page.getByRole('link', { name: 'Open a vault file' }).click();
		await chooseVaultFile(page);
		await expect(page.getByText(/with the same log\. It brings nothing new/)).toBeVisible();
	});

	test('says that it is another vault, and lets the person save first', async ({ page, disk }) => {
		disk.files.set('other.airlock-vault', await makeVaultFile());
		const vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/orders' }));
		await openReadyVault(page, vault);
		await visit(page, '#/vault-file/open');
		await chooseVaultFile(page);
		await expect(page.getByText(/^The file holds another vault\./)).toBeVisible();
		disk.choice = 'before.airlock-vault';
		await saveButton(page).click();
		await expect(page.getByText('before.airlock-vault was saved and read back.')).toBeVisible();
		await replaceButton(page).click();
		await replaceDialog(page).getByLabel('Type Test vault to confirm').fill('Test vault');
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await visit(page, '#/keys');
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(page.getByRole('link', { name: 'orders', exact: true })).toHaveCount(0);

		await visit(page, '#/vault-file/open');
		await chooseVaultFile(page);
		await replaceButton(page).click();
		await replaceDialog(page).getByLabel('Type Test vault to confirm').fill('Test vault');
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await expectKeys(page, 'orders');
	});

	test('locks the other tabs, which had the old one open', async ({ page, context, disk }) => {
		const { newer, olderFile } = await twoAges();
		disk.files.set('older.airlock-vault', olderFile);
		await openReadyVault(page, newer);
		const tab = await context.newPage();
		await tab.goto('/#/keys');
		await unlock(tab);
		await visit(page, '#/vault-file/open');
		await chooseVaultFile(page);
		await replaceButton(page).click();
		await replaceDialog(page).getByLabel('Type Test vault to confirm').fill('Test vault');
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await expect(lockButton(tab)).toBeHidden();
		await unlock(tab);
		await expectKeys(tab, 'orders');
	});

	test('puts a whole one in the place of one that is damaged beyond opening', async ({
		page,
		disk
	}) => {
		const { newer, newerFile } = await twoAges();
		disk.files.set('newer.airlock-vault', newerFile);
		await placeVault(page, newer);
		await writeRows(page, { head: undefined });
		await page.reload();
		await expectHeading(page, 'The vault can’t be reached');
		await page.getByRole('link', { name: 'Open a vault file' }).click();
		await chooseVaultFile(page);
		await expect(page.getByText('What is stored here can’t be read as a vault.')).toBeVisible();
		await replaceButton(page).click();
		await replaceDialog(page).getByRole('button', { name: 'Replace it' }).click();
		await enterFilePassphrase(page);
		await expectHeading(page, 'Overview');
		await expectKeys(page, 'ledger', 'orders');
	});

	test('can be given up, locked', async ({ page, disk }) => {
		disk.files.set('other.airlock-vault', await makeVaultFile());
		await openReadyVault(page, await makeVault());
		await lock(page);
		await page.getByRole('link', { name: 'Open a vault file' }).click();
		await expectHeading(page, 'Open a vault file');
		await chooseVaultFile(page);
		await expect(page.getByText('To save a vault file of the vault here first')).toBeVisible();
		await page.goBack();
		await expectHeading(page, 'Unlock the vault');
	});
});
