import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button, choose, expectHeading, slot } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

const text = () => page.getByRole('textbox', { name: /^Text/ });
const namespace = () => page.getByRole('textbox', { name: /^Namespace/ });
const ssh = () => page.getByRole('radio', { name: /^SSH signature/ });

async function openSign(KeySpec: 'RSA_2048' | 'ECC_NIST_P256'): Promise<void> {
	await openScreen('#/crypto/sign', {
		vault: (handle) =>
			handle('CreateKey', { KeySpec, KeyUsage: 'SIGN_VERIFY', AliasName: 'alias/release' })
	});
	await expectHeading('Sign');
	await text().fill('version 7');
}

test('a signature for OpenSSH comes with the command that verifies it; Verify says what it is', async () => {
	await openSign('ECC_NIST_P256');
	await button('Sign').click();
	await expect.element(button('Save the text as message.bin')).toBeVisible();
	await ssh().click();
	await expect.element(button('Save the text as message.bin')).not.toBeInTheDocument();
	await namespace().fill('two words');
	await button('Sign').click();
	await expect.element(namespace()).toHaveAccessibleDescription(/255 letters, digits/);
	await namespace().fill('git');
	await button('Sign').click();
	await expect.element(page.getByText('-n git -s message.sig')).toBeVisible();
	const signature = page.getByText('BEGIN SSH SIGNATURE');
	await expect.element(signature).toBeVisible();
	await expect.element(button('Save allowed_signers')).toBeVisible();

	const file = signature.element().textContent;
	await goto('#/crypto/verify');
	await expectHeading('Verify');
	await text().fill('version 7');
	await choose(slot('Signature'), file, 'message.sig');
	await button('Verify').click();
	await expect.element(page.getByText(/This is an SSH signature/).first()).toBeVisible();
});

test('of RSA only what OpenSSH has is offered for it, and a JWT has no such form', async () => {
	await openSign('RSA_2048');
	const algorithm = page.getByLabelText('Algorithm');
	await expect.element(algorithm).toHaveValue('RSASSA_PSS_SHA_256');
	await ssh().click();
	await expect.element(algorithm).toHaveValue('RSASSA_PKCS1_V1_5_SHA_256');
	await expect.element(algorithm).not.toHaveTextContent('PSS');
	await page.getByRole('radio', { name: /^JSON Web Token/ }).click();
	await expect.element(ssh()).not.toBeInTheDocument();
	await expect.element(algorithm).toHaveTextContent('RSASSA_PSS_SHA_256');
});
