import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Page, Worker } from '@playwright/test';
import { expectHeading, unlock } from '../support/app.ts';
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
import type { ReleaseSite } from '../support/release-site.ts';

// What can go wrong with the copy that works offline, and with its updates.

declare global {
	interface Window {
		/** what the status button has said */
		said: Set<string | null | undefined>;
		/** of the header, in pixels */
		heights: Set<number>;
	}
}

test.use({ withServiceWorker: true });

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
test.describe('an update', () => {
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
		await expectHeading(page, 'This page did not come from the copy of Airlock that you use.');
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
		await expectHeading(page, 'This page did not come from the copy of Airlock that you use.');
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

test('until the service worker has answered, no page says that there is no copy, and nothing moves when it has', async ({
	page
}) => {
	await openOffline(page);
	await page.setViewportSize({ width: 320, height: 640 });
	await page.addInitScript(() => {
		window.said = new Set();
		window.heights = new Set();
		const note = () => {
			window.said.add(document.querySelector('header .end button')?.textContent);
			const header = document.querySelector('header');
			if (header) window.heights.add(header.offsetHeight);
		};
		new MutationObserver(note).observe(document, {
			childList: true,
			subtree: true,
			characterData: true
		});
	});
	await page.reload();
	await expect(status(page, /Works offline/)).toBeVisible();
	const said = (await page.evaluate(() => [...window.said])).join();
	expect(said).toContain('Checking…');
	expect(said).not.toContain('Not available offline');
	expect(await page.evaluate(() => [...window.heights])).toHaveLength(1);
});

test('opening any page of it has the service worker erase what has expired', async ({ page }) => {
	await openOffline(page);
	const worker = await serviceWorker(page.context());
	await page.goto('about:blank');
	await writeVault(worker, await expiredVault());
	await page.goto('/icon.svg'); // served by the worker; no page of the app runs
	await expect.poll(() => materialIsSealed(worker)).toBe(false);
});
