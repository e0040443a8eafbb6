import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toHex } from '#lib/domain/bytes.ts';
import { toPem } from '#lib/domain/pem.ts';
import type { Handle } from '#lib/service/api.ts';
import { must } from '../../../support/must.ts';
import { button, choose, expectHeading, slot } from '../../../support/screens/import-screen.ts';
import { link } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

const pairOn = (namedCurve: string) =>
	crypto.subtle.generateKey({ name: 'ECDH', namedCurve }, true, ['deriveBits']);
const pemOf = async ({ publicKey }: CryptoKeyPair) =>
	toPem('PUBLIC KEY', new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)));

test('the secret is the one that the other side computes; it is shown when asked for', async () => {
	let keyId: string | undefined;
	const handle = await openScreen('#/crypto/agree', {
		vault: async (inVault: Handle) => {
			const request = { KeySpec: 'ECC_NIST_P384', KeyUsage: 'KEY_AGREEMENT' } as const;
			const { KeyMetadata } = await inVault('CreateKey', { AliasName: 'alias/link', ...request });
			keyId = KeyMetadata.KeyId;
		}
	});
	await expectHeading('Key agreement');
	const own = must(keyId);
	const { Forms } = await handle('GetPublicKey', { KeyId: own });
	await expect
		.element(page.getByRole('region', { name: 'Your public key, for the other side' }))
		.toHaveTextContent(must(Forms.pem.split('\n')[1]));
	await expect.element(button('Save the public key')).toBeVisible();
	const field = slot('Public key');
	await choose(field, await pemOf(await pairOn('P-256')), 'other-curve.pem');
	await button('Compute the secret').click();
	const errors = page.getByRole('region', { name: /^There (is|are)/ }).getByRole('link');
	await expect.element(errors).toHaveTextContent(/^Your key is NIST P-384\./);

	const theirs = await pairOn('P-384');
	await choose(field, await pemOf(theirs), 'theirs.pem');
	await button('Compute the secret').click();
	await expect
		.element(page.getByRole('heading', { name: 'Agreed with link: a secret of 48 bytes.' }))
		.toHaveFocus();
	const { PublicKey } = await handle('GetPublicKey', { KeyId: must(keyId) });
	const ecdh = { name: 'ECDH', namedCurve: 'P-384' };
	const ours = await crypto.subtle.importKey('spki', PublicKey, ecdh, false, []);
	const same = await crypto.subtle.deriveBits(
		{ name: 'ECDH', public: ours },
		theirs.privateKey,
		384
	);
	const hex = toHex(new Uint8Array(same));
	expect(document.body.textContent).not.toContain(hex);
	const secret = slot('Shared secret, in hex');
	await secret.getByRole('button', { name: /^Show/ }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Show', exact: true }).click();
	await expect.element(secret).toHaveTextContent(hex);
	await expect.element(page.getByText('openssl pkeyutl -derive')).toBeVisible();
});

test('without such a key the screen leads to one', async () => {
	await openScreen('#/crypto/agree');
	await expect.element(page.getByText('No key can agree on a secret yet.')).toBeVisible();
	await link('Create a key').click();
	await expect.element(page.getByRole('radio', { name: 'Agree on a secret' })).toBeChecked();
});
