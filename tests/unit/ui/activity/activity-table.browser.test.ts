import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { makeKey } from '../../../support/make-key.ts';
import { expectHeading } from '../../../support/screens/import-screen.ts';
import { textsOf } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

const cards = page.getByRole('list', { name: 'Activity log' }).getByRole('listitem');

test('on a narrow page each entry is a card, with all that its row has', async () => {
	await openScreen('#/activity', { width: 320, vault: (handle) => makeKey(handle, 'orders') });
	await expect.element(page.getByText('Key created, origin Made by Airlock')).toBeVisible();
	expect(page.getByRole('table').elements()).toEqual([]);
	const narrow = textsOf(cards);
	const { scrollWidth, clientWidth } = document.documentElement;
	expect(scrollWidth).toBe(clientWidth);

	await page.viewport(1280, 900);
	await expect.element(page.getByRole('table')).toBeVisible();
	const rows = [...document.querySelectorAll('tbody tr')];
	expect(narrow).toHaveLength(rows.length);
	for (const [index, row] of rows.entries())
		for (const cell of row.children)
			expect(narrow[index]).toContain(cell.textContent.replace(/\s+/g, ' ').trim());
});

test('a card opens its details, and its key leads to the entries of that key', async () => {
	await openScreen('#/activity', { width: 320, vault: (handle) => makeKey(handle, 'orders') });
	const created = cards.filter({ hasText: 'Key created' });
	await created.getByText('Details').click();
	await expect.element(created.getByText('CreateKey')).toBeVisible();
	await created.getByRole('link', { name: 'orders' }).click();
	await expect.element(cards).toHaveLength(1);
	await expectHeading('Activity');
});

test('work on a file that has no end says so, until its end is in the log', async () => {
	const handle = await openScreen('#/activity', {
		vault: async (ask) => {
			await makeKey(ask, 'orders');
			for (const bytes of [1000, 2000]) {
				const file = { KeyId: 'alias/orders', Bytes: bytes, EncryptionContext: {} };
				const { Job } = await ask('EncryptFile', file);
				if (bytes === 1000) await ask('FinishFile', { Job, Result: 'DONE', Bytes: bytes });
			}
		}
	});
	const noEnd = page.getByText('No end of it yet: it goes on, or never ended.');
	await expect
		.element(page.getByRole('rowheader', { name: /^File of 1,000 bytes encrypted/ }))
		.toBeVisible();
	await expect.element(noEnd).toHaveLength(1);
	const cutOff = page.getByRole('rowheader', { name: /^Encryption of a file begun, 2 KB/ });
	await expect.element(cutOff.getByText('No end of it yet')).toBeVisible();

	const { Job } = await handle('EncryptFile', {
		KeyId: 'alias/orders',
		Bytes: 5,
		EncryptionContext: {}
	});
	await expect.element(noEnd).toHaveLength(2);
	await handle('FinishFile', { Job, Result: 'DONE', Bytes: 5 });
	await expect.element(noEnd).toHaveLength(1);
	await goto('#/activity?until=2100-01-01');
	await expect.element(cutOff).toBeVisible();
	await expect.element(noEnd).not.toBeInTheDocument();
});
