import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { statusMessages } from '#lib/ui/messages/status.ts';
import { toasts } from '#lib/ui/shell/toasts.svelte.ts';
import { must } from '../../../support/must.ts';
import { makeKey } from '../../../support/make-key.ts';
import { notifications } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

const long =
	'a/name-without-a-place-to-break will be erased on 30 December 2027. Until then you can cancel.';
const controls =
	'main :is(a, button, input, select, textarea, summary), nav a, header :is(a, button)';

/** Three of them, one with an answer. */
async function showThree(): Promise<void> {
	onTestFinished(() => toasts.clear());
	toasts.show('Saved.');
	toasts.show(long);
	toasts.show('Deletion cancelled.', { action: { label: 'Enable', run: () => undefined } });
	await expect.element(notifications.getByText('Deletion cancelled.')).toBeVisible();
}

const boxOf = (element: Element) => element.getBoundingClientRect();
const shown = () =>
	[...document.querySelectorAll(controls)].filter((element) => element.checkVisibility());
const endOfHeader = () => boxOf(must(document.querySelector('header') ?? undefined)).bottom;

/** What lies under a toast, of all that can be pressed or typed into and is not behind the header anyway. */
function covered(): Element[] {
	const toastBoxes = [...document.querySelectorAll('.toast')].map(boxOf);
	expect(toastBoxes).toHaveLength(3);
	return shown().filter((element) => {
		const { left, right, top, bottom } = boxOf(element);
		return toastBoxes.some(
			(toast) =>
				left < toast.right && right > toast.left && top < toast.bottom && bottom > toast.top
		);
	});
}

const sizes = [
	{ name: '320 px', width: 320, height: 568 },
	{ name: 'wide', width: 1280, height: 800 },
	{ name: 'wide and low', width: 1280, height: 500 }
];

for (const { name, width, height } of sizes)
	test(`${name}: nothing that can be pressed lies under a toast, wherever the page was when it came`, async () => {
		await openScreen('#/settings', { width });
		await page.viewport(width, height);
		await expect.element(page.getByRole('button', { name: 'Change passphrase' })).toBeVisible();
		const end = document.documentElement.scrollHeight - height;
		for (const part of [0, 0.3, 1]) {
			window.scrollTo(0, part * end);
			const free = shown().filter((element) => boxOf(element).top >= endOfHeader());
			await showThree();
			expect(free.length).toBeGreaterThan(0);
			const under = covered().filter((element) => free.includes(element));
			expect(
				under.map(({ outerHTML }) => outerHTML),
				`${part} of the way down`
			).toEqual([]);
			toasts.clear();
			await expect.element(notifications.getByRole('button')).not.toBeInTheDocument();
		}
	});

test('at 320 px what gets the focus is not under a toast', async () => {
	await openScreen('#/settings', { width: 320 });
	await page.viewport(320, 568);
	await expect.element(page.getByRole('button', { name: 'Change passphrase' })).toBeVisible();
	await showThree();
	window.scrollTo(0, document.documentElement.scrollHeight);
	const last = must(shown().at(-1));
	(last as HTMLElement).focus();
	for (let stops = 0; stops < 12; stops++) {
		await userEvent.tab({ shift: true });
		const focused = must(document.activeElement ?? undefined);
		if (focused.matches('main *')) expect(covered()).not.toContain(focused);
	}
});

test('below the navigation a toast goes by itself, and nothing moves', async () => {
	await openScreen('#/', { vault: (handle) => makeKey(handle, 'orders') });
	const heading = page.getByRole('heading', { level: 1 });
	await expect.element(heading).toBeVisible();
	const before = boxOf(heading.element()).top;
	await showThree();
	expect(boxOf(heading.element()).top).toBe(before);
	expect(toasts.movesPage()).toBe(false);
});

test('a toast that the page makes room for stays until the page is another one', async () => {
	await openScreen('#/settings', { width: 320 });
	await showThree();
	expect(toasts.movesPage()).toBe(true);
	await goto('#/keys');
	await expect.element(page.getByRole('heading', { level: 1, name: 'Customer' })).toBeVisible();
	// Its time was not over: it came just before.
	await expect.element(notifications.getByText(long)).toBeVisible();
});

test('a locked screen shows what is said while it is locked', async () => {
	await openScreen('#/', { locked: true });
	onTestFinished(() => toasts.clear());
	toasts.show(statusMessages.en.worksOfflineNow);
	await expect.element(page.getByText(statusMessages.en.worksOfflineNow)).toBeVisible();
});
