import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	chromium as playwright,
	type BrowserContext,
	type CDPSession,
	type Page
} from 'playwright';
import { chromium } from '../support/chromium.ts';
import {
	filesOfOfflineCopy,
	filesUntilUsable,
	gzipBytes,
	watchFor
} from '../support/first-load.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { ReleaseSite } from '../support/release-site.ts';
import {
	inRounds,
	ratio,
	timed,
	type Ratio,
	type Report,
	type Sample,
	type Weight
} from './samples.ts';

const unlockForm = 'input[name="passphrase"]';
type Starts = Record<'app' | 'blank', Sample[]>;

/** Longer than the service worker takes to begin its sweep, and the page to fetch what it began without. */
const restMs = 1500;
const welcome = 'a[href="#/setup"]';

/** What a visit loads, and opening the built app with its server gone against an empty page from the disk. */
export async function startSuite(): Promise<Report> {
	const folder = await mkdtemp(join(tmpdir(), 'airlock-bench-start-'));
	const site = await ReleaseSite.start(join(folder, 'site'));
	const empty = join(folder, 'empty.html');
	writeFileSync(empty, '<!doctype html><title>Empty</title><input>');
	const open = (profile: string): Promise<BrowserContext> =>
		playwright.launchPersistentContext(join(folder, profile), {
			...chromium,
			headless: true,
			baseURL: site.url,
			locale: 'en-US'
		});
	try {
		const weights = [await weighWelcome(await open('first profile'))];
		const context = await open('profile');
		try {
			const page = await context.newPage();
			// The browser remembers a vault that was once open in it.
			await openReadyVault(page, await makeVault());
			weights.push(await weigh('until the unlock form', page, unlockForm));
			weights.push(weightOf('the offline copy', filesOfOfflineCopy()));
			await page.getByRole('button', { name: 'Works offline' }).waitFor();
			await site.switchOff();
			const starts = () => offlineStarts(context, `${site.url}/`, pathToFileURL(empty).href);
			const beside = await starts();
			await page.goto('about:blank');
			const alone = await starts();
			return {
				ratios: [
					...toAnEmptyPage('offline start, to the unlock form', alone),
					...toAnEmptyPage('offline start beside another tab of Airlock', beside)
				],
				breakdowns: [],
				weights
			};
		} finally {
			await context.close();
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const toAnEmptyPage = (what: string, { app, blank }: Starts): Ratio[] => [
	ratio(what, app, 'an empty page', blank),
	ratio(`${what}: CPU time in renderers`, cpuTimes(app), 'an empty page', cpuTimes(blank))
];

async function weighWelcome(context: BrowserContext): Promise<Weight> {
	try {
		return await weigh('until Welcome', await context.newPage(), welcome);
	} finally {
		await context.close();
	}
}

/** Loads the app anew. */
async function weigh(what: string, page: Page, selector: string): Promise<Weight> {
	await watchFor(page, selector);
	await page.goto('about:blank');
	await page.goto('/');
	return weightOf(what, await filesUntilUsable(page));
}

const weightOf = (what: string, files: string[]): Weight => ({
	what,
	gzipBytes: gzipBytes(files),
	files: files.length
});

/** Each start has a tab of its own. */
async function offlineStarts(context: BrowserContext, app: string, empty: string): Promise<Starts> {
	const session = await context.browser()?.newBrowserCDPSession();
	if (!session) throw new Error('this browser says nothing of its processes');
	const opening = (address: string, what: string) => async () => {
		const page = await context.newPage();
		const before = await rendererTimes(session);
		const { ms } = await timed(1, async () => {
			await page.goto(address);
			await page.locator(what).waitFor();
		});
		let cpu = 0;
		for (const [id, time] of await rendererTimes(session)) cpu += time - (before.get(id) ?? 0);
		// The app fetches its other files now, and a second later the service worker sweeps: the next start begins at rest.
		await page.waitForLoadState('networkidle');
		await page.waitForTimeout(restMs);
		await page.close();
		return { ms, parts: { cpu } };
	};
	return inRounds(
		{ app: opening(app, unlockForm), blank: opening(empty, 'input') },
		{ rounds: 11, budgetMs: 60_000 }
	);
}

/** @returns the CPU time of each renderer so far, in milliseconds, by its process id */
async function rendererTimes(session: CDPSession): Promise<Map<number, number>> {
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	const renderers = processInfo.filter(({ type }) => type === 'renderer');
	return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime * 1000]));
}

const cpuTimes = (samples: readonly Sample[]): Sample[] =>
	samples.map(({ parts }) => ({ ms: parts['cpu'] ?? NaN, parts: {} }));
