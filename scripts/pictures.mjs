import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, findChromium } from './chromium.mjs';
import { serve } from './serve.mjs';
import { root } from './toolchain.mjs';

// `npm run pictures`: takes the pictures of the documents from the built app, light and dark: an import as a person makes
// it, and the vault to look around in.

const folder = join(root, 'docs/pictures');
const passphrase = 'orbit lantern velvet quarry mosaic thimble, for pictures only';
/** Only their beginning is shown. */
const longLists = ['activity', 'keys'];
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium or Chrome found.');

mkdirSync(folder, { recursive: true });
const site = await serve({ folder: join(root, 'build'), port: 0 });
const browser = await chromium.launch({ executablePath, args: browserArguments });
try {
	for (const theme of /** @type {const} */ (['light', 'dark'])) await takeAll(theme);
} finally {
	await browser.close();
	await site.close();
}

/** @param {'light' | 'dark'} theme */
async function takeAll(theme) {
	const context = await browser.newContext({
		viewport: { width: 1100, height: 900 },
		locale: 'en-GB',
		timezoneId: 'Asia/Shanghai',
		colorScheme: theme,
		reducedMotion: 'reduce'
	});
	let page = await context.newPage();
	/** @param {string} name */
	const press = (name) => page.getByRole('button', { name, exact: true }).click();
	/** @param {string} label */
	const fillBoth = async (label) => {
		await page.getByLabel(label, { exact: true }).fill(passphrase);
		await page.getByLabel('Passphrase again', { exact: true }).fill(passphrase);
	};
	/** @param {string} name @param {string | RegExp} heading - of the screen, once it is there */
	const picture = async (name, heading) => {
		await page.getByRole('heading', { name: heading }).first().waitFor();
		await page.waitForLoadState('networkidle');
		await page.evaluate(() => scrollTo(0, 0));
		const path = join(folder, `${name}-${theme}.png`);
		await page.screenshot({ path, fullPage: !longLists.includes(name) });
	};
	/** @param {string} name @param {string} address @param {string | RegExp} heading */
	const visit = async (name, address, heading) => {
		await page.goto(`${site.url}/${address}`);
		await picture(name, heading);
	};

	await page.goto(site.url);
	// The first visit loads itself anew, under the service worker.
	await page.waitForEvent('load');
	await picture('welcome', /./);
	await page.getByRole('button', { name: /^Look around/ }).click();
	await picture('overview', 'Overview');
	await visit('keys', '#/keys', 'Customer managed keys');
	await visit('files', '#/crypto/files', 'Files');
	await visit('wrap', '#/wrap/aws', /^Wrap/);
	await visit('activity', '#/activity', 'Activity');
	await page.close(); // the practice goes with it
	page = await context.newPage();
	await page.goto(`${site.url}/#/setup`);
	await fillBoth('Passphrase');
	await press('Create vault');
	await page.getByRole('link', { name: 'Do this later' }).click();
	await page.getByRole('link', { name: 'Import a key' }).click();
	await page.getByLabel('Name', { exact: true }).fill('payments-master');
	await picture('create-key', 'Create key');
	await press('Create key and continue');
	await picture('parameters', 'Get import parameters');
	await press('Create parameters');
	await fillBoth('Passphrase for the copy');
	await picture('encrypt-key-material', 'Encrypt key material');
	await press('Encrypt');
	await page.getByText('Ready.').first().waitFor();
	await picture('import', 'Import Key’s Data');
	await press('Confirm');
	await page.getByRole('link', { name: 'Go to the key' }).click();
	await picture('key', 'Life of this key');
	await press('Lock');
	await picture('unlock', 'Unlock the vault');
	await context.close();
}
