import {
	confirmImport,
	createKey,
	createParameters,
	createVault,
	encryptKeyMaterial,
	enterPassphrase,
	expectHeading,
	fillPassphrases,
	lock,
	lockButton,
	passphrase
} from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { longestTasksDuring } from '../support/processor-time.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

/** Input that waits no longer than this is answered at once, as people see it. */
const longestWaitMs = 200;
/** Argon2id takes several times as long on any machine. */
const surelyArgon2idMs = 250;

test.describe('the page answers input', () => {
	test('while a vault is unlocked: Argon2id runs on the worker’s thread only', async ({
		page,
		browser
	}) => {
		await createVault(page);
		await lock(page);
		const longest = await longestTasksDuring(browser, async () => {
			await enterPassphrase(page);
			await page.getByText('Forgot the passphrase?').click();
			await expect(page.getByText(/^There is no reset\./)).toBeVisible();
			expect(await page.getByRole('progressbar').isVisible()).toBe(true);
			await expect(lockButton(page)).toBeVisible();
		});
		expect(longest.worker).toBeGreaterThan(surelyArgon2idMs);
		expect(longest.page).toBeLessThan(longestWaitMs);
	});

	test('while a vault is created', async ({ page, browser }) => {
		await page.goto('/#/setup');
		await fillPassphrases(page, 'Passphrase', passphrase);
		const longest = await longestTasksDuring(browser, async () => {
			await page.getByRole('button', { name: 'Create vault' }).click();
			await expectHeading(page, 'Keep it safe');
		});
		expect(longest.worker).toBeGreaterThan(surelyArgon2idMs);
		expect(longest.page).toBeLessThan(longestWaitMs);
	});

	test('while import parameters are created and key material is imported', async ({
		page,
		browser
	}) => {
		await openReadyVault(page, await makeVault());
		await createKey(page, { name: 'payments', origin: 'EXTERNAL' });
		const parameters = await longestTasksDuring(browser, () => createParameters(page, 'RSA_4096'));
		const importing = await longestTasksDuring(browser, async () => {
			await encryptKeyMaterial(
				page,
				Uint8Array.from({ length: 32 }, (_, index) => index * 7)
			);
			await confirmImport(page);
			await expectHeading(page, 'payments is enabled');
		});
		expect(parameters.page).toBeLessThan(longestWaitMs);
		expect(importing.page).toBeLessThan(longestWaitMs);
	});
});

test('the measurement sees a page that is busy', async ({ page, browser }) => {
	await page.goto('/');
	await expectHeading(page, 'Keys that stay on this computer');
	const longest = await longestTasksDuring(browser, () =>
		page.evaluate((ms) => {
			const end = performance.now() + ms;
			while (performance.now() < end);
		}, 10 * longestWaitMs)
	);
	expect(longest.page).toBeGreaterThan(longestWaitMs);
});
