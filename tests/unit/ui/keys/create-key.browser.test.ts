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

test('a name that is suggested only after its field was entered is selected, and taken as it is', async () => {
	await openScreen('#/');
	await goto('#/keys/new');
	const name = page.getByLabelText('Name', { exact: true });
	const field = name.element() as HTMLInputElement;
	field.focus();
	expect(field.value, 'the field is entered before the suggestion is there').toBe('');
	await expect.element(name).toHaveValue('key-1');
	expect(getSelection()?.toString()).toBe('key-1');
	await userEvent.keyboard('{Enter}');
	await expect.element(page.getByRole('status', { name: 'Notifications' })).toHaveTextContent('1');
	await goto('#/keys');
	await expect.element(page.getByText('1 key.')).toBeVisible();
});

test('what is typed before a name is suggested stays', async () => {
	await openScreen('#/');
	await goto('#/keys/new');
	const name = page.getByLabelText('Name', { exact: true });
	(name.element() as HTMLInputElement).focus();
	await userEvent.keyboard('orders');
	await expect.element(name).toHaveValue('orders');
});

test('a key is created with its tags, also with one that stands in the fields still', async () => {
	const handle = await openScreen('#/keys/new');
	await page.getByText('Tags (optional)').click();
	const [key, value] = [page.getByLabelText('Tag key'), page.getByLabelText('Value')];
	const set = page.getByRole('button', { name: 'Set tag' });
	const submit = page.getByRole('button', { name: 'Create key', exact: true });
	await value.fill('prod');
	await set.click();
	await expect.element(key).toHaveAccessibleDescription(/Enter a tag key\./);
	await key.fill('env');
	await set.click();
	await expect.element(key).toHaveFocus();
	await expect.element(page.getByText('env: prod', { exact: true })).toBeVisible();
	await key.fill('aws:owner');
	await submit.click();
	const message = /^Tag keys that begin with aws:/;
	await page.getByRole('region', { name: 'There is a problem' }).getByText(message).click();
	await expect.element(key).toHaveFocus();
	await key.fill('owner');
	await submit.click();
	await expect.element(page.getByRole('heading', { name: 'key-1', level: 1 })).toBeVisible();
	const [made] = (await handle('ListKeys', {})).Keys;
	expect(made?.Tags).toEqual([
		{ TagKey: 'env', TagValue: 'prod' },
		{ TagKey: 'owner', TagValue: '' }
	]);
});
