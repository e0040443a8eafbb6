import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { expectAccessible } from '../support/accessibility.ts';
import { chooseVaultFile, enterFilePassphrase, expectHeading, visit } from '../support/app.ts';
import { Disk } from '../support/disk.ts';
import { expect, test as base } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

const test = base.extend<{ disk: Disk }>({
	disk: async ({ context }, use) => {
		const disk = new Disk();
		await disk.plugInto(context);
		await use(disk);
	}
});

/** Activations, fields and choices of files: each counts one. */
class Person {
	interactions = 0;
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async press(role: 'button' | 'link', name: string | RegExp): Promise<void> {
		this.interactions++;
		await this.page.getByRole(role, { name, exact: true }).click();
	}

	async choose(slot: string, name: string, content: Uint8Array): Promise<void> {
		this.interactions++;
		const input = this.page.getByRole('group', { name: slot }).locator('input[type="file"]');
		await input.setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
	}
}

const bar = (page: Page) => page.getByRole('region', { name: 'Practice', exact: true });
const ticked = (page: Page) =>
	page.getByRole('main').getByRole('listitem').filter({ hasText: '(done)' });
const clockButton = (page: Page, name: string) => bar(page).getByRole('button', { name });

async function practise(page: Page, hash = '#/learn'): Promise<void> {
	await page.goto(`/${hash}`);
	await page.getByRole('button', { name: 'Practise first' }).click();
	await expect(bar(page)).toBeVisible();
}

/** @returns the files that were prepared for it */
async function beginScenario(page: Page, title: string): Promise<Record<string, Uint8Array>> {
	await visit(page, '#/learn');
	await page.getByRole('link', { name: title }).first().click();
	await expectHeading(page, title);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Begin and save the scenario files' }).click();
	const file = await download;
	expect(file.suggestedFilename()).toMatch(/^airlock-practice-[\da-z-]+\.zip$/);
	await expect(ticked(page)).toHaveCount(1);
	return unzipSync(readFileSync(await file.path()));
}

/** What the browser would keep of it. */
function kept(page: Page): Promise<{ rows: number; stored: string[] }> {
	return page.evaluate(async () => {
		const stored = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
		// The app makes the database when it first asks the engine: to open it before would make an empty one.
		if (!(await indexedDB.databases()).some(({ name }) => name === 'airlock'))
			return { rows: 0, stored };
		const opening = indexedDB.open('airlock');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const database = opening.result;
		const reading = database.transaction([...database.objectStoreNames]);
		let rows = 0;
		for (const name of database.objectStoreNames) {
			const count = reading.objectStore(name).count();
			await new Promise((resolve) => (count.onsuccess = resolve));
			rows += count.result;
		}
		database.close();
		return { rows, stored };
	});
}

test('a look around: keys in every state, what needs attention, and a damaged file that is explained', async ({
	page
}) => {
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around' }).click();
	await expectHeading(page, 'Overview');
	await expect(bar(page)).toBeVisible();
	await expect(page.getByText('Key material expires in 19 h')).toBeVisible();
	await expect(page.getByText('Import in progress')).toBeVisible();
	await expect(page.getByRole('link', { name: '12 keys' })).toBeVisible();
	for (const count of [
		/^4\s*Pending import$/,
		/^6\s*Enabled$/,
		/^1\s*Disabled$/,
		/^1\s*Pending deletion$/
	])
		await expect(page.getByRole('link', { name: count })).toBeVisible();
	await page.getByRole('link', { name: 'Continue import' }).click();
	await expect(page.getByRole('main')).toContainText('Encrypted with OAEP SHA-1');
	await visit(page, '#/learn');
	await expect(page.getByRole('link', { name: 'Import in the app', exact: true })).toBeVisible();
});

test('from the first open to an imported key in 6, marked on every screen, and nothing of it is kept', async ({
	page
}) => {
	const person = new Person(page);
	await page.goto('/');
	await expectHeading(page, 'Keys that stay on this computer');
	const before = await kept(page);
	await person.press('button', 'Practise first');
	await expectHeading(page, 'Practice');
	await person.press('link', 'Import Key’s Data');
	await person.press('button', 'Create parameters');
	await person.press('button', 'Suggest one');
	await person.press('button', 'Encrypt');
	await person.press('button', 'Confirm');
	await expectHeading(page, 'practice-key is enabled');
	expect(person.interactions).toBeLessThanOrEqual(6);

	for (const hash of ['#/', '#/keys', '#/activity', '#/settings', '#/about', '#/learn/import']) {
		await visit(page, hash);
		await expect(bar(page)).toContainText('Practice vault.');
		await expect(page.getByRole('banner')).toContainText('Practice vault');
	}
	await expect(ticked(page)).toHaveCount(3);
	await expect(page.getByRole('button', { name: 'Lock', exact: true })).toHaveCount(0);
	expect(await kept(page)).toEqual(before);
	expect(before.rows).toBe(0);

	await expectAccessible(page, 'a scenario that is done');
	await clockButton(page, 'Leave practice').click();
	const dialog = page.getByRole('alertdialog', { name: 'Delete the practice vault?' });
	await expect(dialog.getByRole('button', { name: 'Keep' })).toBeFocused();
	await expectAccessible(page, 'the question before leaving');
	await dialog.getByRole('button', { name: 'Delete' }).click();
	await expectHeading(page, 'Keys that stay on this computer');
	await expect(bar(page)).toBeHidden();
	expect(await kept(page)).toEqual(before);
	// Another practice begins from nothing.
	await page.getByRole('button', { name: 'Practise first' }).click();
	await page.getByRole('link', { name: 'Import in the app', exact: true }).click();
	await expect(ticked(page)).toHaveCount(0);
});

test('key material expires by the practice clock and is imported again in 7', async ({ page }) => {
	await practise(page);
	const files = await beginScenario(page, 'Key material expires, import again');
	await page.getByRole('link', { name: 'Use the key' }).click();
	await page.getByRole('textbox', { name: 'Text' }).first().fill('hello');
	await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
	await bar(page)
		.getByRole('link', { name: /^Key material expires/ })
		.click();
	await expect(ticked(page)).toHaveCount(2);
	await page.getByRole('button', { name: 'Skip ahead 24 hours' }).click();
	await expect(ticked(page)).toHaveCount(3);
	await expect(bar(page)).toContainText('Its clock is 24 h ahead.');

	const person = new Person(page);
	await person.press('link', 'Open the import');
	await person.press('button', 'Create parameters');
	await expectHeading(page, 'Encrypt key material');
	await person.choose(
		'Key material file',
		'KeyMaterial.bin',
		files['KeyMaterial.bin'] as Uint8Array
	);
	await expect(page.getByRole('group', { name: 'Key material file' })).toContainText(
		'KeyMaterial.bin'
	);
	await person.press('button', 'Encrypt');
	await expectHeading(page, 'Import Key’s Data');
	await person.press('button', 'Confirm');
	await expectHeading(page, 'practice-expiry is enabled');
	expect(person.interactions).toBeLessThanOrEqual(7);

	await bar(page)
		.getByRole('link', { name: /^Key material expires/ })
		.click();
	await expect(ticked(page)).toHaveCount(4);
	await clockButton(page, '30 days').click();
	await expect(bar(page)).toContainText('31 days ahead');
	await clockButton(page, 'Back to now').click();
	await expect(bar(page)).not.toContainText('ahead.');
	await visit(page, '#/');
	await expectHeading(page, 'Overview');
	await expect(page.getByText('This computer’s clock went back')).toHaveCount(0);
});

test('a vault file is taken to a new computer', async ({ page, disk }) => {
	await practise(page, '#/learn/new-computer');
	await page.getByRole('button', { name: 'Begin', exact: true }).click();
	await page.getByRole('link', { name: 'Open Settings' }).click();
	await page.getByRole('button', { name: 'Save a vault file' }).click();
	await expect.poll(() => disk.files.size).toBe(1);
	await bar(page)
		.getByRole('link', { name: /^Restore/ })
		.click();
	await expect(ticked(page)).toHaveCount(1);
	await page.getByRole('button', { name: 'Go to a new computer' }).click();
	await expect(ticked(page)).toHaveCount(2);
	await page.getByRole('link', { name: 'Open a vault file' }).click();
	await expect(bar(page)).toBeVisible();
	await chooseVaultFile(page);
	await enterFilePassphrase(page, 'practice makes perfect');
	await expectHeading(page, 'Overview');
	await bar(page)
		.getByRole('link', { name: /^Restore/ })
		.click();
	await expect(ticked(page)).toHaveCount(3);
	expect((await kept(page)).rows).toBe(0);
});

test('a vault of one’s own is locked meanwhile, and is as it was afterwards', async ({ page }) => {
	const vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/own' }));
	await openReadyVault(page, vault);
	await visit(page, '#/learn/sha1');
	await expectHeading(page, 'The SHA-1 mistake');
	const before = (await kept(page)).rows;
	await expectAccessible(page, 'a scenario before practice');
	await page.getByRole('button', { name: 'Practise first' }).click();
	await expect(bar(page)).toBeVisible();
	await clockButton(page, '30 days').click();
	await beginScenario(page, 'The SHA-1 mistake');
	await visit(page, '#/keys');
	await expect(page.getByRole('rowheader').getByRole('link')).toHaveText([
		'practice-key',
		'practice-sha1'
	]);
	await clockButton(page, 'Leave practice').click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
	await expectHeading(page, 'Unlock the vault');
	expect((await kept(page)).rows).toBe(before);
});

test('three refusals, each seen in the form and put right', async ({ page }) => {
	await practise(page);
	const choose = async (slot: string, name: string, files: Record<string, Uint8Array>) => {
		const content = files[name];
		if (!content) throw new Error(`there is no ${name}`);
		await new Person(page).choose(slot, name, content);
		await expect(page.getByRole('group', { name: slot })).toContainText(name);
	};
	for (const [title, wrongKey, rightKey, wrongToken, rightToken] of [
		[
			'The SHA-1 mistake',
			'EncryptedKeyMaterial-sha1.bin',
			'EncryptedKeyMaterial-sha256.bin',
			'ImportToken.bin',
			'ImportToken.bin'
		],
		[
			'Token from an older download',
			'EncryptedKeyMaterial.bin',
			'EncryptedKeyMaterial.bin',
			'ImportToken-old.bin',
			'ImportToken-new.bin'
		],
		[
			'Other key material is refused',
			'EncryptedKeyMaterial-other.bin',
			'EncryptedKeyMaterial-same.bin',
			'ImportToken.bin',
			'ImportToken.bin'
		]
	] as const) {
		const files = await beginScenario(page, title);
		await page.getByRole('link', { name: 'Open the import' }).click();
		await page.waitForURL(/\/import\/\w+$/); // it goes on to the step that is next
		await visit(page, page.url().replace(/^.*(#\/keys\/[\da-f-]+\/import).*$/, '$1/files'));
		await expectHeading(page, 'Import Key’s Data');
		await choose('Encrypted key file', wrongKey, files);
		await choose('Import Token', wrongToken, files);
		await page.getByRole('button', { name: 'Confirm', exact: true }).click();
		await expect(bar(page)).toContainText(`${title}: 2 of 4`);
		await choose('Encrypted key file', rightKey, files);
		await choose('Import Token', rightToken, files);
		await page.getByRole('button', { name: 'Confirm', exact: true }).click();
		await expectHeading(page, /is enabled/);
		await expect(bar(page)).toContainText(`${title}: 3 of 4`);
	}
});

test('key material is wrapped for AWS, which the page plays, and AWS can open it', async ({
	page
}) => {
	await practise(page);
	const files = await beginScenario(page, 'Wrap for AWS');
	await page.getByRole('link', { name: 'Open Wrap for AWS' }).click();
	await expectHeading(page, 'Wrap for AWS KMS');
	const zip = Buffer.from(zipSync(files));
	await new Person(page).choose('Public key file', 'airlock-practice-aws.zip', zip);
	await expect(page.getByRole('group', { name: 'Public key file' })).toContainText('RSA-4096');
	await page.getByRole('button', { name: /^Suggest/ }).click();
	await page.getByRole('button', { name: 'Wrap', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Wrapped for AWS KMS.' })).toBeVisible();
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download all (.zip)' }).click();
	const wrapped = unzipSync(readFileSync(await (await download).path()));
	await bar(page).getByRole('link', { name: 'Wrap for AWS: 2 of 3' }).click();

	const handOver = async (content: Uint8Array) =>
		page
			.getByRole('main')
			.locator('input[type="file"]')
			.setInputFiles({ name: 'file.bin', mimeType: '', buffer: Buffer.from(content) });
	await handOver(wrapped['ImportToken.bin'] ?? new Uint8Array());
	await expect(page.getByText('AWS could not open this file.')).toBeVisible();
	await expect(ticked(page)).toHaveCount(2);
	await handOver(wrapped['EncryptedKeyMaterial.bin'] ?? new Uint8Array());
	await expect(ticked(page)).toHaveCount(3);
	await expect(page.getByText('You have done all the steps.')).toBeVisible();
});

test.describe('dark, 简体中文', () => {
	test.use({ colorScheme: 'dark', locale: 'zh-CN' });

	test('practice is accessible', async ({ page }) => {
		await page.goto('/#/learn');
		await expectHeading(page, '练习');
		await expectAccessible(page, 'Learn before practice');
		await page.getByRole('button', { name: '先练习' }).click();
		await expect(page.getByRole('region', { name: '练习' })).toBeVisible();
		await expectAccessible(page, 'Learn');
		await visit(page, '#/learn/sha1');
		await expectHeading(page, 'SHA-1 错误');
		await expectAccessible(page, 'a scenario');
	});
});

test('a practice goes on at an address that a script sets', async ({ page }) => {
	await practise(page);
	const mark = () => page.evaluate(() => Object.assign(window, { mark: 'the same document' }));
	await mark();
	for (const [set, address] of [
		['hash', '#/learn/sha1'],
		['assign', '#/keys'],
		['replace', '#/learn/sha1']
	] as const)
		await test.step(set, async () => {
			await page.evaluate(
				([way, hash]) => {
					if (way === 'hash') location.hash = hash;
					else location[way](hash);
				},
				[set, address] as const
			);
			await expectHeading(
				page,
				address === '#/keys' ? 'Customer managed keys' : 'The SHA-1 mistake'
			);
			await expect(bar(page)).toBeVisible();
		});
	await page.goto('/#/crypto/encrypt'); // as in the address bar
	await expectHeading(page, /Encrypt/);
	await expect(bar(page)).toBeVisible();
	await page.goBack();
	await expectHeading(page, 'The SHA-1 mistake');
	expect(await page.evaluate(() => 'mark' in window)).toBe(true);
});
