import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
	button,
	errorSummary,
	expectErrors,
	expectHeading,
	newExternalKey
} from '../../../support/screens/import-screen.ts';
import { makeKey } from '../../../support/make-key.ts';
import { expectTexts, link } from '../../../support/screens/on-screen.ts';
import { must } from '../../../support/must.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

const context = page.getByLabelText(/^Encryption context/);

test('what is missing or wrong is said at its field', async () => {
	await openScreen('#/crypto/encrypt', { vault: (handle) => makeKey(handle, 'billing') });
	await context.fill('a=1\nnonsense');
	await button('Encrypt').click();
	await expectErrors(/^Enter the text\.$/, /^Line 2 has no “=”\. Write name=value\.$/);
	await errorSummary.getByRole('link').nth(1).click();
	await expect.element(context).toHaveFocus();
	await expect.element(context).toHaveAccessibleDescription(/Line 2 has no/);
});

test('with no key that can: says so, and where to get one', async () => {
	await openScreen('#/crypto/encrypt', { vault: (handle) => newExternalKey(handle, 'waiting') });
	await expect.element(page.getByText('No key can encrypt yet.')).toBeVisible();
	await link('Import a key').click();
	await expect.element(page.getByRole('radio', { name: /^External/ })).toBeChecked();
});

test('among many keys: they are searched', async () => {
	await openScreen('#/crypto/encrypt', {
		vault: async (handle) => {
			for (let number = 1; number <= 25; number++) await makeKey(handle, `key-${number}`);
		}
	});
	await page.getByLabelText('Search keys').fill('key-17');
	await expect.element(page.getByText('1 of 1 keys are listed.')).toBeVisible();
	const options = page.getByLabelText('Key', { exact: true }).getByRole('option');
	await expectTexts(options, ['key-17']);
	await page.getByLabelText('Text to encrypt').fill('the launch code is 0000');
	await button('Encrypt').click();
	await expect.element(page.getByRole('heading', { name: /^Encrypted with key-17/ })).toHaveFocus();
});

test('Decrypt this takes the result and its context along', async () => {
	await openScreen('#/crypto/encrypt', { vault: (handle) => makeKey(handle, 'billing') });
	await page.getByLabelText('Text to encrypt').fill('the launch code is 0000');
	await context.fill('app=billing');
	await button('Encrypt').click();
	await link('Decrypt this').click();
	await expectHeading('Decrypt');
	await expect.element(context).toHaveValue('app=billing');
	await expect.element(page.getByText('Its key can decrypt it.')).toBeVisible();
	await button('Decrypt').click();
	const heading = page.getByRole('heading', { name: 'Decrypted with billing: 23 bytes.' });
	await expect.element(heading).toHaveFocus();
});

test('opened with a retired key: names the one to use, and leads to it', async () => {
	const ids: string[] = [];
	await openScreen('#/', {
		vault: async (handle) => {
			ids.push(await makeKey(handle, 'old'), await makeKey(handle, 'new'));
			const [KeyId, ReplacedBy] = ids.map((id) => must(id));
			await handle('RetireKey', { KeyId: must(KeyId), ReplacedBy: must(ReplacedBy) });
		}
	});
	await goto(`#/crypto/encrypt?key=${must(ids[0])}`);
	await expect.element(page.getByText('old is retired.')).toBeVisible();
	await link('Use new').click();
	await expect.element(page.getByLabelText('Key', { exact: true })).toHaveValue(must(ids[1]));
	await expect.element(page.getByText('old is retired.')).not.toBeInTheDocument();
});
