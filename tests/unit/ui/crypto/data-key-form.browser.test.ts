import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { must } from '../../../support/must.ts';
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

test('a key pair: its public key, and its private key hidden and encrypted', async () => {
	await openScreen('#/crypto/data-keys', {
		vault: (handle) => handle('CreateKey', { AliasName: 'alias/billing' })
	});
	await page.getByRole('radio', { name: 'A key pair' }).click();
	await page.getByLabelText('Type of the key pair').selectOptions('NIST P-384');
	await button('Generate key pair').click();
	await expect
		.element(page.getByRole('heading', { name: /^A key pair was generated/ }))
		.toHaveFocus();
	await expect.element(page.getByText('-----BEGIN PUBLIC KEY-----')).toBeVisible();
	await expect.element(slot('Encrypted private key, in Base64')).toBeVisible();
	const plain = slot('Plaintext private key, PKCS #8 in PEM');
	await expect.element(plain).toBeVisible();
	expect(document.body.textContent).not.toContain('BEGIN PRIVATE KEY');
	const saved = vi.spyOn(URL, 'createObjectURL');
	await plain.getByRole('button', { name: /^Save/ }).click();
	const file = must(saved.mock.lastCall)[0] as Blob;
	expect(await file.text()).toMatch(
		/^-----BEGIN PRIVATE KEY-----\n[^]+\n-----END PRIVATE KEY-----\n$/
	);
	await button('Save as file Public key').click();
	const publicFile = must(saved.mock.lastCall)[0] as Blob;
	expect(await publicFile.text()).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
	saved.mockRestore();
	expect(document.body.textContent).not.toContain('BEGIN PRIVATE KEY');
	await plain.getByRole('button', { name: /^Show/ }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Show', exact: true }).click();
	await expect.element(plain).toHaveTextContent('-----BEGIN PRIVATE KEY-----');

	await page.getByRole('radio', { name: 'Only the encrypted form' }).click();
	await button('Generate key pair').click();
	await expect.element(plain).not.toBeInTheDocument();
	await expect.element(slot('Encrypted private key, in Base64')).toBeVisible();
});
