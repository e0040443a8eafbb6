import type { Locator, Page } from '@playwright/test';
import type { Handle, Response } from '#lib/service/api.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading, passphrase } from '../support/app.ts';
import { pkeyutl, Workbench } from '../support/openssl.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, placeVault } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';
import { wrap } from '../support/wrapping.ts';

// What the page makes of a diagnosis; the findings themselves are in tests/unit/service/operations/diagnose-import.test.ts.

const material = someKeyMaterial(3);
// A worker of the runner can come back to this file after it has taken its folder away.
let bench: Workbench;
test.beforeAll(() => {
	bench = new Workbench();
});
test.afterAll(() => bench.remove());

type Parameters = Response<'GetParametersForImport'>;

/** A key with parameters for files that are made elsewhere. */
async function open(
	page: Page,
	first: (handle: Handle, keyId: string) => Promise<unknown> = async () => undefined
): Promise<Parameters> {
	let parameters: Parameters | undefined;
	const vault = await makeVault(async (handle) => {
		const request = { Origin: 'EXTERNAL', AliasName: 'alias/payments-master' } as const;
		const { KeyId } = (await handle('CreateKey', request)).KeyMetadata;
		await first(handle, KeyId);
		parameters = await handle('GetParametersForImport', {
			KeyId,
			WrappingKeySpec: 'RSA_2048',
			Place: 'ELSEWHERE'
		});
	});
	if (!parameters) throw new Error('there are no parameters');
	await placeVault(page, vault, `#/keys/${parameters.KeyId}/import/files`);
	await page.locator('input[name="passphrase"]').fill(passphrase);
	await page.keyboard.press('Enter');
	bench.write('PublicKey.der', parameters.PublicKey);
	bench.write('KeyMaterial.bin', material);
	return parameters;
}

const slot = (page: Page, name: string): Locator => page.getByRole('group', { name });
const choose = (group: Locator, name: string, content: Uint8Array) =>
	group
		.locator('input[type="file"]')
		.setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });

test.describe('in English, light', () => {
	test.use({
		locale: 'en-US',
		colorScheme: 'light',
		permissions: ['clipboard-read', 'clipboard-write']
	});

	test('a file made with SHA-1 is put right in three steps from the refusal', async ({ page }) => {
		const { ImportToken } = await open(page);
		bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', 'rsa_padding_mode:oaep'));
		const encryptedKey = slot(page, 'Encrypted key file');
		await choose(encryptedKey, 'out.bin', bench.read('out.bin'));
		await choose(slot(page, 'Import Token'), 'ImportToken.bin', ImportToken);
		const confirm = page.getByRole('button', { name: 'Confirm', exact: true });
		await confirm.click();

		const problem = page.getByRole('alert');
		await expect(problem).toContainText(
			'Encrypted with OAEP SHA-1; these parameters need SHA-256.'
		);
		await expect(problem).toContainText('OpenSSL uses SHA-1 unless told otherwise.');
		await expect(problem).toContainText('Nothing was changed.');
		await expectAccessible(page, 'a finding');

		let steps = 0;
		const step = async (act: Promise<unknown>) => {
			await act;
			steps++;
		};
		await step(problem.getByRole('button', { name: 'Copy the right command' }).click());
		await expect(page.getByText('The command is copied.').first()).toBeVisible();
		bench.shell(await page.evaluate(() => navigator.clipboard.readText()));
		await step(choose(encryptedKey, 'right.bin', bench.read('EncryptedKeyMaterial.bin')));
		await expect(problem).toHaveCount(0);
		await step(confirm.click());
		await expectHeading(page, 'payments-master is enabled');
		expect(steps).toBe(3);
	});

	test('files are checked before Confirm; one that grew on its way is put right', async ({
		page
	}) => {
		const { ImportToken } = await open(page);
		const right = wrap('RSAES_OAEP_SHA_256', bench.read('PublicKey.der'), material);
		const check = page.getByRole('button', { name: 'Check these files' });
		await expect(check).toHaveCount(0);
		bench.write('right.bin', right);
		bench.shell('(cat right.bin; echo "-- sent by my mailer --") > out.bin');
		await choose(slot(page, 'Encrypted key file'), 'out.bin', bench.read('out.bin'));
		await choose(slot(page, 'Import Token'), 'ImportToken.bin', ImportToken);
		await check.click();
		const problem = page.getByRole('alert');
		await expect(problem).toContainText('Without that, the file opens.');
		await problem.getByRole('button', { name: 'Fix it and check again' }).click();
		await expect(slot(page, 'Encrypted key file')).toContainText('Ready.');
		await check.click();
		await expect(page.getByText('Both files are ready to be imported.')).toBeVisible();
		await expectAccessible(page, 'nothing found');

		await choose(slot(page, 'Import Token'), 'short.bin', ImportToken.slice(0, 100));
		await check.click();
		await expect(problem).toContainText('The token is incomplete.');
		await problem.getByRole('button', { name: 'Use this key’s token' }).click();
		await expect(slot(page, 'Import Token')).toContainText('Ready.');
		await page.getByRole('button', { name: 'Confirm', exact: true }).click();
		await expectHeading(page, 'payments-master is enabled');
	});

	test('an algorithm that does not fit leads to parameters for it', async ({ page }) => {
		const { ImportToken, PublicKey } = await open(page);
		await choose(
			slot(page, 'Encrypted key file'),
			'hybrid.bin',
			wrap('RSA_AES_KEY_WRAP_SHA_256', PublicKey, material)
		);
		await choose(slot(page, 'Import Token'), 'ImportToken.bin', ImportToken);
		await page.getByRole('button', { name: 'Check these files' }).click();
		const problem = page.getByRole('alert');
		await expect(problem).toContainText(
			'This file uses RSA_AES_KEY_WRAP_SHA_256; these parameters were made for RSAES_OAEP_SHA_256.'
		);
		await problem.getByRole('link', { name: 'Create parameters for it' }).click();
		await page.getByRole('button', { name: 'Create new ones…' }).click();
		await expect(page.getByLabel('Encryption algorithm')).toHaveValue('RSA_AES_KEY_WRAP_SHA_256');
	});

	test('key material in the field is what “Encrypt it now” encrypts', async ({ page }) => {
		await open(page);
		await choose(slot(page, 'Encrypted key file'), 'KeyMaterial.bin', material);
		await page.getByRole('link', { name: 'Encrypt it now' }).first().click();
		await expect(page.getByRole('radio', { name: 'From a file' })).toBeChecked();
		const file = slot(page, 'Key material file');
		await expect(file).toContainText('KeyMaterial.bin');
		await expect(file).toContainText(/Check value.*([\dA-F]{2} ?){3}/);
		await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
		await expectHeading(page, 'Import Key’s Data');
	});

	test('of many files, the one with the key material is found', async ({ page }) => {
		const { KeyId } = await open(page, async (handle, keyId) => {
			const request = { KeyId: keyId, WrappingKeySpec: 'RSA_2048' } as const;
			const { ImportToken, PublicKey } = await handle('GetParametersForImport', request);
			await handle('ImportKeyMaterial', {
				KeyId: keyId,
				ImportToken,
				EncryptedKeyMaterial: wrap('RSAES_OAEP_SHA_256', PublicKey, material),
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
			});
			await handle('DeleteImportedKeyMaterial', { KeyId: keyId });
		});
		await page.getByRole('link', { name: 'Find the file that holds it' }).click();
		await expectHeading(page, 'Find the key material');
		const file = (name: string, content: Uint8Array | string) => ({
			name,
			mimeType: '',
			buffer: Buffer.from(content)
		});
		await slot(page, 'Files to search')
			.locator('input[type="file"]')
			.setInputFiles([
				file('letter.txt', 'Dear Ann,'),
				file('other.bin', someKeyMaterial(50)),
				file('copy.age', 'age-encryption.org/v1\n-> scrypt'),
				file('backup.txt', `# keep\nKEY=${Buffer.from(material).toString('hex')}\n`)
			]);
		await expect(page.getByText('backup.txt holds the key material.').last()).toBeVisible();
		const found = page.getByRole('region', { name: 'What was found' });
		await expect(found.locator('dd')).toHaveText([
			'This is it. (read as the value of KEY → hex)',
			'No key material.',
			/^Other key material, check value/,
			/^An encrypted copy/
		]);
		await expectAccessible(page, 'candidates');
		await found.getByRole('link', { name: 'Import it again' }).click();
		await page.waitForURL(new RegExp(`#/keys/${KeyId}/import/encrypt$`));
		await expect(page.getByRole('radio', { name: 'From a file' })).toBeChecked();
		await expect(slot(page, 'Key material file')).toContainText('backup.txt');
	});
});

test.describe('in Chinese, dark', () => {
	test.use({ locale: 'zh-CN', colorScheme: 'dark' });

	test('encrypted text is encrypted again as the bytes that it means', async ({ page }) => {
		const { ImportToken, PublicKey } = await open(page);
		const text = Buffer.from(Buffer.from(material).toString('hex'));
		await choose(
			page.getByRole('group').filter({ has: page.locator('#encrypted-key') }),
			'text.bin',
			wrap('RSAES_OAEP_SHA_256', PublicKey, Uint8Array.from(text))
		);
		await choose(
			page.getByRole('group').filter({ has: page.locator('#import-token') }),
			'ImportToken.bin',
			ImportToken
		);
		await page.getByRole('button', { name: '检查这两个文件' }).click();
		const problem = page.getByRole('alert');
		await expect(problem).toContainText('您加密的是十六进制文本，而不是字节。');
		await expectAccessible(page, 'a finding in Chinese');
		await problem.getByRole('button', { name: '加密解码后的字节' }).click();
		await expect(problem).toHaveCount(0);
		await page.getByRole('button', { name: '确认', exact: true }).click();
		await page.waitForURL(/\/import\/done$/);
	});
});
