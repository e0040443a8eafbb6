import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page-guard.ts';

/** `target-size` is only run when its tag is named. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The page as it stands has no violation that axe knows, and at 320 px nothing to scroll sideways for. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
	// No frames, so no second page is needed to put their results together, and no style sheets to fetch.
	const axe = new AxeBuilder({ page }).withTags(tags).setLegacyMode().options({ preload: false });
	const { violations } = await axe.analyze();
	const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
	expect(found, what).toEqual([]);

	const size = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 640 });
	const width = () => page.evaluate(() => document.documentElement.scrollWidth);
	await expect.poll(width, `${what} at 320 px`).toBeLessThanOrEqual(320);
	if (size) await page.setViewportSize(size);
}

/** What has the focus can be seen, and so can the focus. */
export async function expectFocusVisible(page: Page): Promise<void> {
	const { what, outline, onTop } = await page.evaluate(() => {
		const focused = document.activeElement ?? document.body;
		const { left, top, width, height } = focused.getBoundingClientRect();
		const { outlineStyle, outlineWidth } = getComputedStyle(focused);
		const at = document.elementFromPoint(left + width / 2, top + height / 2);
		return {
			what: focused.outerHTML.slice(0, 120),
			outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
			onTop: at !== null && (focused.contains(at) || at.contains(focused))
		};
	});
	expect(outline, `outline of ${what}`).toBeGreaterThanOrEqual(2);
	expect(onTop, `${what} is in view`).toBe(true);
}
