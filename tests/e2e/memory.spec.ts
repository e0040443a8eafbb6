import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { toBase64, utf8 } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { passphrase, visit } from '../support/app.ts';
import { chromium } from '../support/chromium.ts';
import { expect, test, watch } from '../support/page-guard.ts';
import { memoryHindrance, searchMemory } from '../support/process-memory.ts';
import { makeVault, placeVault } from '../support/ready-vault.ts';

// SECURITY.md: what a locked Airlock leaves in the memory of the browser. Nothing secret is written down by this test
// in the page or in what drives it: keys are pressed one by one, and places are named by ids, since names and texts that
// are looked for are kept by the driver.

const random = () => randomBytes(12).toString('hex');

/** Waits until something is there; its text is left alone. */
async function until(page: Page, selector: string): Promise<void> {
	const isThere = () =>
		page
			.evaluate((one) => document.querySelector(one)?.checkVisibility() ?? false, selector)
			.catch(() => false); // while the page is loaded anew
	await expect.poll(isThere, selector).toBe(true);
}

/** Encrypts key material for a key that waits for it, in the app. */
async function encrypt(page: Page, keyId: string, give: () => Promise<void>, source: string) {
	await visit(page, `#/keys/${keyId}/import/encrypt`);
	await until(page, `input[value="${source}"]`);
	await page.locator(`input[value="${source}"]`).check();
	await give();
	await page.locator('input[name="copy"][value="NONE"]').check();
	await page.locator('main form button[type="submit"]').click();
	await page.waitForURL(/\/files$/);
}

/** Puts a ciphertext in, and decrypts it. */
async function decrypt(page: Page, ciphertext: string) {
	await visit(page, '#/crypto/decrypt');
	await until(page, '#blob');
	await page.locator('#blob-text').fill(ciphertext);
	await until(page, '[data-tone="ok"]');
	await page.locator('main form button[type="submit"]').click();
	await until(page, '#result-title');
}

/** Locks the vault, and waits for the page that comes after it. */
async function lock(page: Page): Promise<void> {
	const loadedAt = () => page.evaluate(() => performance.timeOrigin).catch(() => 0);
	const before = await loadedAt();
	await page.locator('header .end > button:last-child').click();
	await until(page, '#passphrase');
	expect(await loadedAt(), 'the page is another one').toBeGreaterThan(before);
	expect(new URL(page.url()).search, 'its address is as it was').toBe('');
}

/** Looks for all of these in every process, until nothing is left but `control`. */
async function expectNothingIn(
	page: Page,
	profile: string,
	secrets: Readonly<Record<string, string | Uint8Array>>
): Promise<void> {
	// A service worker may be in the process that the page has left. The browser ends it when it has nothing to do, but
	// not while a driver looks on.
	const driver = await page.context().newCDPSession(page);
	await driver.send('ServiceWorker.enable');
	let found: string[] = [];
	const search = async () => {
		await driver.send('ServiceWorker.stopAllWorkers');
		found = Object.keys(searchMemory(profile, secrets));
		return found.filter((one) => !one.startsWith('control'));
	};
	await expect.poll(search, { timeout: 60_000 }).toEqual([]);
	expect(found).toContain('control (UTF-16) in browser');
	await driver.detach();
}

test('a locked vault leaves nothing of what it held in any process of the browser, where a plain field leaves its text', async ({
	playwright,
	baseURL
}, testInfo) => {
	test.skip(memoryHindrance !== undefined, memoryHindrance);
	if (baseURL === undefined) throw new Error('nothing is served');
	const profile = testInfo.outputPath('profile');
	const typed = randomBytes(32);
	const file = randomBytes(32);
	const secrets = { passphrase: `passphrase ${random()}` };
	const shown = { typed, file, plaintext: `plaintext ${random()}`, name: `name ${random()}` };
	const control = `control ${random()}`;

	const keys: string[] = [];
	let ciphertext = '';
	const vault = await makeVault(async (handle) => {
		for (const Origin of ['EXTERNAL', 'EXTERNAL'] as const) {
			const { KeyId } = (await handle('CreateKey', { Origin })).KeyMetadata;
			await handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
			keys.push(KeyId);
		}
		const AliasName = `alias/${shown.name}`;
		await handle('CreateKey', { AliasName });
		const Plaintext = utf8(shown.plaintext);
		ciphertext = toBase64(
			(await handle('Encrypt', { KeyId: AliasName, Plaintext })).CiphertextBlob
		);
		await handle('ChangePassphrase', {
			CurrentPassphrase: passphraseBytes(passphrase),
			NewPassphrase: passphraseBytes(secrets.passphrase)
		});
	});
	const path = testInfo.outputPath('KeyMaterial.bin');
	await writeFile(path, file);

	const context = await playwright.chromium.launchPersistentContext(profile, {
		...chromium,
		baseURL,
		locale: 'en-US'
	});
	const problems = await watch(context, new URL(baseURL).origin);
	await context.route('**/plain', (route) =>
		route.fulfill({ contentType: 'text/html', body: '<input type="password">' })
	);
	const plain = await context.newPage();
	await plain.goto('/plain');
	await plain.locator('input').pressSequentially(control);

	const page = await context.newPage();
	await placeVault(page, vault);
	await page.locator('#passphrase').pressSequentially(secrets.passphrase);
	await page.keyboard.press('Enter');
	await until(page, '.with-navigation');
	const [first = '', second = ''] = keys;
	const type = () => page.locator('#material-text').pressSequentially(typed.toString('hex'));
	await encrypt(page, first, type, 'PASTE');
	const choose = async () => {
		await page.locator('main form input[type="file"]').setInputFiles(path);
		await until(page, '[data-tone="ok"]');
	};
	await encrypt(page, second, choose, 'FILE');
	await decrypt(page, ciphertext);

	// Each lock moves the page to the other of two kinds of process: there and back.
	await lock(page);
	await expectNothingIn(page, profile, { ...secrets, ...shown, control });
	await page.locator('#passphrase').pressSequentially(secrets.passphrase);
	await page.keyboard.press('Enter');
	await visit(page, '#/keys');
	await until(page, 'main a[href*="#/keys/"]');
	await lock(page);
	await expectNothingIn(page, profile, { ...secrets, ...shown, control });
	await context.close();
	expect(problems).toEqual([]);
});
