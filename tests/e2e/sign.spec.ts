import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { expectHeading, visit } from '../support/app.ts';
import { Workbench } from '../support/openssl.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

let bench: Workbench;
test.beforeEach(() => {
	bench = new Workbench();
});
test.afterEach(() => bench.remove());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function download(page: Page, button: string): Promise<Buffer> {
	const [saved] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
	return readFile(await saved.path());
}

async function create(page: Page, purpose: string, kind: string | undefined, name: string) {
	await visit(page, '#/keys/new');
	await expectHeading(page, 'Create key');
	await page.getByLabel('Name', { exact: true }).fill(name);
	await page.getByLabel(purpose, { exact: true }).check();
	if (kind !== undefined) await page.getByLabel('Key type').selectOption({ label: kind });
	await press(page, 'Create key');
	await expectHeading(page, name);
}

test('a key that signs is made, signs a file that OpenSSL verifies, and verifies it itself', async ({
	page
}) => {
	await openReadyVault(page, await makeVault(), '#/crypto/sign');
	await expect(page.getByText('No key can sign yet.')).toBeVisible();
	await page.getByRole('link', { name: 'Create a key' }).click();
	await expect(page.getByLabel('Sign and verify', { exact: true })).toBeChecked();
	await page.getByLabel('Name', { exact: true }).fill('releases');
	await page.getByLabel('Key type').selectOption({ label: 'RSA-2048' });
	await press(page, 'Create key');
	await expectHeading(page, 'releases');
	await expect(page.getByText('RSA-2048, sign and verify')).toBeVisible();
	bench.write('public-key.pem', await download(page, 'Save as PEM'));

	await page.getByRole('link', { name: 'Sign with this key' }).first().click();
	await expectHeading(page, 'Sign');
	const message = Buffer.alloc(300_000, 'a release of many bytes');
	bench.write('release.tar', message);
	await page.getByLabel('Algorithm').selectOption('RSASSA_PSS_SHA_384');
	await page.getByLabel('File', { exact: true }).check();
	const file = { name: 'release.tar', mimeType: '', buffer: message };
	await page
		.getByRole('group', { name: 'File', exact: true })
		.locator('input[type="file"]')
		.setInputFiles(file);
	await press(page, 'Sign');
	await expect(page.getByRole('heading', { name: /^Signed with releases/ })).toBeFocused();
	const signature = await download(page, 'Save as file the signature');
	bench.write('release.tar.sig', signature);
	expect(bench.shell(await page.locator('pre', { hasText: 'openssl' }).innerText())).toBe(
		'Verified OK\n'
	);

	await visit(page, '#/crypto/verify');
	await expectHeading(page, 'Verify'); // until then the form for signing is shown, which has the same fields
	await page.getByLabel('Algorithm').selectOption('RSASSA_PSS_SHA_384');
	await page.getByLabel('File', { exact: true }).check();
	const [messageFile, signatureFile] = [
		page.getByRole('group', { name: 'File', exact: true }).locator('input[type="file"]'),
		page.getByRole('group', { name: 'Signature' }).locator('input[type="file"]')
	];
	await messageFile.setInputFiles(file);
	await press(page, 'Verify');
	await expect(page.getByText('Choose the signature or paste it.').first()).toBeVisible();
	await signatureFile.setInputFiles({ name: 'release.sig', mimeType: '', buffer: signature });
	await press(page, 'Verify');
	await expect(page.getByRole('heading', { name: 'The signature is valid.' })).toBeFocused();
	await messageFile.setInputFiles({ ...file, buffer: Buffer.from('another release') });
	await press(page, 'Verify');
	await expect(page.getByRole('alert').filter({ hasText: 'doesn’t verify' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'The signature is valid.' })).toHaveCount(0);
});

test('a token that is signed here is taken by a library for JWTs, with the JWK of the key’s page', async ({
	page
}) => {
	await openReadyVault(page, await makeVault(), '#/');
	await create(page, 'Sign and verify', 'NIST P-256', 'tokens');
	await page.getByText('Other forms').click();
	const jwk = page.locator('pre', { hasText: '"kty"' });
	const key = JSON.parse(await jwk.innerText()) as { kty: string };
	await page.getByRole('link', { name: 'Sign with this key' }).first().click();
	await page.getByLabel('JSON Web Token (JWT)').check();
	await page.getByLabel('Claims, in JSON').fill('["no object"]');
	await press(page, 'Sign');
	await expect(page.getByText('Enter a JSON object with the claims.').first()).toBeVisible();
	await page.getByLabel('Claims, in JSON').fill('{"sub": "build-7"}');
	await press(page, 'Sign');
	const token = page.locator('pre', { hasText: /^ey/ });
	const { payload } = await jwtVerify(await token.innerText(), createLocalJWKSet({ keys: [key] }));
	expect(payload).toEqual({ sub: 'build-7' });
});

test('a key for MACs makes them and checks them', async ({ page }) => {
	await openReadyVault(page, await makeVault(), '#/');
	await create(page, 'Make and check MACs', undefined, 'webhooks');
	await page.getByRole('link', { name: 'Make a MAC with this key' }).first().click();
	const text = page.locator('textarea[name="message"]');
	await text.fill('an order of 7 pieces');
	await press(page, 'Make a MAC');
	const mac = await download(page, 'Save as file the MAC');
	expect(mac).toHaveLength(32);
	await page.getByLabel('Check a MAC').check();
	await page
		.getByRole('group', { name: 'MAC' })
		.locator('input[type="file"]')
		.setInputFiles({ name: 'order.mac', mimeType: '', buffer: Buffer.from(mac.toString('hex')) });
	await press(page, 'Check a MAC');
	await expect(page.getByRole('heading', { name: 'The MAC is valid.' })).toBeFocused();
	await text.fill('an order of 8 pieces');
	await press(page, 'Check a MAC');
	await expect(page.getByRole('alert').filter({ hasText: 'doesn’t verify' })).toBeVisible();
});

test('what OpenSSL encrypts for a key, by the command on its page, is decrypted here', async ({
	page
}) => {
	await openReadyVault(page, await makeVault(), '#/');
	await create(page, 'Let others encrypt for you', 'RSA-2048', 'inbox');
	bench.write('public-key.pem', await download(page, 'Save as PEM'));
	bench.write('plaintext.bin', 'for the inbox only');
	bench.shell(await page.locator('pre', { hasText: 'openssl' }).innerText());
	await page.getByRole('link', { name: 'Decrypt with this key' }).first().click();
	const encrypted = Buffer.from(bench.read('ciphertext.bin'));
	await page
		.getByRole('group', { name: 'Encrypted data' })
		.locator('input[type="file"]')
		.setInputFiles({ name: 'ciphertext.bin', mimeType: '', buffer: encrypted });
	await press(page, 'Decrypt');
	await expect(page.locator('output', { hasText: 'for the inbox only' })).toBeVisible();
	await visit(page, '#/activity');
	await expect(page.getByText(/decrypted/i).first()).toBeVisible();
});
