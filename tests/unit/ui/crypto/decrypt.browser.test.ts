import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Handle } from '#lib/service/api.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { createEngine } from '../../../support/screens/engine-in-page.ts';
import {
	button,
	choose,
	expectErrors,
	expectHeading,
	importBefore,
	newExternalKey,
	put,
	slot
} from '../../../support/screens/import-screen.ts';
import { makeKey } from '../../../support/make-key.ts';
import { expectPlace, link, lock, unlock } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { passphrase } from '../../../support/vault.ts';

// Decrypt: what a file is said to be, and what is refused.

const secret = 'the launch code is 0000';
const blobSlot = slot('Encrypted text or file');
const context = page.getByLabelText(/^Encryption context/);
const plaintext = page.getByRole('status', { name: 'Decrypted text' });

interface Encrypted {
	keyId: string;
	/** {@link secret} with the context app=billing */
	blob: Bytes;
}

async function encryptSecret(handle: Handle): Promise<Encrypted> {
	const KeyId = await newExternalKey(handle, 'billing');
	await importBefore(handle, KeyId);
	const { CiphertextBlob } = await handle('Encrypt', {
		KeyId,
		Plaintext: utf8(secret),
		EncryptionContext: { app: 'billing' }
	});
	return { keyId: KeyId, blob: CiphertextBlob };
}

/** Opens Decrypt in a vault whose key `billing` has encrypted {@link secret}, and in which `then` was done. */
async function openDecrypt(
	then: (handle: Handle, keyId: string) => Promise<unknown> = async () => undefined
): Promise<Encrypted> {
	let encrypted: Encrypted | undefined;
	await openScreen('#/crypto/decrypt', {
		vault: async (handle) => {
			encrypted = await encryptSecret(handle);
			await then(handle, encrypted.keyId);
		}
	});
	if (!encrypted) throw new Error('nothing was encrypted');
	return encrypted;
}

/** The same in a vault that is not the one on the screen. */
async function encryptedElsewhere(): Promise<Encrypted> {
	const { handle } = createEngine(createMemoryStore());
	await handle('CreateVault', {
		VaultName: 'Another vault',
		Passphrase: passphraseBytes(passphrase)
	});
	return encryptSecret(handle);
}

test.each([
	{ how: 'binary', encode: (blob: Bytes) => blob },
	{ how: 'Base64', encode: toBase64 },
	{ how: 'hex', encode: toHex }
])('a file in $how is read, finds its key, and is decrypted', async ({ how, encode }) => {
	const { blob } = await openDecrypt();
	await choose(blobSlot, encode(blob), 'blob.airc');
	await expect.element(blobSlot).toHaveTextContent(`${how} → 124 bytes`);
	await expect.element(blobSlot).toHaveTextContent('billing (Enabled)');
	await context.fill('app=billing');
	await button('Decrypt').click();
	const heading = page.getByRole('heading', { name: 'Decrypted with billing: 23 bytes.' });
	await expect.element(heading).toHaveFocus();
	await expect.element(plaintext).toHaveTextContent(new RegExp(`^${secret}$`));
	await page.getByRole('button', { name: /^Clear/ }).click();
	await expect.element(plaintext).not.toBeInTheDocument();
});

test('a text that is pasted is read at once, and makes way for a file', async () => {
	const { blob, keyId } = await openDecrypt();
	const area = page.getByLabelText('Encrypted text, in Base64 or hex');
	await area.fill(toBase64(blob));
	await expect.element(blobSlot).toHaveTextContent('Its key can decrypt it.');
	await area.fill('');
	await expect.element(blobSlot).not.toHaveTextContent('Its key can decrypt it.');
	await area.fill(keyId);
	await expect.element(blobSlot).toHaveTextContent('This isn’t a file made by Airlock.');
	await choose(blobSlot, blob, 'blob.airc');
	await expect.element(blobSlot).toHaveTextContent('Its key can decrypt it.');
	await expect.element(area).toHaveValue('');
});

test('an encrypted file, also as text, and a large file go on to Files', async () => {
	await openDecrypt();
	const start = Uint8Array.of(2, 0x05, 0x78, ...new Uint8Array(200));
	await page.getByLabelText('Encrypted text, in Base64 or hex').fill(toBase64(start));
	await expect.element(blobSlot).toHaveTextContent('This is an encrypted file.');
	await choose(blobSlot, new Uint8Array(2 * 1024 * 1024), 'large.bin');
	await expect.element(link('Encrypt it as a file of any size')).toBeVisible();
	await choose(blobSlot, start, 'plans.encrypted');
	await link('Decrypt it under Files').click();
	await expectHeading('Files');
	await expect.element(slot('Files')).toHaveTextContent('plans.encrypted');
});

test('a file that is still being read when the form is sent is waited for', async () => {
	const { blob } = await openDecrypt();
	await context.fill('app=billing');
	put(blobSlot, blob, 'blob.airc');
	document.querySelector<HTMLFormElement>('main form')?.requestSubmit();
	await expect.element(plaintext).toHaveTextContent(new RegExp(`^${secret}$`));
});

test.each([
	{ what: 'another context', words: 'app=payroll', alter: (blob: Bytes) => blob },
	{
		what: 'a changed file',
		words: 'app=billing',
		alter: (blob: Bytes) => blob.map((byte, index) => (index === 100 ? byte ^ 1 : byte))
	}
])('$what is refused, alike', async ({ words, alter }) => {
	const { blob } = await openDecrypt();
	await choose(blobSlot, alter(blob), 'blob.airc');
	await context.fill(words);
	await button('Decrypt').click();
	const alert = page.getByRole('alert');
	await expect.element(alert).toHaveTextContent('This can’t be decrypted.');
	await expect.element(alert).toHaveTextContent('the encryption context differs');
	await expect.element(plaintext).not.toBeInTheDocument();
});

test('what is shown is gone after a lock, and after leaving the page', async () => {
	const { blob } = await openDecrypt();
	const decrypt = async () => {
		await choose(blobSlot, blob, 'blob.airc');
		await context.fill('app=billing');
		await button('Decrypt').click();
		await expect.element(plaintext).toHaveTextContent(new RegExp(`^${secret}$`));
	};
	await decrypt();
	await lock();
	expect(document.documentElement.outerHTML).not.toContain(secret);
	await unlock();
	await expectHeading('Decrypt');
	await expect.element(plaintext).not.toBeInTheDocument();

	await decrypt();
	const output = plaintext.element();
	await link('Data keys').click();
	await expectHeading('Data keys');
	expect(output.textContent).toBe('');
});

test('a key that is not enabled is named, with the way to it', async () => {
	const { blob, keyId } = await openDecrypt((handle, KeyId) => handle('DisableKey', { KeyId }));
	await choose(blobSlot, blob, 'blob.airc');
	await expect.element(blobSlot).toHaveTextContent('This file needs billing, which is Disabled.');
	await blobSlot.getByRole('link', { name: 'Go to the key' }).click();
	await expectPlace(`#/keys/${keyId}`);
});

test('a key whose material is gone leads to its import', async () => {
	const { blob } = await openDecrypt((handle, KeyId) =>
		handle('DeleteImportedKeyMaterial', { KeyId })
	);
	await choose(blobSlot, blob, 'blob.airc');
	await expect
		.element(blobSlot)
		.toHaveTextContent('This file needs billing, which is Pending import.');
	await blobSlot.getByRole('link', { name: 'Import Key’s Data' }).click();
	await expectHeading('Get import parameters');
});

test('under another key it is encrypted again, and never shown', async () => {
	const { blob } = await openDecrypt((handle) => makeKey(handle, 'other'));
	await choose(blobSlot, blob, 'blob.airc');
	await context.fill('app=billing');
	await page.getByRole('radio', { name: /^Encrypt it again/ }).click();
	await page.getByLabelText('New key', { exact: true }).selectOptions('other');
	await page.getByLabelText(/^New encryption context/).fill('app=payroll');
	await button('Re-encrypt').click();
	await expect
		.element(page.getByRole('heading', { name: 'Encrypted again: from billing to other.' }))
		.toHaveFocus();
	expect(document.documentElement.outerHTML).not.toContain(secret);
	const again = document.querySelector('pre')?.textContent ?? '';

	await choose(blobSlot, again, 'again.b64');
	await expect.element(blobSlot).toHaveTextContent('other (Enabled)');
	await page.getByRole('radio', { name: 'Show what is in it' }).click();
	await context.fill('app=payroll');
	await button('Decrypt').click();
	await expect.element(plaintext).toHaveTextContent(new RegExp(`^${secret}$`));
});

describe('before it is tried, is said', () => {
	test('that nothing was chosen', async () => {
		await openDecrypt();
		await button('Decrypt').click();
		await expectErrors(/^Paste the encrypted text or choose a file\.$/);
	});

	const wrong: {
		what: string;
		make: (encrypted: Encrypted) => Bytes | string;
		says: string;
	}[] = [
		{ what: 'a text', make: () => 'hello', says: 'This isn’t a file made by Airlock.' },
		{
			what: 'a file that was cut off',
			make: ({ blob }) => blob.slice(0, 80),
			says: 'This isn’t a file made by Airlock.'
		},
		{ what: 'an empty file', make: () => '', says: 'The file is empty.' },
		{
			what: 'a file of 2 MiB',
			make: () => new Uint8Array(2 * 1024 * 1024),
			says: 'The file is 2 MB, and doesn’t begin like an encrypted file.'
		}
	];
	test.each(wrong)('of $what: $says', async ({ make, says }) => {
		await choose(blobSlot, make(await openDecrypt()), 'blob.airc');
		await expectSaid(says);
	});

	test('which key a file of another vault needs', async () => {
		const { keyId, blob } = await encryptedElsewhere();
		await openDecrypt();
		await choose(blobSlot, blob, 'blob.airc');
		await expectSaid(`The key for this file isn’t in this vault (key ID ${keyId}).`);
	});

	async function expectSaid(says: string) {
		await expect.element(blobSlot).toHaveTextContent(says);
		await button('Decrypt').click();
		await expectErrors(says);
	}
});
