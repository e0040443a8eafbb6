import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { hourMs } from '#lib/domain/time.ts';
import { sweepTag } from '#lib/service/offline-protocol.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectHeading, firstVisit, unlock, visit } from '../support/app.ts';
import { chromium } from '../support/chromium.ts';
import { importRequest } from '../support/importing.ts';
import { expect, test as guarded, watch } from '../support/page-guard.ts';
import { makeVault, placeVault, writeRows } from '../support/ready-vault.ts';
import { ReleaseSite } from '../support/release-site.ts';

/** A host whose files change, and a browser with a profile of its own. */
interface Fixtures {
	host: ReleaseSite;
	/** opens the browser with the same profile each time */
	openBrowser: () => Promise<BrowserContext>;
	page: Page;
}

const test = guarded.extend<Fixtures>({
	host: async ({ problems: _ }, use, testInfo) => {
		const host = await ReleaseSite.start(testInfo.outputPath('site'));
		await use(host);
		await host.switchOff();
	},
	openBrowser: async ({ playwright, host, problems }, use, testInfo) => {
		const opened: BrowserContext[] = [];
		await use(async () => {
			const context = await playwright.chromium.launchPersistentContext(
				testInfo.outputPath('profile'),
				{ ...chromium, baseURL: host.url, locale: 'en-US' }
			);
			opened.push(context);
			const seen = await watch(context, host.url);
			context.on('close', () => problems.push(...seen));
			return context;
		});
		for (const context of opened) await context.close();
	},
	page: async ({ openBrowser }, use) => {
		const context = await openBrowser();
		await use(context.pages()[0] ?? (await context.newPage()));
	}
});

const status = (page: Page, words: string | RegExp) =>
	page.getByRole('banner').getByRole('button', { name: words });

async function openOffline(page: Page, hash = '#/'): Promise<void> {
	await page.goto(`/${hash}`);
	await firstVisit(page);
	await expect(status(page, /Works offline/)).toBeVisible();
}

async function serviceWorker(context: BrowserContext): Promise<Worker> {
	return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
}

/** Agrees to what the host offers now. */
async function update(page: Page): Promise<void> {
	await status(page, 'Works offline').click();
	await page.getByRole('button', { name: 'Check for a newer version' }).click();
	await page.getByRole('button', { name: 'Update and lock' }).click();
}

/** The host changes the worker that is in use, and the browser looks, as it does by itself once a day. */
async function changeWorker(page: Page, host: ReleaseSite): Promise<void> {
	appendFileSync(host.path(host.worker), '\n// changed');
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Network.clearBrowserCache'); // a day has passed
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		await registration.update();
	});
}

/** Past every cache and the service worker, as Shift does; waits for the new page. */
async function reloadByForce(page: Page): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	await Promise.all([
		page.waitForEvent('load'),
		devtools.send('Page.reload', { ignoreCache: true })
	]);
	await devtools.detach();
}

/** Puts other bytes in the place of a file that the browser keeps. */
function putInCopy(worker: Worker, path: string, bytes: string): Promise<void> {
	return worker.evaluate(
		async ([name, text]) => {
			const [copy] = await caches.keys();
			const cache = await caches.open(copy ?? '');
			await cache.put(new URL(name, location.href).href, new Response(text));
		},
		[path, bytes] as const
	);
}

const cacheNames = (page: Page) => page.evaluate(() => caches.keys());
const releaseOf = (page: Page) => page.locator('html').getAttribute('data-release');

/** A vault with a key that is enabled, and another whose import is half done. */
const someVault = () =>
	makeVault(async (handle) => {
		await handle('CreateKey', { Origin: 'AIRLOCK', AliasName: 'alias/orders' });
		const { KeyMetadata } = await handle('CreateKey', {
			Origin: 'EXTERNAL',
			AliasName: 'alias/payments'
		});
		await handle('GetParametersForImport', {
			KeyId: KeyMetadata.KeyId,
			WrappingKeySpec: 'RSA_2048'
		});
	});

/** Key material that expired an hour ago; nothing has erased it yet. */
async function expiredVault(): Promise<VaultSnapshot> {
	const past = Date.now() - 3 * hourMs;
	return makeVault(
		async (handle) => {
			const { KeyMetadata } = await handle('CreateKey', {
				Origin: 'EXTERNAL',
				AliasName: 'alias/payments'
			});
			const parameters = await handle('GetParametersForImport', {
				KeyId: KeyMetadata.KeyId,
				WrappingKeySpec: 'RSA_2048'
			});
			await handle('ImportKeyMaterial', {
				...importRequest(parameters),
				ExpirationModel: 'KEY_MATERIAL_EXPIRES',
				ValidTo: past + 2 * hourMs
			});
		},
		() => past
	);
}

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

	test('loses nothing that was typed, and says what its policy lacks', async ({ page }) => {
		await page.addInitScript(() => {
			const { serviceWorker } = navigator;
			const register = serviceWorker.register.bind(serviceWorker);
			serviceWorker.register = async (...request) => {
				await new Promise((resolve) => addEventListener('goOn', resolve, { once: true }));
				return register(...request);
			};
		});
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
		'permissions-policy': expect.stringContaining('camera=()')
	});
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

	for (const { what, change, words } of [
		{
			what: 'a file is missing',
			change: (host: ReleaseSite) => rmSync(host.path('icon.svg')),
			words: /not complete/
		},
		{
			what: 'a file is another one',
			change: (host: ReleaseSite) => appendFileSync(host.path('icon.svg'), ' '),
			words: /differs|not the/
		}
	]) {
		test(`does not happen when ${what}: the version before goes on`, async ({ page, host }) => {
			await openOffline(page);
			await host.release('9.9.9', []);
			await status(page, 'Works offline').click();
			await page.getByRole('button', { name: 'Check for a newer version' }).click();
			await expect(page.getByText('Version 9.9.9 is ready.')).toBeVisible();
			change(host);
			await page.getByRole('button', { name: 'Update and lock' }).click();
			await expect(page.getByText(words).first()).toBeVisible();
			await page.reload();
			expect(await releaseOf(page)).toBeNull();
			expect(await cacheNames(page)).toHaveLength(1);
		});
	}

	test('can’t be looked for without a network, and that is said', async ({ page, host }) => {
		await openOffline(page);
		await host.switchOff();
		await status(page, 'Works offline').click();
		await page.getByRole('button', { name: 'Check for a newer version' }).click();
		await expect(page.getByText(/reach/).first()).toBeVisible();
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

	test('that nobody asked for is said after one that somebody did ask for, too', async ({
		page,
		host
	}) => {
		await openOffline(page);
		await host.release('9.9.9', []);
		await update(page);
		await expect(page.getByText(/^This is version .* now\. You agreed to it\.$/)).toBeVisible();
		await expect(page.getByRole('alert')).toHaveCount(0);
		await changeWorker(page, host);
		await expect(page.getByText(/without your consent/)).toBeVisible();
	});

	test('to an older version is named as one', async ({ page, host }) => {
		await openOffline(page);
		await host.release('0.0.1', []);
		await status(page, 'Works offline').click();
		await page.getByRole('button', { name: 'Check for a newer version' }).click();
		await expect(page.getByText('Version 0.0.1 is ready.')).toBeVisible();
		await expect(page.getByText(/is older than the one you use/)).toBeVisible();
	});

	test('is no update when the same version has other files', async ({ page, host }) => {
		await openOffline(page);
		appendFileSync(host.path('icon.svg'), ' ');
		const sums = readFileSync(host.path('SHA256SUMS'), 'utf8');
		const altered = createHash('sha256')
			.update(readFileSync(host.path('icon.svg')))
			.digest('hex');
		writeFileSync(host.path('SHA256SUMS'), sums.replace(/[0-9a-f]{64}(?= {2}icon\.svg)/, altered));
		await status(page, 'Works offline').click();
		await page.getByRole('button', { name: 'Check for a newer version' }).click();
		await expect(page.getByText(/differs|not the/).first()).toBeVisible();
		await page.reload();
		await expect(status(page, 'Works offline')).toBeVisible();
	});

	test('is not had by a forced reload either', async ({ page, host }) => {
		await openOffline(page);
		await reloadByForce(page);
		await expect(status(page, 'Works offline')).toBeVisible(); // of the same version nothing is to be said
		await host.release('9.9.9', []);
		await reloadByForce(page);
		await expectHeading(page, 'This page came past the copy of Airlock that you use.');
		await page.getByRole('button', { name: 'Reload' }).click();
		await expect(status(page, 'Works offline')).toBeVisible();
	});
});

test.describe('a copy that the browser has lost a file of', () => {
	test('is made whole from the network, and only by the same file', async ({ page, host }) => {
		await openOffline(page);
		const worker = await serviceWorker(page.context());
		await putInCopy(worker, 'icon.svg', 'another icon');
		await page.reload();
		await expect(status(page, 'Works offline')).toBeVisible();
		const icon = await page.evaluate(() => caches.match('/icon.svg').then((file) => file?.text()));
		expect(icon).toBe(readFileSync(host.path('icon.svg'), 'utf8'));
	});

	test('is said to be lost when the host has another; the vault stays, and the person agrees to that other', async ({
		page,
		host,
		problems
	}) => {
		await openOffline(page);
		await placeVault(page, await someVault());
		const worker = await serviceWorker(page.context());
		await putInCopy(worker, '', 'nothing');
		await putInCopy(worker, 'index.html', 'nothing');
		await host.release('9.9.9', []);
		await page.goto('about:blank');
		await page.goto('/');
		await expectHeading(page, 'This browser has lost its copy of Airlock');

		await reloadByForce(page);
		await expectHeading(page, 'This page came past the copy of Airlock that you use.');
		await page.getByRole('button', { name: /^Use version .* from the server$/ }).click();
		await expectHeading(page, 'Unlock the vault');
		await unlock(page);
		await expect(page.locator('html')).toHaveAttribute('data-release', '9.9.9');
		await expect(page.getByRole('alert')).toHaveCount(0);
		await page.context().close();
		// The page that says so has this status; its icon is not there.
		expect(problems.splice(0).join()).toMatch(/503/);
	});
});

test('a copy that is not whole never counts as one', async ({ page, host }) => {
	rmSync(host.path('release.json')); // a page has no need of it
	await page.goto('/');
	await expect(status(page, 'Not available offline')).toBeVisible();
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
	await writeRows(worker, await expiredVault());
	expect(await materialIsSealed(worker)).toEqual([true]);

	const [registration] = registrations;
	await devtools.send('ServiceWorker.dispatchPeriodicSyncEvent', {
		origin: host.url,
		registrationId: registration?.registrationId ?? '',
		tag: sweepTag
	});
	await expect.poll(() => materialIsSealed(worker)).toEqual([false]);

	await page.goto('/#/keys');
	await unlock(page);
	await page.getByRole('link', { name: 'payments', exact: true }).click();
	await expect(page.getByText(/Expired while Airlock was closed/).first()).toBeVisible();
	await expect(page.getByText('Pending import').first()).toBeVisible();
});

test('opening any page of it has the service worker erase what has expired', async ({ page }) => {
	await openOffline(page);
	const worker = await serviceWorker(page.context());
	await page.goto('about:blank');
	await writeRows(worker, await expiredVault());
	await page.goto('/icon.svg'); // served by the worker; no page of the app runs
	await expect.poll(() => materialIsSealed(worker)).toEqual([false]);
});

/** For each piece of key material at rest whether its bytes are still there. */
function materialIsSealed(worker: Worker): Promise<boolean[]> {
	return worker.evaluate(async () => {
		const opening = indexedDB.open('airlock');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const reading = opening.result.transaction('erasables').objectStore('erasables').getAll();
		await new Promise((resolve) => (reading.onsuccess = resolve));
		opening.result.close();
		return (reading.result as { sealed: unknown }[]).map(({ sealed }) => sealed !== null);
	});
}
