import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectHeading, visit } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

// What is too large for memory, where there is neither a dialog for where to save nor a private file system, as in a
// private window of Firefox: it goes through the service worker, and the browser saves it meanwhile.

const size = 64 * 1024 * 1024 + 1;

let vault: VaultSnapshot;
test.beforeAll(async () => {
	vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/archive' }));
});

const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });

async function start(page: Page, path: string, button: string) {
	const files = page.getByRole('group', { name: 'Files' });
	await files.locator('input:not([webkitdirectory])').setInputFiles(path);
	await expect(page.getByText(/One of more than 64 MB is saved while it is made/)).toBeVisible();
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	return downloading;
}

test('a large file is saved while it is made; one that is altered near its end breaks the download off', async ({
	page
}, testInfo) => {
	test.slow();
	await page.addInitScript(() => {
		Object.assign(window, { showSaveFilePicker: undefined, showDirectoryPicker: undefined });
		navigator.storage.getDirectory = () => Promise.reject(new DOMException('', 'SecurityError'));
	});
	await openReadyVault(page, vault, '#/crypto/files');
	await expectHeading(page, 'Files');
	const path = testInfo.outputPath('a (1) ü.bin');
	const content = Buffer.alloc(size, randomBytes(1_000_003));
	await writeFile(path, content);

	const encrypting = await start(page, path, 'Encrypt files');
	expect(encrypting.suggestedFilename()).toBe('a (1) ü.bin.encrypted');
	const encrypted = await readFile(await encrypting.path());
	await expect(queue(page).getByText('Encrypted with archive')).toBeVisible();
	const bytes = new Intl.NumberFormat('en').format(encrypted.length);
	await expect(queue(page).getByText(`${bytes} bytes`)).toBeVisible();

	const encryptedPath = testInfo.outputPath('good.encrypted');
	await writeFile(encryptedPath, encrypted);
	const decrypting = await start(page, encryptedPath, 'Decrypt files');
	expect((await readFile(await decrypting.path())).equals(content)).toBe(true);
	await expect(queue(page).getByText('and verified to its end')).toBeVisible();

	encrypted.writeUInt8(encrypted.readUInt8(encrypted.length - 100) ^ 1, encrypted.length - 100);
	await writeFile(encryptedPath, encrypted);
	const failing = await start(page, encryptedPath, 'Decrypt files');
	expect(await failing.failure()).not.toBeNull();
	await expect(queue(page).getByText(/^The download was broken off/)).toBeVisible();
	await visit(page, '#/activity');
	await expect(page.getByText(/^Decryption of a file failed after/)).toBeVisible();
});
