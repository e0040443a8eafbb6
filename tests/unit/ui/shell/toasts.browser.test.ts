import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { statusMessages } from '#lib/ui/messages/status.ts';
import { toasts } from '#lib/ui/shell/toasts.svelte.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

test('at 320 px toasts leave the button that sends the form free', async () => {
	await openScreen('#/crypto/decrypt', { width: 320 });
	await page.viewport(320, 568);
	const send = page.getByRole('button', { name: 'Decrypt', exact: true });
	await expect.element(send).toBeVisible();
	onTestFinished(() => toasts.clear());
	const text = statusMessages.en.worksOfflineNow;
	toasts.show(text);
	toasts.show(text);
	await expect.element(page.getByText(text)).toHaveLength(2);
	window.scrollTo(0, document.documentElement.scrollHeight);
	const { left, top, width, height } = send.element().getBoundingClientRect();
	for (const y of [top + 2, top + height / 2, top + height - 2])
		expect(send.element().contains(document.elementFromPoint(left + width / 2, y))).toBe(true);
});

test('a locked screen shows what is said while it is locked', async () => {
	await openScreen('#/', { locked: true });
	onTestFinished(() => toasts.clear());
	toasts.show(statusMessages.en.worksOfflineNow);
	await expect.element(page.getByText(statusMessages.en.worksOfflineNow)).toBeVisible();
});
