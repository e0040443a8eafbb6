import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

const withKeys = async (handle: Handle) => {
	for (let key = 1; key <= 5; key++)
		await handle('CreateKey', { Description: 'd'.repeat(2000), AliasName: `alias/key-${key}` });
};
const fact = (name: string) => page.getByText(name, { exact: true });

test('the settings say how large a vault is, and nothing more while there is room', async () => {
	const handle = await openScreen('#/settings', { vault: withKeys });
	const { Bytes } = (await handle('DescribeVault', {})).Size;
	expect(Bytes).toBeGreaterThan(10_000);
	await expect.element(fact('Size')).toBeVisible();
	await expect.element(page.getByText(/KB of at most 2\d\d MB/)).toBeVisible();
	await expect.element(page.getByText(/nearly full/)).not.toBeInTheDocument();
});

test.each([
	{ language: 'en', words: /It is nearly full/ },
	{ language: 'zh-CN', words: /即将写满/ }
] as const)('a vault that is nearly full says so: $language', async ({ language, words }) => {
	const sizeLimits = { roomyBytes: 21 * 1024, fileBytes: 64 * 1024 };
	await openScreen('#/settings', { vault: withKeys, sizeLimits, language, width: 320 });
	await expect.element(page.getByText(words)).toBeVisible();
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

test('what a full vault refuses is said on the form, with what to do', async () => {
	const sizeLimits = { roomyBytes: 16 * 1024, fileBytes: 64 * 1024 };
	const handle = await openScreen('#/keys/new', { vault: withKeys, sizeLimits });
	await page.getByLabelText('Name', { exact: true }).fill('one-more');
	await page.getByRole('button', { name: 'Create key' }).click();
	await expect.element(page.getByText('The vault is full.')).toBeVisible();
	await expect.element(page.getByText(/create a new vault and import/)).toBeVisible();
	expect((await handle('ListKeys', {})).Total).toBe(5);
});
