import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { aliasPrefix } from '#lib/domain/key/alias.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { CmkSpec, KeyUsage } from '#lib/domain/key/kinds.ts';
import type { Handle } from '#lib/service/api.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { passphrase, visit } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault, placeVault } from '../support/ready-vault.ts';
import { passphraseAgain } from '../support/vault.ts';

const dayMs = 24 * 60 * 60 * 1000;
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 800 };

/** One key for each look that a key's pages can have. */
const keys = [
	'made',
	'disabled',
	'doomed',
	'imported',
	'untouched',
	'importing',
	'elsewhere',
	'signing'
] as const;
type KeyIds = Record<(typeof keys)[number], KeyId>;

async function fill(handle: Handle): Promise<KeyIds> {
	const create = async (name: string, Origin: 'EXTERNAL' | 'AIRLOCK') =>
		(await handle('CreateKey', { AliasName: aliasPrefix + name, Origin, Description: 'A key.' }))
			.KeyMetadata.KeyId;
	const createOf = async (KeySpec: CmkSpec, KeyUsage: KeyUsage, name: string) =>
		(await handle('CreateKey', { AliasName: aliasPrefix + name, KeySpec, KeyUsage })).KeyMetadata
			.KeyId;
	const ids: KeyIds = {
		made: await create('made', 'AIRLOCK'),
		disabled: await create('disabled', 'AIRLOCK'),
		doomed: await create('doomed', 'AIRLOCK'),
		imported: await create('a/very-long-name/that-has-no-place-to-break/'.repeat(2), 'EXTERNAL'),
		untouched: await create('untouched', 'EXTERNAL'),
		importing: await create('importing', 'EXTERNAL'),
		elsewhere: await create('elsewhere', 'EXTERNAL'),
		signing: await createOf('ECC_NIST_P256', 'SIGN_VERIFY', 'signing')
	};
	await createOf('HMAC_256', 'GENERATE_VERIFY_MAC', 'macs');
	await createOf('RSA_2048', 'ENCRYPT_DECRYPT', 'inbox');
	await handle('DisableKey', { KeyId: ids.disabled });
	await handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId: ids.doomed });
	const WrappingKeySpec = 'RSA_2048';
	for (const KeyId of [ids.imported, ids.importing]) {
		const { ImportToken } = await handle('GetParametersForImport', { KeyId, WrappingKeySpec });
		const { Progress } = await handle('EncryptKeyMaterial', { KeyId, Copy: { Kind: 'SHOW' } });
		if (KeyId === ids.importing || !Progress.EncryptedKey) continue;
		await handle('ImportKeyMaterial', {
			KeyId,
			ImportToken,
			EncryptedKeyMaterial: Progress.EncryptedKey.Bytes,
			ValidTo: Date.now() + 30 * dayMs
		});
	}
	await handle('GetParametersForImport', {
		KeyId: ids.elsewhere,
		WrappingKeySpec,
		Place: 'ELSEWHERE'
	});
	return ids;
}

let vault: VaultSnapshot;
let ids: KeyIds;
test.beforeAll(async () => {
	vault = await makeVault(async (handle) => {
		ids = await fill(handle);
	});
});

/** The keys whose pages differ on a route. */
const keysOn: Readonly<Record<string, readonly (keyof KeyIds)[]>> = {
	'/keys/[id]': keys,
	'/keys/[id]/activity': ['imported'],
	'/keys/[id]/recovery': ['imported', 'importing', 'untouched', 'made'],
	'/keys/[id]/find': ['imported', 'untouched'],
	'/keys/[id]/record': ['imported', 'untouched', 'made'],
	'/keys/[id]/rotate': ['imported', 'untouched', 'made'],
	'/keys/[id]/settings': ['imported', 'doomed'],
	'/keys/[id]/import/parameters': ['untouched', 'elsewhere'],
	'/keys/[id]/import/encrypt': ['untouched', 'importing', 'elsewhere', 'imported'],
	'/keys/[id]/import/files': ['untouched', 'importing', 'elsewhere'],
	'/keys/[id]/import/done': ['imported', 'untouched']
};
/** They show nothing of their own but lead elsewhere. */
const redirects = ['/crypto', '/keys/[id]/import', '/welcome', '/setup'];

/** @returns where every page of `src/routes` is found, as an address, while the vault is open */
function addresses(): string[] {
	const routes = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('+page.svelte'))
		.map((file) => `/${file}`.replace(/\/\+page\.svelte$|\/\([^)]*\)/g, '') || '/')
		.filter((route) => !redirects.includes(route));
	return routes.flatMap((route) => {
		if (route === '/wrap/[[target]]') return ['#/wrap', '#/wrap/azure'];
		if (route === '/settings/[[section]]') return ['#/settings'];
		if (route === '/[...path]') return ['#/no/such/page'];
		if (route === '/learn/[scenario]') return ['#/learn/sha1'];
		if (!route.includes('[')) return [`#${route}`];
		const shown = keysOn[route];
		if (!shown) throw new Error(`say in keysOn which keys ${route} is to be looked at with`);
		return shown.map((key) => `#${route.replace('[id]', ids[key])}`);
	});
}

/** Goes there, to the end: the new page has its heading, and the heading the focus. */
async function arrive(page: Page, address: string): Promise<void> {
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await visit(page, address);
	await page.waitForURL((url) => url.hash === address); // until then the page before it is shown
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

async function typePassphrase(page: Page, words = passphrase): Promise<void> {
	await page.getByRole('textbox').fill(words);
	await page.keyboard.press('Enter');
}

/** The vault is open, and no page of it was seen yet; in any language. */
async function openAtNowhere(page: Page): Promise<void> {
	await placeVault(page, vault, '#/nowhere');
	await typePassphrase(page);
	await expect(page.getByRole('navigation')).toBeVisible();
}

async function expectGood(page: Page, what: string, again = false): Promise<void> {
	await expectAccessible(page, what, again);
	const overflow = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth - clientWidth;
	});
	expect(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
}

// Each language in a theme of its own; all that does not depend on the language in English.
for (const { colorScheme, locale } of [
	{ colorScheme: 'light', locale: 'en-US' },
	{ colorScheme: 'dark', locale: 'zh-CN' }
] as const)
	test.describe(`${colorScheme}, ${locale}: accessible, and nothing scrolls sideways`, () => {
		test.use({ colorScheme, locale, viewport: wide });
		const look = (page: Page, what: string) => expectGood(page, what, locale !== 'en-US');

		test('every page has its own title, and its heading gets the focus', async ({ page }) => {
			await openAtNowhere(page);
			const titles: string[] = [];
			for (const address of addresses()) {
				await arrive(page, address);
				titles.push(await page.title());
			}
			expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
		});

		const isOfKey = (address: string) => address.startsWith('#/keys/');
		const isOfImport = (address: string) => isOfKey(address) && address.includes('/import/');
		for (const [pages, isIn] of [
			['the pages of keys', (address: string) => isOfKey(address) && !isOfImport(address)],
			['the pages of imports', isOfImport],
			['all other pages', (address: string) => !isOfKey(address)]
		] as const)
			test(`on ${pages}`, async ({ page }) => {
				await openAtNowhere(page);
				for (const address of addresses().filter(isIn))
					await test.step(address, async () => {
						await arrive(page, address);
						await look(page, address);
					});
			});

		test('before there is a vault, while it is locked, and where something is refused', async ({
			page
		}) => {
			test.slow();
			await page.goto('/');
			await page.waitForURL((url) => url.hash === '#/welcome');
			await arrive(page, '#/about');
			await arrive(page, '#/welcome');
			await look(page, 'Welcome');
			await arrive(page, '#/setup');
			await page.keyboard.press('Tab');
			await page.keyboard.press('Enter');
			await expect(page.locator('main section[tabindex="-1"]')).toBeFocused();
			await look(page, 'Create a vault, refused');

			await placeVault(page, vault, '#/settings');
			await typePassphrase(page, 'not the passphrase');
			await expect(page.getByRole('alert')).toBeVisible();
			await look(page, 'Unlock, refused');
			await typePassphrase(page);
			await expect(page.getByRole('navigation')).toHaveCount(2);
			await page.locator('main form button[type="submit"]').click();
			await expect(page.locator('main section[tabindex="-1"]')).toBeFocused();
			await look(page, 'Settings, refused');
		});

		test('in a damaged vault, with the clock turned back, and in the dialogs of the frame', async ({
			page
		}) => {
			test.slow();
			await page.clock.install();
			const damaged = await makeVault(fill, () => Date.now() + 2 * dayMs);
			damaged.entries.splice(1, 1);
			await placeVault(page, damaged);
			await typePassphrase(page);
			const banners = page.locator('main .banner');
			await expect(banners).toHaveCount(2);
			await look(page, 'both banners');
			const dialog = page.getByRole('alertdialog');
			for (const banner of await banners.all()) {
				await banner.getByRole('button').click();
				await look(page, 'the dialog of a banner');
				await page.keyboard.press('Escape');
				await expect(dialog).toBeHidden();
			}

			await page.setViewportSize(narrow);
			await page.getByRole('banner').getByRole('button').first().click();
			await look(page, 'the menu');
			await page.keyboard.press('Escape');
			await expect(page.getByRole('dialog')).toBeHidden();
			await page.keyboard.press('Control+k');
			await page.keyboard.type('disabled');
			await expect(page.getByRole('option', { name: /^disabled/ })).toBeVisible();
			await look(page, 'the palette');
			await page.keyboard.press('Escape');
			await page.keyboard.press('?');
			await look(page, 'the shortcuts');
			await page.keyboard.press('Escape');
			await expect(page.getByRole('dialog')).toBeHidden();
			await page.setViewportSize(wide);

			await page.clock.runFor('09:45');
			await expect(dialog).toBeVisible();
			await look(page, 'the warning before it locks');
		});
	});

test('fields for key material, which are folded away at first, are accessible with dots and shown', async ({
	page
}) => {
	await openAtNowhere(page);
	const look = async (address: string, field: string) => {
		await page.locator(field).pressSequentially('00ff');
		await expectGood(page, `${address}, dots`);
		await page.locator(`.with-button:has(${field}) button`).click();
		await expect(page.locator(field)).toHaveValue('00ff');
		await expectGood(page, `${address}, shown`);
	};
	await arrive(page, '#/wrap/aws');
	await page.locator('input[name="source"][value="PASTE"]').check();
	await look('#/wrap/aws', '#wrap-text');

	const finder = `#/keys/${ids.imported}/find`;
	await arrive(page, finder);
	await page.locator('details:has(#candidates-paste) > summary').click();
	await look(finder, '#candidates-paste');
});

/** Pages that between them have every kind of element. */
const samples = () => [
	'#/settings',
	'#/keys',
	'#/crypto/encrypt',
	`#/keys/${ids.imported}`,
	`#/keys/${ids.importing}/import/files`
];

test('with forced colours all text is seen, and every control has an outline', async ({ page }) => {
	await page.emulateMedia({ forcedColors: 'active' });
	await openReadyVault(page, vault, '#/nowhere');
	for (const address of samples()) {
		await arrive(page, address);
		expect.soft(await page.evaluate(findUnseen), address).toEqual([]);
	}
});

/** @returns text of the colour of what is behind it, and controls that nothing sets off */
function findUnseen(): string[] {
	const behind = (element: Element | null): string => {
		if (!element) return 'rgb(255, 255, 255)';
		const { backgroundColor } = getComputedStyle(element);
		return backgroundColor === 'rgba(0, 0, 0, 0)' ? behind(element.parentElement) : backgroundColor;
	};
	return [...document.querySelectorAll<HTMLElement>('body *')]
		.filter((element) => element.checkVisibility())
		.flatMap((element) => {
			const style = getComputedStyle(element);
			const hasText = [...element.childNodes].some(
				(node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''
			);
			const isControl = element.matches('button:not(.quiet, .link), select, textarea, input');
			const isNative = element.matches('[type="radio"], [type="checkbox"], [type="file"]');
			return [
				...(hasText && style.color === behind(element) ? ['unseen text'] : []),
				...(isControl && !isNative && style.borderTopWidth === '0px' ? ['no outline'] : [])
			].map((what) => `${what}: ${element.outerHTML.slice(0, 100)}`);
		});
}

test('with less motion asked for nothing moves', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await openReadyVault(page, vault, '#/nowhere');
	for (const address of samples()) {
		await arrive(page, address);
		const moving = await page.evaluate(() =>
			[...document.querySelectorAll('*')].flatMap((element) => {
				const { transitionDuration, animationDuration } = getComputedStyle(element);
				const seconds = [transitionDuration, animationDuration].join().split(',').map(parseFloat);
				return Math.max(...seconds) > 0.001 ? [element.outerHTML.slice(0, 100)] : [];
			})
		);
		expect.soft(moving, address).toEqual([]);
	}
});
