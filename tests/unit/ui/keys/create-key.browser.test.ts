import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

test.each([
	{ typed: ' ', message: 'Enter a name.' },
	{ typed: 'orders', message: 'A key called orders already exists.' },
	{ typed: 'orders*', message: 'Remove *. Names can have letters, digits, spaces and - _ / .' },
	{ typed: 'é'.repeat(129), message: 'Names have at most 128 characters.' }
])('a new key is not called “$typed”: $message', async ({ typed, message }) => {
	await openScreen('#/keys/new', {
		vault: (handle) => handle('CreateKey', { AliasName: 'alias/orders' })
	});
	const name = page.getByLabelText('Name', { exact: true });
	await name.fill(typed);
	await userEvent.keyboard('{Enter}');
	const summary = page.getByRole('region', { name: 'There is a problem' });
	await expect.element(summary).toHaveFocus();
	await summary.getByRole('link', { name: message }).click();
	await expect.element(name).toHaveFocus();
	await expect.element(name).toHaveAccessibleDescription(message);
	await goto('#/keys');
	await expect.element(page.getByText('1 key.')).toBeVisible();
});

test('a form that is sent before a name is suggested takes the suggestion', async () => {
	await openScreen('#/');
	await goto('#/keys/new');
	document.querySelector<HTMLFormElement>('main form')?.requestSubmit();
	await expect.element(page.getByRole('status', { name: 'Notifications' })).toHaveTextContent('1');
	await goto('#/keys');
	await expect.element(page.getByText('1 key.')).toBeVisible();
});
