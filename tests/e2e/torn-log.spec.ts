import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { unlock } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { soak } from '../support/soak.ts';

// What a crash in the middle of a write leaves behind: Chromium's log without its last bytes. Left alone, the browser
// deletes the database at one of the next starts.

/** The log that Chromium writes IndexedDB's changes to. */
function newestLog(profile: string): string {
	const databases = join(profile, 'Default/IndexedDB');
	const logs = readdirSync(databases, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.log'))
		.sort();
	const newest = logs.at(-1);
	if (newest === undefined) throw new Error('Chromium keeps no log here');
	return join(databases, newest);
}

for (const bytes of soak ? [1, 2, 7, 8, 31, 64, 500, 4096] : [1, 64]) {
	test(`a vault outlives a log that lacks its last ${bytes} bytes`, async ({
		playwright,
		launchOptions,
		baseURL
	}, testInfo) => {
		if (baseURL === undefined) throw new Error('nothing is served');
		const profile = testInfo.outputPath('profile');
		const open = () =>
			playwright.chromium.launchPersistentContext(profile, {
				...launchOptions,
				baseURL,
				locale: 'en-US'
			});
		const first = await open();
		await openReadyVault(await first.newPage(), await makeVault());
		await first.close();
		const log = newestLog(profile);
		truncateSync(log, statSync(log).size - bytes);

		for (let start = 1; start <= 3; start++) {
			const context = await open();
			const page = await context.newPage();
			await page.goto('/#/activity');
			await unlock(page);
			await expect(page.getByText('The chain is whole.')).toBeVisible();
			await context.close();
		}
	});
}
