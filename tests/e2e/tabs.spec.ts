import type { BrowserContext, Page } from '@playwright/test';
import { createKey, expectHeading, unlock, visit } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { rounds } from '../support/soak.ts';

const tabCount = rounds(4, 8);
const keysPerTab = 4;

/** Unlocked tabs on one vault; the log has an entry for its creation and one for each tab. */
async function openTabs(page: Page, context: BrowserContext): Promise<Page[]> {
	await openReadyVault(page, await makeVault());
	const others = Array.from({ length: tabCount - 1 }, async () => {
		const tab = await context.newPage();
		await tab.goto('/');
		await unlock(tab);
		return tab;
	});
	return [page, ...(await Promise.all(others))];
}

async function expectWholeLog(tabs: Page[], entries: number): Promise<void> {
	for (const tab of tabs) {
		await visit(tab, '#/activity');
		await expect(tab.getByText(`${entries} entries. The chain is whole.`)).toBeVisible();
	}
}

/** A new start opens and checks every row of the vault again. */
async function expectVerified(page: Page): Promise<void> {
	await page.reload();
	await unlock(page);
	await expect(page.getByText(/The chain is whole\.$/)).toBeVisible();
	await expect(page.getByText('The vault is damaged.')).toBeHidden();
}

test.slow(); // many pages on two processors

test('tabs that make keys at once lose none', async ({ page, context }) => {
	const tabs = await openTabs(page, context);
	const numbers = Array.from({ length: keysPerTab }, (_, index) => index);
	const names = await Promise.all(
		tabs.map(async (tab, tabNumber) => {
			const made = numbers.map((number) => `tab ${tabNumber} key ${number}`);
			for (const name of made) await createKey(tab, { name, description: `of ${tabNumber}` });
			return made;
		})
	);
	for (const tab of tabs) {
		await visit(tab, '#/keys');
		await expect(tab.getByText(`${tabCount * keysPerTab} keys.`)).toBeVisible();
	}
	// The list draws only the rows on the screen.
	for (const name of names.flat()) {
		await page.getByRole('searchbox').fill(name);
		await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
	}
	await expectWholeLog(tabs, 1 + tabCount + tabCount * keysPerTab);
	await expectVerified(page);
});

test('tabs that change one thing at once agree on it, and each change is logged', async ({
	page,
	context
}) => {
	const tabs = await openTabs(page, context);
	const fields = await Promise.all(
		tabs.map(async (tab, number) => {
			await visit(tab, '#/settings');
			await expectHeading(tab, 'Settings');
			const field = tab.getByLabel('Vault name');
			await field.fill(`Named by tab ${number}`);
			return field;
		})
	);
	await Promise.all(fields.map((field) => field.blur()));
	await expectWholeLog(tabs, 1 + tabCount + tabCount);
	const shown = await Promise.all(
		tabs.map((tab) =>
			tab
				.getByRole('banner')
				.getByText(/^Vault Named by tab/)
				.innerText()
		)
	);
	expect(new Set(shown).size).toBe(1);
	await expectVerified(page);
});
