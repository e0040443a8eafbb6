import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedPrograms } from '#lib/domain/clients/client-commands.ts';
import { expectHeading, keyIdOf, visit } from '../support/app.ts';
import { openOutside, sealOutside } from '../support/outside.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

// Key material that the OpenSSL command line wraps with the commands that the app shows, as they stand there: the whole
// way, with one block and with two. Each size and algorithm is in tests/unit/service/operations/openssl-commands.test.ts.

const withKey = () =>
	makeVault((handle) =>
		handle('CreateKey', { Origin: 'EXTERNAL', AliasName: 'alias/payments-master' })
	);

let folder: string;
test.beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'airlock-openssl-'));
});
test.afterEach(() => rm(folder, { recursive: true }));

const inFolder = (command: string, ...args: string[]) =>
	execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

for (const [algorithm, spec] of [
	['RSAES_OAEP_SHA_256', 'RSA_4096'],
	['RSA_AES_KEY_WRAP_SHA_256', 'RSA_3072']
] as const) {
	test(`${algorithm} with ${spec}: the commands on the page give a file that is imported`, async ({
		page
	}) => {
		await openReadyVault(page, await withKey(), '#/keys');
		await page.getByRole('link', { name: 'payments-master', exact: true }).click();
		await page.waitForURL(/#\/keys\/[\da-f-]{36}$/);
		const keyId = keyIdOf(page);
		await visit(page, `#/keys/${keyId}/import/parameters`);

		await page.getByLabel('Wrapping key').selectOption(spec);
		await page.getByLabel('Encryption algorithm').selectOption(algorithm);
		let interactions = 0;
		const act = async (what: Promise<unknown>) => {
			interactions++;
			await what;
		};
		await act(page.getByRole('radio', { name: /^On another computer/ }).check());
		await act(page.getByRole('button', { name: 'Create parameters' }).click());
		await expect(page.getByRole('heading', { name: 'The parameters were created.' })).toBeFocused();

		const downloading = page.waitForEvent('download');
		await act(page.getByRole('button', { name: 'Download all (.zip)' }).click());
		const download = await downloading;
		expect(download.suggestedFilename()).toMatch(
			/^airlock-import-[\da-f]{8}-[\dA-F]{4}-[\dA-F]{4}\.zip$/
		);
		await download.saveAs(join(folder, 'parameters.zip'));
		inFolder('unzip', '-q', 'parameters.zip');
		const programs = savedPrograms(algorithm).map(({ fileName }) => fileName);
		expect((await readdir(folder)).sort()).toEqual(
			[
				'HOWTO.txt',
				'HOWTO.zh-CN.txt',
				'ImportToken.b64',
				'ImportToken.bin',
				'PublicKey.der',
				'PublicKey.pem',
				'SHA256SUMS',
				'parameters.zip',
				...programs
			].sort()
		);
		const fingerprint = inFolder('sha256sum', 'PublicKey.der').slice(0, 64);
		await expect(page.locator('dl')).toContainText(fingerprint.match(/.{4}/g)?.join(' ') ?? '');

		await act(page.getByRole('link', { name: 'Continue', exact: true }).click());
		await expectHeading(page, 'Encrypt key material');
		const blocks = page.locator('pre');
		await expect(blocks.first()).toHaveText('sha256sum -c SHA256SUMS');
		await expect(blocks.nth(1)).toHaveText('openssl version');
		const commands = await blocks.allInnerTexts();
		const said = inFolder('bash', '-e', '-c', commands.join('\n'));
		expect(said.match(/: OK$/gm)).toHaveLength(6 + programs.length);
		expect(said).toMatch(/^OpenSSL 3\./m);

		await act(page.getByRole('link', { name: 'Import Key’s Data', exact: true }).click());
		await expectHeading(page, 'Import Key’s Data');
		const choose = async (slot: string, file: string) => {
			const group = page.getByRole('group', { name: slot });
			await act(group.locator('input[type="file"]').setInputFiles(join(folder, file)));
			await expect(group).toContainText('Ready.');
		};
		await choose('Encrypted key file', 'EncryptedKeyMaterial.bin');
		await choose('Import Token', 'ImportToken.bin');
		await act(page.getByRole('button', { name: 'Confirm' }).click());
		await expectHeading(page, 'payments-master is enabled');
		expect(interactions).toBeLessThanOrEqual(8);

		const material = await readFile(join(folder, 'KeyMaterial.bin'));
		const context = { app: 'billing', 环境: '生产' };
		const contextText = 'app=billing\n环境=生产';

		await page.getByRole('link', { name: 'Encrypt with this key' }).click();
		await page.getByLabel('Text to encrypt').fill('made in Airlock');
		await page.getByLabel(/^Encryption context/).fill(contextText);
		await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
		const blob = Buffer.from(await page.locator('pre').innerText(), 'base64');
		expect(openOutside(material, blob, context).toString()).toBe('made in Airlock');

		await page.getByRole('link', { name: 'Decrypt', exact: true }).click();
		const made = sealOutside(material, keyId, Buffer.from('made outside'), context);
		await page
			.getByRole('group', { name: 'Encrypted text or file' })
			.locator('input[type="file"]')
			.setInputFiles({ name: 'made.airc', mimeType: '', buffer: made });
		await expect(page.getByText('Its key can decrypt it.')).toBeVisible();
		await page.getByLabel(/^Encryption context/).fill(contextText);
		await page.getByRole('button', { name: 'Decrypt', exact: true }).click();
		await expect(page.getByRole('status', { name: 'Decrypted text' })).toHaveText('made outside');
	});
}
