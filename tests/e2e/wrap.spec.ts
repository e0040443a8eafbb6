import { createCipheriv, createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { createKey, expectHeading, passphrase, visit } from '../support/app.ts';
import { unwrapWithOpenssl } from '../support/openssl-unwrap.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault, placeVault } from '../support/ready-vault.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../support/rsa-keys.ts';

// Key material for other services, from the page, opened by OpenSSL as a service would.

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const importToken = Uint8Array.from(randomBytes(1100));
/** What the console of AWS KMS hands out. */
const awsZip = Buffer.from(
	zipSync({
		[`wrappingKey_${keyId}_11242026`]: someRsaPublicKey(3072),
		[`importToken_${keyId}_11242026`]: importToken,
		[`README_${keyId}_11242026.txt`]: strToU8('Use RSAES_OAEP_SHA_256.')
	})
);

const publicKeyFile = (page: Page): Locator => page.locator('main input[type="file"]').first();
const choosePublicKey = (page: Page, name: string, buffer: Buffer) =>
	publicKeyFile(page).setInputFiles({ name, mimeType: '', buffer });
const bytesOf = async (download: Download) =>
	Uint8Array.from(await readFile(await download.path()));
const spkiPem = (bits: number) =>
	Buffer.from(rsaPair(bits).publicKey.export({ format: 'pem', type: 'spki' }));
const groups = (hex: string) => (hex.match(/.{4}/g) ?? []).join(' ');

test('wraps a new key for AWS in six interactions, and everything that AWS takes is in the zip', async ({
	page
}) => {
	await openReadyVault(page, await makeVault());
	let interactions = 0;
	const act = async (what: Promise<unknown>) => {
		interactions++;
		await what;
	};
	const downloads: Download[] = [];
	page.on('download', (download) => downloads.push(download));

	await act(page.getByRole('link', { name: 'Wrap for a cloud' }).click());
	await expectHeading(page, 'Wrap for a cloud');
	const step = page.getByRole('list', { name: 'Steps of wrapping' }).locator('[aria-current]');
	await expect(step).toContainText('Service');
	await expect(page.getByText('Choose the service to see where it is found.')).toBeVisible();
	await act(page.getByRole('radio', { name: 'AWS KMS' }).check());
	await expect(step).toContainText('Public key');
	await act(choosePublicKey(page, 'ImportParameters.zip', awsZip));
	const slot = page.getByRole('group', { name: 'Public key file' });
	await expect(slot).toContainText('RSA-3072 public key.');
	const fingerprint = createHash('sha256').update(someRsaPublicKey(3072)).digest('hex');
	await expect(slot).toContainText(groups(fingerprint));
	await expect(slot).toContainText('The import token that came along goes into the result.');
	await expect(step).toContainText('Key material');
	await act(page.getByRole('button', { name: /^Suggest/ }).click());
	const filePassphrase = await page.locator('output').filter({ hasText: ' ' }).innerText();
	await act(page.getByRole('button', { name: 'Wrap', exact: true }).click());
	await expect(page.getByRole('heading', { name: 'Wrapped for AWS KMS.' })).toBeFocused({
		timeout: 30_000
	});
	await expect(step).toContainText('Files');
	await act(page.getByRole('button', { name: 'Download all (.zip)' }).click());
	await expect.poll(() => downloads.length).toBe(2);
	expect(interactions).toBe(6);

	const [copy, bundle] = downloads;
	if (!copy || !bundle) throw new Error('two files were downloaded');
	expect(bundle.suggestedFilename()).toBe('wrapped-for-aws.zip');
	const zip = unzipSync(await bytesOf(bundle));
	expect(Object.keys(zip)).toEqual([
		'EncryptedKeyMaterial.bin',
		'ImportToken.bin',
		'HOWTO.txt',
		'HOWTO.zh-CN.txt',
		'SHA256SUMS'
	]);
	expect(zip['ImportToken.bin']).toEqual(importToken);
	const wrapped = zip['EncryptedKeyMaterial.bin'] ?? new Uint8Array();
	const material = unwrapWithOpenssl('RSAES_OAEP_SHA_256', 3072, wrapped);
	expect(copy.suggestedFilename()).toMatch(/^key-material-[\da-f]{8}\.age$/);
	expect(await decryptAgeFile(await bytesOf(copy), filePassphrase)).toEqual(material);

	const main = page.getByRole('main');
	const zeros = createCipheriv('aes-256-ecb', material, null).update(Buffer.alloc(16));
	const kcv = zeros.subarray(0, 3).toString('hex').toUpperCase();
	await expect(main).toContainText((kcv.match(/../g) ?? []).join(' '));
	await expect(page.locator('pre').first()).toHaveText(
		[
			`aws kms import-key-material --key-id ${keyId}`,
			'--encrypted-key-material fileb://EncryptedKeyMaterial.bin',
			'--import-token fileb://ImportToken.bin',
			'--expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE'
		].join(' \\\n  ')
	);
	await expect(main).toContainText('The import token works for 24 hours after its download.');
	await visit(page, '#/activity');
	await expect(page.getByText('AES-256 (32 bytes) made and wrapped for AWS KMS')).toBeVisible();
});

test('says what was brought instead of a public key, of what size, and takes a private key of its own', async ({
	page
}) => {
	await openReadyVault(page, await makeVault(), '#/wrap/azure');
	await expectHeading(page, 'Wrap for Azure Key Vault');
	const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const slot = page.getByRole('group', { name: 'Public key file' });
	const privatePem = rsaPair(2048).privateKey.export({ format: 'pem', type: 'pkcs8' });
	for (const [name, file, words] of [
		['private.pem', Buffer.from(privatePem), 'This is a private key. Never upload it anywhere.'],
		['ec.der', Buffer.from(derOf(curve.publicKey, 'spki')), 'This is a public key, P-256.'],
		['importToken_x', Buffer.from(importToken), 'This is an import token.'],
		['notes.txt', Buffer.from('hello'), 'There is no public key in it.'],
		['kek.pem', spkiPem(4096), 'RSA-4096 public key.']
	] as const) {
		await choosePublicKey(page, name, file);
		await expect(slot).toContainText(words);
	}
	await page.getByRole('radio', { name: 'Ping An Cloud KMS' }).check();
	await expect(slot).toContainText('Ping An Cloud KMS uses RSA-2048; this key has 4096 bits.');
	await page.getByRole('radio', { name: 'Azure Key Vault' }).check();

	await page.getByRole('radio', { name: 'From a file' }).check();
	const file = page.getByRole('group', { name: 'Key material file' });
	const chooseKey = (name: string, buffer: Buffer) =>
		file.locator('input[type="file"]').setInputFiles({ name, mimeType: '', buffer });
	const locked = curve.privateKey.export({
		format: 'pem',
		type: 'pkcs8',
		cipher: 'aes-256-cbc',
		passphrase: 'secret'
	});
	await chooseKey('locked.pem', Buffer.from(locked));
	await expect(file).toContainText('This private key is locked with its own password.');
	const aboutTo = page.getByText(/^Wrap encrypts one key, /);
	await expect(aboutTo).toBeHidden();
	const password = page.getByLabel('Password of the private key', { exact: true });
	const tryPassword = page.getByRole('button', { name: 'Try the password' });
	await password.fill('another');
	await tryPassword.click();
	await expect(file).toContainText('That password doesn’t open this private key.');
	await password.fill('secret');
	await tryPassword.click();
	await expect(file).toContainText('Ready to be wrapped.');
	await expect(aboutTo).toContainText('P-256');
	await expect(page.getByLabel('Type of the key')).toHaveValue('ECC_NIST_P256');
	await chooseKey('key.pem', Buffer.from(curve.privateKey.export({ format: 'pem', type: 'sec1' })));
	await expect(file).toContainText('Ready to be wrapped.');
	await expect(page.getByLabel('Type of the key')).toHaveValue('ECC_NIST_P256');
	const publicHash = createHash('sha256').update(derOf(curve.publicKey, 'spki')).digest('hex');
	await expect(file).toContainText(groups(publicHash));

	await page.getByRole('radio', { name: 'Paste it' }).check();
	await page
		.getByLabel('Key material in hex or Base64, or a private key in PEM')
		.fill(locked.toString());
	await password.fill('secret');
	await page.getByRole('button', { name: 'Wrap', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
	await expect(page.getByRole('main')).toContainText(
		'Enter the identifier of the key exchange key'
	);
	const kid = 'https://contoso.vault.azure.net/keys/kek/0123456789abcdef0123456789abcdef';
	await page.getByLabel('Identifier of the key exchange key (kid)').fill(kid);
	await page.getByRole('button', { name: 'Wrap', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Wrapped for Azure Key Vault.' })).toBeFocused();
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download KeyTransferPackage.byok' }).click();
	const byok = JSON.parse(new TextDecoder().decode(await bytesOf(await downloading))) as {
		header: { kid: string };
		ciphertext: string;
	};
	expect(byok.header.kid).toBe(kid);
	const wrapped = Uint8Array.from(Buffer.from(byok.ciphertext, 'base64url'));
	expect(unwrapWithOpenssl('RSA_AES_KEY_WRAP_SHA_1', 4096, wrapped)).toEqual(
		derOf(curve.privateKey, 'pkcs8')
	);
	await expect(page.locator('pre').first()).toContainText('--kty EC --curve P-256');
	await expectAccessible(page, 'the result');
});

test('a key that was made exportable goes to another Airlock, and one that was not is not offered', async ({
	page
}) => {
	await openReadyVault(page, await makeVault(), '#/keys');
	await createKey(page, { name: 'stays' });
	await visit(page, '#/keys/new');
	await expectHeading(page, 'Create key');
	await page.getByLabel('Name', { exact: true }).fill('leaves');
	await page.getByRole('checkbox', { name: /^Exportable/ }).check();
	await page.getByRole('button', { name: 'Create key' }).click();
	await expectHeading(page, 'leaves');
	await page.getByRole('link', { name: 'Yes. It can be wrapped for another service.' }).click();
	await page.getByRole('radio', { name: 'another Airlock' }).check();
	await choosePublicKey(page, 'PublicKey.pem', spkiPem(2048));
	await page.getByRole('radio', { name: /^A key of this vault/ }).check();
	await expect(page.getByLabel('Key', { exact: true }).getByRole('option')).toHaveText(['leaves']);
	await page.getByRole('button', { name: 'Wrap', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Wrapped for another Airlock.' })).toBeFocused();
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download EncryptedKeyMaterial.bin' }).click();
	const wrapped = await bytesOf(await downloading);
	const material = unwrapWithOpenssl('RSAES_OAEP_SHA_256', 2048, wrapped);
	const hash = createHash('sha256').update(material).digest('hex').slice(0, 32);
	await expect(page.getByRole('main')).toContainText(groups(hash));
	await visit(page, '#/activity');
	await expect(
		page.getByText('Key material of this key exported, wrapped for another Airlock')
	).toBeVisible();
});

test.describe('dark, in Chinese', () => {
	test.use({ colorScheme: 'dark', locale: 'zh-CN' });
	test('what is wrong, and a key that is pasted and shown once, are accessible', async ({
		page
	}) => {
		await openReadyVaultInAnyLanguage(page, '#/wrap/alibaba');
		await choosePublicKey(page, 'public.pem', spkiPem(2048));
		await expect(page.getByText('RSA-2048 公钥。', { exact: true })).toBeVisible();
		await page.locator('main form button[type="submit"]').click();
		await expect(page.locator('main section[tabindex="-1"]')).toBeFocused();
		await expectAccessible(page, 'the form, refused');
		await page.locator('#method').selectOption('RSAES_PKCS1_V1_5');
		await expect(page.getByText('仅因为 阿里云 KMS 仍接受它才列在这里。')).toBeVisible();
		await page.locator('input[name="source"][value="PASTE"]').check();
		const material = randomBytes(16);
		await page.locator('#wrap-text').fill(material.toString('base64'));
		await expect(page.locator('#key-type')).toHaveValue('AES_128');
		await expect(page.getByText('可以包装。')).toBeVisible();
		await page.locator('input[name="copy"][value="SHOW"]').check();
		await expectAccessible(page, 'the form, filled in');
		await page.locator('main form button[type="submit"]').click();
		await expect(page.locator('#once-title')).toBeFocused();
		await expect(page.locator('main output')).toHaveText(groups(material.toString('hex')));
		await page.locator('input[name="last"]').fill(material.toString('hex').slice(-8));
		await page.locator('main section button[type="submit"]').click();
		await expect(page.getByRole('heading', { name: '已为 阿里云 KMS 包装。' })).toBeFocused();
		await expect(page.locator('main output')).toHaveCount(0);
		await expectAccessible(page, 'the result');
	});
});

/** Unlocks without a word of English. */
async function openReadyVaultInAnyLanguage(page: Page, hash: string): Promise<void> {
	await placeVault(page, await makeVault(), hash);
	await page.getByRole('textbox').fill(passphrase);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('navigation')).toBeVisible();
}
