import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button, choose, expectHeading, slot } from '../../../support/screens/import-screen.ts';
import { link } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

test.each(['', '0', '1025', '1.5', 'many'])(
	'a data key of “%s” bytes is refused',
	async (typed) => {
		await openScreen('#/crypto/data-keys', {
			vault: (handle) => handle('CreateKey', { AliasName: 'alias/billing' })
		});
		await page.getByRole('radio', { name: 'Another number of bytes' }).click();
		await page.getByLabelText('Number of bytes', { exact: true }).fill(typed);
		await page.getByRole('button', { name: 'Generate data key', exact: true }).click();
		const errors = page.getByRole('region', { name: /^There (is|are)/ }).getByRole('link');
		await expect.element(errors).toHaveTextContent(/^Enter a whole number from 1 to 1,024\.$/);
	}
);

test('only encrypted: there is no plaintext, and Decrypt opens it', async () => {
	await openScreen('#/crypto/data-keys', {
		vault: (handle) => handle('CreateKey', { AliasName: 'alias/billing' })
	});
	await page.getByRole('radio', { name: 'Only the encrypted form' }).click();
	await button('Generate data key').click();
	await expect
		.element(page.getByRole('heading', { name: /^A data key was generated/ }))
		.toHaveFocus();
	expect(slot('Plaintext data key, in hex').elements()).toHaveLength(0);
	const blob = document.querySelector('pre')?.textContent ?? '';
	await link('Open an encrypted data key').click();
	await expectHeading('Decrypt');
	await choose(slot('Encrypted text or file'), blob, 'blob.b64');
	await button('Decrypt').click();
	await expect.element(page.getByRole('heading', { name: /: 32 bytes\.$/ })).toHaveFocus();
});
