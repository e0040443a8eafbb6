import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useMirrorFiles } from '#lib/storage/mirror-files.ts';
import { webLocks } from '../../support/web-locks.ts';

// A browser that gives a file to one worker only, and may close it a moment after that worker is gone, as Firefox does.

/** how often opening a file is refused before it succeeds, and by which error */
let refusals = 0;
let error = 'NoModificationAllowedError';
let openFiles = 0;
let opened = 0;

/** opening a file waits for this */
let answer: Promise<void>;

async function createSyncAccessHandle() {
	await answer;
	if (refusals > 0) {
		refusals--;
		throw new DOMException('stubbed', error);
	}
	openFiles++;
	opened++;
	return { close: () => openFiles-- };
}

beforeEach(() => {
	[refusals, error, openFiles, opened] = [0, 'NoModificationAllowedError', 0, 0];
	answer = Promise.resolve();
	const getFileHandle = () => Promise.resolve({ createSyncAccessHandle });
	const getDirectory = () => Promise.resolve({ getFileHandle });
	vi.stubGlobal('navigator', { storage: { getDirectory }, locks: webLocks() });
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

const areThere = (files: unknown) => Promise.resolve(files !== undefined);

test('files that another worker still has are waited for, and closed after use', async () => {
	const use = useMirrorFiles('vault');
	refusals = 3;
	expect(await use(areThere)).toBe(true);
	expect(openFiles).toBe(0);
});

test('files that stay with another worker are given up, and not waited for again until they were there', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
	const use = useMirrorFiles('vault');
	refusals = Infinity;
	const first = use(areThere);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await first).toBe(false);
	expect(await use(areThere)).toBe(false); // no timer runs now
	refusals = 0;
	expect(await use(areThere)).toBe(true);
	refusals = 1;
	const again = use(areThere);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await again).toBe(true);
});

test('a browser that has no such files is not asked again', async () => {
	[refusals, error] = [1, 'SecurityError'];
	expect(await useMirrorFiles('vault')(areThere)).toBe(false);
	expect(openFiles).toBe(0);
});

test('a browser that gives no answer is not waited for, and what it opens late is closed', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
	let giveAnswer = () => {};
	answer = new Promise((resolve) => (giveAnswer = resolve));
	const use = useMirrorFiles('vault');
	for (const mostMs of [60_000, 1000]) {
		const there = use(areThere);
		await vi.advanceTimersByTimeAsync(mostMs);
		expect(await there).toBe(false);
	}
	giveAnswer();
	await vi.waitUntil(() => opened === 4);
	await vi.waitUntil(() => openFiles === 0);
});
