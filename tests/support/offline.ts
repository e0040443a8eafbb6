import { appendFileSync } from 'node:fs';
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { hourMs } from '#lib/domain/time.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { firstVisit } from './app.ts';
import { importRequest } from './importing.ts';
import { expect, test as guarded, watch } from './page-guard.ts';
import { erasablesOf } from './at-rest.ts';
import { makeVault, readVault } from './ready-vault.ts';
import { ReleaseSite } from './release-site.ts';

/** A host whose files change, and a browser with a profile of its own. */
interface Fixtures {
	host: ReleaseSite;
	/** opens the browser with the same profile each time */
	openBrowser: () => Promise<BrowserContext>;
	page: Page;
}

/** Each test has a host of its own, which offers the release that was built. */
export const test = guarded.extend<Fixtures>({
	host: async ({ problems: _ }, use, testInfo) => {
		const host = await ReleaseSite.start(testInfo.outputPath('site'));
		await use(host);
		await host.switchOff();
	},
	openBrowser: async ({ playwright, launchOptions, host, problems }, use, testInfo) => {
		const opened: BrowserContext[] = [];
		await use(async () => {
			const context = await playwright.chromium.launchPersistentContext(
				testInfo.outputPath('profile'),
				{ ...launchOptions, baseURL: host.url, locale: 'en-US' }
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

/** The button of the status, by what it says. */
export const status = (page: Page, words: string | RegExp) =>
	page.getByRole('banner').getByRole('button', { name: words });

export async function openOffline(page: Page, hash = '#/'): Promise<void> {
	await page.goto(`/${hash}`);
	await firstVisit(page);
	await expect(status(page, /Works offline/)).toBeVisible();
}

export async function serviceWorker(context: BrowserContext): Promise<Worker> {
	return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
}

/** Agrees to what the host offers now. */
export async function update(page: Page): Promise<void> {
	await status(page, 'Works offline').click();
	await page.getByRole('button', { name: 'Check for a newer version' }).click();
	await page.getByRole('button', { name: 'Update and lock' }).click();
}

/** The host changes the worker that is in use, and the browser looks, as it does by itself once a day. */
export async function changeWorker(page: Page, host: ReleaseSite): Promise<void> {
	appendFileSync(host.path(host.worker), '\n// changed');
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Network.clearBrowserCache'); // a day has passed
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		await registration.update();
	});
}

export const cacheNames = (page: Page) => page.evaluate(() => caches.keys());
export const releaseOf = (page: Page) => page.locator('html').getAttribute('data-release');

/** A vault with a key that is enabled, and another whose import is half done. */
export const someVault = () =>
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
export async function expiredVault(): Promise<VaultSnapshot> {
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

/** Whether the bytes of what is due first, the key material, are still at rest. */
export async function materialIsSealed(worker: Worker): Promise<boolean> {
	const rows = erasablesOf(await readVault(worker));
	return rows.toSorted((a, b) => Number(a.notAfter) - Number(b.notAfter))[0]?.sealed !== null;
}
