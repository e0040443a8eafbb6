import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { expectHeading } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

test('an exportable key of any kind is offered with its type, and no other key is', async () => {
	await openScreen('#/wrap/aws', {
		vault: async (handle: Handle) => {
			const pair = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
			await handle('CreateKey', { AliasName: 'alias/leaves', ...pair, Exportable: true });
			await handle('CreateKey', { AliasName: 'alias/stays', ...pair });
		}
	});
	await expectHeading('Wrap for AWS KMS');
	const ofVault = page.getByRole('radio', { name: 'A key of this vault that was made exportable' });
	await expect.element(ofVault).toBeDisabled();
	await expect.element(page.getByText(/^There is none of the type AES/)).toBeVisible();
	await page.getByLabelText('Type of the key').selectOptions('ECC_NIST_P256');
	await expect.element(ofVault).toBeEnabled();
	await ofVault.click();
	const keys = page.getByLabelText('Key', { exact: true });
	await expect.element(keys).toHaveTextContent(/^leaves$/);
	// Of another type it would be refused.
	await page.getByLabelText('Type of the key').selectOptions('HMAC_256');
	await expect.element(ofVault).not.toBeChecked();
	await expect.element(ofVault).toBeDisabled();
});

test('a key of a kind that services take can be made exportable, and Ed25519 can’t', async () => {
	await openScreen('#/keys/new?purpose=SIGN');
	await expectHeading('Create key');
	const exportable = page.getByRole('checkbox', { name: /^Exportable/ });
	await expect.element(exportable).toBeVisible();
	await page.getByLabelText('Key type').selectOptions('Ed25519');
	await expect.element(exportable).not.toBeInTheDocument();
});
