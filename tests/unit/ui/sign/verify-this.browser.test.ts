import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { button, choose, expectHeading, slot } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

const title = (name: string | RegExp) => page.getByRole('heading', { name });
const text = () => page.getByRole('textbox', { name: /^Text/ });

/** Two keys, so that the right one has to come along, the second in the list. */
const twoKeys =
	(kind: { KeySpec: 'RSA_2048' | 'HMAC_256'; KeyUsage: 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC' }) =>
	async (handle: Handle) => {
		await handle('CreateKey', { ...kind, AliasName: 'alias/first' });
		await handle('CreateKey', { ...kind, AliasName: 'alias/second' });
	};

async function signWithSecond(): Promise<void> {
	await openScreen('#/crypto/sign', {
		vault: twoKeys({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })
	});
	await expectHeading('Sign');
	await page.getByLabelText('Key', { exact: true }).selectOptions('second');
	await page.getByLabelText('Algorithm').selectOptions('RSASSA_PSS_SHA_384');
}

const verifyThis = () => page.getByRole('link', { name: 'Verify this' });

test('Verify this goes on with the key, the algorithm, the text and the signature', async () => {
	await signWithSecond();
	await text().fill('a secret plan');
	await button('Sign').click();
	await expect.element(verifyThis()).toBeVisible();
	await text().fill('what is typed after that');
	await verifyThis().click();
	await expectHeading('Verify');
	expect(location.href).not.toContain('plan');
	await expect.element(page.getByLabelText('Algorithm')).toHaveValue('RSASSA_PSS_SHA_384');
	await expect.element(text()).toHaveValue('a secret plan');
	await button('Verify').click();
	await expect.element(title('The signature is valid.')).toBeVisible();
	await expect.element(page.getByLabelText('Key', { exact: true })).toHaveDisplayValue('second');

	await goto('#/crypto/encrypt');
	await expectHeading('Encrypt');
	await goto('#/crypto/verify');
	await expectHeading('Verify');
	await expect.element(text()).toHaveValue('');
});

test('of a file, it is the file that goes on', async () => {
	await signWithSecond();
	await page.getByRole('radio', { name: 'File' }).click();
	await choose(slot('File'), 'release', 'release.tar');
	await button('Sign').click();
	await verifyThis().click();
	await expectHeading('Verify');
	await expect.element(slot('Signature')).toHaveTextContent('release.tar.sig');
	await expect.element(slot('File')).toHaveTextContent('release.tar');
	await button('Verify').click();
	await expect.element(title('The signature is valid.')).toBeVisible();
});

test('Check this does the same for a MAC, on the same page', async () => {
	await openScreen('#/crypto/mac', {
		vault: twoKeys({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
	});
	await page.getByLabelText('Key', { exact: true }).selectOptions('second');
	await text().fill('webhook');
	await page.getByRole('button', { name: 'Make a MAC' }).click();
	await button('Check this').click();
	await expect
		.element(page.getByRole('group', { name: 'MAC', exact: true }))
		.toHaveTextContent('message.mac');
	await expect.element(text()).toHaveValue('webhook');
	await page.getByRole('button', { name: 'Check a MAC' }).click();
	await expect.element(title('The MAC is valid.')).toBeVisible();
	await text().fill('webhook!');
	await page.getByRole('button', { name: 'Check a MAC' }).click();
	await expect.element(page.getByRole('alert')).toBeVisible();
});
