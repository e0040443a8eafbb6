import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { confirmImport, expectHeading, lock, unlock, visit } from '../support/app.ts';
import { headlessShell } from '../support/chromium.ts';
import { importRequest } from '../support/importing.ts';
import { expect, test, watch } from '../support/page-guard.ts';
import { makeVault, placeVault } from '../support/ready-vault.ts';
import { logAtRest } from '../support/at-rest.ts';

/** Room for the vault and the offline copy. */
const quotaBytes = 16 * 1024 * 1024;
const notSaved = 'Not saved: the disk or this browser’s storage is full.';

/** A vault with one import that only has to be confirmed. */
async function vaultBeforeConfirm() {
	let keyId = '';
	const vault = await makeVault(async (handle) => {
		const created = await handle('CreateKey', { Origin: 'EXTERNAL', AliasName: 'alias/payments' });
		keyId = created.KeyMetadata.KeyId;
		const parameters = await handle('GetParametersForImport', {
			KeyId: keyId,
			WrappingKeySpec: 'RSA_2048'
		});
		const files = importRequest(parameters);
		await handle('SaveImportDraft', {
			KeyId: keyId,
			EncryptedKey: {
				Name: 'EncryptedKeyMaterial.bin',
				ReadAs: 'BINARY',
				Bytes: files.EncryptedKeyMaterial
			},
			ImportToken: { Name: 'ImportToken.bin', ReadAs: 'BINARY', Bytes: files.ImportToken }
		});
	});
	return { vault, keyId };
}

/** Another database of the origin takes all that is left, down to a piece smaller than any change. */
async function fillStorage(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const opening = indexedDB.open('filler', 1);
		opening.onupgradeneeded = () =>
			opening.result.createObjectStore('pieces', { autoIncrement: true });
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const fits = (bytes: number) =>
			new Promise<boolean>((resolve) => {
				const writing = opening.result.transaction('pieces', 'readwrite');
				const piece = crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65536)));
				for (let left = bytes; left > 0; left -= piece.length)
					writing.objectStore('pieces').put(piece);
				writing.oncomplete = () => resolve(true);
				writing.onabort = () => resolve(false);
			});
		for (let bytes = 1024 * 1024; bytes >= 64; bytes /= 2) while (await fits(bytes));
		opening.result.close();
	});
}

async function freeStorage(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const deleting = indexedDB.deleteDatabase('filler');
		await new Promise((resolve) => (deleting.onsuccess = resolve));
	});
}

async function expectEntries(page: Page, count: number): Promise<void> {
	await visit(page, '#/activity');
	await expect(page.getByText(`${count} entries. The chain is whole.`)).toBeVisible();
}

test('full storage refuses a change as a whole, and the app goes on once there is room', async ({
	playwright,
	baseURL
}) => {
	if (baseURL === undefined) throw new Error('nothing is served');
	const profile = await mkdtemp(join(tmpdir(), 'airlock-quota-'));
	const context = await playwright.chromium.launchPersistentContext(profile, {
		...headlessShell,
		baseURL
	});
	try {
		const problems = await watch(context, new URL(baseURL).origin);
		const page = context.pages()[0] ?? (await context.newPage());
		// Before the first write: the browser keeps what it has allowed an origin for a while.
		const session = await context.newCDPSession(page);
		await session.send('Storage.overrideQuotaForOrigin', {
			origin: baseURL,
			quotaSize: quotaBytes
		});
		const { vault, keyId } = await vaultBeforeConfirm();
		const files = `#/keys/${keyId}/import/files`;
		await placeVault(page, vault, files);
		await unlock(page);
		await expectHeading(page, 'Import Key’s Data');
		const entries = logAtRest(vault).length + 1; // it was unlocked

		await fillStorage(page);
		await confirmImport(page);
		await expect(page.getByRole('alert')).toContainText(notSaved);
		await expect(page.getByRole('alert')).toContainText('Nothing was changed.');

		await visit(page, '#/keys/new');
		const name = page.getByLabel('Name', { exact: true });
		await expect(name).not.toHaveValue(''); // a name is suggested
		await name.fill('ledger');
		const create = page.getByRole('button', { name: /^Create key/ });
		await create.click();
		await expect(page.getByRole('alert')).toContainText(notSaved);

		await expectEntries(page, entries);
		await visit(page, '#/keys');
		await expect(page.getByRole('row')).toHaveCount(2); // with its head
		await expect(page.getByRole('row', { name: /payments/ })).toContainText('Pending import');

		await visit(page, '#/keys/new');
		await name.fill('ledger');
		await create.click();
		await expect(page.getByRole('alert')).toContainText(notSaved);

		await lock(page);
		await unlock(page); // nobody is shut out
		await expectEntries(page, entries);
		await visit(page, '#/keys/new');
		await name.fill('ledger');
		await freeStorage(page);
		await create.click(); // which also writes that it was unlocked
		await page.waitForURL(/#\/keys\/[\da-f-]{36}$/);
		await visit(page, files);
		await confirmImport(page);
		await expectHeading(page, 'payments is enabled');
		await expectEntries(page, entries + 3);

		await lock(page);
		await unlock(page);
		await expectEntries(page, entries + 4);
		expect(problems).toEqual([]);
	} finally {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	}
});
