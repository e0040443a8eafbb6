import { expect, test } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import { chooseFiles } from '../../../support/screens/choose-files.ts';
import {
	button,
	expectHeading,
	importBefore,
	material,
	newExternalKey,
	newParameters,
	slot
} from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { shareTexts } from '../../../support/share-texts.ts';

// The shares of a recovery kit as people have them: each in a file of its own, all chosen at once.

const [one, two] = await shareTexts(material, 2, 3);
const main = page.getByRole('main');

async function openAt(path: string): Promise<void> {
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await newExternalKey(handle, 'billing');
			await importBefore(handle, keyId);
			await newParameters(handle, keyId, 'IN_AIRLOCK');
		}
	});
	await goto(`#/keys/${keyId}/${path}`);
}

function put(target: Locator, files: Record<string, string>): void {
	const chosen = Object.entries(files).map(([name, content]) => new File([content], name));
	chooseFiles(target.element(), chosen);
}

const says = (text: string) => expect.element(main).toHaveTextContent(text);

test('the search for a key joins them, and the import goes on with all of them', async () => {
	await openAt('find');
	const place = slot('Files to search');
	await expect.element(place).toBeVisible();
	put(place, { 'one.txt': one, 'copy.txt': one });
	await says('Share 1 is there twice.');
	put(place, { 'one.txt': one, 'two.txt': two });
	await says('one.txt, two.txt holds the key material.');
	await page.getByRole('link', { name: 'Import it again' }).click();
	await expectHeading(/Encrypt/);
	await expect.element(page.getByRole('radio', { name: 'From a file' })).toBeChecked();
	await says('one.txt, two.txt');
	await says('32 bytes');
	await button('Encrypt').click();
	await expectHeading(/^Import/);
});

test('the test of a copy joins them, and says which are missing', async () => {
	await openAt('recovery');
	await expect.element(button('Choose file')).toBeVisible();
	put(main, { 'one.txt': one });
	await says('one.txt');
	await button('Test the copy').click();
	await says('1 more share is needed.');
	await says('choose the files of all shares at once');
	put(main, { 'one.txt': one, 'two.txt': two.split('\n').slice(0, 3).join('\n') });
	await button('Test the copy').click();
	await says('two.txt: Share 1 is not complete: 1 line is missing.');
	put(main, { 'one.txt': one, 'two.txt': two });
	await says('one.txt, two.txt');
	await button('Test the copy').click();
	await says('This copy works.');
});

test('a picture is no copy by itself: the code in it is read where paper is', async () => {
	await openAt('recovery');
	await expect.element(button('Choose file')).toBeVisible();
	chooseFiles(main.element(), [new File(['pixels'], 'sheet.png', { type: 'image/png' })]);
	await says('sheet.png');
	await button('Test the copy').click();
	await says('This is a picture.');
	await page.getByRole('radio', { name: 'On paper' }).click();
	await expect.element(page.getByText('This is a picture.')).not.toBeInTheDocument();
	await expect.element(button('Choose pictures')).toBeVisible();
});
