import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { toBase64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Handle } from '#lib/service/api.ts';
import { makeKey } from '../../../support/make-key.ts';
import {
	button,
	encryptedKey,
	expectHeading,
	importToken,
	material,
	newExternalKey,
	newParameters,
	put,
	wrapFor,
	type Parameters as ImportParameters
} from '../../../support/screens/import-screen.ts';
import { expectPlace, lock, unlock } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

/** Files that are dropped and texts that are pasted where no field takes them. What they can be: find-out.test.ts. */

const found = page.getByRole('dialog', { name: 'What this is' });

/** As the browser does: on the page's heading, where there is no field. */
function give(type: 'drop' | 'paste', ...contents: (File | string)[]): void {
	const data = new DataTransfer();
	for (const content of contents)
		if (content instanceof File) data.items.add(content);
		else data.setData('text/plain', content);
	const how = { bubbles: true, cancelable: true, composed: true };
	const event =
		type === 'drop'
			? new DragEvent('drop', { ...how, dataTransfer: data })
			: new ClipboardEvent('paste', { ...how, clipboardData: data });
	page.getByRole('heading', { level: 1 }).element().dispatchEvent(event);
}
/** What takes them comes after the page. */
const giveUntilFound = (...given: Parameters<typeof give>) =>
	expect
		.poll(() => {
			if (found.query()) return true;
			give(...given);
			return false;
		})
		.toBe(true);
const file = (content: Bytes | string, name: string) => new File([content], name);

async function openWithImport(locked = false): Promise<ImportParameters> {
	let parameters: ImportParameters | undefined;
	await openScreen('#/keys', {
		vault: async (handle) => {
			parameters = await newParameters(handle, await newExternalKey(handle, 'billing'));
		},
		locked
	});
	if (!parameters) throw new Error('there are no parameters');
	return parameters;
}

async function openWithBlob(address: string): Promise<Bytes> {
	let blob: Bytes | undefined;
	const vault = async (handle: Handle) => {
		await makeKey(handle, 'billing');
		const request = { KeyId: 'alias/billing', Plaintext: utf8('hello') };
		blob = (await handle('Encrypt', request)).CiphertextBlob;
	};
	await openScreen(address, { vault });
	if (!blob) throw new Error('nothing was encrypted');
	return blob;
}

test('files of an import that are dropped on the list of keys go to the import of their key', async () => {
	const parameters = await openWithImport();
	await expectHeading('Keys');
	const files = [await wrapFor(parameters, material), parameters.ImportToken] as const;
	await giveUntilFound('drop', file(files[0], 'encrypted.bin'), file(files[1], 'token.bin'));
	await expect.element(found).toHaveTextContent('token.bin');
	await expect.element(found).toHaveTextContent('of billing (Pending import)');
	await button('Import it: billing').click();
	await expectPlace(`#/keys/${parameters.KeyId}/import/files`);
	await expect.element(encryptedKey).toHaveTextContent('encrypted.bin');
	await expect.element(importToken).toHaveTextContent('token.bin');
});

test('a file that is dropped while the vault is locked waits until it is open, and is forgotten at the next lock', async () => {
	const { ImportToken } = await openWithImport(true);
	await expectHeading('Unlock the vault');
	give('drop', file(ImportToken, 'token.bin'));
	await expect
		.element(page.getByText('Unlock the vault, and Airlock says what token.bin is.'))
		.toBeVisible();
	await unlock();
	await expect.element(found).toHaveTextContent('token.bin');
	await button('Close').click();
	await lock();
	await expect.element(page.getByText(/token\.bin/)).not.toBeInTheDocument();
});

test('without a mouse a file is chosen by Search', async () => {
	const { ImportToken } = await openWithImport();
	await expectHeading('Keys');
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	await userEvent.keyboard('find out what{Enter}');
	await expect.poll(() => document.querySelector('input[type="file"]')).not.toBeNull();
	put(page.elementLocator(document.body), ImportToken, 'token.bin');
	await expect.element(found).toHaveTextContent('token.bin');
});

test('a ciphertext that is pasted goes to Decrypt, also where that is shown', async () => {
	const blob = toBase64(await openWithBlob('#/keys'));
	await expectHeading('Keys');
	for (const heading of ['Keys', 'Decrypt']) {
		await expectHeading(heading);
		await giveUntilFound('paste', blob);
		await button('Decrypt it: billing').click();
		await expectHeading('Decrypt');
		await expect.element(page.getByText('Its key can decrypt it.')).toBeVisible();
		await page.getByRole('button', { name: /^Remove/ }).click();
	}
});

test('of a key that is pasted nothing is kept, and what nobody knows is said in passing', async () => {
	await openWithBlob('#/keys');
	await expectHeading('Keys');
	await giveUntilFound('paste', toBase64(material));
	await expect.element(found).toHaveTextContent('Airlock has kept nothing of it.');
	await button('Create a key to import it into').click();
	await expectHeading('Create key');
	const made = vi.spyOn(globalThis, 'File');
	give('paste', 'what is this?');
	await expect.element(page.getByText('Airlock doesn’t know what you pasted.')).toBeVisible();
	expect(made).not.toHaveBeenCalled();
	made.mockRestore();
	expect(document.documentElement.outerHTML).not.toContain(toBase64(material));
});
