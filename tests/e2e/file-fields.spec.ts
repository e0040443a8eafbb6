import { randomBytes } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { toBase64, toHex, utf8 } from '#lib/domain/bytes.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading, unlock } from '../support/app.ts';
import { wrapFor, type Parameters } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';

const material = someKeyMaterial();
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const slot = (page: Page, legend: string) => page.getByRole('group', { name: legend });

async function open(page: Page, step: 'encrypt' | 'files'): Promise<Parameters> {
	let parameters: Parameters | undefined;
	const vault = await makeVault(async (handle) => {
		const { KeyMetadata } = await handle('CreateKey', {
			Origin: 'EXTERNAL',
			AliasName: 'alias/payments-master'
		});
		parameters = await handle('GetParametersForImport', {
			KeyId: KeyMetadata.KeyId,
			Place: step === 'files' ? 'ELSEWHERE' : 'IN_AIRLOCK',
			WrappingKeySpec: 'RSA_2048'
		});
	});
	if (!parameters) throw new Error('there are no parameters');
	await openReadyVault(page, vault, `#/keys/${parameters.KeyId}/import/${step}`);
	return parameters;
}

async function choose(target: Locator, name: string, content: Uint8Array | string) {
	const files = { name, mimeType: '', buffer: Buffer.from(content) };
	await target.locator('input[type="file"]').setInputFiles(files);
	await expect(target).toContainText(name);
}

async function dropOn(page: Page, target: Locator, name: string, content: Uint8Array) {
	const data = await page.evaluateHandle(
		([fileName, base64]) => {
			const bytes = Uint8Array.from(atob(base64 ?? ''), (char) => char.charCodeAt(0));
			const transfer = new DataTransfer();
			transfer.items.add(new File([bytes], fileName ?? ''));
			return transfer;
		},
		[name, toBase64(content)]
	);
	await target.dispatchEvent('drop', { dataTransfer: data });
}

test('file fields read zip, UTF-16, twice encoded files and JSON, say so, and are overridden', async ({
	page
}) => {
	const parameters = await open(page, 'files');
	await expectHeading(page, 'Import Key’s Data');
	const key = slot(page, 'Encrypted key file');
	const token = slot(page, 'Import Token');
	const encrypted = wrapFor(parameters, material);

	// The download, dropped on the page’s title: only its token has a place here.
	const download = zipSync({
		'PublicKey.der': parameters.PublicKey,
		'ImportToken.bin': parameters.ImportToken,
		'HOWTO.txt': utf8('How to')
	});
	await dropOn(page, page.getByRole('heading', { level: 1 }), 'airlock-import.zip', download);
	await expect(token).toContainText('airlock-import.zip › ImportToken.bin');
	await expect(token).toContainText('zip, file ImportToken.bin → 135 bytes');
	await expect(token).toContainText('Ready.');

	await choose(key, 'powershell.txt', utf16(`${toBase64(encrypted)}\r\n`));
	await expect(key).toContainText('UTF-16 text → Base64 → 256 bytes');
	await expect(key).toContainText('A program rewrote this file as UTF-16 text.');
	await expect(key).toContainText('Ready.');
	await expectAccessible(page, 'a slot with a note');

	await choose(key, 'twice.b64', toBase64(utf8(toBase64(encrypted))));
	await expect(key).toContainText('Encoded twice.');
	await choose(key, 'digits.hex', toHex(encrypted));
	await expect(key).toContainText('hex → 256 bytes (could also be Base64 → 384 bytes)');
	await key.getByText('Details', { exact: true }).click();
	const differently = key.getByLabel('Read it differently');
	await differently.selectOption('Base64');
	await expect(key).toContainText('The encrypted key has 384 bytes; 256 were expected.');
	await expect(differently).toHaveValue('BASE64');
	await differently.selectOption('PEM');
	await expect(key).toContainText('It can’t be read in the way you chose.');
	await differently.selectOption('Automatic');
	await expect(key).toContainText('Ready.');

	const answer = {
		KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/6f9619ff-8b86-4011-b42d-00c04fc964ff',
		ImportToken: toBase64(randomBytes(1800)),
		PublicKey: toBase64(parameters.PublicKey)
	};
	await choose(token, 'answer.json', JSON.stringify(answer));
	await expect(token).toContainText('This token is from AWS, not from Airlock.');
	await expect(token.getByRole('link', { name: 'Open Wrap for AWS' })).toBeVisible();
	await expectAccessible(page, 'a token of a cloud');

	// Both files the wrong way round, then swapped, then there again after a reload.
	await choose(key, 'token.b64', toBase64(parameters.ImportToken));
	await choose(token, 'key.bin', encrypted);
	await key.getByRole('button', { name: 'Swap the two files' }).click();
	await expect(key).toContainText('key.bin');
	await expect(page.getByText('Ready.', { exact: true })).toHaveCount(2);
	await page.reload();
	await unlock(page);
	await expect(token).toContainText('Base64 → 135 bytes');
	await page.getByRole('button', { name: 'Confirm', exact: true }).click();
	await expectHeading(page, 'payments-master is enabled');
});

test('the field for key material reads the same encodings, and says what it is not', async ({
	page
}) => {
	await open(page, 'encrypt');
	await page.getByRole('radio', { name: 'From a file' }).check();
	const file = slot(page, 'Key material file');
	const jwk = (bytes: Uint8Array) => ({
		kty: 'oct',
		k: Buffer.from(bytes).toString('base64url')
	});
	await choose(file, 'two.json', JSON.stringify({ keys: [0, 1].map(someKeyMaterial).map(jwk) }));
	await expect(file).toContainText('Two keys were found in this file.');
	await expectAccessible(page, 'several keys');
	await file.getByLabel('Which key?').selectOption({ index: 1 });
	await expect(file).toContainText('Check value (KCV)');

	await choose(file, 'store.p12', Buffer.from('3010020103300b06092a864886f70d010701', 'hex'));
	await expect(file).toContainText('This is a .p12 or .pfx file, with a private key.');
	await expect(file).toContainText('This key is AES-256 and takes 32 plain bytes.');
	await expectAccessible(page, 'a .p12 file');

	await choose(file, 'key.txt', utf16(toHex(material)));
	await expect(file).toContainText('UTF-16 text → hex → 32 bytes');
	await expect(file).toContainText('plain key material');
	await file.getByText('Details', { exact: true }).click();
	await file.getByLabel('Read it differently').selectOption('Base64');
	await expect(file).toContainText('AES-256 needs 32 bytes; this has 48 bytes.');
	await file.getByLabel('Read it differently').selectOption('Automatic');
	await expect(file).toContainText('Ready to be encrypted.');
	await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
	await expectHeading(page, 'Import Key’s Data');
	await expect(page.getByText('Ready.', { exact: true })).toHaveCount(2);
});
