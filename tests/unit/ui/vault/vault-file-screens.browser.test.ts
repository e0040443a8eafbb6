import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Handle } from '#lib/service/api.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { plugInDisk } from '../../../support/screens/disk-in-page.ts';
import { createEngine } from '../../../support/screens/engine-in-page.ts';
import { button, expectHeading } from '../../../support/screens/import-screen.ts';
import { makeKey } from '../../../support/make-key.ts';
import { expectTexts, link, unlock, wrongPassphrase } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { passphrase } from '../../../support/vault.ts';

// What the screens make of a vault file. What a reload and another tab make of it is in tests/e2e/vault-file.spec.ts.

const fileName = /^airlock-[\da-f]{8}\.airlock-vault$/;
const alert = page.getByRole('alert');
const saveButton = button('Save a vault file');
const replaceButton = button('Replace the vault here…');
const replaceDialog = page.getByRole('alertdialog', { name: 'Replace the vault that is here?' });
const passphraseField = page.getByLabelText('Passphrase', { exact: true });
const notSaved = page.getByRole('alertdialog', { name: 'Not saved' });

const saveFile = async (handle: Handle): Promise<Bytes> => (await handle('SaveVaultFile', {})).File;

/** Makes a vault that is not the one on the screen. */
async function makeVault(store = createMemoryStore()): Promise<Handle> {
	const { handle } = createEngine(store);
	const Passphrase = passphraseBytes(passphrase);
	await handle('CreateVault', { VaultName: 'Test vault', Passphrase });
	return handle;
}

const makeFile = async (): Promise<Bytes> => saveFile(await makeVault());

/** A vault with one key, and the same vault once it has another key: what stands on the screen, and as a file. */
async function twoAges() {
	const store = createMemoryStore();
	const handle = await makeVault(store);
	const age = async (keyName: string) => {
		await makeKey(handle, keyName);
		const rows = await store.readSnapshot();
		return {
			alter: (all: VaultSnapshot) => Object.assign(all, rows),
			file: await saveFile(handle)
		};
	};
	return { older: await age('orders'), newer: await age('ledger') };
}

async function expectKeys(...names: string[]): Promise<void> {
	await goto('#/keys');
	await expectTexts(page.getByRole('rowheader').getByRole('link'), names);
}

const chooseFile = () =>
	page.getByRole('button', { name: /^Choose (a vault|another) file$/ }).click();

async function enterFilePassphrase(words = passphrase): Promise<void> {
	await passphraseField.fill(words);
	await button('Open the vault').click();
}

describe('saving', () => {
	const lastSaved = page.getByRole('definition');

	test('takes two steps from Overview', async () => {
		const disk = plugInDisk();
		await openScreen('#/');
		await link('Settings').click();
		await saveButton.click();
		await expect.element(page.getByText(/was saved and read back\.$/)).toBeVisible();
		expect([...disk.files.keys()]).toEqual([expect.stringMatching(fileName)]);
	});

	test('to a disk that returns something else keeps no date and says so', async () => {
		plugInDisk().fails = true;
		await openScreen('#/settings');
		await saveButton.click();
		await expect.element(notSaved).toHaveTextContent('What was read back is not what was written.');
		await expect.element(notSaved).toHaveTextContent('The vault in this browser is as it was.');
		await notSaved.getByRole('button', { name: 'Close' }).click();
		await expect.element(lastSaved.getByText('None so far')).toBeVisible();
		await expect
			.element(page.getByRole('button', { name: /^Status:/ }))
			.not.toHaveTextContent('Not saved');
	});

	test('in a damaged vault is refused', async () => {
		const disk = plugInDisk();
		await openScreen('#/settings', {
			vault: (handle) => handle('CreateKey', {}),
			alter: ({ entries }) => entries.shift()
		});
		await saveButton.click();
		await expect.element(notSaved).toHaveTextContent('The vault is damaged and can only be read.');
		expect(disk.files.size).toBe(0);
	});
});

describe('opening', () => {
	test('needs the passphrase that the vault had', async () => {
		plugInDisk(['mine.airlock-vault', await makeFile()]);
		await openScreen('#/vault-file/open', { vault: 'NONE' });
		await chooseFile();
		await enterFilePassphrase('');
		await expect.element(passphraseField).toHaveAccessibleDescription(/Enter the passphrase\./);
		await enterFilePassphrase('not the passphrase');
		await expect.element(alert).toHaveTextContent(wrongPassphrase);
		await expect.element(alert).toHaveTextContent('Nothing was changed here.');
		await expect.element(passphraseField).toHaveFocus();
		await enterFilePassphrase();
		await expectHeading('Overview');
	});

	const wrong: { what: string; make: (file: Bytes) => Bytes; says: string }[] = [
		{ what: 'empty', make: () => new Uint8Array(), says: 'This file is empty.' },
		{
			what: 'something else',
			make: () => crypto.getRandomValues(new Uint8Array(5000)),
			says: 'This is not a vault file of Airlock.'
		},
		{
			what: 'of a newer format',
			make: (file) => file.map((byte, index) => (index === 4 ? 3 : byte)),
			says: 'This vault file was written by a newer version of Airlock.'
		},
		{
			what: 'cut off',
			make: (file) => file.slice(0, -100),
			says: 'The end of this vault file is missing.'
		},
		{
			what: 'with something after its end',
			make: (file) => Uint8Array.from([...file, 0x0a]),
			says: 'There is something after the end of this vault file.'
		},
		{
			what: 'altered',
			make: (file) => file.map((byte, index) => (index === 200 ? byte ^ 1 : byte)),
			says: 'This vault file was changed since it was saved.'
		}
	];
	test.each(wrong)('a file that is $what is refused, and nothing has changed', async (one) => {
		plugInDisk(['wrong.airlock-vault', one.make(await makeFile())]);
		await openScreen('#/keys', { vault: (handle) => makeKey(handle, 'orders'), locked: true });
		await link('Open a vault file').click();
		await chooseFile();
		await expect.element(alert).toHaveTextContent(one.says);
		await expect.element(alert).toHaveTextContent('Nothing was changed here.');
		await expect.element(passphraseField).not.toBeInTheDocument();
		await goto('#/keys');
		await unlock();
		await expectKeys('orders');
	});

	test('a file whose seal does not fit is found out with the passphrase', async () => {
		const file = await makeFile();
		const last = file.length - 1;
		file[last] = (file[last] ?? 0) ^ 1;
		plugInDisk(['wrong.airlock-vault', file]);
		await openScreen('#/vault-file/open', { vault: 'NONE' });
		await chooseFile();
		await enterFilePassphrase();
		await expect
			.element(alert)
			.toHaveTextContent('This vault file was changed since it was saved.');
		await goto('#/');
		await expectHeading('Keys that stay on this computer');
	});
});

describe('opening over the vault that is here', () => {
	test('says that the file is newer; while locked, one confirmation is enough', async () => {
		const { older, newer } = await twoAges();
		plugInDisk(['newer.airlock-vault', newer.file]);
		await openScreen('#/keys', { alter: older.alter, locked: true });
		await link('Open a vault file').click();
		await chooseFile();
		await expect
			.element(page.getByText(/is newer by 1 log entry\. It has everything/))
			.toBeVisible();
		await replaceButton.click();
		const replace = replaceDialog.getByRole('button', { name: 'Replace it' });
		await expect.element(replace).toBeVisible();
		expect(replaceDialog.getByRole('textbox').elements()).toHaveLength(0);
		await replace.click();
		await enterFilePassphrase();
		await expectHeading('Overview');
		await expectKeys('ledger', 'orders');
	});

	test('says that the two differ, and since when', async () => {
		const { older, newer } = await twoAges();
		plugInDisk(['newer.airlock-vault', newer.file]);
		await makeKey(await openScreen('#/', { alter: older.alter }), 'other');
		await goto('#/vault-file/open');
		await chooseFile();
		await expect
			.element(
				page.getByText(/differ after log entry 2: 1 log entry in the file only, 2 log entries/)
			)
			.toBeVisible();
	});

	test('says that it is the same', async () => {
		const { newer } = await twoAges();
		plugInDisk(['same.airlock-vault', newer.file]);
		await openScreen('#/', { alter: newer.alter, locked: true });
		await link('Open a vault file').click();
		await chooseFile();
		await expect.element(page.getByText(/with the same log\. It holds nothing new/)).toBeVisible();
	});

	test('says that it is another vault, and lets the person save first', async () => {
		const disk = plugInDisk(['other.airlock-vault', await makeFile()]);
		await openScreen('#/', { vault: (handle) => makeKey(handle, 'orders') });
		await goto('#/vault-file/open');
		await chooseFile();
		await expect.element(page.getByText(/^The file holds another vault\./)).toBeVisible();
		disk.choice = 'before.airlock-vault';
		await saveButton.click();
		await expect
			.element(page.getByText('before.airlock-vault was saved and read back.'))
			.toBeVisible();
		await replaceWithName();
		await expectHeading('Overview');
		await goto('#/keys');
		await expect.element(page.getByText('No keys yet.')).toBeVisible();
		await expect.element(link('orders')).not.toBeInTheDocument();

		await goto('#/vault-file/open');
		await chooseFile();
		await replaceWithName();
		await expectHeading('Overview');
		await expectKeys('orders');
	});

	async function replaceWithName(): Promise<void> {
		await replaceButton.click();
		await replaceDialog.getByLabelText('Type Test vault to confirm').fill('Test vault');
		await replaceDialog.getByRole('button', { name: 'Replace it' }).click();
		await enterFilePassphrase();
	}
});
