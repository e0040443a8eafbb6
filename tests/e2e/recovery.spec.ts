import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading, visit } from '../support/app.ts';
import { importRequest } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { print, sheetsOf } from '../support/print.ts';
import { readQr } from '../support/qr.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { cheapAgeFile, someKeyMaterial } from '../support/vault.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

/** @returns what a QR reader sees on the screen */
async function scan(page: Page, code: Locator): Promise<string | undefined> {
	const png = [...(await code.screenshot())];
	// One bit of each pixel, since a code is black and white: all that is drawn would take seconds to hand over.
	const { rows, width } = await page.evaluate(async (bytes) => {
		const picture = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
		const { width, height } = picture;
		const canvas = new OffscreenCanvas(width, height).getContext('2d');
		canvas?.drawImage(picture, 0, 0);
		const isLight = (x: number, y: number) => (drawn[4 * (y * width + x) + 1] ?? 0) > 127;
		const drawn = canvas?.getImageData(0, 0, width, height).data ?? [];
		const row = (y: number) =>
			Array.from({ length: width }, (_, x) => (isLight(x, y) ? '1' : '0')).join('');
		return { rows: Array.from({ length: height }, (_, y) => row(y)), width };
	}, png);
	const rgba = [...rows.join('')].flatMap((bit) =>
		bit === '1' ? [255, 255, 255, 255] : [0, 0, 0, 255]
	);
	return readQr(Uint8ClampedArray.from(rgba), width, rows.length);
}

test('shares are printed, typed back with a mistake that is named, and tested before the import', async ({
	page
}) => {
	let keyId = '';
	const vault = await makeVault(async (handle) => {
		const AliasName = 'alias/payments-master';
		keyId = (await handle('CreateKey', { Origin: 'EXTERNAL', AliasName })).KeyMetadata.KeyId;
		await handle('GetParametersForImport', { KeyId: keyId, WrappingKeySpec: 'RSA_2048' });
	});
	await openReadyVault(page, vault, `#/keys/${keyId}/import/encrypt`);
	await page.getByRole('radio', { name: 'Print shares for several people' }).check();
	await page.getByLabel('Shares that are needed').fill('4');
	await button(page, 'Encrypt').click();
	await expect(
		page.getByText('Use 2 to 16 shares. You can’t need more shares than there are.').first()
	).toBeVisible();
	await page.getByLabel('Shares that are needed').fill('2');
	await button(page, 'Encrypt').click();

	await expect(page.getByRole('heading', { name: 'Print your copy' })).toBeFocused();
	const sheets = page.getByRole('article');
	await expect(sheets).toHaveCount(3);
	const texts = await sheets.locator('output').allInnerTexts();
	for (const [index, text] of texts.entries())
		expect(await scan(page, sheets.nth(index).getByRole('img'))).toBe(text.replaceAll('\n', ' '));
	await expectAccessible(page, 'the sheets');
	await page.emulateMedia({ media: 'print' });
	await expect(page.locator('button:visible, nav:visible, header:visible, h1:visible')).toHaveCount(
		0
	);
	for (const paper of ['A4', 'Letter'] as const)
		expect(sheetsOf(await print(page, paper)), paper).toBe(3);
	await page.emulateMedia({ media: null });

	await button(page, 'I have printed it. Test it now').click();
	await expectHeading(page, 'Test my copy');
	const [one = '', , three = ''] = texts;
	expect(await page.content()).not.toContain(one.split('\n')[1]);
	await expect(page.getByRole('radio', { name: /^On paper/ })).toBeChecked();
	await button(page, 'Test the copy').click();
	await expect(page.getByText('Enter what the paper says.').first()).toBeVisible();
	const field = page.getByLabel('What the paper says');
	const [, second = ''] = one.split('\n');
	const wrong = second.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
	await field.fill(one.replace(second, wrong));
	await expect(
		page.getByText('Share 1, line 2: A character in it is wrong or missing.')
	).toBeVisible();
	await expectAccessible(page, 'a mistake in a line');
	await button(page, 'Test the copy').click();
	await expect(page.getByRole('alert')).toContainText('Share 1, line 2 has a mistake.');
	await field.fill(one);
	await expect(page.getByText('1 more share is needed.')).toBeVisible();
	await field.fill(`${one}\n${three.toLowerCase()}`);
	await expect(page.getByText('These are enough.')).toBeVisible();
	await button(page, 'Test the copy').click();
	await expect(page.getByRole('heading', { name: 'This copy works.' })).toBeFocused();
	await expectAccessible(page, 'a copy that works');

	await link(page, 'Continue the import').click();
	await button(page, 'Confirm').click();
	await expectHeading(page, 'payments-master is enabled');
	await expect(page.getByText(/^Copy tested on/)).toBeVisible();
	await link(page, 'Ceremony record').click();
	await expect(page.getByText(/^Copy tested on/)).toBeVisible();
});

test('a private key is printed on one sheet, typed back, tested and imported; RSA has an age file only', async ({
	page
}) => {
	let [keyId, rsaKeyId] = ['', ''];
	const vault = await makeVault(async (handle) => {
		const external = async (KeySpec: 'ECC_NIST_P521' | 'RSA_2048') => {
			const request = { Origin: 'EXTERNAL', KeySpec, KeyUsage: 'SIGN_VERIFY' } as const;
			const { KeyId } = (await handle('CreateKey', request)).KeyMetadata;
			await handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
			return KeyId;
		};
		keyId = await external('ECC_NIST_P521');
		rsaKeyId = await external('RSA_2048');
	});
	await openReadyVault(page, vault, `#/keys/${keyId}/import/encrypt`);
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-521' });
	const fingerprint = createHash('sha256')
		.update(pair.publicKey.export({ format: 'der', type: 'spki' }))
		.digest('hex')
		.slice(0, 32);
	const pem = pair.privateKey.export({ format: 'pem', type: 'pkcs8' });
	await page.locator('input[type="file"]').setInputFiles({
		...{ name: 'key.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(pem) }
	});
	await expect(page.getByText('Ready to be encrypted.')).toBeVisible();
	await page.getByRole('radio', { name: 'Print one sheet with all of it' }).check();
	await button(page, 'Encrypt').click();

	await expect(page.getByRole('heading', { name: 'Print your copy' })).toBeFocused();
	const sheet = page.getByRole('article');
	const text = await sheet.locator('output').innerText();
	expect(text.split('\n')).toHaveLength(21);
	expect(await scan(page, sheet.getByRole('img'))).toBe(text.replaceAll('\n', ' '));
	const shown = (await sheet.innerText()).replaceAll(/\s/g, '').toLowerCase();
	expect(shown).toContain(fingerprint);
	await expect(sheet).toContainText('openssl pkey -inform DER -in PrivateKey.der');
	for (const paper of ['A4', 'Letter'] as const)
		expect(sheetsOf(await print(page, paper)), paper).toBe(1);

	await button(page, 'I have printed it. Test it now').click();
	await expectHeading(page, 'Test my copy');
	const field = page.getByLabel('What the paper says');
	const lines = text.split('\n');
	await field.fill(lines.with(10, lines[11] ?? '').join('\n'));
	await expect(page.getByText(/^Share 1, line B: It begins with the wrong number/)).toBeVisible();
	await field.fill(text);
	await expect(page.getByText('These are enough.')).toBeVisible();
	await button(page, 'Test the copy').click();
	await expect(page.getByRole('heading', { name: 'This copy works.' })).toBeFocused();
	await expect(
		page.getByText('It gives back the key material of this key, public key fingerprint')
	).toBeVisible();
	await expectAccessible(page, 'a copy of a private key that works');
	await link(page, 'Continue the import').click();
	await button(page, 'Confirm').click();
	await expectHeading(page, /is enabled$/);
	await expect(page.getByText(/^Copy tested on/)).toBeVisible();

	await visit(page, `#/keys/${rsaKeyId}/import/encrypt`);
	await expect(page.getByRole('radio', { name: 'Save an encrypted copy' })).toBeEnabled();
	for (const name of ['Print one sheet with all of it', 'Show it once to write down'])
		await expect(page.getByRole('radio', { name })).toBeDisabled();
	await expect(page.getByText('more than a hundred lines to type').first()).toBeVisible();
});

test('a key of which no copy was tested is named until its age file was', async ({ page }) => {
	let keyId = '';
	const vault = await makeVault(async (handle) => {
		const AliasName = 'alias/payments-master';
		keyId = (await handle('CreateKey', { Origin: 'EXTERNAL', AliasName })).KeyMetadata.KeyId;
		const parameters = await handle('GetParametersForImport', {
			KeyId: keyId,
			WrappingKeySpec: 'RSA_2048'
		});
		await handle('ImportKeyMaterial', importRequest(parameters));
	});
	await openReadyVault(page, vault, `#/keys/${keyId}/import/done`);
	await expect(page.getByText('No copy was ever tested.')).toBeVisible();
	await visit(page, '#/');
	await page.getByRole('link', { name: /^Test my copy/ }).click();
	await expectHeading(page, 'Test my copy');

	const passphrase = 'a passphrase for the copy';
	const choose = async (name: string, material: Uint8Array<ArrayBuffer>) => {
		const choosing = page.waitForEvent('filechooser');
		await page.getByRole('button', { name: /^Choose/ }).click();
		await (
			await choosing
		).setFiles({
			name,
			mimeType: 'application/octet-stream',
			buffer: Buffer.from(material)
		});
	};
	await button(page, 'Test the copy').click();
	await expect(page.getByText('Choose the file with your copy.').first()).toBeVisible();
	await choose('other.bin', someKeyMaterial(1));
	await button(page, 'Test the copy').click();
	await expect(page.getByRole('alert')).toContainText('This is a copy of other key material.');
	await choose('copy.age', await encryptAgeFile(someKeyMaterial(), passphrase, cheapAgeFile));
	await page.getByLabel('Passphrase of the copy', { exact: true }).fill('another passphrase');
	await button(page, 'Test the copy').click();
	await expect(page.getByRole('alert')).toContainText(
		'The file doesn’t open with this passphrase.'
	);
	await page.getByLabel('Passphrase of the copy', { exact: true }).fill(passphrase);
	await button(page, 'Test the copy').click();
	await expect(page.getByRole('heading', { name: 'This copy works.' })).toBeFocused();
	await link(page, 'Go to the key').click();
	await expect(page.getByText(/^Copy tested on/)).toBeVisible();
	await visit(page, '#/');
	await expectHeading(page, 'Overview');
	await expect(page.getByRole('heading', { name: 'Recent activity' })).toBeVisible();
	await expect(page.getByRole('link', { name: /^Test my copy/ })).toHaveCount(0);
});
