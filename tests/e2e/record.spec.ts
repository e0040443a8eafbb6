import { toBase64, toHex } from '#lib/domain/bytes.ts';
import { hourMs } from '#lib/domain/time.ts';
import type { Response } from '#lib/service/api.ts';
import { expectHeading, passphrase } from '../support/app.ts';
import { importRequest } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { print, sheetsOf } from '../support/print.ts';
import { makeVault, openReadyVault, placeVault } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';

for (const [locale, colorScheme] of [
	['en-US', 'dark'],
	['zh-CN', 'light']
] as const)
	test.describe(locale, () => {
		test.use({ locale, colorScheme, timezoneId: 'Asia/Shanghai' });

		test('the ceremony record has the import and no secret, and prints on one page', async ({
			page
		}) => {
			let parameters: Response<'GetParametersForImport'> | undefined;
			let log: Response<'ListActivity'> | undefined;
			const vault = await makeVault(async (handle) => {
				const AliasName = `alias/${'payments-master-'.repeat(6)}`;
				const { KeyId } = (await handle('CreateKey', { Origin: 'EXTERNAL', AliasName }))
					.KeyMetadata;
				parameters = await handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
				await handle('DownloadImportParameters', { KeyId });
				const request = importRequest(parameters, someKeyMaterial(), Date.now() + hourMs);
				for (let refused = 0; refused < 6; refused++)
					await handle('ImportKeyMaterial', { ...request, ImportToken: new Uint8Array(9) }).catch(
						() => undefined
					);
				await handle('ImportKeyMaterial', request);
				log = await handle('ListActivity', { KeyId });
			});
			await placeVault(page, vault, `#/keys/${parameters?.KeyId}/record`);
			await page.locator('input[name="passphrase"]').fill(passphrase);
			await page.keyboard.press('Enter');
			await expect(page.locator('tbody code').first()).toBeVisible();

			await page.emulateMedia({ media: 'print' });
			await expect(page.locator('button:visible, nav:visible, header:visible')).toHaveCount(0);
			expect(
				await page.evaluate(
					() => getComputedStyle(document.querySelector('h1') ?? document.body).color
				)
			).toBe('rgb(0, 0, 0)');
			const text = (await page.locator('body').innerText()).replaceAll(/\s/g, '');
			const entries = log?.Entries ?? [];
			const imported = entries.find(({ operation }) => operation === 'ImportKeyMaterial');
			for (const fact of [
				parameters?.KeyId,
				parameters?.ParameterSetId,
				parameters?.PublicKeyFingerprint,
				'RSAES_OAEP_SHA_256',
				imported?.Hash
			])
				expect(text).toContain(fact ?? 'missing');
			const material = someKeyMaterial();
			for (const secret of [toHex(material), toBase64(material)])
				expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
			for (const paper of ['A4', 'Letter'] as const)
				expect(sheetsOf(await print(page, paper)), paper).toBe(1);
			await page.screenshot({ path: `test-results/record-${locale}.png`, fullPage: true });
		});
	});

test('before an import the record says what there is', async ({ page }) => {
	let keyId = '';
	const vault = await makeVault(async (handle) => {
		keyId = (await handle('CreateKey', { Origin: 'EXTERNAL' })).KeyMetadata.KeyId;
	});
	await openReadyVault(page, vault, `#/keys/${keyId}/record`);
	await expectHeading(page, 'Ceremony record of a key import');
	await expect(page.getByText('No key material has been imported yet.')).toBeVisible();
	await page.getByRole('link', { name: 'Back to the key' }).click();
	await expect(page).toHaveURL(new RegExp(`#/keys/${keyId}$`));
	expect(sheetsOf(await print(page, 'A4'))).toBeGreaterThan(0);
});
