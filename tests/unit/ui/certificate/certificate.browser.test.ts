import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { must } from '../../../support/must.ts';
import { button, expectHeading } from '../../../support/screens/import-screen.ts';
import { link } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

const field = (name: string | RegExp) => page.getByRole('textbox', { name });

test('a key’s page leads to its certificate request, and to its certificate', async () => {
	let keyId: string | undefined;
	const handle = await openScreen('#/keys', {
		vault: async (inVault: Handle) => {
			const request = { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' } as const;
			const { KeyMetadata } = await inVault('CreateKey', { AliasName: 'alias/root', ...request });
			keyId = KeyMetadata.KeyId;
		}
	});
	await link('root').click();
	await link('Certificate…').click();
	await expectHeading('Certificate');
	await button('Make the request').click();
	const errors = page.getByRole('region', { name: /^There (is|are)/ }).getByRole('link');
	await expect.element(errors).toHaveTextContent(/^Enter at least one of these/);

	await field(/^Common name/).fill('Example Root');
	await field(/^Names that/).fill('a.example');
	await button('Make the request').click();
	const heading = (name: string) => page.getByRole('heading', { name });
	await expect.element(heading('Certificate request made with root.')).toHaveFocus();
	await expect.element(page.getByText(/^-----BEGIN CERTIFICATE REQUEST-----/)).toBeVisible();
	await expect.element(page.getByText('openssl req -in request.csr')).toBeVisible();

	await page.getByRole('radio', { name: 'Self-signed certificate' }).click();
	await expect.element(heading('Certificate request made with root.')).not.toBeInTheDocument();
	await page.getByRole('checkbox', { name: /^For a certificate authority/ }).click();
	await expect.element(field(/^Valid for/)).toHaveValue('3650');
	await field(/^Authorities below it/).fill('1');
	await button('Make the certificate').click();
	await expect
		.element(field(/^Names that/))
		.toHaveAccessibleDescription(/The certificate of an authority has no names/);
	await field(/^Names that/).fill('');
	await button('Make the certificate').click();
	await expect.element(heading('Certificate made with root.')).toHaveFocus();
	await expect.element(page.getByText(/^-----BEGIN CERTIFICATE-----/)).toBeVisible();
	await expect.element(page.getByText('Serial number')).toBeVisible();
	await expect.element(page.getByText('openssl verify -check_ss_sig')).toBeVisible();
	const { Entries } = await handle('ListActivity', { KeyId: must(keyId), Limit: 1 });
	expect(Entries[0]).toMatchObject({
		...{ operation: 'CreateSelfSignedCertificate', result: 'Success' },
		detail: { authority: true, algorithm: 'ECDSA_SHA_384' }
	});
});

test('without a key that signs the screen leads to one', async () => {
	await openScreen('#/crypto/certificate');
	await expect.element(page.getByText('No key can sign yet.')).toBeVisible();
	await expect.element(link('Create a key')).toBeVisible();
});
