import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, findChromium } from './chromium.mjs';
import { serve } from './serve.mjs';
import { root } from './toolchain.mjs';

// `npm run pictures`: takes the README's pictures from the built app, with an import as a person makes it.

const folder = join(root, 'docs/pictures');
const passphrase = 'a passphrase for pictures only';
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium or Chrome found.');

mkdirSync(folder, { recursive: true });
const site = await serve({ folder: join(root, 'build'), port: 0 });
const browser = await chromium.launch({ executablePath, args: browserArguments });
try {
	const context = await browser.newContext({
		viewport: { width: 1100, height: 900 },
		locale: 'en-GB',
		timezoneId: 'Asia/Shanghai',
		reducedMotion: 'reduce'
	});
	const page = await context.newPage();
	const press = (/** @type {string} */ name) =>
		page.getByRole('button', { name, exact: true }).click();
	const fillBoth = async (/** @type {string} */ label) => {
		await page.getByLabel(label, { exact: true }).fill(passphrase);
		await page.getByLabel('Passphrase again', { exact: true }).fill(passphrase);
	};
	const picture = async (/** @type {string} */ name) => {
		await page.evaluate(() => scrollTo(0, 0));
		await page.screenshot({ path: join(folder, name), fullPage: true });
	};

	await page.goto(`${site.url}/#/setup`);
	await fillBoth('Passphrase');
	await press('Create vault');
	await page.getByRole('link', { name: 'Do this later' }).click();
	await page.getByRole('link', { name: 'Import a key' }).click();
	await page.getByLabel('Name', { exact: true }).fill('payments-master');
	await press('Create key and continue');
	await press('Create parameters');
	await fillBoth('Passphrase for the copy');
	await press('Encrypt');
	await page.getByText('Ready.').first().waitFor();
	await picture('import.png');
	await press('Confirm');
	await page.getByRole('link', { name: 'Go to the key' }).click();
	await page.getByRole('heading', { name: 'Life of this key' }).waitFor();
	await picture('key.png');
} finally {
	await browser.close();
	await site.close();
}
