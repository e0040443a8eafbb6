import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { toHex } from '#lib/domain/bytes.ts';
import {
	button,
	expectHeading,
	importBefore,
	newExternalKey,
	newParameters,
	slot
} from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { someKeyMaterial } from '../../../support/vault.ts';

// Text that is pasted into the finder may be key material: it goes the way of a secret.

afterEach(() => {
	vi.restoreAllMocks();
});

const key = toHex(someKeyMaterial());
const other = toHex(someKeyMaterial(1));
const place = slot('Files to search');
/** Also while the area is folded away. */
const pasteArea = place.getByRole('textbox', { name: 'Text to read', includeHidden: true });

/** Opens the finder of a key that was imported before, and whose next import has begun. */
async function openFinder(): Promise<void> {
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await newExternalKey(handle, 'billing');
			await importBefore(handle, keyId);
			await newParameters(handle, keyId, 'IN_AIRLOCK');
		}
	});
	await goto(`#/keys/${keyId}/find`);
	await expect.element(place).toBeVisible();
}

/** Files that the page makes of something, which the browser keeps. */
function filesMade(): unknown[] {
	const made: unknown[] = [];
	const Real = File;
	vi.stubGlobal(
		'File',
		class extends Real {
			constructor(...about: ConstructorParameters<typeof Real>) {
				super(...about);
				made.push(about[1]);
			}
		}
	);
	return made;
}

function pasteOn(target: Locator, text: string): void {
	const clipboardData = new DataTransfer();
	clipboardData.setData('text/plain', text);
	const event = { clipboardData, bubbles: true, cancelable: true };
	target.element().dispatchEvent(new ClipboardEvent('paste', event));
}

const saysWhere = (what: string) => expect.element(page.getByRole('main')).toHaveTextContent(what);

test('text typed into the finder is dots, is looked into, and is gone from the field', async () => {
	const made = filesMade();
	await openFinder();
	await place.getByText('Paste text').click();
	await pasteArea.click();
	await userEvent.keyboard(key);
	await expect.element(pasteArea).toHaveValue('•'.repeat(key.length));
	await button('Use this text').click();
	await saysWhere('pasted.txt holds the key material.');
	await expect.element(pasteArea).toHaveValue('');
	expect(made).toEqual([]);
	vi.unstubAllGlobals();
});

test('text without anything in it is not looked into', async () => {
	await openFinder();
	await place.getByText('Paste text').click();
	await pasteArea.click();
	await userEvent.keyboard('  ');
	await button('Use this text').click();
	await expect.element(pasteArea).toHaveFocus();
	await expect.element(page.getByText('What was found')).not.toBeInTheDocument();
});

test('text pasted on the slot goes on to the import as the secret that it is: the key in it that was meant', async () => {
	const made = filesMade();
	await openFinder();
	const text = `OTHER=${other}\nMASTER_KEY=${key}\n`;
	pasteOn(place, text);
	await saysWhere('pasted.txt holds the key material.');
	await page.getByRole('link', { name: 'Import it again' }).click();
	await expectHeading(/Encrypt/);
	await expect.element(page.getByRole('radio', { name: 'Paste hex or Base64' })).toBeChecked();
	const field = page.getByRole('textbox', { name: /^Key material in hex or Base64/ });
	await expect.element(field).toHaveValue(text.replace(/./g, '•'));
	await saysWhere('MASTER_KEY');
	await button('Encrypt').click();
	await expectHeading(/^Import/);
	expect(made).toEqual([]);
	vi.unstubAllGlobals();
});

test('text that was carried to the import fills its field once, and not again after another source was chosen', async () => {
	await openFinder();
	pasteOn(place, key);
	await saysWhere('pasted.txt holds the key material.');
	await page.getByRole('link', { name: 'Import it again' }).click();
	const field = page.getByRole('textbox', { name: /^Key material in hex or Base64/ });
	await expect.element(field).toHaveValue('•'.repeat(key.length));
	await saysWhere('32 bytes');
	await page.getByRole('radio', { name: 'From a file' }).click();
	await expect.element(field).not.toBeInTheDocument();
	await page.getByRole('radio', { name: 'Paste hex or Base64' }).click();
	await expect.element(field).toHaveValue('');
	await field.click();
	await userEvent.keyboard(key);
	await saysWhere('32 bytes');
	await button('Encrypt').click();
	await expectHeading(/^Import/);
});
