import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect } from './page-guard.ts';

// What is loaded until an element can be used for the first time.

const build = join(import.meta.dirname, '../../build');

/** Notes in every page that is loaded from now on when the element can be used. */
export async function watchFor(page: Page, selector: string): Promise<void> {
	await page.addInitScript((wanted) => {
		const look = () => {
			if (!document.querySelector(wanted)) return;
			watching.disconnect();
			performance.mark('usable');
		};
		const watching = new MutationObserver(look);
		watching.observe(document, { childList: true, subtree: true });
	}, selector);
}

/** @returns the files that were asked for until the element could be used */
export async function filesUntilUsable(page: Page): Promise<string[]> {
	await expect
		.poll(() => page.evaluate(() => performance.getEntriesByName('usable').length))
		.toBe(1);
	const addresses = await page.evaluate(() => {
		const usable = performance.getEntriesByName('usable')[0]?.startTime ?? 0;
		return ['navigation', 'resource']
			.flatMap((type) => performance.getEntriesByType(type))
			.filter(({ startTime }) => startTime <= usable)
			.map(({ name }) => name);
	});
	return addresses.map((address) => new URL(address).pathname.slice(1) || 'index.html');
}

/** @returns the bytes of these files of the build, each as gzip sends it at its best */
export function gzipBytes(files: readonly string[]): number {
	const sizes = files.map((file) => gzipSync(readFileSync(join(build, file)), { level: 9 }).length);
	return sizes.reduce((sum, size) => sum + size, 0);
}

/** @returns all files of the build */
export function filesOfBuild(): string[] {
	return readdirSync(build, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(build.length + 1));
}

/** @returns the files that the offline copy keeps: all but the service worker and the list of hashes */
export function filesOfOfflineCopy(): string[] {
	return filesOfBuild().filter((file) => !/^(?:service-worker\.|SHA256SUMS$)/.test(file));
}
