import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { concat, utf8 } from '#lib/domain/bytes.ts';
import { uuidBytes, type KeyId } from '#lib/domain/ids.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading, lock, unlock, visit } from '../support/app.ts';
import {
	decryptWithSdk,
	encryptWithSdk,
	rawAesKeyring,
	signedSuite,
	Suite
} from '../support/encryption-sdk.ts';
import { importRequest } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';

const material = someKeyMaterial();
let vault: VaultSnapshot;
let keyId: KeyId;
test.beforeAll(async () => {
	vault = await makeVault(async (handle) => {
		const external = { Origin: 'EXTERNAL', AliasName: 'alias/archive' } as const;
		keyId = (await handle('CreateKey', external)).KeyMetadata.KeyId;
		const request = { KeyId: keyId, WrappingKeySpec: 'RSA_2048' } as const;
		const parameters = await handle('GetParametersForImport', request);
		await handle('ImportKeyMaterial', importRequest(parameters, material));
	});
});

/** Of somebody who has a copy of the key material and the AWS Encryption SDK (docs/formats.md). */
function sdk() {
	const info = concat(utf8('airlock/v1/data-key-wrap'), new Uint8Array(1), uuidBytes(keyId));
	return rawAesKeyring(new Uint8Array(hkdfSync('sha512', material, '', info, 32)), keyId);
}

/** A browser without a dialog for where to save: it makes downloads. */
const withoutPickers = (page: Page) =>
	page.addInitScript(() => {
		Object.assign(window, { showSaveFilePicker: undefined, showDirectoryPicker: undefined });
	});

/** Answers the browser's dialog with a file of this name, which no test can do in the real one. */
const withPicker = (page: Page) =>
	page.addInitScript(() => {
		const showSaveFilePicker = async ({ suggestedName }: { suggestedName: string }) => {
			const root = await navigator.storage.getDirectory();
			return root.getFileHandle(suggestedName, { create: true });
		};
		const showDirectoryPicker = () => navigator.storage.getDirectory();
		Object.assign(window, { showSaveFilePicker, showDirectoryPicker });
	});

/** @returns what the dialog's file holds; undefined when there is none */
const saved = (page: Page, name: string) =>
	page.evaluate(async (fileName) => {
		const root = await navigator.storage.getDirectory();
		try {
			const file = await (await root.getFileHandle(fileName)).getFile();
			const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
			return { size: file.size, sha256: new Uint8Array(digest).toHex() };
		} catch {
			return undefined;
		}
	}, name);

const choose = (page: Page, ...paths: string[]) =>
	page
		.getByRole('group', { name: 'Files' })
		.locator('input:not([webkitdirectory])')
		.setInputFiles(paths);
/** Chooses what a job has saved. */
const chooseSaved = (page: Page, name: string) =>
	page
		.getByRole('group', { name: 'Files' })
		.locator('input:not([webkitdirectory])')
		.evaluate(async (input: HTMLInputElement, fileName) => {
			const root = await navigator.storage.getDirectory();
			const chosen = new DataTransfer();
			chosen.items.add(await (await root.getFileHandle(fileName)).getFile());
			input.files = chosen.files;
			input.dispatchEvent(new Event('change', { bubbles: true }));
		}, name);
const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });

async function fileOf(testInfo: TestInfo, name: string, content: Uint8Array): Promise<string> {
	const path = testInfo.outputPath(name);
	await writeFile(path, content);
	return path;
}

async function download(page: Page, button: string): Promise<Buffer> {
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	return readFile(await (await downloading).path());
}

test('a file is encrypted, opens in the AWS Encryption SDK, and comes back', async ({
	page
}, testInfo) => {
	await withoutPickers(page);
	await openReadyVault(page, vault, '#/crypto/files');
	await expectHeading(page, 'Files');
	const content = randomBytes(3_000_000);
	await choose(page, await fileOf(testInfo, 'report.pdf', content));
	await page.getByLabel(/^Encryption context/).fill('case=7');
	const encrypted = await download(page, 'Encrypt files');
	await expect(queue(page).getByText('Encrypted with archive')).toBeVisible();
	const opened = await decryptWithSdk(sdk(), encrypted);
	expect(content.equals(opened.plaintext)).toBe(true);
	expect(opened.context).toEqual({ case: '7' });

	await choose(page, await fileOf(testInfo, 'report.pdf.encrypted', encrypted));
	await expect(page.getByRole('radio', { name: 'Decrypt' })).toBeChecked();
	const decrypted = await download(page, 'Decrypt files');
	expect(decrypted.equals(content)).toBe(true);
	await expect(queue(page).getByText('and verified to its end')).toBeVisible();
	await expect(queue(page).getByText('Encryption context: case=7')).toHaveCount(2);

	// What was decrypted lies in the browser's own storage until the browser has saved it.
	const waiting = () =>
		page.evaluate(async () => {
			const root = await navigator.storage.getDirectory();
			return Array.fromAsync((await root.getDirectoryHandle('airlock-files')).keys());
		});
	expect(await waiting()).toHaveLength(2);
	await queue(page).getByRole('button', { name: 'Erase the copy' }).click();
	await expect(queue(page).getByText('stays in this browser’s own storage')).toHaveCount(0);
	expect(await waiting()).toHaveLength(1);

	await visit(page, '#/activity');
	for (const entry of [/^File of 2.9 MB encrypted/, /^File of 2.9 MB decrypted/])
		await expect(page.getByText(entry)).toBeVisible();
});

test('64 MiB go straight into the file that the user has chosen', async ({ page }, testInfo) => {
	await withPicker(page);
	await openReadyVault(page, vault, '#/crypto/files');
	const content = Buffer.alloc(64 * 1024 * 1024, randomBytes(1_000_003));
	await choose(page, await fileOf(testInfo, 'dump.sql', content));
	await page.getByRole('button', { name: 'Encrypt files' }).click();
	await visit(page, '#/keys');
	await visit(page, '#/crypto/files');
	await expect(queue(page).getByText('Encrypted with archive')).toBeVisible();
	expect((await saved(page, 'dump.sql.encrypted'))?.size).toBeGreaterThan(content.length);

	const encrypted = await encryptWithSdk([sdk()], content, { frameLength: 65_536 });
	await choose(page, await fileOf(testInfo, 'theirs.encrypted', encrypted));
	await page.getByRole('button', { name: 'Decrypt files' }).click();
	await expect(queue(page).getByText('and verified to its end')).toBeVisible();
	const sha256 = createHash('sha256').update(content).digest('hex');
	expect(await saved(page, 'theirs')).toEqual({ size: content.length, sha256 });
});

test('a folder is encrypted, then encrypted with another key in its place, and unpacked', async ({
	page
}, testInfo) => {
	await withPicker(page);
	const twoKeys = await makeVault(async (handle) => {
		await handle('CreateKey', { AliasName: 'alias/old' });
		await handle('CreateKey', { AliasName: 'alias/new' });
	});
	await openReadyVault(page, twoKeys, '#/crypto/files');
	const contents = { 'a.txt': 'a', 'days/1 é.txt': 'x'.repeat(700_000), 'days/.hidden': '' };
	for (const [path, content] of Object.entries(contents)) {
		await mkdir(dirname(testInfo.outputPath('trip', path)), { recursive: true });
		await writeFile(testInfo.outputPath('trip', path), content);
	}
	const group = page.getByRole('group', { name: 'Files' });
	await group.locator('input[webkitdirectory]').setInputFiles(testInfo.outputPath('trip'));
	await expect(page.getByText('trip.tar, made of 3 files').first()).toBeVisible();
	await page.getByLabel('Key', { exact: true }).selectOption({ label: 'old' });
	await page.getByRole('button', { name: 'Encrypt files' }).click();
	await expect(queue(page).getByText('Encrypted with old')).toBeVisible();
	const before = await saved(page, 'trip.tar.encrypted');

	await chooseSaved(page, 'trip.tar.encrypted');
	await page.getByRole('radio', { name: 'Encrypt with another key' }).check();
	await page.getByLabel('New key').selectOption({ label: 'new' });
	await page.getByRole('checkbox', { name: 'Put each new file in the old one’s place' }).check();
	await expectAccessible(page, 'encrypting with another key');
	await page.getByRole('button', { name: 'Encrypt files with the new key' }).click();
	await expect(queue(page).getByText('It is in the old file’s place.')).toBeVisible();
	const after = await saved(page, 'trip.tar.encrypted');
	expect(after?.size).toBe(before?.size);
	expect(after?.sha256).not.toBe(before?.sha256);

	await chooseSaved(page, 'trip.tar.encrypted');
	await page.getByRole('radio', { name: 'Decrypt' }).check();
	await page.getByRole('checkbox', { name: 'Unpack into a folder' }).check();
	await page.getByRole('button', { name: 'Decrypt files' }).click();
	await expect(queue(page).getByText('Decrypted with new, and verified to its end')).toBeVisible();
	await expect(queue(page).getByText('Unpacked into the folder trip')).toBeVisible();
	const unpacked = await page.evaluate(async () => {
		const read = async (folder: FileSystemDirectoryHandle, path: string) => {
			const found: [string, string][] = [];
			for await (const [name, handle] of folder.entries())
				if (handle instanceof FileSystemDirectoryHandle)
					found.push(...(await read(handle, `${path}${name}/`)));
				else found.push([path + name, await (await handle.getFile()).text()]);
			return found;
		};
		const root = await navigator.storage.getDirectory();
		return read(await root.getDirectoryHandle('trip'), '');
	});
	expect(Object.fromEntries(unpacked)).toEqual(contents);

	await visit(page, '#/activity');
	await expect(page.getByText(/encrypted with another key, .* which it has replaced/)).toHaveCount(
		2
	);
});

test('of a file that is cut off or altered, nothing is kept, and the place is told', async ({
	page
}, testInfo) => {
	await withPicker(page);
	await openReadyVault(page, vault, '#/crypto/files');
	const encrypted = await encryptWithSdk([sdk()], randomBytes(200_000), { frameLength: 65_536 });
	const altered = encrypted.slice();
	altered[150_000] = (altered[150_000] ?? 0) ^ 1;
	const signedByAnother = await encryptWithSdk([sdk()], randomBytes(200_000), {
		suite: signedSuite,
		frameLength: 65_536
	});
	signedByAnother[signedByAnother.length - 1] = (signedByAnother.at(-1) ?? 0) ^ 1;
	for (const [name, content, words] of [
		['cut.encrypted', encrypted.slice(0, 100_000), 'It ends after 100,000 bytes'],
		['altered.encrypted', altered, /What begins at byte 13\d,\d{3} can’t be verified/],
		['signed.encrypted', signedByAnother, 'The signature of this file doesn’t verify']
	] as const) {
		await choose(page, await fileOf(testInfo, name, content));
		await page.getByRole('button', { name: 'Decrypt files' }).click();
		await expect(queue(page).getByText(words)).toBeVisible();
		expect(await saved(page, name.replace('.encrypted', ''))).toBeUndefined();
	}
	await expectAccessible(page, 'failed files');
});

test('a file without key commitment is refused, and decrypted once the user allows it: the log says so', async ({
	page
}, testInfo) => {
	await withPicker(page);
	await openReadyVault(page, vault, '#/crypto/files');
	const content = randomBytes(20_000);
	for (const [name, suite] of [
		['older', Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384],
		['older-192', Suite.ALG_AES192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384]
	] as const) {
		const encrypted = await encryptWithSdk([sdk()], content, { suite });
		await choose(page, await fileOf(testInfo, `${name}.encrypted`, encrypted));
		await page.getByRole('button', { name: 'Decrypt files' }).click();
		await expect(queue(page).getByText('doesn’t commit to its key')).toBeVisible();
		expect(await saved(page, name)).toBeUndefined();
		if (name === 'older') await expectAccessible(page, 'a file without key commitment');
		await queue(page)
			.getByRole('button', {
				name: new RegExp(`^Allow it for this file.*${name}\\.encrypted$`)
			})
			.click();
	}
	await expect(queue(page).getByText('and verified to its end')).toBeVisible();
	await expect(queue(page).getByText('no AES with keys of 192 bits')).toBeVisible();
	const sha256 = createHash('sha256').update(content).digest('hex');
	expect(await saved(page, 'older')).toEqual({ size: content.length, sha256 });
	expect(await saved(page, 'older-192')).toBeUndefined();

	await visit(page, '#/activity');
	await expect(page.getByText(/begun, which was allowed without key commitment/)).toBeVisible();
});

test('a running file can be paused and resumed; a lock stops it, and leaves nothing', async ({
	page
}, testInfo) => {
	await withPicker(page);
	await openReadyVault(page, vault, '#/crypto/files');
	// Far more than is written by the time that the lock comes; on the disk it takes no room.
	const path = await fileOf(testInfo, 'large.bin', new Uint8Array());
	await truncate(path, 8 * 1024 ** 3);
	await choose(page, path);
	await page.getByRole('button', { name: 'Encrypt files' }).click();
	await expect(queue(page).getByRole('progressbar')).toBeVisible();
	await queue(page).getByRole('button', { name: 'Pause' }).click();
	await expect(queue(page).getByText('paused')).toBeVisible();
	await expectAccessible(page, 'a paused file');
	await queue(page).getByRole('button', { name: 'Resume' }).click();
	await expect(queue(page).getByText(/left$/)).toBeVisible();
	await lock(page);
	const names = () =>
		page.evaluate(async () => {
			const root = await navigator.storage.getDirectory();
			const all = await Array.fromAsync(root.keys());
			return all.filter((name) => name.startsWith('large'));
		});
	await expect.poll(names).toEqual([]);
	await unlock(page);
	await visit(page, '#/activity');
	await expect(page.getByText(/^Encryption of a file begun, 8 GB/)).toBeVisible();
	await expect(page.getByText(/^File of/)).toHaveCount(0);
});

test('an encrypted file that is chosen under Decrypt is brought along', async ({
	page
}, testInfo) => {
	await openReadyVault(page, vault, '#/crypto/decrypt');
	const encrypted = await encryptWithSdk([sdk()], randomBytes(5000));
	await page
		.getByRole('group', { name: 'Encrypted text or file' })
		.locator('input[type="file"]')
		.setInputFiles(await fileOf(testInfo, 'notes.txt.encrypted', encrypted));
	await page.getByRole('link', { name: 'Decrypt it under Files' }).click();
	await expectHeading(page, 'Files');
	await expect(page.getByRole('radio', { name: 'Decrypt' })).toBeChecked();
	await expect(page.getByRole('button', { name: 'Decrypt files' })).toBeVisible();
});

test('the form is accessible, and a file that is too large for the text form is brought along, as is one that is dropped', async ({
	page
}, testInfo) => {
	await openReadyVault(page, vault, '#/crypto/encrypt');
	await page.getByRole('radio', { name: 'File' }).check();
	const path = await fileOf(testInfo, 'photo.jpg', randomBytes(5000));
	await page
		.getByRole('group', { name: 'File to encrypt' })
		.locator('input[type="file"]')
		.setInputFiles(path);
	await page.getByRole('link', { name: 'Encrypt it as a file of any size' }).click();
	await expectHeading(page, 'Files');
	await expect(page.getByText('photo.jpg · 4.9 KB').first()).toBeVisible();
	await expectAccessible(page, 'a chosen file');

	await visit(page, '#/crypto/data-keys');
	await expectHeading(page, 'Data keys');
	const dataTransfer = await page.evaluateHandle(() => {
		const dropped = new DataTransfer();
		dropped.items.add(new File(['text'], 'dropped.txt'));
		return dropped;
	});
	await page.getByRole('main').dispatchEvent('drop', { dataTransfer });
	await expectAccessible(page, 'what was dropped');
	await page.getByRole('button', { name: 'Encrypt under Files' }).click();
	await expectHeading(page, 'Files');
	await expect(page.getByText('dropped.txt').first()).toBeVisible();
});
