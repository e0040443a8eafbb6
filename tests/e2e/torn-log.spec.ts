import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { unlock } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { rounds, seed, soak } from '../support/soak.ts';
import { reachVaultWorker } from '../support/vault-worker.ts';

// What a crash in the middle of a write leaves behind: Chromium's log without its last bytes. Left alone, the browser
// deletes the database at one of the next starts.

/** The log that Chromium writes IndexedDB's changes to. */
function newestLog(profile: string): string {
	const databases = join(profile, 'Default/IndexedDB');
	const logs = readdirSync(databases, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.log'))
		.sort();
	const newest = logs.at(-1);
	if (newest === undefined) throw new Error('Chromium keeps no log here');
	return join(databases, newest);
}

for (const bytes of soak ? [1, 2, 7, 8, 31, 64, 500, 4096] : [1, 64]) {
	test(`a vault outlives a log that lacks its last ${bytes} bytes`, async ({
		playwright,
		launchOptions,
		baseURL
	}, testInfo) => {
		if (baseURL === undefined) throw new Error('nothing is served');
		const profile = testInfo.outputPath('profile');
		const open = () =>
			playwright.chromium.launchPersistentContext(profile, {
				...launchOptions,
				baseURL,
				locale: 'en-US'
			});
		const first = await open();
		await openReadyVault(await first.newPage(), await makeVault());
		await first.close();
		const log = newestLog(profile);
		truncateSync(log, statSync(log).size - bytes);

		for (let start = 1; start <= 3; start++) {
			const context = await open();
			const page = await context.newPage();
			await page.goto('/#/activity');
			await unlock(page);
			await expect(page.getByText('The chain is whole.')).toBeVisible();
			await context.close();
		}
	});
}

/** Anywhere in the log: the vault may have lost its newest changes, any of them, or all. */
const places = rounds(3, 200);
const changes = 20;

test(`a vault whose log was cut off at any of ${places} places is whole again, with each change that was acknowledged`, async ({
	playwright,
	launchOptions,
	baseURL
}, testInfo) => {
	if (baseURL === undefined) throw new Error('nothing is served');
	test.setTimeout((2 + places) * 30_000);
	const open = async (profile: string) => {
		const options = { ...launchOptions, baseURL, locale: 'en-US' };
		const context = await playwright.chromium.launchPersistentContext(profile, options);
		await reachVaultWorker(context);
		return { context, page: await context.newPage() };
	};
	const profile = testInfo.outputPath('profile');
	const first = await open(profile);
	await openReadyVault(first.page, await makeVault());
	const entries = await first.page.evaluate(async (count) => {
		for (let made = 0; made < count; made++)
			await window.askVault('CreateKey', { AliasName: `alias/key-${made}` });
		return (await window.askVault('ListActivity', { Limit: 1 })).Total;
	}, changes);
	await first.context.close();

	const random = seededRandom(seed);
	const { size } = statSync(newestLog(profile));
	const recovered = new Map<string, number>();
	for (let round = 0; round < places; round++) {
		const torn = testInfo.outputPath('torn');
		cpSync(profile, torn, { recursive: true });
		truncateSync(newestLog(torn), Math.floor(random() * size));
		const { context, page } = await open(torn);
		await page.goto('/#/activity');
		await unlock(page);
		await expect(page.getByText('The chain is whole.')).toBeVisible();
		const found = await page.evaluate(async () => {
			const { Damage, KeyCount, Recovered } = await window.askVault('DescribeVault', {});
			const { Total } = await window.askVault('ListActivity', { Limit: 1 });
			return { Damage, KeyCount, Recovered, Total };
		});
		expect(found).toMatchObject({ Damage: [], KeyCount: changes, Total: entries + 1 });
		const what = found.Recovered ?? 'nothing';
		recovered.set(what, (recovered.get(what) ?? 0) + 1);
		await context.close();
		rmSync(torn, { recursive: true });
	}
	console.log('Put back:', Object.fromEntries(recovered));
});
