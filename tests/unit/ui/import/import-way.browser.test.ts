import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toBase64, toHex } from '#lib/domain/bytes.ts';
import { hourMs } from '#lib/domain/time.ts';
import {
	button,
	choose,
	encryptedKey,
	expectHeading,
	importToken,
	keyName,
	material,
	newExternalKey,
	openImport,
	wrapFor
} from '../../../support/screens/import-screen.ts';
import { dialog, expectPlace, link, lock, unlock } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

// The way through an import: what is shown once, what is kept of it, and what it is called.

const isReady = page.getByText('Ready.', { exact: true });
const shownOnce = page.getByRole('status', { name: 'Key material (hex)' });
const toFiles = page.getByRole('link', { name: /Import Key’s Data/ });
const neverExpires = page.getByRole('radio', { name: 'Never Expire' });

/** @returns the key material that is shown, to be written down */
async function showOnce(): Promise<string> {
	await page.getByRole('radio', { name: 'Show it once to write down' }).click();
	await button('Encrypt').click();
	await expect
		.element(page.getByRole('heading', { name: 'Write down the key material' }))
		.toHaveFocus();
	const shown = shownOnce.element().textContent.trim();
	expect(shown).toMatch(/^([\da-f]{4} ){15}[\da-f]{4}$/);
	return shown;
}

describe('key material that is shown once', () => {
	test('is taken out of the page when it was written down', async () => {
		await openImport('encrypt', { place: 'IN_AIRLOCK' });
		const shown = await showOnce();
		const output = shownOnce.element();
		const goOn = button('I have written it down. Go on');
		await goOn.click();
		await expect.element(page.getByText('The key material ends differently.')).toBeVisible();
		await toFiles.click();
		const question = page.getByRole('alertdialog', { name: 'Nobody will have a copy' });
		await question.getByRole('button', { name: 'Back to the copy' }).click();
		await expect.element(dialog).not.toBeInTheDocument();
		await expect.element(shownOnce).toHaveTextContent(shown);
		await page
			.getByLabelText('The last 8 characters, as you wrote them down')
			.fill(shown.slice(-9).toUpperCase());
		await goOn.click();
		await expectHeading('Import Key’s Data');
		expect(output.textContent).toBe('');
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
	});

	test('is taken out of the page when it is locked', async () => {
		await openImport('encrypt', { place: 'IN_AIRLOCK' });
		const shown = await showOnce();
		await lock();
		expect(document.documentElement.outerHTML).not.toContain(shown.slice(0, 9));
		await unlock();
		await expect.element(page.getByText(/you haven’t said that you have a copy/)).toBeVisible();
	});
});

describe('nothing is lost', () => {
	test('by a lock at any checkpoint', async () => {
		const relock = async () => {
			await lock();
			await unlock();
		};
		let keyId = '';
		await openScreen('#/', {
			vault: async (handle) => (keyId = await newExternalKey(handle, keyName))
		});
		await goto(`#/keys/${keyId}/import`);
		await expectHeading('Get import parameters');
		await relock();
		await expectHeading('Get import parameters');

		await page.getByLabelText('Wrapping key', { exact: true }).selectOptions('RSA_2048');
		await page.getByRole('radio', { name: /^On another computer/ }).click();
		await button('Create parameters').click();
		const firstFact = page.getByRole('definition').first();
		await expect.element(firstFact).toHaveTextContent(/^[\dA-F]{4}·[\dA-F]{4}/);
		const set = /^[\dA-F]{4}·[\dA-F]{4}/.exec(firstFact.element().textContent.trim())?.[0] ?? '';
		await relock();
		await expect.element(firstFact).toHaveTextContent(set);
		await link('Continue with them').click();
		await expectHeading('Encrypt key material');
		await relock();
		await expectHeading('Encrypt key material');
		await button('Encrypt in this app instead').click();
		await relock();
		await button('Suggest one').click();
		await button('Encrypt').click();

		await expectHeading('Import Key’s Data');
		await relock();
		await expectHeading('Import Key’s Data');
		await expect
			.element(encryptedKey)
			.toHaveTextContent(`encrypted in Airlock with parameters ${set}`);
		await expect.element(importToken).toHaveTextContent('ImportToken.bin');

		await button('30 days').click();
		const date = page.getByLabelText('Date', { exact: true });
		await expect.element(page.getByText('in 30 days')).toBeVisible();
		const chosen = (date.element() as HTMLInputElement).value;
		await relock();
		await expect.element(date).toHaveValue(chosen);
		await neverExpires.click();
		await expect
			.element(page.getByText('The key material stays until you delete it.'))
			.toBeVisible();
		await relock();
		await expect.element(neverExpires).toBeChecked();

		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
		await relock();
		await expectHeading(`${keyName} is enabled`);
	});

	test('by leaving: the import is taken up where it was left', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, toHex(await wrapFor(parameters, material)), 'wrapped.hex');
		await button('Save and leave').click();
		await expect.element(page.getByText(/^Saved\. Come back before /)).toBeVisible();
		await expectPlace(`#/keys/${parameters.KeyId}`);
		await goto(`#/keys/${parameters.KeyId}/import`);
		await expectHeading('Import Key’s Data');
		await expect.element(encryptedKey).toHaveTextContent('wrapped.hex · 256 bytes');
		await expect.element(encryptedKey).toHaveTextContent('hex → 256 bytes');
	});

	test('by parameters that run out, but the files for them: the expiry stays', async () => {
		const { parameters } = await openImport('files', {
			now: () => Date.now() - 25 * hourMs,
			then: (handle, { KeyId }) =>
				handle('SaveImportDraft', {
					KeyId,
					Expiration: { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
				})
		});
		await expect.element(page.getByText('These parameters ran out 1 h ago.')).toBeVisible();
		await link('Create new parameters').click();
		await page.getByLabelText('Wrapping key', { exact: true }).selectOptions('RSA_2048');
		await button('Create parameters').click();
		await toFiles.click();
		await expect.element(neverExpires).toBeChecked();
		await choose(importToken, parameters.ImportToken);
		await expect.element(importToken).toHaveTextContent('This token ran out on');
	});

	test('of key material that isn’t encrypted, but that: it is told, and not kept', async () => {
		const { parameters } = await openImport('files');
		await choose(importToken, parameters.ImportToken, 'token.bin');
		await choose(encryptedKey, toHex(material), 'plain.hex');
		await expect.element(encryptedKey).toHaveTextContent('It was not stored.');
		await lock();
		await unlock();
		await expectHeading('Import Key’s Data');
		await expect.element(importToken).toHaveTextContent('token.bin');
		await expect.element(encryptedKey).not.toHaveTextContent('plain.hex');
		await expect.element(page.getByText('Pending import', { exact: true })).toBeVisible();
	});
});

test('files sort themselves when two are dropped, and can be dropped anywhere', async () => {
	const { parameters } = await openImport('files');
	const wrapped = toHex(await wrapFor(parameters, material));
	const drop = (target: Element) => {
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([toBase64(parameters.ImportToken)], 'token.b64'));
		dataTransfer.items.add(new File([wrapped], 'wrapped.hex'));
		target.dispatchEvent(
			new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true })
		);
	};
	await expect.element(importToken).toBeVisible();
	for (const target of [importToken, page.getByRole('heading', { name: 'After you confirm' })]) {
		drop(target.element());
		await expect.element(encryptedKey).toHaveTextContent('wrapped.hex');
		await expect.element(importToken).toHaveTextContent('token.b64');
		await expect.element(isReady).toHaveLength(2);
		await encryptedKey.getByRole('button', { name: 'Remove wrapped.hex' }).click();
		await importToken.getByRole('button', { name: 'Remove token.b64' }).click();
		await expect.element(isReady).toHaveLength(0);
	}
});

test('window titles have no key name, and each step its own', async () => {
	const { parameters } = await openImport('files');
	await expectHeading('Import Key’s Data');
	const titles = new Set<string>();
	for (const [step, name] of [
		['parameters', 'Get import parameters'],
		['encrypt', 'Encrypt key material'],
		['files', 'Import Key’s Data'],
		['done', keyName]
	] as const) {
		await goto(`#/keys/${parameters.KeyId}/import/${step}`);
		await expect.element(page.getByRole('heading', { level: 1, name })).toHaveFocus();
		const { title } = document;
		expect(title).toContain(parameters.KeyId.slice(0, 8));
		expect(title).not.toContain(keyName);
		titles.add(title);
	}
	expect(titles.size).toBe(4);
});
