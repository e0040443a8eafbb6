import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test, watch } from '../support/page-guard.ts';

// The guard that every other test relies on, shown to see each kind of problem.

const policy = "default-src 'none'; script-src 'self'; worker-src blob:; img-src https:";

test.beforeEach(async ({ page }) => {
	await page.route('**/guarded', (route) =>
		route.fulfill({
			contentType: 'text/html',
			body: `<meta http-equiv="content-security-policy" content="${policy}"><title>Guarded</title>`
		})
	);
	await page.route('https://elsewhere.example/**', (route) => route.fulfill({ body: '' }));
	await page.goto('/guarded');
});

async function seen(problems: string[], act: Promise<unknown>): Promise<string[]> {
	await act;
	await expect.poll(() => problems.length).toBeGreaterThan(0);
	return problems.splice(0);
}

async function startWorker(page: Page, source: string): Promise<void> {
	await page.evaluate(async (text) => {
		const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
		const worker = new Worker(url, { type: 'module' });
		await new Promise((resolve) => (worker.onmessage = resolve));
	}, source);
}

test('it lets an orderly page pass', async ({ page, problems }) => {
	await page.evaluate(() => {
		console.log('all is well');
	});
	await startWorker(page, `postMessage('ready');`);
	expect(problems).toEqual([]);
});

test('it sees errors and warnings in the console', async ({ page, problems }) => {
	const act = page.evaluate(() => {
		console.warn('careful');
		console.error('broken');
	});
	expect(await seen(problems, act)).toEqual(['console warning: careful', 'console error: broken']);
});

test('it sees errors that nothing catches', async ({ page, problems }) => {
	const act = page.evaluate(() => {
		void Promise.reject(new Error('broken'));
	});
	expect(await seen(problems, act)).toEqual(['uncaught error: broken']);
});

test('it sees what the policy refuses', async ({ page, problems }) => {
	const act = page.evaluate(() => fetch('/data').catch(() => undefined));
	expect(await seen(problems, act)).toContainEqual(expect.stringMatching(/violates .* Policy/));
});

test('it sees what the policy refuses a worker', async ({ page, problems }) => {
	const source = `fetch('${page.url()}').catch(() => postMessage('refused'));`;
	expect(await seen(problems, startWorker(page, source))).toEqual([
		`console error: connect-src refused ${page.url()} in a worker`
	]);
});

test('it sees errors in a worker', async ({ page, problems }) => {
	const source = `console.error('broken'); postMessage('done');`;
	expect(await seen(problems, startWorker(page, source))).toEqual(['console error: broken']);
});

test('it sees requests to another origin', async ({ page, problems }) => {
	const act = page.evaluate(() => {
		new Image().src = 'https://elsewhere.example/pixel';
	});
	expect(await seen(problems, act)).toEqual([
		'request to another origin: https://elsewhere.example/pixel'
	]);
});

test('it sees a file that asks for another one, and none that asks for itself', async ({
	browser
}, testInfo) => {
	const file = testInfo.outputPath('guarded.html');
	await writeFile(file, '<title>Guarded</title>');
	const [own, other] = [pathToFileURL(file).href, pathToFileURL(`${file}.png`).href];
	const context = await browser.newContext();
	const problems = await watch(context, own);
	const page = await context.newPage();
	await page.goto(`${own}#/keys`);
	const source = `postMessage('ready');`;
	await page.evaluate(async (text) => {
		const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
		const worker = new Worker(url);
		await new Promise((resolve) => (worker.onmessage = resolve));
	}, source);
	expect(problems).toEqual([]);
	const act = page.evaluate((url) => {
		new Image().src = url;
	}, other);
	expect(await seen(problems, act)).toContain(`request to another origin: ${other}`);
	await context.close();
});
