import type { Page } from '@playwright/test';
import { dayMs, hourMs, minuteMs } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import { expectAccessible, expectFocusVisible } from '../support/accessibility.ts';
import { createKey, expectHeading, lock, passphrase, unlock, visit } from '../support/app.ts';
import { importRequest } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { someKeyMaterial, passphraseAgain } from '../support/vault.ts';

const wrongPassphrase = 'That passphrase doesn’t open this vault.';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const dialog = (page: Page) => page.getByRole('alertdialog');
const toast = (page: Page, text: string) =>
	page.getByRole('status', { name: 'Notifications' }).getByText(text, { exact: true });
const row = (page: Page, name: string) =>
	page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const stateBadge = (page: Page, state: string) =>
	page.getByRole('main').locator('.badge').getByText(state, { exact: true });
const picture = (page: Page, name: string) => page.getByRole('img', { name, exact: true });

/** @returns the key's id */
async function makeKey(
	handle: Handle,
	name: string,
	Origin: 'EXTERNAL' | 'AIRLOCK' = 'AIRLOCK'
): Promise<string> {
	const { KeyMetadata } = await handle('CreateKey', { AliasName: `alias/${name}`, Origin });
	return KeyMetadata.KeyId;
}

/** @returns the id of a key that holds {@link someKeyMaterial} */
async function makeImportedKey(handle: Handle, name: string, validTo?: number): Promise<string> {
	const KeyId = await makeKey(handle, name, 'EXTERNAL');
	const parameters = await handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
	await handle('ImportKeyMaterial', importRequest(parameters, someKeyMaterial(), validTo));
	return KeyId;
}

/** Opens the page of a key in a vault that holds it and what else `fill` puts there. */
async function openKey(page: Page, fill: (handle: Handle) => Promise<string>): Promise<string> {
	let keyId = '';
	const vault = await makeVault(async (handle) => {
		keyId = await fill(handle);
	});
	await openReadyVault(page, vault, `#/keys/${keyId}`);
	await expect(page.getByRole('heading', { name: 'Life of this key' })).toBeVisible();
	return keyId;
}

test.describe('the list of keys', () => {
	test('says what to do while there is none', async ({ page }) => {
		await openReadyVault(page, await makeVault(), '#/keys');
		await expectHeading(page, 'Customer managed keys');
		await expect(page.getByText('No keys yet.')).toBeVisible();
		await expect(link(page, 'Create a key')).toBeVisible();
		await link(page, 'Import a key').click();
		await expectHeading(page, 'Create key');
		await expect(page.getByRole('radio', { name: /^External/ })).toBeChecked();
	});

	test('shows name, state, origin and expiry of each key', async ({ page }) => {
		const validTo = Date.now() + 3 * dayMs;
		const vault = await makeVault(async (handle) => {
			await makeKey(handle, 'made');
			await makeKey(handle, 'waiting', 'EXTERNAL');
			await makeImportedKey(handle, 'imported', validTo);
			await handle('DisableKey', { KeyId: await makeKey(handle, 'resting') });
			await handle('ScheduleKeyDeletion', {
				Passphrase: passphraseAgain(),
				KeyId: await makeKey(handle, 'doomed')
			});
		});
		await openReadyVault(page, vault, '#/keys');
		await expect(page.getByText('5 keys.')).toBeVisible();
		const cells = page.getByRole('row').getByRole('rowheader');
		await expect(cells).toHaveText(['doomed', 'imported', 'made', 'resting', 'waiting']);
		await expect(row(page, 'made')).toContainText(/Enabled.*Made by Airlock.*Never/s);
		await expect(row(page, 'waiting')).toContainText(/Pending import.*External.*No key material/s);
		await expect(row(page, 'imported')).toContainText(/Enabled.*External.*in 3 days/s);
		await expect(row(page, 'resting')).toContainText('Disabled');
		await expect(row(page, 'doomed')).toContainText(/Pending deletion.*in 30 days/s);

		await page.setViewportSize({ width: 500, height: 800 });
		await expect(page.getByRole('table')).toHaveCount(0);
		const entry = page.getByRole('listitem').filter({ has: link(page, 'imported') });
		await expect(entry.getByRole('definition').nth(1)).toHaveText('External');
	});

	test('is searched, filtered and paged by the engine', async ({ page }) => {
		const vault = await makeVault(async (handle) => {
			for (let number = 1; number <= 103; number++) await makeKey(handle, `key-${number}`);
			for (const number of [7, 70]) await handle('DisableKey', { KeyId: `alias/key-${number}` });
			const described = { KeyId: 'alias/key-50', Description: 'Wages of the Summer' };
			await handle('UpdateKeyDescription', described);
		});
		await openReadyVault(page, vault, '#/keys');
		const names = page.getByRole('rowheader');
		const search = page.getByRole('searchbox', { name: 'Search' });
		const state = page.getByRole('combobox', { name: 'State' });
		await expect(page.getByText('103 keys.')).toBeVisible();
		await expect(names).toHaveCount(50);
		await button(page, 'Next page').click();
		await button(page, 'Next page').click();
		await expect(page.getByText('Keys 101 to 103')).toBeVisible();
		await expect(names).toHaveText(['key-101', 'key-102', 'key-103']);
		await button(page, 'Previous page').click();
		await expect(names.first()).toHaveText('key-51');

		await search.fill('SUMMER');
		await expect(page.getByText('1 of 103 keys match.')).toBeVisible();
		await expect(names).toHaveText(['key-50']);
		await search.fill('7');
		await state.selectOption('Disabled');
		await expect(names).toHaveText(['key-7', 'key-70']);
		expect(new URL(page.url()).hash).not.toContain('7');

		await search.fill('no such key');
		await expect(page.getByText('No keys match.')).toBeVisible();
		await expect(page.getByText('103 keys are hidden by filters.')).toBeVisible();
		await button(page, 'Clear filters').click();
		await expect(search).toBeFocused();
		await expect(page.getByText('103 keys.')).toBeVisible();

		await visit(page, '#/keys?state=DISABLED');
		await expect(state).toHaveValue('DISABLED');
		await expect(page.getByText('2 of 103 keys match.')).toBeVisible();
	});

	test('offers in each row what can be done, and the focus stays at the key', async ({ page }) => {
		const vault = await makeVault((handle) => makeKey(handle, 'orders'));
		await openReadyVault(page, vault, '#/keys');
		await page.getByTitle('More actions for orders').click();
		await button(page, 'Disable orders').click();
		await button(page, 'Disable').click();
		await expect(row(page, 'orders')).toContainText('Disabled');
		await expect(link(page, 'orders')).toBeFocused();
		await button(page, 'Enable orders').click();
		await expect(row(page, 'orders')).toContainText('Enabled');
		await expect(link(page, 'orders')).toBeFocused();
		await expect(link(page, 'Encrypt with this key orders')).toHaveAttribute(
			'href',
			/^#\/crypto\/encrypt\?key=[\da-f-]{36}$/
		);
	});
});

test.describe('a new key', () => {
	test('is made with one press where the defaults are right', async ({ page }) => {
		await openReadyVault(page, await makeVault(), '#/keys/new');
		await expect(page.getByLabel('Name', { exact: true })).toHaveValue('key-1');
		await button(page, 'Create key').click();
		await expectHeading(page, 'key-1');
		await expect(stateBadge(page, 'Enabled')).toBeVisible();
		await visit(page, '#/keys/new');
		await expect(page.getByLabel('Name', { exact: true })).toHaveValue('key-2');
		await page.getByRole('radio', { name: /^External/ }).check();
		await expect(page.getByLabel('Name', { exact: true })).toHaveValue('imported-key-1');
	});

	test('of external origin goes on to its import', async ({ page }) => {
		await openReadyVault(page, await makeVault(), '#/keys/new?origin=external');
		const name = page.getByLabel('Name', { exact: true });
		await expect(name).toHaveValue('imported-key-1');
		await page.getByRole('heading', { level: 1 }).focus();
		await page.keyboard.press('Tab');
		await expect(name).toBeFocused();
		await page.keyboard.type('payments-master'); // over the suggestion, which is selected
		await expect(name).toHaveValue('payments-master');
		await button(page, 'Create key and continue').click();
		await page.waitForURL(/#\/keys\/[\da-f-]{36}\/import\/parameters$/);
		await expect(page.getByRole('main')).toContainText('payments-master');
	});
});

test.describe('the page of a key', () => {
	test('shows its facts, its state and its life', async ({ page }) => {
		const validTo = Date.now() + dayMs + 5 * minuteMs;
		const keyId = await openKey(page, (handle) =>
			makeImportedKey(handle, 'payments-master', validTo)
		);
		await expectHeading(page, 'payments-master');
		await expect(page).toHaveTitle(`Key ${keyId.slice(0, 8)} · Airlock`);
		await expect(stateBadge(page, 'Expires in 24 h 4 min')).toBeVisible();
		await expect(picture(page, 'State of payments-master: Enabled')).toBeVisible();
		await expect(page.getByText(keyId, { exact: true })).toBeVisible();
		await expect(page.getByText('ENABLED', { exact: true })).toBeVisible();
		await expect(page.getByRole('main')).toContainText(/[\dA-F]{2} [\dA-F]{2} [\dA-F]{2}/);
		const life = page.getByRole('region', { name: 'Life of this key' });
		await expect(life.getByRole('listitem')).toContainText([
			'Key material expires and is deleted',
			'Key material imported, expires',
			/Parameters [\dA-F]{4}·[\dA-F]{4} created \(RSA_2048, RSAES_OAEP_SHA_256\)/,
			'Key created, origin External'
		]);
		await expect(life.getByRole('listitem').last()).toContainText(/You · log #2/);
		await expect(link(page, 'Change expiry…').first()).toHaveAttribute(
			'href',
			`#/keys/${keyId}/import/parameters`
		);
	});

	test('disables after a question and enables at once', async ({ page }) => {
		await openKey(page, (handle) => makeKey(handle, 'orders'));
		await button(page, 'Disable').click();
		await expect(dialog(page)).toHaveAccessibleName('Disable orders?');
		await expect(button(page, 'Keep enabled')).toBeFocused();
		await page.keyboard.press('Escape');
		await expect(button(page, 'Disable')).toBeFocused();
		await expect(stateBadge(page, 'Enabled')).toBeVisible();

		await button(page, 'Disable').click();
		await dialog(page).getByRole('button', { name: 'Disable' }).click();
		await expect(stateBadge(page, 'Disabled')).toBeVisible();
		await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
		await expect(picture(page, 'State of orders: Disabled')).toBeVisible();
		await expect(toast(page, 'orders is disabled.')).toBeVisible();
		await expect(page.getByText('The key is disabled.')).toBeVisible(); // why it does not encrypt

		await button(page, 'Enable').first().click();
		await expect(stateBadge(page, 'Enabled')).toBeVisible();
		await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	});

	test('schedules deletion once its name is typed, cancels it without a question', async ({
		page
	}) => {
		await openKey(page, (handle) => makeKey(handle, 'orders'));
		await button(page, 'Schedule deletion…').click();
		await expect(dialog(page)).toHaveAccessibleName('Schedule deletion of orders?');
		const name = dialog(page).getByLabel('Type orders to confirm');
		await expect(name).toBeFocused();
		const wait = dialog(page).getByLabel('Waiting time');
		await expect(wait).toHaveValue('30');
		await expect(wait.getByRole('option')).toHaveCount(24);
		const before = await dialog(page).innerText();
		await wait.selectOption('7');
		expect(await dialog(page).innerText()).not.toBe(before); // the date follows

		await name.fill('order');
		await name.press('Enter');
		await expect(name).toHaveAccessibleDescription(
			'Type the name exactly as it is written: orders'
		);
		await name.fill('orders');
		await name.press('Enter');
		await expect(dialog(page).getByRole('alert')).toContainText(wrongPassphrase);
		const again = dialog(page).getByLabel('Passphrase of this vault', { exact: true });
		await again.fill('not the passphrase');
		await again.press('Enter');
		await expect(dialog(page).getByRole('alert')).toContainText(wrongPassphrase);
		await again.fill(passphrase);
		await again.press('Enter');
		await expect(stateBadge(page, 'Pending deletion')).toBeVisible();
		await expect(page.getByText('in 7 days').first()).toBeVisible();
		await expect(page.getByText('The key is pending deletion.').first()).toBeVisible();

		await button(page, 'Cancel deletion').first().click();
		await expect(dialog(page)).toBeHidden();
		await expect(stateBadge(page, 'Disabled')).toBeVisible();
		await expect(toast(page, 'Deletion cancelled. The key is disabled.')).toBeVisible();
		await page
			.getByRole('status', { name: 'Notifications' })
			.getByRole('button', { name: 'Enable', exact: true })
			.click();
		await expect(stateBadge(page, 'Enabled')).toBeVisible();
	});

	test('deletes key material once its name is typed, and says what comes of it', async ({
		page
	}) => {
		await openKey(page, async (handle) => {
			const KeyId = await makeImportedKey(handle, 'payments-master');
			for (const Plaintext of [new Uint8Array(1), new Uint8Array(2)])
				await handle('Encrypt', { KeyId, Plaintext });
			return KeyId;
		});
		await button(page, 'Delete key material…').first().click();
		await expect(dialog(page)).toContainText(
			/The key stops working now\. 2 things were encrypted with it in this vault’s log; they can’t be opened until the same key material \(check value (..) (..) (..)\) is imported again\. Airlock keeps no copy\./
		);
		await dialog(page).getByRole('button', { name: 'Delete key material' }).click();
		await expect(dialog(page)).toBeVisible(); // nothing is typed
		await dialog(page).getByLabel('Type payments-master to confirm').fill('payments-master');
		await dialog(page).getByRole('button', { name: 'Delete key material' }).click();
		await expect(stateBadge(page, 'Pending import')).toBeVisible();
		const material = page.getByRole('region', { name: 'Key material' });
		await expect(material).toContainText(/The key material was deleted on .+ Bring the key/);
		await expect(link(page, 'Import Key’s Data').first()).toBeVisible();
		await expect(page.getByText('There is no key material to delete.')).toBeVisible();

		await button(page, 'Schedule deletion…').click();
		await dialog(page).getByRole('textbox').fill('payments-master');
		await page.keyboard.press('Enter');
		await button(page, 'Cancel deletion').first().click();
		await expect(toast(page, 'Deletion cancelled. The key is pending import.')).toBeVisible();
	});

	test('says when key material expired while Airlock was closed', async ({ page }) => {
		let keyId = '';
		const then = Date.now() - 2 * hourMs;
		const vault = await makeVault(
			async (handle) => {
				keyId = await makeImportedKey(handle, 'payments-master', then + hourMs);
			},
			() => then
		);
		await openReadyVault(page, vault, `#/keys/${keyId}`);
		await expect(stateBadge(page, 'Pending import')).toBeVisible();
		await expect(stateBadge(page, 'Expired')).toBeVisible();
		await expect(page.getByRole('region', { name: 'Key material' })).toContainText(
			/Expired while Airlock was closed or locked \(.+\)\. The key material was deleted \(.+\)\./
		);
		await expect(
			page.getByRole('region', { name: 'Life of this key' }).getByRole('listitem').first()
		).toContainText(/Key material expired .+ while Airlock was closed or locked/);
	});

	test('has an import that was begun continued, or discarded', async ({ page }) => {
		const keyId = await openKey(page, async (handle) => {
			const KeyId = await makeKey(handle, 'payments-master', 'EXTERNAL');
			await handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
			return KeyId;
		});
		await expect(stateBadge(page, 'Import in progress')).toBeVisible();
		await expect(page.getByText('Step 2 of 3 is next.')).toBeVisible();
		await expect(
			page.getByText(/^None yet\. Parameters .+ are valid for 23 h 59 min/)
		).toBeVisible();
		await expect(link(page, 'Continue import').first()).toHaveAttribute(
			'href',
			`#/keys/${keyId}/import/encrypt`
		);
		await button(page, 'Discard import…').click();
		await expect(dialog(page)).toContainText('The key stays Pending import.');
		await button(page, 'Discard').click();
		await expect(link(page, 'Import Key’s Data').first()).toBeVisible();
		await expect(stateBadge(page, 'Import in progress')).toBeHidden();
	});

	test('shows a refusal and changes nothing when another window was first', async ({
		page,
		context
	}) => {
		const keyId = await openKey(page, (handle) => makeKey(handle, 'orders'));
		await button(page, 'Disable').click();
		const other = await context.newPage();
		await other.goto(`/#/keys/${keyId}`);
		await unlock(other);
		await other.getByRole('button', { name: 'Schedule deletion…' }).click();
		await other.getByLabel('Passphrase of this vault', { exact: true }).fill(passphrase);
		await other.getByLabel('Type orders to confirm').fill('orders');
		await other.keyboard.press('Enter');
		await expect(stateBadge(other, 'Pending deletion')).toBeVisible();

		await expect(stateBadge(page, 'Pending deletion')).toBeVisible(); // it was told
		await dialog(page).getByRole('button', { name: 'Disable' }).click();
		await expect(dialog(page).getByRole('alert')).toContainText('is Pending deletion.');
		await button(page, 'Keep enabled').click();
		await expect(stateBadge(page, 'Pending deletion')).toBeVisible();
	});

	test('is not there for a key that does not exist', async ({ page }) => {
		const missing = '#/keys/00000000-0000-4000-8000-000000000000';
		await openReadyVault(page, await makeVault(), missing);
		await expectHeading(page, 'There is no such key');
		await link(page, 'Go to Customer managed keys').click();
		await expectHeading(page, 'Customer managed keys');
	});

	test('comes back after locking, with nothing of it shown meanwhile', async ({ page }) => {
		await openKey(page, (handle) => makeKey(handle, 'orders'));
		await lock(page);
		expect(await page.content()).not.toContain('orders');
		await unlock(page);
		await expectHeading(page, 'orders');
	});
});

test.describe('the settings of a key', () => {
	test('change its name and description', async ({ page }) => {
		const keyId = await openKey(page, async (handle) => {
			await makeKey(handle, 'taken');
			return makeKey(handle, 'orders');
		});
		await link(page, 'Settings').last().click();
		await expect(page).toHaveTitle(`Settings · Key ${keyId.slice(0, 8)} · Airlock`);
		const name = page.getByLabel('Name', { exact: true });
		await name.fill('taken');
		await button(page, 'Save name').click();
		await expect(name).toHaveAccessibleDescription('A key called taken already exists.');
		await expect(name).toBeFocused();
		await name.fill('orders-2027');
		await button(page, 'Save name').click();
		await expectHeading(page, 'orders-2027');
		await page.getByLabel('Description').fill('For the shop.');
		await button(page, 'Save description').click();
		await expect(toast(page, 'Description saved.')).toBeVisible();
		await link(page, 'Overview').last().click();
		await expect(page.getByText('For the shop.')).toBeVisible();
		await expect(page.getByText('Renamed from orders to orders-2027')).toBeVisible();
	});

	test('add, move and remove aliases', async ({ page }) => {
		await openKey(page, async (handle) => {
			const orders = await makeKey(handle, 'orders');
			const other = await makeKey(handle, 'other');
			await handle('CreateAlias', { AliasName: 'alias/current', TargetKeyId: other });
			return orders;
		});
		await link(page, 'Settings').last().click();
		const aliases = page.getByRole('region', { name: 'Further aliases' });
		await expect(aliases).toContainText('This key has no other names.');
		await aliases.getByLabel('New alias').fill('shop');
		await button(page, 'Add alias').click();
		await expect(aliases.getByRole('listitem')).toContainText(['shop']);
		await expect(aliases.getByLabel('New alias')).toHaveValue('');

		await aliases.getByLabel('New alias').fill('current');
		await button(page, 'Add alias').click();
		await expect(dialog(page)).toContainText('current is a name of the key other.');
		await button(page, 'Move it here').click();
		await expect(aliases.getByRole('listitem')).toContainText(['current', 'shop']);
		await expect(aliases.getByLabel('New alias')).toHaveAccessibleDescription('');

		await button(page, 'Remove… shop').click();
		await button(page, 'Remove').click();
		await expect(aliases.getByRole('listitem')).toHaveCount(1);
		await link(page, 'Activity').last().click();
		await expect(page.getByRole('rowheader').first()).toHaveText('Alias shop removed');
	});

	test('say why nothing can be changed while the key is pending deletion', async ({ page }) => {
		await openKey(page, async (handle) => {
			const KeyId = await makeKey(handle, 'orders');
			await handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId });
			return KeyId;
		});
		await link(page, 'Settings').last().click();
		await expect(
			page.getByText('Name and description can’t be changed while the key is pending deletion.')
		).toBeVisible();
		await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
	});
});

test('the activity of a key is its own, in pages', async ({ page }) => {
	const keyId = await openKey(page, async (handle) => {
		const KeyId = await makeKey(handle, 'orders');
		for (let count = 0; count < 55; count++)
			await handle('Encrypt', { KeyId, Plaintext: new Uint8Array(count + 1) });
		await makeKey(handle, 'other');
		await handle('ImportKeyMaterial', {
			KeyId,
			ImportToken: new Uint8Array(1),
			EncryptedKeyMaterial: new Uint8Array(1)
		}).catch(() => undefined);
		return KeyId;
	});
	await link(page, 'All activity of this key').click();
	await expect(page).toHaveTitle(`Activity · Key ${keyId.slice(0, 8)} · Airlock`);
	const entries = page.getByRole('rowheader');
	await expect(entries).toHaveCount(50);
	await expect(entries.first()).toHaveText(
		'Import of key material refused: a key of its kind does not allow it'
	);
	await expect(page.getByRole('row').nth(1)).toContainText('Refused');
	await button(page, 'Older entries').click();
	await expect(entries).toHaveCount(7);
	await expect(entries.last()).toHaveText('Key created, origin Made by Airlock');
	await button(page, 'Newer entries').click();
	await expect(entries).toHaveCount(50);
});

test('a key is made, disabled and scheduled for deletion by keyboard alone', async ({ page }) => {
	await openReadyVault(page, await makeVault(), '#/keys/new');
	await expectHeading(page, 'Create key');
	const press = async (key: string) => {
		await page.keyboard.press(key);
		await expectFocusVisible(page);
	};
	/** Goes on with Tab until something has this name. */
	const tabTo = async (name: string) => {
		for (let presses = 0; presses < 40; presses++) {
			await press('Tab');
			const focused = page.locator(':focus');
			if ((await focused.innerText()).trim() === name) return;
		}
		throw new Error(`Tab never came to ${name}`);
	};
	await page.getByRole('heading', { level: 1 }).focus();
	await tabTo('Create key');
	await page.keyboard.press('Enter');
	await expectHeading(page, 'key-1');
	await tabTo('Disable');
	await page.keyboard.press('Enter');
	await expect(button(page, 'Keep enabled')).toBeFocused();
	await press('Shift+Tab');
	await page.keyboard.press('Enter');
	await expect(stateBadge(page, 'Disabled')).toBeVisible();
	await tabTo('Schedule deletion…');
	await page.keyboard.press('Enter');
	await expect(dialog(page).getByLabel('Type key-1 to confirm')).toBeFocused();
	await page.keyboard.type('key-1');
	await press('Shift+Tab'); // to the button that shows the passphrase
	await press('Shift+Tab');
	await page.keyboard.type(passphrase);
	await page.keyboard.press('Enter');
	await expect(stateBadge(page, 'Pending deletion')).toBeVisible();
});

test('no name of a key gets into the address or the title of the window', async ({ page }) => {
	await openReadyVault(page, await makeVault(), '#/keys');
	const seen: string[] = [];
	const look = async () => seen.push(page.url(), await page.title());
	const keyId = await createKey(page, { name: 'zanzibar' });
	for (const view of ['', '/activity', '/settings']) {
		await visit(page, `#/keys/${keyId}${view}`);
		await expectHeading(page, 'zanzibar');
		await look();
	}
	await visit(page, '#/keys');
	await page.getByRole('searchbox').fill('zanzibar');
	await expect(page.getByText('1 of 1 keys match.')).toBeVisible();
	await look();
	expect(seen.join(' ')).not.toContain('zanzibar');
});

const words = {
	en: {
		language: 'English',
		clearFilters: 'Clear filters',
		createKey: 'Create key',
		disable: 'Disable',
		deleteMaterial: 'Delete key material…',
		schedule: 'Schedule deletion…',
		addAlias: 'Add alias',
		cancelDeletion: 'Cancel deletion'
	},
	'zh-CN': {
		language: '简体中文',
		clearFilters: '清除筛选条件',
		createKey: '创建密钥',
		disable: '禁用',
		deleteMaterial: '删除密钥材料…',
		schedule: '计划删除…',
		addAlias: '添加别名',
		cancelDeletion: '取消删除'
	}
} as const;

for (const language of ['en', 'zh-CN'] as const)
	test(`dialogs, menus and errors are accessible in both themes: ${language}`, async ({ page }) => {
		test.slow(); // axe runs some ten times
		const text = words[language];
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await openKey(page, async (handle) => {
			await makeKey(handle, 'other');
			return makeImportedKey(handle, 'payments-master', Date.now() + dayMs);
		});
		if (language !== 'en') await button(page, text.language).click();

		for (const question of [text.disable, text.deleteMaterial, text.schedule]) {
			await button(page, question).first().click();
			await expect(dialog(page)).toBeVisible();
			if (question === text.schedule) await page.keyboard.press('Enter'); // nothing is typed
			await expectAccessible(page, question);
			await page.keyboard.press('Escape');
			await expect(dialog(page)).toBeHidden();
		}
		await button(page, text.deleteMaterial).first().click();
		await dialog(page).getByRole('textbox').fill('payments-master');
		await page.keyboard.press('Enter');
		await expect(dialog(page)).toBeHidden();
		await expect(button(page, text.deleteMaterial)).toHaveCount(0);
		await expectAccessible(page, 'key material deleted');
		await button(page, text.schedule).click();
		await dialog(page).getByRole('textbox').fill('payments-master');
		await page.keyboard.press('Enter');
		await expect(button(page, text.cancelDeletion).first()).toBeVisible();
		await expectAccessible(page, 'pending deletion without key material');

		await visit(page, '#/keys');
		await page.locator('summary').first().click();
		await expectAccessible(page, 'list with a menu open');
		await page.getByRole('searchbox').fill('none of them');
		await button(page, text.clearFilters).waitFor();
		await expectAccessible(page, 'list without a match');

		await visit(page, '#/keys/new');
		await page.getByRole('textbox').first().fill('*');
		await button(page, text.createKey).click();
		await page.getByRole('heading', { level: 2 }).waitFor();
		await expectAccessible(page, 'create key with an error');
		await page.getByRole('textbox').first().fill('mine');
		await button(page, text.createKey).click();
		await page.waitForURL(/#\/keys\/[\da-f-]{36}$/);
		await visit(page, `${new URL(page.url()).hash}/settings`);
		await page.getByRole('textbox').last().fill('other');
		await button(page, text.addAlias).click();
		await expect(dialog(page)).toBeVisible();
		await expectAccessible(page, 'move an alias');
	});
