import { firstVisit } from '../support/app.ts';
import { chromium } from '../support/chromium.ts';
import { expect, test, watch } from '../support/page-guard.ts';

test('installing is possible: the browser finds no fault', async ({
	playwright,
	baseURL,
	problems
}, testInfo) => {
	// A private window, which tests have otherwise, can never install.
	const context = await playwright.chromium.launchPersistentContext(
		testInfo.outputPath('profile'),
		{ ...chromium, baseURL: baseURL ?? '', locale: 'en-US' }
	);
	const seen = await watch(context, new URL(baseURL ?? '').origin);
	const page = context.pages()[0] ?? (await context.newPage());
	await page.goto('/');
	await firstVisit(page);
	await expect(page.getByRole('button', { name: 'Status:' })).toHaveText(/Works offline/);
	const devtools = await context.newCDPSession(page);
	const { errors, data } = await devtools.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Airlock', display: 'standalone' });
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
	expect(installabilityErrors).toEqual([]);
	await context.close();
	problems.push(...seen);
});
