import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toBase64, utf8 } from '#lib/domain/bytes.ts';
import type { Handle } from '#lib/service/api.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { must } from '../../../support/must.ts';
import { button, choose, expectHeading, slot } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

const rsa = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } as const;
const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';

test('what was encrypted for a retired key is encrypted again for the key in its place', async () => {
	const Plaintext = utf8('kept');
	let blob: string | undefined;
	const ids: string[] = [];
	const handle = await openScreen('#/crypto/rsa', {
		vault: async (inVault: Handle) => {
			for (const name of ['old', 'new']) {
				const { KeyMetadata } = await inVault('CreateKey', { AliasName: `alias/${name}`, ...rsa });
				ids.push(KeyMetadata.KeyId);
			}
			const KeyId = must(ids[0]);
			const made = await inVault('Encrypt', { KeyId, EncryptionAlgorithm, Plaintext });
			blob = toBase64(made.CiphertextBlob);
			await inVault('RetireKey', { KeyId, ReplacedBy: must(ids[1]) });
		}
	});
	const [from, to] = [must(ids[0]), must(ids[1])];
	await goto(`#/crypto/rsa?key=${from}&to=${to}`);
	await expectHeading('RSA');
	await expect
		.element(page.getByRole('radio', { name: /^Encrypt it again under another key/ }))
		.toBeChecked();
	await expect.element(page.getByLabelText('Key', { exact: true })).toHaveValue(from);
	await expect.element(page.getByLabelText('New key', { exact: true })).toHaveValue(to);
	await choose(slot('Encrypted data'), must(blob), 'kept.txt');
	await button('Re-encrypt').click();
	await expect
		.element(page.getByRole('heading', { name: 'Encrypted again: from old to new.' }))
		.toHaveFocus();
	const { Entries } = await handle('ListActivity', { KeyId: to, Limit: 1 });
	expect(Entries[0]).toMatchObject({ operation: 'ReEncrypt', result: 'Success' });
});
