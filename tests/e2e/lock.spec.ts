import type { BrowserContext, Page } from '@playwright/test';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import {
	createKey,
	expectHeading,
	lock,
	lockButton,
	passphrase,
	unlock,
	visit
} from '../support/app.ts';
import { status } from '../support/offline.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

// The pages' clock is the test's; the vault worker keeps the machine's.
test.beforeEach(({ context }) => context.clock.install());

const warning = (page: Page) => page.getByRole('alertdialog', { name: /^Locking in/ });
const stayUnlocked = (page: Page) => page.getByRole('button', { name: 'Stay unlocked' });
const idle = 'Locked because nobody used Airlock for a while.';

/** A vault that locks after this many minutes. */
const lockingAfter = (minutes: number | null) =>
	makeVault((handle) =>
		handle('UpdateVault', {
			Settings: { AutoLockMinutes: minutes },
			Passphrase: passphraseBytes(passphrase)
		})
	);

/** @returns resolves when the worker that holds the keys now has ended; one without keys may come after it */
async function endOfVaultWorker(page: Page): Promise<unknown> {
	const [worker] = page.workers();
	if (!worker) throw new Error('no worker holds the vault');
	return worker.waitForEvent('close');
}

/** A further tab on the vault that is there. */
async function openTab(context: BrowserContext): Promise<Page> {
	const tab = await context.newPage();
	await tab.goto('/');
	await unlock(tab);
	return tab;
}

test('nobody uses Airlock for ten minutes: it warns 30 seconds before, then locks', async ({
	page
}) => {
	await openReadyVault(page, await makeVault());
	const ended = endOfVaultWorker(page);
	await page.clock.runFor('09:29');
	await expect(warning(page)).toBeHidden();
	await page.clock.runFor('00:02');
	await expect(warning(page)).toContainText('Nobody has used Airlock for 10 minutes.');
	await expect(stayUnlocked(page)).toBeFocused();
	await page.clock.runFor('00:31');
	await expectHeading(page, 'Unlock the vault');
	await expect(page.getByText(idle)).toBeVisible();
	await ended;
});

test.describe('several tabs', () => {
	test('lock together', async ({ page, context }) => {
		await openReadyVault(page, await makeVault());
		const other = await openTab(context);
		const ended = Promise.all([endOfVaultWorker(page), endOfVaultWorker(other)]);
		await lock(page);
		await expectHeading(other, 'Unlock the vault');
		await expect(
			other.getByText('Locked in another window. All windows on a vault lock together.')
		).toBeVisible();
		await ended;
	});

	test('stay unlocked together while one of them is used', async ({ page, context }) => {
		await openReadyVault(page, await lockingAfter(2), '#/settings');
		const other = await openTab(context);
		for (let round = 0; round < 6; round++) {
			await context.clock.runFor('00:30');
			await page.bringToFront();
			await page.getByLabel('Vault name').press('End');
		}
		await expect(lockButton(other)).toBeVisible();
		await expect(warning(other)).toBeHidden();
		await context.clock.runFor('02:01');
		await expectHeading(page, 'Unlock the vault');
		await expectHeading(other, 'Unlock the vault');
	});
});

test.describe('where the browser has a copy of the app', () => {
	test.use({ withServiceWorker: true });

	/** A page that is loaded anew loses it. */
	const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));
	const isMarked = (page: Page) => page.evaluate(() => 'marked' in window);

	/** Two unlocked tabs that could be loaded anew. */
	async function openTwo(page: Page, context: BrowserContext): Promise<Page[]> {
		await openReadyVault(page, await makeVault());
		const tabs = [page, await openTab(context)];
		for (const tab of tabs) {
			await expect(status(tab, /Works offline/)).toBeVisible();
			await mark(tab);
		}
		return tabs;
	}

	test('a lock loads the page anew, and the other tabs that lock along', async ({
		page,
		context
	}) => {
		const [, other = page] = await openTwo(page, context);
		await lock(page);
		for (const tab of [page, other]) {
			await expectHeading(tab, 'Unlock the vault');
			expect(await isMarked(tab)).toBe(false);
		}
		await expect(other.getByText(/^Locked in another window\./)).toBeVisible();
	});

	test('one that comes before an update loads none anew: that would undo the update', async ({
		page,
		context
	}) => {
		const [, other = page] = await openTwo(page, context);
		await other.evaluate(() => new BroadcastChannel('airlock').postMessage('lockedStaying'));
		for (const tab of [page, other]) {
			await expectHeading(tab, 'Unlock the vault');
			expect(await isMarked(tab)).toBe(true);
		}
	});
});

test('a locked page holds nothing of the vault', async ({ page }) => {
	const name = 'canary-name-5d1f';
	const description = 'canary description 77c0';
	await openReadyVault(page, await makeVault());
	await createKey(page, { name, description });
	await expectHeading(page, name);
	await expect(page.getByText(description)).toBeVisible();
	await expect(page).toHaveTitle(/^Key [\da-f]{8} · Airlock$/);

	const ended = endOfVaultWorker(page);
	await lock(page);
	await ended;
	await expect(page).toHaveTitle('Locked · Airlock');
	const left = await page.evaluate(() => ({
		markup: document.documentElement.outerHTML,
		values: [...document.querySelectorAll('input, textarea')].map((field) =>
			field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : ''
		)
	}));
	expect(left.markup).not.toMatch(/canary/i);
	expect(left.markup).not.toContain('Test vault');
	expect(left.values).toEqual(['']);

	await unlock(page);
	await expectHeading(page, name);
});

test('locking does not wait for a key pair that is being made', async ({ page }) => {
	await openReadyVault(page, await makeVault());
	await createKey(page, { name: 'payments', origin: 'EXTERNAL' });
	await page.getByRole('button', { name: 'Create parameters' }).click();
	await lock(page);
	await unlock(page);
	await visit(page, '#/activity');
	await expect(page.getByText(/^\d+ entries\. The chain is whole\.$/)).toBeVisible();
});
