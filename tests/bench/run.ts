import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as playwright, type Page } from 'playwright';
import { build, type Plugin } from 'vite';
import { chromium } from '../support/chromium.ts';
import { diskReports } from './disk-run.ts';
import { scrollSuite } from './scroll-suite.ts';
import { startSuite } from './start-suite.ts';
import { breakdownTable, figureTable, ratioTable, weightTable } from './table.ts';
import type { Report } from './samples.ts';
import type { SuiteName, SuiteResult } from './worker.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Vaults are made before they are opened. */
const suites: readonly SuiteName[] = [
	'import',
	'Encrypt and Decrypt',
	'reading files',
	'files',
	'bytes written',
	'1,000 keys are made',
	'10,000 keys are made',
	'100,000 keys are made',
	'10,000 keys',
	'100,000 keys',
	'unlock',
	'memory'
];

/**
 * Measures in a real Chromium whose profile is on the disk, and prints what it found.
 *
 * @param wanted - suites, and those that make what they open; all if it is empty
 */
export async function run(wanted: readonly string[] = []): Promise<void> {
	const isWanted = (suite: string) => wanted.length === 0 || wanted.includes(suite);
	const source = await bundleWorker();
	const profile = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
	const reports: Report[] = [];
	try {
		const context = await playwright.launchPersistentContext(profile, {
			...chromium,
			headless: true
		});
		try {
			console.log(`Chromium ${context.browser()?.version() ?? ''}, Node ${process.versions.node}`);
			sayLoad('at the start');
			const page = await openPage(context.pages()[0] ?? (await context.newPage()));
			for (const suite of suites.filter(isWanted)) {
				const start = performance.now();
				reports.push(await runSuite(page, source, suite));
				console.log(`▸ ${suite}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
			}
			sayLoad('at the end');
		} finally {
			await context.close();
		}
		if (isWanted('disk'))
			reports.push(
				...(await diskReports(openPage, (page, suite) => runSuite(page, source, suite)))
			);
		if (isWanted('start')) reports.push(await startSuite());
		if (isWanted('scroll'))
			reports.push(
				await scrollSuite(async (page, site) =>
					runSuite(await openPage(page, site), source, 'the vault of the page is made')
				)
			);
	} finally {
		await rm(profile, { recursive: true, force: true });
	}
	console.log(`\n${ratioTable(reports.flatMap(({ ratios }) => ratios))}`);
	console.log('\nWhere the time goes (medians in ms for one call):');
	console.log(`\n${breakdownTable(reports.flatMap(({ breakdowns }) => breakdowns))}`);
	console.log('\nOther figures:');
	console.log(`\n${figureTable(reports.flatMap(({ figures }) => figures ?? []))}`);
	console.log('\nWhat a first visit loads, and what is kept:');
	console.log(`\n${weightTable(reports.flatMap(({ weights }) => weights ?? []))}`);
}

function sayLoad(when: string): void {
	const [lastMinute = 0] = loadavg();
	console.log(`Load ${when}: ${lastMinute.toFixed(1)} on ${availableParallelism()} cores`);
}

/** Modules for signatures, which are not measured, want Node's Buffer when they are loaded. */
const withoutBuffer: Plugin = {
	name: 'airlock-bench-without-buffer',
	enforce: 'pre',
	resolveId: (id) => (id === 'buffer' ? '\0buffer' : undefined),
	load: (id) =>
		id === '\0buffer'
			? 'export class Buffer extends Uint8Array {}; export default { Buffer };'
			: undefined
};

/** One script, as the build makes of the vault worker. */
async function bundleWorker(): Promise<string> {
	const result = await build({
		root,
		configFile: false,
		logLevel: 'warn',
		plugins: [withoutBuffer],
		// Each of its packages has one of its own; together they must have one.
		resolve: { dedupe: ['@aws-crypto/material-management'] },
		build: {
			write: false,
			rolldownOptions: {
				input: join(root, 'tests/bench/worker.ts'),
				output: { codeSplitting: false }
			}
		}
	});
	const [chunk] = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
	if (chunk?.type !== 'chunk') throw new Error('the benchmark does not bundle into one script');
	return chunk.code;
}

/** An empty page, isolated so that the clock ticks in microseconds; by default on localhost, where nothing listens. */
async function openPage(page: Page, address = 'http://localhost/'): Promise<Page> {
	await page.route(address, (route) =>
		route.fulfill({
			contentType: 'text/html',
			headers: {
				'Cross-Origin-Opener-Policy': 'same-origin',
				'Cross-Origin-Embedder-Policy': 'require-corp'
			},
			body: '<!doctype html><title>Airlock bench</title><input type="file">'
		})
	);
	await page.goto(address);
	if (!(await page.evaluate(() => crossOriginIsolated)))
		throw new Error('the clock of this page is too coarse');
	return page;
}

async function runSuite(page: Page, source: string, suite: SuiteName): Promise<Report> {
	const { result, bytes, stallMs } = await page.evaluate(
		async ([script, name]) => {
			const blob = new Blob([script], { type: 'text/javascript' });
			const url = URL.createObjectURL(blob);
			const worker = new Worker(url, { type: 'module' });
			const file = document.querySelector('input')?.files?.[0];
			const longestStall = watchThread();
			const result = await new Promise<SuiteResult>((resolve) => {
				worker.addEventListener('message', ({ data }: MessageEvent<SuiteResult>) => resolve(data));
				worker.addEventListener('error', ({ message }) => resolve({ error: message }));
				worker.postMessage({ name, script: blob, file });
			});
			const bytes = name === 'memory' ? await bytesOfWorkers() : 0;
			worker.terminate();
			return { result, bytes, stallMs: longestStall() };

			/** @returns what says by how long a timer of the page was late at most */
			function watchThread(): () => number {
				let [last, longest] = [performance.now(), 0];
				const everyMs = 4; // as often as a page can
				const timer = setInterval(() => {
					longest = Math.max(longest, performance.now() - last - everyMs);
					last = performance.now();
				}, everyMs);
				return () => {
					clearInterval(timer);
					return longest;
				};
			}

			/** After a garbage collection, which it waits for. */
			async function bytesOfWorkers(): Promise<number> {
				const { breakdown } = await (
					performance as unknown as {
						measureUserAgentSpecificMemory(): Promise<{
							breakdown: { bytes: number; attribution: { scope: string }[] }[];
						}>;
					}
				).measureUserAgentSpecificMemory();
				return breakdown
					.filter(({ attribution }) => attribution.some(({ scope }) => scope.includes('Worker')))
					.reduce((sum, part) => sum + part.bytes, 0);
			}
		},
		[source, suite] as const
	);
	if ('error' in result) throw new Error(`${suite}: ${result.error}`);
	const memory = {
		what: 'memory of the worker, 100,000 keys unlocked',
		value: bytes / 2 ** 20,
		unit: 'MiB'
	};
	const stall = { what: `${suite}: longest stall of the page`, value: stallMs, unit: 'ms' };
	if (suite === 'memory') return { ...result.report, figures: [memory] };
	return suite.startsWith('a file') ? { ...result.report, figures: [stall] } : result.report;
}
