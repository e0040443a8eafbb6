import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { passphrase } from '../support/app.ts';
import {
	button,
	createVault,
	decrypt,
	encrypt,
	expectWholeLog,
	link,
	openUnderWorker,
	plaintext,
	unlock
} from '../support/driven-journeys.ts';
import { openOutside } from '../support/outside.ts';
import { expect, test } from '../support/page-guard.ts';
import { soak } from '../support/soak.ts';
import { hasWebKit, startWebKit, type WebKitPage } from '../support/webkit.ts';

// What the other tests show in Chromium in detail, once through in the engine of Safari. Debian's has no OPFS, and its
// driver keeps nothing when it ends.

// To install it takes `npm test` 40 s, and the journey a minute: more than is left of its 15 minutes.
test.skip(!soak, 'WebKit takes two minutes with its installation: only in npm run soak');
test.skip(!hasWebKit, 'WebKit can’t be driven here (Debian: webkit2gtk-driver and xvfb)');

/** @returns the path of the only download whose name ends so, once all of it is there */
async function downloaded(folder: string, ending: string): Promise<string> {
	const find = async () => (await readdir(folder)).filter((name) => name.endsWith(ending)).join();
	await expect.poll(find).toMatch(/^[\w-]+(?:\.[\w-]+)*$/);
	return join(folder, await find());
}

const inFolder = (folder: string, command: string, ...args: string[]) =>
	execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

/** From Overview: a new key, and the import of files that OpenSSL makes. @returns its key material */
async function importWithOpenssl(page: WebKitPage, folder: string, name: string): Promise<Buffer> {
	await page.click(link('Import a key'));
	await page.fill('Name', name);
	await page.click(button('Create key and continue'));
	await page.select('Wrapping key', 'RSA_2048');
	await page.click({ css: 'input[value="ELSEWHERE"]' });
	await page.click(button('Create parameters'));
	await page.click(button('Download all (.zip)'));
	inFolder(folder, 'unzip', '-q', await downloaded(folder, '.zip'));
	await page.click(link('Continue'));
	await page.see('sha256sum -c SHA256SUMS');
	const commands = await page.evaluate(
		`[...document.querySelectorAll('main pre')].map((block) => block.innerText).join('\\n')`
	);
	inFolder(folder, 'bash', '-e', '-c', String(commands));
	await page.click(link('Import Key’s Data'));
	await page.see('Import Token');
	const files = ['EncryptedKeyMaterial.bin', 'ImportToken.bin'];
	await page.setFiles(
		'main input[type="file"]',
		files.map((file) => join(folder, file))
	);
	await page.click(button('30 days'));
	await page.click(button('Confirm'));
	await page.see(`${name} is enabled`);
	return readFile(join(folder, 'KeyMaterial.bin'));
}

/** One that is too large for memory, through the service worker. */
async function encryptLargeFile(page: WebKitPage, folder: string, name: string): Promise<void> {
	const path = join(folder, name);
	await writeFile(path, Buffer.alloc(64 * 1024 * 1024 + 1, name));
	await page.evaluate(`void (location.hash = '#/crypto/files')`);
	await page.see('One of more than 64 MB is saved while it is made');
	await page.setFiles('fieldset input:not([webkitdirectory])', [path]);
	await page.click(button('Encrypt files'));
	await page.see(`Saved as a download: ${name}.encrypted`);
	const { size } = await stat(await downloaded(folder, `${name}.encrypted`));
	expect(size).toBeGreaterThan(64 * 1024 * 1024);
}

test('WebKit goes the whole way on the built site, at last without its server', async () => {
	test.slow();
	const folder = test.info().outputPath('webkit');
	const site = await serve({ port: 0 });
	const webkit = await startWebKit(folder);
	const { page } = webkit;
	try {
		await openUnderWorker(page, site.url);
		await createVault(page);
		await page.click(link('Do this later'));
		const material = await importWithOpenssl(page, folder, 'payments');
		const ciphertext = await encrypt(page, 'payments');
		expect(openOutside(material, Buffer.from(ciphertext, 'base64')).toString()).toBe(plaintext);

		// What this engine lacks is said.
		await page.click(button('Status: Works offline'));
		await page.see('In a single copy');
		await page.see('This browser can’t install pages.');
		await page.click(button('Close the status'));

		// Twice: the worker of a file is started while a navigation becomes a download.
		for (const name of ['one.bin', 'two.bin']) await encryptLargeFile(page, folder, name);

		await site.close();
		await page.click(button('Lock'));
		await unlock(page);
		await decrypt(page, ciphertext);
		await expectWholeLog(page);

		await page.evaluate(`void (location.hash = '#/settings')`);
		await page.click(button('Save a vault file'));
		const vaultFile = await downloaded(folder, '.airlock-vault');
		await page.setFiles('dialog[open] input[type="file"]', [vaultFile]);
		await page.see(/Last vault file\s+\d/); // it was read and compared

		// There is no mirror: what the database has lost is gone, but for the file.
		await page.click(button('Lock'));
		await page.see('Unlock the vault');
		const deletion = `new Promise((resolve) => (indexedDB.deleteDatabase('airlock').onsuccess = () => resolve('gone')))`;
		expect(await page.evaluate(deletion)).toBe('gone');
		await page.reload();
		await page.click(link('Open a vault file'));
		await page.see('Choose a vault file');
		await page.setFiles('input[type="file"][accept=".airlock-vault"]', [vaultFile]);
		await page.fill('Passphrase', passphrase);
		await page.click(button('Open the vault'));
		await page.see('Overview');
		await decrypt(page, ciphertext);
		expect(await page.problems()).toEqual([]);
	} finally {
		await webkit.close();
		await site.close();
	}
});
