import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { KeyId } from '#lib/domain/ids.ts';
import type { Handle } from '#lib/service/api.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { cryptoMessages as english } from '#lib/ui/messages/en/crypto.ts';
import type { Language } from '#lib/domain/language.ts';
import { cryptoMessages as chinese } from '#lib/ui/messages/zh-CN/crypto.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading, visit } from '../support/app.ts';
import { importRequest } from '../support/importing.ts';
import { openOutside } from '../support/outside.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';

const secret = 'the launch code is 0000';
const material = someKeyMaterial();

interface Prepared {
	vault: VaultSnapshot;
	keyId: KeyId;
	/** {@link secret}, encrypted under `billing` with the context app=billing */
	blob: Buffer;
}

/** A vault with the imported key `billing`, the key `other`, and something encrypted. */
async function prepared(
	then?: (handle: Handle, keyId: KeyId) => Promise<unknown>
): Promise<Prepared> {
	let prepared: Omit<Prepared, 'vault'> | undefined;
	const vault = await makeVault(async (handle) => {
		const external = { Origin: 'EXTERNAL', AliasName: 'alias/billing' } as const;
		const { KeyId } = (await handle('CreateKey', external)).KeyMetadata;
		await handle('CreateKey', { AliasName: 'alias/other' });
		const parameters = await handle('GetParametersForImport', {
			KeyId,
			WrappingKeySpec: 'RSA_2048'
		});
		await handle('ImportKeyMaterial', importRequest(parameters, material));
		const { CiphertextBlob } = await handle('Encrypt', {
			KeyId,
			Plaintext: Uint8Array.from(Buffer.from(secret)),
			EncryptionContext: { app: 'billing' }
		});
		prepared = { keyId: KeyId, blob: Buffer.from(CiphertextBlob) };
		await then?.(handle, KeyId);
	});
	if (!prepared) throw new Error('nothing was prepared');
	return { vault, ...prepared };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const context = (page: Page) => page.getByLabel(/^Encryption context/);
const errorSummary = (page: Page) => page.getByRole('region', { name: /^There (is|are)/ });
const blobSlot = (page: Page) => page.getByRole('group', { name: 'Encrypted text or file' });

async function chooseBlob(page: Page, content: Uint8Array | string) {
	const file = { name: 'blob.airc', mimeType: '', buffer: Buffer.from(content) };
	await blobSlot(page).locator('input[type="file"]').setInputFiles(file);
}

test.describe('encrypt', () => {
	test('text, with a context; the field is emptied, and the key material alone opens it', async ({
		page
	}) => {
		await openReadyVault(page, (await prepared()).vault, '#/crypto');
		await expectHeading(page, 'Encrypt');
		await page.getByLabel('Key', { exact: true }).selectOption('billing');
		await page.getByLabel('Text to encrypt').fill(secret);
		await context(page).fill('b=2\na = 1');
		await press(page, 'Encrypt');
		await expect(
			page.getByRole('heading', { name: 'Encrypted with billing: 124 bytes.' })
		).toBeFocused();
		await expect(page.getByLabel('Text to encrypt')).toHaveValue('');
		const blob = Buffer.from(await page.locator('pre').innerText(), 'base64');
		expect(openOutside(material, blob, { a: '1', b: '2' }).toString()).toBe(secret);

		const downloading = page.waitForEvent('download');
		await page.getByRole('button', { name: /^Save as file/ }).click();
		expect(await readFile(await (await downloading).path())).toEqual(blob);
	});

	test('a file of 4,096 bytes, and none that is longer or empty', async ({ page }) => {
		const { vault, keyId } = await prepared();
		await openReadyVault(page, vault, `#/crypto/encrypt?key=${keyId}`);
		await page.getByRole('radio', { name: 'File' }).check();
		const choose = (buffer: Buffer) =>
			page
				.getByRole('group', { name: 'File to encrypt' })
				.locator('input[type="file"]')
				.setInputFiles({ name: 'secret.bin', mimeType: '', buffer });
		const expectError = async (message: string) => {
			await press(page, 'Encrypt');
			await expect(errorSummary(page)).toBeFocused();
			await expect(errorSummary(page).getByRole('link')).toHaveText([message]);
		};
		await expectError('Choose a file.');
		await choose(Buffer.alloc(0));
		await expectError('The file is empty.');
		await choose(randomBytes(4097));
		await expectError('It has 4 KB; at most 4,096 bytes can be encrypted at once.');
		const content = randomBytes(4096);
		await choose(content);
		await press(page, 'Encrypt');
		await expect(page.getByRole('heading', { name: /^Encrypted with billing/ })).toBeFocused();
		const blob = Buffer.from(await page.locator('pre').innerText(), 'base64');
		expect(openOutside(material, blob)).toEqual(content);
	});
});

test('decrypt shows bytes that are no text in hex, and saves them as they are', async ({
	page
}) => {
	const bytes = randomBytes(40);
	let blob = Buffer.alloc(0);
	const { vault } = await prepared(async (handle, KeyId) => {
		const Plaintext = Uint8Array.from(bytes);
		blob = Buffer.from((await handle('Encrypt', { KeyId, Plaintext })).CiphertextBlob);
	});
	await openReadyVault(page, vault, '#/crypto/decrypt');
	await chooseBlob(page, blob);
	await press(page, 'Decrypt');
	const shown = page.getByRole('status', { name: 'Decrypted bytes, in hex' });
	await expect(shown).toHaveText(bytes.toString('hex'));
	const downloading = page.waitForEvent('download');
	await press(page, 'Save as file');
	expect(await readFile(await (await downloading).path())).toEqual(bytes);
});

test.describe('data keys', () => {
	const shownKey = (page: Page) => page.getByRole('status', { name: 'Plaintext data key, in hex' });

	const lengths = [
		['AES_256 (32 bytes)', 32],
		['AES_128 (16 bytes)', 16],
		['Another number of bytes', 1024]
	] as const;
	test('of each length: masked until it is asked for, and hidden again', async ({ page }) => {
		await page.clock.install();
		await openReadyVault(page, (await prepared()).vault, '#/crypto/data-keys');
		for (const [choice, length] of lengths)
			await test.step(`${length} bytes`, async () => {
				await page.getByLabel('Key', { exact: true }).selectOption('billing');
				await page.getByRole('radio', { name: choice }).check();
				if (length === 1024) await page.getByLabel('Number of bytes', { exact: true }).fill('1024');
				await context(page).fill('disk=1');
				await press(page, 'Generate data key');
				await expect(
					page.getByRole('heading', { name: 'A data key was generated under billing.' })
				).toBeFocused();
				const blob = Buffer.from(await page.locator('pre').innerText(), 'base64');
				const dataKey = openOutside(material, blob, { disk: '1' });
				expect(dataKey).toHaveLength(length);
				expect(await page.content()).not.toContain(dataKey.toString('hex'));

				const show = page.getByRole('button', { name: 'Show the plaintext data key' });
				await show.click();
				const dialog = page.getByRole('alertdialog', { name: 'Show the plaintext data key?' });
				await expect(dialog).toContainText('It is hidden after 30 seconds.');
				await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
				await dialog.getByRole('button', { name: 'Show' }).click();
				await expect(shownKey(page)).toHaveText(dataKey.toString('hex'));
				await page.clock.fastForward(30_000);
				await expect(shownKey(page)).toHaveCount(0);
				expect(await page.content()).not.toContain(dataKey.toString('hex'));
				await expect(show).toBeVisible();
			});
	});

	test('copying takes it to the clipboard, and says that it stays there', async ({
		page,
		context: tab
	}) => {
		await tab.grantPermissions(['clipboard-read', 'clipboard-write']);
		await openReadyVault(page, (await prepared()).vault, '#/crypto/data-keys');
		await page.getByLabel('Key', { exact: true }).selectOption('billing');
		await press(page, 'Generate data key');
		const blob = Buffer.from(await page.locator('pre').innerText(), 'base64');
		await page.getByRole('button', { name: 'Copy the plaintext data key' }).click();
		await expect(page.getByText('Copied. It stays in the clipboard')).toBeVisible();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(openOutside(material, blob).toString('hex'));
	});
});

for (const language of ['en', 'zh-CN'] satisfies Language[]) {
	test(`every screen, dialog and error is accessible in both themes, ${language}`, async ({
		page
	}) => {
		test.slow();
		const text = language === 'en' ? english : chinese;
		const look = (what: string) => expectAccessible(page, what, language !== 'en');
		const button = (label: string) => page.getByRole('button', { name: label, exact: true });
		const { vault, blob } = await prepared();
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await openReadyVault(page, vault, '#/crypto/encrypt');
		if (language === 'zh-CN') await page.getByRole('button', { name: '简体中文' }).click();
		await expectHeading(page, text.encrypt);
		await page.getByLabel(text.context, { exact: true }).fill('nonsense');
		await button(text.encrypt).click();
		await page.getByText(text.enterText).first().waitFor();
		await look('encrypt, errors');
		await page.getByLabel(text.context, { exact: true }).fill('');
		await page.getByLabel(text.plaintext, { exact: true }).fill(secret);
		await button(text.encrypt).click();
		await page.locator('pre').waitFor();
		await look('encrypted');
		await page.getByRole('radio', { name: text.file }).check();
		await look('encrypt a file');

		await visit(page, '#/crypto/decrypt');
		await expectHeading(page, text.decrypt);
		await page.getByLabel(text.context, { exact: true }).fill('app=billing');
		const input = page.locator('main input[type="file"]');
		await input.setInputFiles({ name: 'x', mimeType: '', buffer: Buffer.from('hello') });
		await page.getByText(text.notOurs).waitFor();
		await look('decrypt, not ours');
		await input.setInputFiles({ name: 'x', mimeType: '', buffer: blob });
		await page.getByText(text.keyKnown).waitFor();
		await button(text.decrypt).click();
		await page.locator('output').waitFor();
		await look('decrypted');
		await page.getByRole('radio', { name: text.reEncrypt }).check();
		await page.getByLabel(text.context, { exact: true }).fill('');
		await expect(page.locator('#destination')).not.toHaveValue(''); // the keys to choose from are there
		await button(text.reEncryptVerb).click();
		await page.getByRole('alert').waitFor();
		await look('re-encrypt, refused');

		await visit(page, '#/crypto/data-keys');
		await expectHeading(page, text.dataKeys);
		await page.getByRole('radio', { name: text.otherLength }).check();
		await button(text.generate).click();
		await page.getByText(text.badBytes).first().waitFor();
		await look('data keys, errors');
		await page.getByRole('radio', { name: text.aes256 }).check();
		await button(text.generate).click();
		await page.locator('pre').waitFor();
		await look('data key');
		await page.getByRole('button', { name: new RegExp(`^${text.showDataKey}`) }).click();
		await page.getByRole('alertdialog').waitFor();
		await look('show the data key');
		await page.getByRole('alertdialog').getByRole('button', { name: text.showDataKey }).click();
		await page.locator('output').waitFor();
		await look('data key shown');
	});
}
