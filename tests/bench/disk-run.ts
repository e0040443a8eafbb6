import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { chromium as playwright, type Page } from 'playwright';
import { chromium } from '../support/chromium.ts';
import { peakWhile } from './browser-memory.ts';
import type { Report } from './samples.ts';
import type { SuiteName } from './worker.ts';

const gibibyte = 1024 ** 3;
const copiedBytes = 2 * gibibyte;
/** Of the file that memory is measured with: it takes no room on the disk, but its result does. */
const longBytes = 8 * gibibyte;

/**
 * Encrypts large files in browsers of their own, whose profiles are on the disk.
 *
 * @param openPage - makes a page empty but for a field for a file
 * @param runSuite - with the file in that field
 */
export async function diskReports(
	openPage: (page: Page) => Promise<unknown>,
	runSuite: (page: Page, suite: SuiteName) => Promise<Report>
): Promise<Report[]> {
	const folder = await mkdtemp(join(tmpdir(), 'airlock-bench-disk-'));
	const reports: Report[] = [];
	const inBrowser = async (suite: SuiteName, path: string): Promise<Report> => {
		const profile = join(folder, suite.replaceAll(' ', '-'));
		const context = await playwright.launchPersistentContext(profile, {
			...chromium,
			headless: true
		});
		try {
			const page = context.pages()[0] ?? (await context.newPage());
			await openPage(page);
			await page.locator('input').setInputFiles(path);
			let report: Report = { ratios: [], breakdowns: [] };
			const run = async () => {
				report = await runSuite(page, suite);
			};
			const peak = await peakWhile(profile, run);
			const what = `${suite}: memory of the browser above idle, at its highest`;
			const memory = { what, value: peak / 2 ** 20, unit: 'MiB' };
			return suite.startsWith('a file')
				? { ...report, figures: [...(report.figures ?? []), memory] }
				: report;
		} finally {
			await context.close();
			await rm(profile, { recursive: true, force: true });
		}
	};
	try {
		const copied = join(folder, 'copied.bin');
		await writeRandom(copied, copiedBytes);
		reports.push(await inBrowser('files from disk to disk', copied));
		await rm(copied);
		const long = join(folder, 'long.bin');
		await writeRandom(long, 0);
		await truncate(long, longBytes);
		for (const suite of [
			'a file that nobody encrypts',
			'a file to a sync handle',
			'a file to a writable'
		] as const)
			reports.push(await inBrowser(suite, long));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	return reports;
}

async function writeRandom(path: string, byteCount: number): Promise<void> {
	const block = randomBytes(64 * 1024 * 1024);
	const file = await open(path, 'w');
	try {
		for (let at = 0; at < byteCount; at += block.length) await file.write(block);
		await file.sync();
	} finally {
		await file.close();
	}
}
