import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expectHeading } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';

const entries = (page: Page) => page.getByRole('rowheader');
const filter = (page: Page, label: string) =>
	page.getByRole('form', { name: 'Filters' }).getByLabel(label, { exact: true });

async function savedBy(page: Page, button: string): Promise<{ name: string; text: string }> {
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	const file = await download;
	return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('the log is filtered by key, kind, result and day, and what is shown is saved', async ({
	page
}) => {
	const vault = await makeVault(async (handle) => {
		const { KeyId } = (await handle('CreateKey', { AliasName: 'alias/orders' })).KeyMetadata;
		await handle('CreateKey', { AliasName: 'alias/-2-3' });
		await handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
		await handle('Encrypt', { KeyId, Plaintext: new Uint8Array() }).catch(() => undefined);
	});
	await openReadyVault(page, vault, '#/activity');
	await expectHeading(page, 'Activity');
	await expect(entries(page)).toHaveCount(6);

	await filter(page, 'Kind').focus();
	await filter(page, 'Kind').selectOption('Use of keys');
	await expect(entries(page)).toHaveText([/^Encryption refused/, '1 byte encrypted']);
	await expect(filter(page, 'Kind')).toBeFocused();
	await filter(page, 'Result').selectOption('Refused');
	await expect(entries(page)).toHaveText([/^Encryption refused/]);
	await expectAccessible(page, 'a filtered log');
	await filter(page, 'Key').selectOption('-2-3');
	await expect(page.getByText('No entries match these filters.')).toBeVisible();
	await page.getByRole('link', { name: 'Show all entries' }).click();
	await expect(entries(page)).toHaveCount(6);
	await filter(page, 'To (day)').fill('2020-01-01');
	await filter(page, 'To (day)').blur();
	await expect(page.getByText('No entries match these filters.')).toBeVisible();
	await filter(page, 'To (day)').fill('');
	await expect(entries(page)).toHaveCount(6);

	const all = await savedBy(page, 'Save as JSON lines');
	expect(all.name).toMatch(/^airlock-activity-\d{4}-\d\d-\d\d\.jsonl$/);
	const lines = all.text.trimEnd().split('\n');
	expect(lines.map((line) => (JSON.parse(line) as { number: number }).number)).toEqual([
		1, 2, 3, 4, 5, 6
	]);
	await expect(page.getByText(`6 entries saved to ${all.name}.`)).toBeVisible();

	await page.getByRole('row').nth(4).getByRole('link', { name: '-2-3' }).click();
	await expect(entries(page)).toHaveCount(1);
	const csv = await savedBy(page, 'Save as CSV');
	expect(csv.name).toMatch(/\.csv$/);
	expect(csv.text).toContain(",'-2-3,Success,PERSON,");
	expect(csv.text.trimEnd().split('\r\n')).toHaveLength(2);
	expect(page.url()).not.toContain('2-3'); // the history keeps addresses, and must not keep names
});
