import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { passphrase } from '../support/app.ts';
import {
	button,
	createVault,
	decrypt,
	encrypt,
	expectWholeLog,
	importKey,
	link,
	openUnderWorker,
	plaintext,
	unlock
} from '../support/driven-journeys.ts';
import { firefoxVersion, startFirefox, type FirefoxPage } from '../support/firefox.ts';
import { openOutside } from '../support/outside.ts';
import { expect, test } from '../support/page-guard.ts';
import { soak } from '../support/soak.ts';

// What the other tests show in Chromium in detail, once through in another engine.

test.skip(firefoxVersion === undefined, 'Firefox is not installed (Debian: firefox-esr)');

/** The modules of `crypto`, as they are, in the engine of this page. */
async function useEveryKindOfKey(page: FirefoxPage): Promise<Record<string, string>> {
	const entry = fileURLToPath(new URL('../support/kinds-in-page.ts', import.meta.url));
	const built = await build({
		...{ configFile: false, logLevel: 'error' },
		build: {
			write: false,
			lib: { entry, formats: ['iife'], name: 'kinds' }
		}
	});
	const [{ output } = { output: [] }] = [built].flat() as { output: { code?: string }[] }[];
	const use = `(async () => { ${output[0]?.code ?? ''}; return JSON.stringify(await kinds.useEveryKind()); })()`;
	return JSON.parse(String(await page.evaluate(use))) as Record<string, string>;
}

/** What the guard looks for is found, then forgotten. */
async function expectPolicyHolds(page: FirefoxPage): Promise<void> {
	expect(page.problems).toEqual([]);
	const attempt = `fetch('https://elsewhere.example/').then(() => 'allowed', () => 'refused')`;
	expect(await page.evaluate(attempt)).toBe('refused');
	await expect.poll(() => page.problems.splice(0).join()).toContain('connect-src');
}

/** What is slow on a slow machine: a service worker that fetches all files, a file of 64 MiB that is saved. */
const patience = { timeout: 120_000 };

test('Firefox goes the whole way on the built site', async ({ baseURL }, testInfo) => {
	if (baseURL === undefined) throw new Error('nothing is served');
	test.slow();
	const material = randomBytes(32);
	const isOwn = (url: string) => url.startsWith(`${baseURL}/`);
	const firefox = await startFirefox(testInfo.outputPath('firefox'), isOwn);
	const { page } = firefox;
	try {
		await openUnderWorker(page, baseURL);
		await createVault(page);
		await page.click(link('Do this later'));
		await importKey(page, 'payments', material);
		const ciphertext = await encrypt(page, 'payments');
		expect(openOutside(material, Buffer.from(ciphertext, 'base64')).toString()).toBe(plaintext);
		await decrypt(page, ciphertext);

		await page.click(button('Lock'));
		await unlock(page);
		await page.see('It says which key it needs.'); // nothing is under way any more
		const deletion = `new Promise((resolve) => (indexedDB.deleteDatabase('airlock').onsuccess = () => resolve('gone')))`;
		expect(await page.evaluate(deletion)).toBe('gone');
		await page.reload();
		await unlock(page);
		await page.see('Airlock has put them back from the mirror.');
		await decrypt(page, ciphertext);
		await expectWholeLog(page);
		const kinds = await useEveryKindOfKey(page);
		expect(kinds).toMatchObject({
			...{ HMAC_224: 'makes 28', HMAC_256: 'makes 32', HMAC_384: 'makes 48', HMAC_512: 'makes 64' },
			RSA_2048: 'signs',
			ECC_NIST_P256: 'signs and agrees on 32',
			ECC_NIST_P384: 'signs and agrees on 48',
			ECC_NIST_P521: 'signs and agrees on 66',
			ECC_NIST_EDWARDS25519: 'signs'
		});
		for (const keySpec of ['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'])
			expect(kinds[keySpec]).toMatch(/^(?:signs|KNOWN_TO_THIS_BROWSER)$/);
		await expectPolicyHolds(page);
	} finally {
		await firefox.close();
	}
});

// Firefox's private windows have no private file system, and keep at most 64 MiB in memory. Only in `npm run soak`: in
// `npm test`, streamed-file.spec.ts shows the same in Chromium.
if (soak)
	test('in a private window, a file that is too large for memory is saved while it is made', async ({
		baseURL
	}, testInfo) => {
		if (baseURL === undefined) throw new Error('nothing is served');
		test.slow();
		const folder = testInfo.outputPath('firefox');
		const firefox = await startFirefox(folder, (url) => url.startsWith(`${baseURL}/`), true);
		const { page } = firefox;
		/** @returns what was saved under this name, once all of it is there */
		const saved = async (name: string, size: number) => {
			const sizeThere = () =>
				stat(join(folder, name)).then(
					(file) => file.size,
					() => -1
				);
			await expect.poll(sizeThere, patience).toBe(size);
			return readFile(join(folder, name));
		};
		try {
			await openUnderWorker(page, baseURL);
			await createVault(page);
			await page.click(link('Do this later'));
			await importKey(page, 'archive', randomBytes(32));
			const content = Buffer.alloc(64 * 1024 * 1024 + 1, randomBytes(1_000_003));
			const path = testInfo.outputPath('large.bin');
			await writeFile(path, content);
			await page.evaluate(`void (location.hash = '#/crypto/files')`);
			await page.see('One of more than 64 MB is saved while it is made');
			await page.setFiles('fieldset input:not([webkitdirectory])', [path]);
			await page.click(button('Encrypt files'));
			await page.see(/Saved as a download: large\.bin\.encrypted, [\d,]+ bytes/);
			const said = String(await page.evaluate(`document.querySelector('main').innerText`));
			const [, size = ''] = /large\.bin\.encrypted, ([\d,]+) bytes/.exec(said) ?? [];
			await saved('large.bin.encrypted', Number(size.replaceAll(',', '')));
			await page.setFiles('fieldset input:not([webkitdirectory])', [
				join(folder, 'large.bin.encrypted')
			]);
			await page.click(button('Decrypt files'));
			await page.see('and verified to its end');
			expect((await saved('large.bin', content.length)).equals(content)).toBe(true);
			expect(page.problems).toEqual([]);
		} finally {
			await firefox.close();
		}
	});

test('Firefox goes the whole way in the single file, from disk, and leaves nothing in the browser', async () => {
	test.slow();
	const testInfo = test.info();
	const singleFile = pathToFileURL(resolve('build-single/airlock.html')).href;
	const folder = testInfo.outputPath('firefox');
	const material = randomBytes(32);
	const firefox = await startFirefox(folder, (url) => url === singleFile);
	const { page } = firefox;
	try {
		await page.goto(singleFile);
		await createVault(page);
		await page.click(link('Do this later'));
		await page.click(button('No'));
		await importKey(page, 'payments', material);
		const ciphertext = await encrypt(page, 'payments');
		expect(openOutside(material, Buffer.from(ciphertext, 'base64')).toString()).toBe(plaintext);
		await page.click(button('Lock'));
		await unlock(page);
		await decrypt(page, ciphertext);

		await page.evaluate(`void (location.hash = '#/settings')`);
		await page.see('Unsaved changes');
		await page.click(button('Save the vault file'));
		const vaultFile = await downloaded(folder);
		await page.see('Until then the changes count as unsaved.');
		await page.setFiles(vaultFileInput, [vaultFile]);
		await page.see('All in the file');

		await page.reload();
		await page.see('Keys that stay on this computer');
		const kept = 'indexedDB.databases().then((all) => all.length + localStorage.length)';
		expect(await page.evaluate(kept)).toBe(0);
		await page.click(link('Open a vault file'));
		await page.see('Choose a vault file');
		await page.setFiles(vaultFileInput, [vaultFile]);
		await page.fill('Passphrase', passphrase);
		await page.click(button('Open the vault'));
		await page.see('Overview');
		await decrypt(page, ciphertext);
		await expectWholeLog(page);
		await expectPolicyHolds(page);
	} finally {
		await firefox.close();
	}
});

const vaultFileInput = 'input[type="file"][accept=".airlock-vault"]';

/** @returns the path of the vault file, once all of it is there */
async function downloaded(folder: string): Promise<string> {
	const find = async () =>
		(await readdir(folder)).filter((name) => /\.(airlock-vault|part)$/.test(name)).join();
	await expect.poll(find).toMatch(/^airlock-[\da-f]{8}\.airlock-vault$/);
	return join(folder, await find());
}
