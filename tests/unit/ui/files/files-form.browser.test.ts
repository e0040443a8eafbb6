/** What the form of Files offers and refuses before anything is begun. What jobs do: tests/e2e/files.spec.ts. */
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { chooseFiles } from '../../../support/screens/choose-files.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

/** Begins as an encrypted file does. */
const encrypted = (name: string) => new File([Uint8Array.of(2, 4, 0x78, 0)], name);

async function choose(...files: File[]) {
	chooseFiles(document, files, 'fieldset input:not([webkitdirectory])');
	await expect.element(page.getByRole('radio', { name: 'Decrypt' })).toBeChecked();
}

async function openFiles() {
	await openScreen('#/', {
		vault: (handle) => handle('CreateKey', { AliasName: 'alias/new' })
	});
	await goto('#/crypto/files');
	await expect.element(page.getByRole('group', { name: 'Files or a folder' })).toBeVisible();
}

test('only tar files can be unpacked', async () => {
	await openFiles();
	const unpack = page.getByRole('checkbox', { name: 'Unpack into a folder' });
	await choose(encrypted('trip.tar.encrypted'));
	await expect.element(unpack).toBeVisible();
	await choose(encrypted('trip.tar.encrypted'), encrypted('report.pdf.encrypted'));
	await expect.element(unpack).not.toBeInTheDocument();
});

test('a file that is not in the folder in which it is to be replaced is named, and nothing is begun', async () => {
	const root = await navigator.storage.getDirectory();
	vi.stubGlobal('showDirectoryPicker', () => root);
	await openFiles();
	await choose(encrypted('report.pdf.encrypted'));
	await page.getByRole('radio', { name: 'Encrypt with another key' }).click();
	await page.getByLabelText('New key').selectOptions('new');
	await page.getByRole('checkbox', { name: 'Put each new file in the old one’s place' }).click();
	await page.getByRole('button', { name: 'Encrypt files with the new key' }).click();
	await expect
		.element(page.getByText('report.pdf.encrypted: not in the folder that you chose.'))
		.toBeVisible();
	await expect.element(page.getByRole('region', { name: 'Queue' })).not.toBeInTheDocument();
});
