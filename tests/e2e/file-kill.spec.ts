import { truncate, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { enterPassphrase, expectHeading, visit } from '../support/app.ts';
import {
	argumentsFor,
	killable,
	startKillable,
	type KillableChromium
} from '../support/killable-chromium.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, placeVault } from '../support/ready-vault.ts';

// The browser is killed, all of its processes at once, while a file worker writes.

async function openFiles({ browser }: KillableChromium, baseURL: string): Promise<Page> {
	const [context] = browser.contexts();
	if (!context) throw new Error('the browser has no profile');
	const page = await context.newPage();
	await page.addInitScript(() => {
		Object.assign(window, { showSaveFilePicker: undefined, showDirectoryPicker: undefined });
	});
	await page.goto(`${baseURL}/#/crypto/files`);
	await enterPassphrase(page);
	await expectHeading(page, 'Files');
	return page;
}

/** Playwright gives a browser that it has not started itself no files of this size. */
async function choose(page: Page, path: string): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const { result } = await session.send('Runtime.evaluate', {
		expression: 'document.querySelector("fieldset input:not([webkitdirectory])")'
	});
	await session.send('DOM.setFileInputFiles', {
		files: [path],
		...(result.objectId !== undefined && { objectId: result.objectId })
	});
	await session.detach();
}

/** For what waits for the disk. */
const patience = { timeout: 60_000 };

const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });

/** @returns how long the results are that wait to be saved; undefined when they and their folder are gone */
const waiting = (page: Page) =>
	page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		try {
			const sizes: number[] = [];
			for await (const handle of (await root.getDirectoryHandle('airlock-files')).values())
				if (handle instanceof FileSystemFileHandle) sizes.push((await handle.getFile()).size);
			return sizes;
		} catch {
			return undefined;
		}
	});

test('a browser killed while it encrypts a file leaves nothing of the result, and a log that is whole', async ({
	playwright,
	baseURL
}, testInfo) => {
	if (baseURL === undefined) throw new Error('nothing is served');
	test.setTimeout(240_000);
	const profile = testInfo.outputPath('profile');
	const context = await playwright.chromium.launchPersistentContext(profile, {
		...killable,
		args: argumentsFor('LevelDB'),
		baseURL
	});
	const vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/archive' }));
	await placeVault(context.pages()[0] ?? (await context.newPage()), vault);
	await context.close();
	// Far more than is written by the time that it is killed; on the disk it takes no room.
	const path = testInfo.outputPath('large.bin');
	await writeFile(path, '');
	await truncate(path, 8 * 1024 ** 3);

	const killed = await startKillable(profile, 'LevelDB');
	try {
		const page = await openFiles(killed, baseURL);
		await choose(page, path);
		await page.getByRole('button', { name: 'Encrypt files' }).click();
		await expect(queue(page).getByRole('progressbar')).toBeVisible();
		await expect
			.poll(async () => (await waiting(page))?.[0], { message: 'bytes of the result', ...patience })
			.toBeGreaterThan(1_000_000);
	} finally {
		await killed.kill();
	}

	const started = await startKillable(profile, 'LevelDB');
	try {
		const page = await openFiles(started, baseURL);
		await expect.poll(() => waiting(page), patience).toBeUndefined();
		await expect(queue(page)).toHaveCount(0);
		await visit(page, '#/activity');
		await expect(page.getByText(/ entries\. The chain is whole\.$/)).toBeVisible();
		const begun = page.getByRole('rowheader', { name: /^Encryption of a file begun, 8 GB/ });
		await expect(begun.getByText('No end of it yet')).toBeVisible();
		await expect(page.getByText(/^File of|^Encryption of a file (stopped|failed)/)).toHaveCount(0);
	} finally {
		await started.kill();
	}
});
