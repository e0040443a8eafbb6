import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { makeKey } from '../../../support/make-key.ts';
import { expectHeading } from '../../../support/screens/import-screen.ts';
import { textsOf } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

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
