import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { hourMs } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import { notificationChoice } from '#lib/ui/notifications/notification-choice.svelte.ts';
import { makeKey } from '../../../support/make-key.ts';
import { importBefore } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

/** A browser's notifications, which answers as the test says. */
class Shown extends EventTarget {
	static permission: NotificationPermission = 'default';
	static answer: NotificationPermission = 'granted';
	static all: { title: string; options: NotificationOptions }[] = [];
	static requestPermission = () => Promise.resolve((Shown.permission = Shown.answer));

	constructor(title: string, options: NotificationOptions) {
		super();
		Shown.all.push({ title, options });
	}
}

beforeAll(() => void vi.stubGlobal('Notification', Shown));
afterAll(() => void vi.unstubAllGlobals());
beforeEach(() => {
	notificationChoice.turnOff();
	Object.assign(Shown, { permission: 'default', answer: 'granted', all: [] });
});

const expiring = async (handle: Handle) =>
	importBefore(handle, await makeKey(handle, 'orders', 'EXTERNAL'), Date.now() + 2 * hourMs);

const choice = page.getByRole('checkbox', { name: /^Notify me a day before/ });

test('a notification says how many keys lose something within a day, and no name', async () => {
	await openScreen('#/settings', { vault: expiring });
	expect(Shown.all, 'nobody has asked for them').toEqual([]);
	await choice.click();
	await expect.element(choice).toBeChecked();
	await vi.waitFor(() => expect(Shown.all).toHaveLength(1), { timeout: 30_000 });
	expect(Shown.all[0]).toMatchObject({
		title: 'Airlock',
		options: { body: 'The key material of 1 key expires within a day.' }
	});
	expect(JSON.stringify(Shown.all)).not.toContain('orders');
});

test('a browser that allows none is named, and nothing is turned on', async () => {
	Shown.answer = 'denied';
	await openScreen('#/settings', { vault: expiring });
	await choice.click();
	await expect
		.element(page.getByText(/^This browser doesn’t allow notifications for this page\./))
		.toBeVisible();
	await expect.element(choice).not.toBeChecked();
	expect(Shown.all).toEqual([]);
});
