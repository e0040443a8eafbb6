import type { Page } from '@playwright/test';
import { enterPassphrase, expectHeading, passphrase, unlock, visit } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

const putBack = 'Airlock has put them back from the mirror.';
const writtenAnew = 'its mirror is written anew.';

/** A document of the site that is not the app: nothing else has the vault open there. */
const beside = '/icon.svg';

/** Does something to what the browser keeps. A page that was just left may still have the files of the mirror. */
async function damageAtRest(page: Page, damage: () => Promise<void>): Promise<void> {
	await page.goto(beside);
	await expect(() => page.evaluate(damage)).toPass();
}

/** Does something to what the browser keeps, and starts the app again. */
async function after(page: Page, damage: () => Promise<void>): Promise<void> {
	await damageAtRest(page, damage);
	await page.goto('/#/keys');
	await expectHeading(page, 'Unlock the vault');
	await enterPassphrase(page);
}

async function deleteDatabase(): Promise<void> {
	const deleting = indexedDB.deleteDatabase('airlock');
	await new Promise((resolve) => (deleting.onsuccess = resolve));
}

async function raiseVersion(): Promise<void> {
	const opening = indexedDB.open('airlock', 77);
	await new Promise((resolve) => (opening.onsuccess = resolve));
	opening.result.close();
}

async function deleteMirror(): Promise<void> {
	const folder = await navigator.storage.getDirectory();
	for await (const name of folder.keys())
		if (/^airlock\.[ab]$/.test(name)) await folder.removeEntry(name);
}

/** As it is for a start while another worker has the mirror's files: there is something, but it can't be had. */
async function deleteDatabaseAndSpoilMirror(): Promise<void> {
	const folder = await navigator.storage.getDirectory();
	for (const name of ['airlock.a', 'airlock.b']) {
		const writing = await (await folder.getFileHandle(name)).createWritable();
		await writing.write('no mirror');
		await writing.close();
	}
	const deleting = indexedDB.deleteDatabase('airlock');
	await new Promise((resolve) => (deleting.onsuccess = resolve));
}

async function deleteBoth(): Promise<void> {
	const folder = await navigator.storage.getDirectory();
	for await (const name of folder.keys())
		if (/^airlock\.[ab]$/.test(name)) await folder.removeEntry(name);
	const deleting = indexedDB.deleteDatabase('airlock');
	await new Promise((resolve) => (deleting.onsuccess = resolve));
}

test('a vault whose database or mirror is gone is whole again after the unlock, which the user and the log are told', async ({
	page
}) => {
	await openReadyVault(
		page,
		await makeVault((handle) => handle('CreateKey', { AliasName: 'alias/orders' })),
		'#/settings'
	);
	await page.getByLabel('Vault name').fill('Ledger');
	await page.getByLabel('Vault name').blur();
	await page.getByRole('button', { name: /^Status/ }).click();
	await expect(page.getByText('Twice: in a database, and in a mirror beside it')).toBeVisible();

	for (const [damage, said, logged] of [
		[deleteDatabase, putBack, /the database had lost it/],
		[raiseVersion, putBack, /the database had lost it/],
		[deleteMirror, writtenAnew, /its mirror was lost or out of date/]
	] as const) {
		await after(page, damage);
		await expect(page.getByText(said)).toBeVisible();
		await expect(page.getByRole('banner')).toContainText('Vault Ledger');
		await expect(page.getByRole('row', { name: /orders/ })).toContainText('Enabled');
		await page.getByRole('button', { name: 'See Activity' }).click();
		await expect(page.getByText('The chain is whole.')).toBeVisible();
		await expect(page.getByText(logged).first()).toBeVisible();
	}
	await page.reload();
	await unlock(page);
	await expect(page.getByText('The chain is whole.')).toBeVisible();
	await expect(page.getByText(writtenAnew)).toHaveCount(0);

	await damageAtRest(page, deleteDatabaseAndSpoilMirror);
	await page.goto('/');
	await expect(
		page.getByText('The vault that this browser kept can’t be opened now.')
	).toBeVisible();

	await damageAtRest(page, deleteBoth);
	await page.goto('/');
	await expect(page.getByText('The vault that this browser kept is gone.')).toBeVisible();
	await page.getByRole('button', { name: 'I have understood' }).click();
	await expect(page.getByText('The vault that this browser kept is gone.')).toHaveCount(0);
	await page.reload();
	await expectHeading(page, 'Keys that stay on this computer');
	await expect(page.getByText('The vault that this browser kept is gone.')).toHaveCount(0);
	await visit(page, '#/setup');
});

test('a vault that is deleted is gone from database and mirror, in every tab, and at the next start', async ({
	page,
	context
}) => {
	await openReadyVault(page, await makeVault(), '#/settings/delete');
	const other = await context.newPage();
	await other.goto('/#/keys');
	await unlock(other);
	await page.getByRole('button', { name: 'Delete this vault…' }).click();
	const dialog = page.getByRole('alertdialog');
	await dialog.getByLabel(/^Type .* to confirm$/).fill('Test vault');
	await dialog.getByLabel('Passphrase of this vault', { exact: true }).fill(passphrase);
	await dialog.getByRole('button', { name: 'Delete the vault' }).click();
	for (const tab of [page, other]) {
		await expectHeading(tab, 'Keys that stay on this computer');
		await expect(tab.getByText('The vault that this browser kept is gone.')).toHaveCount(0);
	}
	await other.close();
	await page.goto(beside);
	expect(
		await page.evaluate(async () => {
			const folder = await navigator.storage.getDirectory();
			const files = ['airlock.a', 'airlock.b'].map(async (name) => {
				const file = await (await folder.getFileHandle(name)).getFile();
				return file.size;
			});
			return Promise.all(files);
		})
	).toEqual([0, 0]);
	await page.goto('/#/keys');
	await expectHeading(page, 'Keys that stay on this computer');
});

/** Runs in the page before the app: its workers have no files of their own, as in a private window of Firefox. */
function takeFilesAway(): void {
	const refusing = `StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('', 'SecurityError'));\n`;
	globalThis.Blob = new Proxy(Blob, {
		construct(target, [parts, options]: ConstructorParameters<typeof Blob>) {
			const isScript = options?.type?.startsWith('text/javascript') ?? false;
			return new target(isScript ? [refusing, ...(parts ?? [])] : parts, options);
		}
	});
}

test('where the browser has no place for a mirror, the status says that there is a single copy', async ({
	page
}) => {
	await page.addInitScript(takeFilesAway);
	await openReadyVault(page, await makeVault());
	await page.getByRole('button', { name: /^Status/ }).click();
	await expect(page.getByText(/In a single copy: this browser has no room/)).toBeVisible();
});
