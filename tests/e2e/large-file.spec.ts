import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { chromium } from '../support/chromium.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { soak } from '../support/soak.ts';

// Only in `npm run soak`: it needs 20 GiB of the disk. Of 64 MiB, files.spec.ts has this.

const gibibytes = 4;
const blockBytes = 64 * 1024 * 1024;
/** For one way, on a machine that is busy. */
const patienceMs = 30 * 60_000;

let vault: VaultSnapshot;
test.beforeAll(async () => {
	vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/archive' }));
});

/** Writes 4 GiB of which no two blocks are alike. @returns their SHA-256 */
async function writeLarge(path: string): Promise<string> {
	const hash = createHash('sha256');
	const block = randomBytes(blockBytes);
	const file = await open(path, 'w');
	try {
		for (let at = 0; at < gibibytes * 1024 ** 3; at += blockBytes) {
			block.writeUInt32BE(at / blockBytes);
			hash.update(block);
			await file.write(block);
		}
	} finally {
		await file.close();
	}
	return hash.digest('hex');
}

async function sha256(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
	return hash.digest('hex');
}

/** Has a file encrypted or decrypted, whichever it is. */
async function downloadOf(page: Page, path: string, button: string): Promise<Download> {
	const files = page.getByRole('group', { name: 'Files' });
	await files.locator('input[type="file"][multiple]').setInputFiles(path);
	const downloading = page.waitForEvent('download', { timeout: patienceMs });
	await page.getByRole('button', { name: button }).click();
	return downloading;
}

if (soak)
	test('4 GiB come back as they were, from the disk to the disk', async ({
		playwright,
		baseURL
	}, testInfo) => {
		test.setTimeout(3 * patienceMs);
		if (baseURL === undefined) throw new Error('nothing is served');
		// Not in a private window, as tests have it otherwise: there Chromium keeps the site's private files in memory, and
		// ends a download of them after some 1.3 GB as if it were whole.
		const context = await playwright.chromium.launchPersistentContext(
			testInfo.outputPath('profile'),
			{ ...chromium, baseURL }
		);
		const page = context.pages()[0] ?? (await context.newPage());
		await page.addInitScript(() => {
			Object.assign(window, { showSaveFilePicker: undefined, showDirectoryPicker: undefined });
		});
		await openReadyVault(page, vault, '#/crypto/files');
		const [path, encrypted] = ['large.bin', 'large.bin.encrypted'].map((name) =>
			testInfo.outputPath(name)
		) as [string, string];
		const before = await writeLarge(path);

		await (await downloadOf(page, path, 'Encrypt files')).saveAs(encrypted);
		await rm(path);
		const queue = page.getByRole('region', { name: 'Queue' });
		await expect(queue.getByText('Encrypted with archive')).toBeVisible();

		await (await downloadOf(page, encrypted, 'Decrypt files')).saveAs(path);
		await rm(encrypted);
		await expect(queue.getByText('and verified to its end')).toBeVisible();
		expect(await sha256(path)).toBe(before);
		await rm(path);
		await context.close();
	});
