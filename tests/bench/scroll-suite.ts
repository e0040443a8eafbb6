import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type Page } from 'playwright';
import { chromium } from '../support/chromium.ts';
import { ReleaseSite } from '../support/release-site.ts';
import { passphrase } from './engine.ts';
import type { Figure, Report } from './samples.ts';

const frames = 120;
/** Later than this after the one before, a frame can be seen to be late. */
const lateMs = 25;

/**
 * Scrolls through the list of 100,000 keys in the built app, a step in each frame.
 *
 * @param makeKeys - makes the app's vault in a page of its site
 */
export async function scrollSuite(
	makeKeys: (page: Page, address: string) => Promise<unknown>
): Promise<Report> {
	const folder = await mkdtemp(join(tmpdir(), 'airlock-bench-scroll-'));
	const site = await ReleaseSite.start(join(folder, 'site'));
	try {
		const context = await playwright.launchPersistentContext(join(folder, 'profile'), {
			...chromium,
			headless: true,
			locale: 'en-US',
			viewport: { width: 1280, height: 900 }
		});
		try {
			const page = context.pages()[0] ?? (await context.newPage());
			await makeKeys(page, `${site.url}/bench`);
			await page.goto(`${site.url}/#/keys`);
			await page.locator('input[name="passphrase"]').pressSequentially(passphrase);
			await page.keyboard.press('Enter');
			await page.locator('tr[aria-rowindex="2"]').waitFor({ timeout: 120_000 });
			const empty = await context.newPage();
			await empty.setContent('<!doctype html><div style="height: 5000000px"></div>');
			const figures: Figure[] = [];
			for (const [how, pixels] of [
				['by 2 rows', 100],
				['by 800 rows', 40_000]
			] as const)
				for (const [what, shown] of [
					[`scrolling 100,000 keys ${how} a frame`, page],
					['the same of an empty page', empty]
				] as const) {
					await shown.bringToFront();
					const { late, threadMs } = await scroll(shown, pixels);
					figures.push({ what: `${what}: late frames of ${frames}`, value: late, unit: '' });
					figures.push({ what: `${what}: processor time of a frame`, value: threadMs, unit: 'ms' });
				}
			return { ratios: [], breakdowns: [], figures };
		} finally {
			await context.close();
		}
	} finally {
		await site.switchOff();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Scrolls so many pixels before each frame. */
async function scroll(page: Page, pixels: number): Promise<{ late: number; threadMs: number }> {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const threadSeconds = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
	};
	const before = await threadSeconds();
	const late = await page.evaluate(
		async ({ pixels, frames, lateMs }) => {
			const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
			scrollTo(0, 0);
			for (let count = 0; count < 30; count++) await nextFrame();
			let late = 0;
			let last = await nextFrame();
			for (let frame = 0; frame < frames; frame++) {
				scrollBy(0, pixels);
				const now = await nextFrame();
				if (now - last > lateMs) late++;
				last = now;
			}
			return late;
		},
		{ pixels, frames, lateMs }
	);
	return { late, threadMs: (((await threadSeconds()) - before) * 1000) / frames };
}
