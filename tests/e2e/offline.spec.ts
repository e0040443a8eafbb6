import type { Page } from '@playwright/test';
import { sweepTag } from '#lib/service/offline/offline-protocol.ts';
import { expectHeading, unlock, visit } from '../support/app.ts';
import { must } from '../support/must.ts';
import {
	cacheNames,
	changeWorker,
	expiredVault,
	materialIsSealed,
	openOffline,
	releaseOf,
	serviceWorker,
	someVault,
	status,
	test,
	update
} from '../support/offline.ts';
import { expect } from '../support/page-guard.ts';
import { placeVault, writeVault } from '../support/ready-vault.ts';

// What a person counts on without a network, in the whole browser. What can go wrong is in offline-faults.spec.ts.

test('is said once to work offline, and then does: after a restart, with the server gone', async ({
	page,
	host,
	openBrowser
}) => {
	await page.goto('/');
	await expect(page.getByText('Works offline from now on.')).toBeVisible();
	await expect(status(page, 'Works offline')).toBeVisible();
	await placeVault(page, await someVault());
	await expect(page.getByText('Works offline from now on.')).toHaveCount(0);
	await host.switchOff();
	await page.context().close();

	const restarted = await (await openBrowser()).newPage();
	await restarted.goto('/#/crypto/encrypt');
	await unlock(restarted);
	await restarted.getByLabel('Text to encrypt').fill('offline');
	await restarted.getByRole('button', { name: 'Encrypt', exact: true }).click();
	await expect(restarted.getByText('Encrypted with orders')).toBeVisible();
	await restarted.reload();
	await unlock(restarted);
	await expectHeading(restarted, /Encrypt/);
	await restarted.goto('/anything/else');
	expect(new URL(restarted.url()).pathname).toBe('/');
});

test.describe('a first visit', () => {
	const navigationType = (page: Page) =>
		page.evaluate(() =>
			performance
				.getEntriesByType('navigation')
				.map((entry) => (entry as PerformanceNavigationTiming).type)
		);

	test('is loaded once more by itself, under the service worker', async ({ page }) => {
		await openOffline(page);
		await expect.poll(() => navigationType(page)).toEqual(['reload']);
		await visit(page, '#/about/verify');
		await expectHeading(page, /Verify/);
		await expect(page.getByText('This page was loaded before the service worker')).toHaveCount(0);
	});

	/** The service worker is registered when the page hears `goOn`. */
	const holdServiceWorker = (page: Page) =>
		page.addInitScript(() => {
			const { serviceWorker } = navigator;
			const register = serviceWorker.register.bind(serviceWorker);
			serviceWorker.register = async (...request) => {
				await new Promise((resolve) => addEventListener('goOn', resolve, { once: true }));
				return register(...request);
			};
		});

	test('is not loaded again under what was just begun', async ({ page }) => {
		await holdServiceWorker(page);
		await page.goto('/');
		await page.getByRole('button', { name: 'Practise first' }).click();
		await page.evaluate(() => dispatchEvent(new Event('goOn')));
		await expectHeading(page, 'Practice');
		await expect(status(page, /Works offline/)).toBeVisible();
		expect(await navigationType(page)).toEqual(['navigate']);
	});

	test('loses nothing that was typed, and says what its policy lacks', async ({ page }) => {
		await holdServiceWorker(page);
		await page.goto('/#/setup');
		await page.getByLabel('Vault name').fill('Payments');
		await page.evaluate(() => dispatchEvent(new Event('goOn')));
		await expect(status(page, /Works offline/)).toBeVisible();
		await expect(page.getByLabel('Vault name')).toHaveValue('Payments');
		expect(await navigationType(page)).toEqual(['navigate']);
		await visit(page, '#/about/verify');
		await expect(page.getByText('This page was loaded before the service worker')).toBeVisible();
	});
});

/** When the page asked for files of this name, and when they were there. */
const timesOf = (page: Page, name: string) =>
	page.evaluate(
		(part) =>
			performance
				.getEntriesByType('resource')
				.filter((entry) => entry.name.includes(part) && entry.name.endsWith('.js'))
				.map((entry) => entry.toJSON() as PerformanceResourceTiming),
		name
	);

test('serves every file with the headers that a static host lacks, and no cache of other apps is touched', async ({
	page
}) => {
	await page.goto('/');
	await page.evaluate(() => caches.open('somebody else’s'));
	await openOffline(page);
	const response = await page.reload();
	expect(response?.fromServiceWorker()).toBe(true);
	expect(response?.headers()).toMatchObject({
		'connection-allowlist': '(response-origin)',
		'content-security-policy': "frame-ancestors 'none'",
		'cross-origin-opener-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'permissions-policy': expect.stringMatching(/microphone=\(\).*camera=\(self\)/),
		link: expect.stringMatching(/\/first-texts-en\.[\w-]+\.js>; rel=modulepreload$/)
	});
	await expectHeading(page, 'Keys that stay on this computer');
	// The texts are asked for before the script is there that would ask for them.
	const [texts, ...again] = await timesOf(page, '/first-texts-en.');
	const [start] = await timesOf(page, '/start.');
	expect(texts?.startTime).toBeLessThan(must(start).responseEnd);
	expect(again).toEqual([]);
	expect(await cacheNames(page)).toContain('somebody else’s');
});

test.describe('an update', () => {
	test('comes only when it was asked for and agreed to; an import half done goes on after it', async ({
		page,
		host
	}) => {
		await openOffline(page);
		await placeVault(page, await someVault());
		const buildId = await host.release('9.9.9', ['Keys last longer.']);
		await page.reload();
		await page.reload();
		await unlock(page);
		expect(await releaseOf(page)).toBeNull();

		const other = await page.context().newPage();
		await other.goto('/#/keys');
		await unlock(other);
		await visit(page, '#/keys');
		const link = page.getByRole('link', { name: 'Import Key’s Data payments' });
		await visit(page, String(await link.getAttribute('href')).replace('parameters', 'encrypt'));
		await expectHeading(page, 'Encrypt key material');
		const step = page.url();

		await status(page, 'Works offline').click();
		await page.getByRole('button', { name: 'Check for a newer version' }).click();
		await expect(page.getByText('Version 9.9.9 is ready.')).toBeVisible();
		await expect(page.getByText('Keys last longer.')).toBeVisible();
		await expect(page.getByText(buildId.slice(0, 4)).first()).toBeVisible();
		await page.getByRole('button', { name: 'Later' }).click();
		await page.reload();
		expect(await releaseOf(page)).toBeNull();
		await unlock(page);

		await update(page);
		for (const tab of [page, other]) {
			await expect(tab.locator('html')).toHaveAttribute('data-release', '9.9.9');
			await expectHeading(tab, 'Unlock the vault');
		}
		await unlock(page);
		expect(page.url()).toBe(step);
		await expect(page.getByRole('alert')).toHaveCount(0);
		await expect.poll(async () => (await cacheNames(page)).length).toBe(1);
	});

	test('that nobody asked for locks the vault and is said', async ({ page, host }) => {
		await openOffline(page);
		await placeVault(page, await someVault());
		await unlock(page);
		await changeWorker(page, host);
		await expectHeading(page, 'Unlock the vault');
		await expect(page.getByText(/without your consent/)).toBeVisible();
		await page.reload();
		await expect(page.getByText(/without your consent/)).toBeVisible();
	});
});

test('the service worker alone erases what has expired, and the next unlock says when', async ({
	page,
	host
}) => {
	await openOffline(page);
	const worker = await serviceWorker(page.context());
	const devtools = await page.context().newCDPSession(page);
	const registrations: { registrationId: string }[] = [];
	devtools.on('ServiceWorker.workerRegistrationUpdated', (event) =>
		registrations.push(...event.registrations)
	);
	await devtools.send('ServiceWorker.enable');
	await page.goto('about:blank');
	await writeVault(worker, await expiredVault());
	expect(await materialIsSealed(worker)).toBe(true);

	const [registration] = registrations;
	await devtools.send('ServiceWorker.dispatchPeriodicSyncEvent', {
		origin: host.url,
		registrationId: registration?.registrationId ?? '',
		tag: sweepTag
	});
	await expect.poll(() => materialIsSealed(worker)).toBe(false);

	await page.goto('/#/keys');
	await unlock(page);
	await page.getByRole('link', { name: 'payments', exact: true }).click();
	await expect(page.getByText(/Expired while Airlock was closed/).first()).toBeVisible();
	await expect(page.getByText('Pending import').first()).toBeVisible();
});
