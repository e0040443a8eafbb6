import type { Page } from '@playwright/test';
import { argon2idFloor } from '#lib/crypto/argon2id.ts';
import type { Handle } from '#lib/service/api.ts';
import { splitVaultFile } from '#lib/storage/vault-file.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectAccessible } from '../support/accessibility.ts';
import {
	chooseVaultFile,
	enterFilePassphrase,
	enterPassphrase,
	expectHeading,
	fillPassphrases,
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
	readVault,
	writeVault
} from '../support/ready-vault.ts';
import { passphraseAgain } from '../support/vault.ts';

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

/** A vault with one key, at rest and as a file, and the same vault once it has another key and the first is to go. */
async function twoAges(): Promise<{
	older: VaultSnapshot;
	olderFile: Buffer;
	newer: VaultSnapshot;
	newerFile: Buffer;
}> {
	const files: Buffer[] = [];
	const save = async (handle: Handle) =>
		files.push(Buffer.from((await handle('SaveVaultFile', {})).File));
	const newer = await makeVault(
		async (handle) => {
			const { KeyMetadata } = await handle('CreateKey', { AliasName: 'alias/orders' });
			await save(handle);
			await handle('CreateKey', { AliasName: 'alias/ledger' });
			await handle('ScheduleKeyDeletion', {
				Passphrase: passphraseAgain(),
				KeyId: KeyMetadata.KeyId
			});
			await save(handle);
		},
		undefined,
		argon2idFloor
	);
	const [olderFile, newerFile] = files;
	if (!olderFile || !newerFile) throw new Error('nothing was saved');
	const older = splitVaultFile(new Uint8Array(olderFile)).snapshot;
	return { older, olderFile, newer, newerFile };
}

async function expectKeys(page: Page, ...names: string[]): Promise<void> {
	await visit(page, '#/keys');
	await expect(page.getByRole('rowheader').getByRole('link')).toHaveText(names);
}

test('saving writes a file, reads it back, and keeps the date', async ({ page, disk }) => {
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

test('opening in an empty browser gives the whole vault, unlocked', async ({ page, disk }) => {
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

test('a file whose passphrase is cheap to guess opens with a new one, which alone opens the vault then', async ({
	page,
	disk
}) => {
	let file = Buffer.alloc(0);
	await makeVault(async (handle) => {
		await handle('CreateKey', { AliasName: 'alias/orders' });
		file = Buffer.from((await handle('SaveVaultFile', {})).File);
	});
	disk.files.set('practice.airlock-vault', file);
	const next = 'quiet river under the old bridge';
	await page.goto('/');
	await page.getByRole('link', { name: 'Open a vault file' }).click();
	await chooseVaultFile(page);
	await expect(page.getByText('This vault needs a new passphrase.')).toBeVisible();
	await expectAccessible(page, 'a file that takes a new passphrase');
	await enterFilePassphrase(page);
	await expect(page.getByText('Enter a passphrase.')).toBeVisible();
	await fillPassphrases(page, 'New passphrase', next);
	await enterFilePassphrase(page);
	await expectHeading(page, 'Overview');
	await lock(page);
	await enterPassphrase(page);
	await expect(page.getByRole('alert')).toContainText('That passphrase doesn’t open this vault.');
	await unlock(page, next);
	await expectKeys(page, 'orders');
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
		// The other key, the deletion, and that it was unlocked.
		const difference = /is older by 3 log entries\./;
		const loss = 'What was done here since then will be lost.';
		await expect(page.getByText(difference)).toBeVisible();
		await expect(page.getByText(loss)).toBeVisible();
		await expect(page.getByText('This is an older copy of the vault.')).toBeVisible();
		const undone = /which the file lacks\. Opening it undoes: 1 × scheduled deletion\.$/;
		await expect(page.getByText(undone)).toBeVisible();
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
		await writeVault(page, { entries: (await readVault(page)).entries });
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
		await expect(page.getByText(/^The file holds another vault/)).toBeVisible();
		await expect(replaceButton(page)).toHaveCount(0);
		await page.goBack();
		await expectHeading(page, 'Unlock the vault');
	});
});
