import type { Page } from '@playwright/test';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectHeading, lockButton, unlock, visit } from '../support/app.ts';
import {
	filesOfBuild,
	filesOfOfflineCopy,
	filesUntilUsable,
	gzipBytes,
	watchFor
} from '../support/first-load.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault, placeVault, untilSaved } from '../support/ready-vault.ts';

// What is loaded, and when. The service worker is left out here: its copy is whole whatever the page asks for.
test.use({ fetchesAhead: true });

const mostBytes = 83_000;
const mostRequests = 7;
const mostBytesOffline = 564_400;

let vault: VaultSnapshot;
test.beforeAll(async () => {
	vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/orders' }));
});

function expectLight(files: string[]): void {
	expect(gzipBytes(files), files.join('\n')).toBeLessThanOrEqual(mostBytes);
	expect(files.length, files.join('\n')).toBeLessThanOrEqual(mostRequests);
	expect(files).toContain('index.html');
	expect(files.filter((file) => file.endsWith('.css')).length).toBeGreaterThan(0);
	expect(files.filter((file) => /\/(?:worker|unlocked|texts-en)\./.test(file))).toEqual([]);
}

test.describe('a visit asks for little', () => {
	test('until the unlock form can be used, in one language', async ({ page }) => {
		await placeVault(page, vault);
		await watchFor(page, 'input[name="passphrase"]');
		await page.reload();
		const files = await filesUntilUsable(page);
		expectLight(files);
		expect(files.filter((file) => file.includes('texts-en'))).toHaveLength(1);
		expect(files.filter((file) => file.includes('texts-zh-CN'))).toEqual([]);
	});

	test('until Welcome can be used', async ({ page }) => {
		await watchFor(page, 'a[href="#/setup"]');
		await page.goto('/');
		expectLight(await filesUntilUsable(page));
	});
});

test('the offline copy is small', () => {
	expect(gzipBytes(filesOfOfflineCopy())).toBeLessThanOrEqual(mostBytesOffline);
});

test('what a visit begins without is fetched while nothing else is to be done: then the network may go', async ({
	page,
	context
}) => {
	const asked = new Set<string>();
	page.on('requestfinished', (request) => asked.add(new URL(request.url()).pathname));
	await placeVault(page, vault);
	const files = filesOfBuild()
		.filter((file) => /^_app\/immutable\/.*\.(?:js|css)$/.test(file))
		.map((file) => `/${file}`);
	expect(files.length).toBeGreaterThan(15);
	await expect.poll(() => files.filter((file) => !asked.has(file))).toEqual([]);

	await context.setOffline(true);
	await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery staple');
	await page.getByRole('button', { name: 'Unlock' }).click();
	await expect(lockButton(page)).toBeVisible();
	await visit(page, '#/wrap');
	await expectHeading(page, /Wrap/);
	await page.getByRole('button', { name: '简体中文' }).click();
	await visit(page, '#/settings');
	await expectHeading(page, '设置');
});

test.describe('a tab whose version the host has no longer', () => {
	const newerVersion = (page: Page) =>
		page.getByRole('alert').filter({ hasText: /The host has a newer version/ });

	/** That a file is missing is all that the browser reports. */
	const forgetMissing = (problems: string[]) => {
		expect(
			problems.filter((problem) => !/404|Failed to fetch dynamically imported module/.test(problem))
		).toEqual([]);
		problems.length = 0;
	};

	test('says so, offers to load the newer one, and loses nothing that was typed until that is done', async ({
		page,
		problems
	}) => {
		let gone = true;
		await page.route(/\/chunks\/(?:others|first-texts-zh-CN|texts-zh-CN)\./, (route) =>
			gone ? route.fulfill({ status: 404, body: '' }) : route.continue()
		);
		await openReadyVault(page, vault, '#/keys/new');
		const description = page.getByLabel('Description');
		await description.fill('for the archive');
		await expect(newerVersion(page)).toHaveCount(0);

		await page.getByRole('button', { name: '简体中文' }).click();
		await expect(newerVersion(page)).toBeVisible();
		await expect(description).toHaveValue('for the archive');
		await expectHeading(page, 'Create key');
		await expect(lockButton(page)).toBeVisible();

		await visit(page, '#/wrap');
		await expectHeading(page, 'This page can’t be shown');
		await expect(lockButton(page)).toBeVisible();

		gone = false;
		await page.getByRole('button', { name: 'Load the newer version' }).click();
		await expectHeading(page, '解锁保管库'); // the language that was chosen
		await page.getByLabel('口令', { exact: true }).fill('correct horse battery staple');
		await page.getByRole('button', { name: '解锁' }).click();
		await expectHeading(page, '为云服务包装');
		forgetMissing(problems);
	});

	test('loads the newer one by its banner, and an import goes on where it was', async ({
		page,
		problems
	}) => {
		let keyId = '';
		const withImport = await makeVault(async (handle) => {
			const created = await handle('CreateKey', {
				Origin: 'EXTERNAL',
				AliasName: 'alias/imported'
			});
			keyId = created.KeyMetadata.KeyId;
			await handle('GetParametersForImport', {
				KeyId: keyId,
				Place: 'ELSEWHERE',
				WrappingKeySpec: 'RSA_2048'
			});
		});
		let gone = true;
		await page.route(/\/chunks\/others\./, (route) =>
			gone ? route.fulfill({ status: 404, body: '' }) : route.continue()
		);
		await openReadyVault(page, withImport, `#/keys/${keyId}/import/files`);
		const chosen = page.getByRole('group', { name: 'Encrypted key file' });
		await untilSaved(page, () =>
			chosen.locator('input[type="file"]').setInputFiles({
				name: 'EncryptedKeyMaterial.bin',
				mimeType: 'application/octet-stream',
				buffer: Buffer.alloc(256, 7)
			})
		);
		await visit(page, '#/wrap');
		await expectHeading(page, 'This page can’t be shown');

		gone = false;
		await newerVersion(page).getByRole('button', { name: 'Load the newer version' }).click();
		await unlock(page);
		await expectHeading(page, /^Wrap/);
		await visit(page, `#/keys/${keyId}/import/files`);
		await expect(chosen).toContainText('EncryptedKeyMaterial.bin');
		forgetMissing(problems);
	});

	test('says so where the worker is what is missing, and goes on with it once it can be had', async ({
		page,
		problems
	}) => {
		let gone = false;
		await page.route(/\/chunks\/worker\./, (route) =>
			gone ? route.fulfill({ status: 404, body: '' }) : route.continue()
		);
		await placeVault(page, vault);
		gone = true;
		await page.reload();
		await expect(newerVersion(page)).toBeVisible();
		gone = false;
		await page.getByRole('button', { name: 'Load the newer version' }).click();
		await expect(newerVersion(page)).toHaveCount(0);
		await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery staple');
		await page.getByRole('button', { name: 'Unlock' }).click();
		await expectHeading(page, 'Overview');
		forgetMissing(problems);
	});
});
