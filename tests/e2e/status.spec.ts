import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectAccessible, expectFocusVisible } from '../support/accessibility.ts';
import { expectHeading, firstVisit, lockButton, unlock, visit } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault, placeVault } from '../support/ready-vault.ts';

const folder = join(import.meta.dirname, '../../build');
const sums = readFileSync(join(folder, 'SHA256SUMS'));
const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const buildId = hash(sums);

test.use({ withServiceWorker: true });

let vault: VaultSnapshot;
test.beforeAll(async () => {
	vault = await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/orders' }));
});

const statusButton = (page: Page) => page.getByRole('button', { name: 'Status:' });
const panel = (page: Page) => page.getByRole('dialog', { name: 'Status' });
/** @returns what a row of the panel says */
const row = (page: Page, term: string): Locator =>
	panel(page)
		.locator('dt')
		.filter({ hasText: new RegExp(`^${term}$`) })
		.locator('+ dd');

async function openOffline(page: Page, hash = '#/'): Promise<void> {
	await page.goto(`/${hash}`);
	await firstVisit(page);
	await expect(statusButton(page)).toHaveText(/Works offline/);
	// It takes the focus as it comes.
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

test.describe('the status', () => {
	test('is told before there is a vault, while it is locked, and while it is open', async ({
		page
	}) => {
		await openOffline(page);
		await statusButton(page).click();
		await expect(row(page, 'Vault is kept in')).toHaveText('There is no vault yet.');
		await page.keyboard.press('Escape');

		await placeVault(page, vault);
		await statusButton(page).click();
		await expect(row(page, 'Vault is kept in')).toHaveText(/This browser’s storage/);
		await expect(row(page, 'Last vault file')).toHaveText('Shown while the vault is unlocked');
		await page.keyboard.press('Escape');

		await unlock(page);
		await statusButton(page).click();
		await expect(row(page, 'Last vault file')).toHaveText('None yet');
	});

	test('is used with the keyboard alone, says where everything is, and is the same without a network', async ({
		page,
		context
	}) => {
		await openOffline(page);
		await test.step('Escape closes it, and the focus is back on the button', async () => {
			await statusButton(page).focus();
			await page.keyboard.press('Enter');
			// What it says comes a moment after the panel.
			await expect(panel(page).getByRole('link', { name: 'Verify this build' })).toBeVisible();
			await page.keyboard.press('Tab');
			await expect(panel(page).getByRole('button', { name: 'Close the status' })).toBeFocused();
			await expectFocusVisible(page);
			await page.keyboard.press('Tab');
			await expect(panel(page).getByRole('link', { name: 'Verify this build' })).toBeFocused();
			await page.keyboard.press('Escape');
			await expect(panel(page)).toBeHidden();
			await expect(statusButton(page)).toBeFocused();
			await page.keyboard.press('Enter');
			await expect(panel(page)).toBeVisible();
			await page.keyboard.press('Tab');
			await expect(panel(page).getByRole('button', { name: 'Close the status' })).toBeFocused();
			await page.keyboard.press('Enter');
			await expect(panel(page)).toBeHidden();
			await expect(statusButton(page)).toBeFocused();
		});
		await test.step('it says where everything is, and that the policy blocks the network', async () => {
			await statusButton(page).click();
			await expect(row(page, 'Running as')).toHaveText('Page in a browser tab');
			const count = sums.toString().trimEnd().split('\n').length;
			await expect(row(page, 'Offline copy')).toContainText(`Complete: ${count} files, version `);
			await expect(row(page, 'Protected storage')).toHaveText('Not granted');
			await expect(row(page, 'Space used')).toHaveText(/^[\d.,]+ (KB|MB)$/);
			await expect(row(page, 'Network')).toHaveText('Blocked by this page’s own policy');
			await expect(row(page, 'Build ID')).toContainText(buildId.slice(0, 4));
			// Where the browser has no prompt to install, words explain it.
			await expect(panel(page)).toContainText('open the browser’s menu and choose “Install”');
			await panel(page).getByRole('link', { name: 'Verify this build' }).click();
			await expectHeading(page, 'Verify this build');
			await expect(panel(page)).toBeHidden();
		});
		await test.step('being offline is no warning', async () => {
			await context.setOffline(true);
			await page.reload();
			await expect(statusButton(page)).toHaveText(/Works offline/);
		});
	});
});

test.describe('Verify this build', () => {
	test('shows the build ID and the hash of every file, without any vault, and compares a published one', async ({
		page
	}) => {
		await openOffline(page, '#/about/verify');
		const shown = page.getByText(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
		await expect(shown).toHaveText(buildId.match(/.{4}/g)?.join(' ') ?? '');
		const rows = page.getByRole('table').getByRole('row');
		const listed = sums.toString().trimEnd().split('\n');
		await expect(rows).toHaveCount(listed.length + 1);
		expect((await rows.allTextContents()).slice(1).map((text) => text.replace(/\s/g, ''))).toEqual(
			listed.map((line) => line.replace(/^(\S+) {2}(\S+)$/, '$2$1'))
		);
		await test.step('the same, another, none', async () => {
			const field = page.getByLabel('Published build ID');
			const compare = page.getByRole('button', { name: 'Compare' });
			await field.fill(`${buildId.toUpperCase()}  SHA256SUMS`);
			await compare.click();
			await expect(page.getByText('Same. This is the published build.')).toBeVisible();
			await field.fill(buildId.replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
			await expect(page.getByText('Same. This is the published build.')).toBeHidden();
			await compare.click();
			await expect(page.getByText('Different. Don’t use this copy for real keys.')).toBeVisible();
			await field.fill(buildId.slice(1));
			await compare.click();
			await expect(field).toBeFocused();
			await expect(field).toHaveAccessibleDescription(/64 hex digits\.$/);
			await expect(page.getByText(/^(Same|Different)\./)).toHaveCount(0);
		});
	});

	test('works while the vault is locked', async ({ page }) => {
		await placeVault(page, vault);
		await visit(page, '#/about/verify');
		await expectHeading(page, 'Verify this build');
		await expect(page.getByRole('table')).toBeVisible();
		await expect(lockButton(page)).toHaveCount(0);
	});

	test('a file of the copy that is not the published one shows in its hash and the build ID', async ({
		page
	}) => {
		await openOffline(page);
		await page.evaluate(async () => {
			const [name = ''] = await caches.keys();
			const cache = await caches.open(name);
			// Nothing asks for this one, so nothing has it repaired meanwhile.
			await cache.put(new URL('icon-192.png', location.href).href, new Response('another'));
		});
		await visit(page, '#/about/verify');
		await expect(page.getByRole('row', { name: /icon-192\.png/ })).toContainText(
			hash(Buffer.from('another')).slice(0, 32)
		);
		await page.getByLabel('Published build ID').fill(buildId);
		await page.getByRole('button', { name: 'Compare' }).click();
		await expect(page.getByText('Different. Don’t use this copy for real keys.')).toBeVisible();
	});
});

test.describe('installing', () => {
	// Chromium says of itself that it is ready for it at a time of its own, and never in a private window.
	test('is offered by a button only, and once', async ({ page }) => {
		await openOffline(page);
		const prevented = await page.evaluate(() => {
			const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
				prompt: () => document.body.append('The browser asks.')
			});
			window.dispatchEvent(event);
			return event.defaultPrevented;
		});
		expect(prevented).toBe(true);
		await statusButton(page).click();
		const button = panel(page).getByRole('button', { name: 'Install Airlock' });
		await expect(page.getByText('The browser asks.')).toHaveCount(0);
		await button.click();
		await expect(page.getByText('The browser asks.')).toHaveCount(1);
		await expect(button).toHaveCount(0);
		await page.evaluate(() => window.dispatchEvent(new Event('appinstalled')));
		await expect(panel(page)).toContainText('Airlock is installed.');
	});

	test('every icon and shortcut that the manifest names is there', async ({ page }) => {
		const manifest = JSON.parse(
			readFileSync(join(folder, 'manifest.webmanifest'), 'utf8')
		) as Record<'icons' | 'shortcuts', { src: string; sizes: string; url: string }[]>;
		for (const { src, sizes } of manifest.icons) {
			const bytes = readFileSync(join(folder, src));
			if (src.endsWith('.svg')) continue;
			// PNG, Third Edition, §11.2.1: IHDR begins with width and height.
			const size = `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
			expect(size, src).toBe(sizes);
		}
		await openReadyVault(page, vault, '#/');
		for (const { url } of manifest.shortcuts) {
			await visit(page, url.replace('./', ''));
			await expectHeading(page, 'Customer managed keys');
		}
		await expect(page.getByLabel('State')).toHaveValue('PENDING_IMPORT');
	});
});

for (const locale of ['en-US', 'zh-CN'])
	test.describe(locale, () => {
		test.use({ locale });

		test('the panel, the page to verify and the warning are accessible in both themes, down to 320 px', async ({
			page
		}) => {
			const look = (what: string) => expectAccessible(page, what, locale !== 'en-US');
			const guarded = await makeVault(async (handle) => {
				await handle('CreateKey', { AliasName: 'alias/orders' });
				await handle('UpdateVault', { Settings: { AirGapGuard: true } });
			});
			await page.goto('/#/about/verify');
			await firstVisit(page);
			await expect(page.getByRole('table')).toBeVisible();
			await page.locator('textarea[name="published"]').fill(buildId);
			await page.locator('main form button[type="submit"]').click();
			await look('Verify, the same');
			const button = page.getByRole('banner').locator('button[popovertarget]');
			await button.click();
			await expect(page.getByRole('dialog')).toBeVisible();
			await look('the panel');
			await page.keyboard.press('Escape');

			await placeVault(page, guarded, '#/crypto/encrypt');
			await page.locator('input[name="passphrase"]').fill('correct horse battery staple');
			await page.keyboard.press('Enter');
			await expect(page.locator('main').getByRole('alert')).toBeVisible();
			await look('the warning');
		});
	});
