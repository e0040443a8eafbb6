import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page-guard.ts';

/** The same program as the one that the builder takes by itself, in half the bytes: every page reads it anew. */
const axeSource = readFileSync(
	createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
	'utf8'
);

/** `target-size` is only run when its tag is named. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** In place of axe's source in a page that has it already: reading it again costs more than a look at the page. */
const nothing = ';';
/** While it is open nobody reaches the page behind it, which has a look of its own. */
const openDialog = 'dialog:modal';
/** All that depends on the theme. */
const colourRules = ['color-contrast', 'link-in-text-block'];
/** All that depends on the language: that there is a text, which one it is, and how large it makes its element. */
const textRules = [
	...['document-title', 'html-has-lang', 'html-lang-valid', 'valid-lang', 'target-size'],
	...['image-alt', 'role-img-alt', 'svg-img-alt', 'summary-name', 'landmark-unique'],
	...['button-name', 'link-name', 'input-button-name', 'empty-heading', 'empty-table-header'],
	...[
		'label',
		'label-title-only',
		'form-field-multiple-labels',
		'select-name',
		'aria-command-name'
	],
	...['aria-dialog-name', 'aria-input-field-name', 'aria-toggle-field-name', 'aria-meter-name'],
	...['aria-progressbar-name', 'aria-tooltip-name', 'aria-treeitem-name', 'aria-roledescription']
];

/** Returns once the page has the theme: a busy browser takes it on late, amid a look. */
async function setTheme(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
	await page.emulateMedia({ colorScheme });
	const has = (wanted: string) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches;
	await expect.poll(() => page.evaluate(has, colorScheme), colorScheme).toBe(true);
}

/**
 * The page as it stands has no violation that axe knows, and at 320 px nothing to scroll sideways for.
 *
 * @param again - whether this is a second walk, in another language. It looks at what depends on the language: colours,
 * in both themes, between which the system must choose, and structure are the same, and most of what a look costs.
 */
export async function expectAccessible(page: Page, what: string, again = false): Promise<void> {
	const rules: RunOnly = again
		? { type: 'rule', values: textRules }
		: { type: 'tag', values: tags };
	expect(await violations(page, rules), what).toEqual([]);

	if (!again) {
		const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
		const [theme, other] = dark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
		await setTheme(page, other);
		const found = await violations(page, { type: 'rule', values: colourRules });
		expect(found, `${what}, ${other}`).toEqual([]);
		await setTheme(page, theme);
	}

	const size = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 640 });
	const width = () => page.evaluate(() => document.documentElement.scrollWidth);
	await expect.poll(width, `${what} at 320 px`).toBeLessThanOrEqual(320);
	if (size) await page.setViewportSize(size);
}

interface RunOnly {
	type: 'tag' | 'rule';
	values: string[];
}

async function violations(page: Page, runOnly: RunOnly): Promise<string[]> {
	const [isThere, asks] = await page.evaluate(
		(dialog) => ['axe' in window, document.querySelector(dialog) !== null],
		openDialog
	);
	// No frames, so no second page is needed to put their results together, and no style sheets to fetch.
	const builder = new AxeBuilder({ page, axeSource: isThere ? nothing : axeSource });
	if (asks) builder.include(openDialog);
	const axe = builder
		.setLegacyMode()
		.options({ preload: false, resultTypes: ['violations'], runOnly });
	const { violations } = await axe.analyze();
	const found: string[] = [];
	for (const { id, nodes } of violations)
		for (const { html, target } of nodes)
			if (await isThereStill(page, target.flat().join(' '))) found.push(`${id}: ${html}`);
	return found;
}

/** What went away while axe looked, as a notification does by itself, had no colours at the end. */
function isThereStill(page: Page, selector: string): Promise<boolean> {
	return page.evaluate((css) => document.querySelector(css) !== null, selector);
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
