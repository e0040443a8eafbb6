import type { Page } from '@playwright/test';
import { dayMs } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import { expectAccessible, expectFocusVisible } from '../support/accessibility.ts';
import { createKey, expectHeading, passphrase, unlock, visit } from '../support/app.ts';
import { importRequest } from '../support/importing.ts';
import { makeKey } from '../support/make-key.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const dialog = (page: Page) => page.getByRole('alertdialog');
const row = (page: Page, name: string) =>
	page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const stateBadge = (page: Page, state: string) =>
	page.getByRole('main').locator('.badge').getByText(state, { exact: true });

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

test('the list of keys offers in each row what can be done, and the focus stays at the key', async ({
	page
}) => {
	const vault = await makeVault((handle) => makeKey(handle, 'orders'));
	await openReadyVault(page, vault, '#/keys');
	const more = button(page, 'More actions for orders');
	await more.click();
	await page.getByRole('menuitem', { name: 'Disable' }).click();
	await button(page, 'Disable').click();
	await expect(row(page, 'orders')).toContainText('Disabled');
	await expect(more).toBeFocused();
	await button(page, 'Enable orders').click();
	await expect(row(page, 'orders')).toContainText('Enabled');
	await expect(link(page, 'orders')).toBeFocused();
	await expect(link(page, 'Encrypt with this key orders')).toHaveAttribute(
		'href',
		/^#\/crypto\/encrypt\?key=[\da-f-]{36}$/
	);
});

test('the page of a key shows a refusal and changes nothing when another window was first', async ({
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
		const look = (what: string) => expectAccessible(page, what, language !== 'en');
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
			await look(question);
			await page.keyboard.press('Escape');
			await expect(dialog(page)).toBeHidden();
		}
		await button(page, text.deleteMaterial).first().click();
		await dialog(page).getByRole('textbox').fill('payments-master');
		await page.keyboard.press('Enter');
		await expect(dialog(page)).toBeHidden();
		await expect(button(page, text.deleteMaterial)).toHaveCount(0);
		await look('key material deleted');
		await button(page, text.schedule).click();
		await dialog(page).getByRole('textbox').fill('payments-master');
		await page.keyboard.press('Enter');
		await expect(button(page, text.cancelDeletion).first()).toBeVisible();
		await look('pending deletion without key material');

		await visit(page, '#/keys');
		await page.locator('[aria-haspopup="menu"]').first().click();
		await expect(page.getByRole('menuitem').first()).toBeFocused();
		await look('list with a menu open');
		await page.keyboard.press('Escape');
		const all = page.getByRole('main').getByRole('checkbox').nth(1);
		await all.click();
		await expect(all).toBeChecked(); // it follows once they are chosen
		const bar = page.getByRole('main').getByRole('group');
		await bar.getByRole('button').nth(3).click();
		await look('several keys to be deleted');
		await page.keyboard.press('Escape');
		await bar.getByRole('button').nth(2).click();
		await dialog(page).getByRole('textbox').first().fill('aws:');
		await page.keyboard.press('Enter');
		await look('a tag for several keys, with an error');
		await page.keyboard.press('Escape');
		await page.getByRole('searchbox').fill('none of them');
		await button(page, text.clearFilters).waitFor();
		await look('list without a match');

		await visit(page, '#/keys/new');
		await page.getByRole('textbox').first().fill('*');
		await button(page, text.createKey).click();
		await page.getByRole('heading', { level: 2 }).waitFor();
		await look('create key with an error');
		await page.getByRole('textbox').first().fill('mine');
		await button(page, text.createKey).click();
		await page.waitForURL(/#\/keys\/[\da-f-]{36}$/);
		await visit(page, `${new URL(page.url()).hash}/settings`);
		await page.getByRole('textbox').last().fill('other');
		await button(page, text.addAlias).click();
		await expect(dialog(page)).toBeVisible();
		await look('move an alias');
	});
