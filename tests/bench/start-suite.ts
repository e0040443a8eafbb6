import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium as playwright } from 'playwright';
import { chromium } from '../support/chromium.ts';
import { makeVault, placeVault } from '../support/ready-vault.ts';
import { ReleaseSite } from '../support/release-site.ts';
import { inRounds, ratio, timed, type Report } from './samples.ts';

/** Opening the built app with its server gone, up to the unlock form, against an empty page from the disk. */
export async function startSuite(): Promise<Report> {
	const folder = await mkdtemp(join(tmpdir(), 'airlock-bench-start-'));
	const site = await ReleaseSite.start(join(folder, 'site'));
	const empty = join(folder, 'empty.html');
	writeFileSync(empty, '<!doctype html><title>Empty</title><input>');
	const context = await playwright.launchPersistentContext(join(folder, 'profile'), {
		...chromium,
		headless: true,
		baseURL: site.url,
		locale: 'en-US'
	});
	try {
		const page = context.pages()[0] ?? (await context.newPage());
		await placeVault(page, await makeVault());
		await page.getByRole('button', { name: 'Works offline' }).waitFor();
		await site.switchOff();
		const opening = (address: string, what: string) => async () => {
			await page.goto('about:blank');
			return timed(1, async () => {
				await page.goto(address);
				await page.locator(what).waitFor();
			});
		};
		const samples = await inRounds(
			{
				app: opening(`${site.url}/`, 'input[name="passphrase"]'),
				empty: opening(pathToFileURL(empty).href, 'input')
			},
			{ rounds: 11, budgetMs: 40_000 }
		);
		const start = 'offline start, to the unlock form';
		return { ratios: [ratio(start, samples.app, 'an empty page', samples.empty)], breakdowns: [] };
	} finally {
		await context.close();
		await rm(folder, { recursive: true, force: true });
	}
}
