import type { BrowserContext, Page } from '@playwright/test';
import { decryptWithAge } from '../support/age.ts';
import {
	createVault,
	expectHeading,
	passphrase,
	unlock,
	vaultWorker,
	visit
} from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { firstProgress } from '../support/first-progress.ts';
import {
	makeVault,
	openReadyVault,
	placeVault,
	writeVault,
	readVault
} from '../support/ready-vault.ts';

const wrongPassphrase = 'That passphrase doesn’t open this vault.';

test('a new vault is made with a passphrase that is typed', async ({ page }) => {
	await page.goto('/');
	await expectHeading(page, 'Keys that stay on this computer');
	await page.getByRole('link', { name: 'Create a vault' }).click();
	await page.getByLabel('Vault name').fill('Payments');
	await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
	await page.getByLabel('Passphrase again', { exact: true }).fill(passphrase);
	const progress = page.evaluate(firstProgress); // it may be gone before anybody looks
	await page.getByRole('button', { name: 'Create vault' }).click();
	expect(await progress).toBe(true);
	await expectHeading(page, 'Keep it safe');
	await page.getByRole('link', { name: 'Do this later' }).click();
	await expectHeading(page, 'Overview');
	await expect(page.getByRole('banner')).toContainText('Payments');
});

test('unlocking comes again after a reload, and leads back to the same page', async ({ page }) => {
	await openReadyVault(page, await makeVault());
	await visit(page, '#/settings');
	await expectHeading(page, 'Settings');
	await page.reload();
	await expectHeading(page, 'Unlock the vault');
	await unlock(page);
	await expectHeading(page, 'Settings');
});

test('the settings are kept over a reload: the name, when it locks by itself, and the theme', async ({
	page
}) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await openReadyVault(page, await makeVault(), '#/settings');
	const root = page.locator('html');
	const name = page.getByLabel('Vault name');
	const minutes = page.getByLabel('Lock when nobody uses Airlock for');

	await test.step('when it locks by itself', async () => {
		await expect(minutes).toHaveValue('10');
		const dialog = page.getByRole('alertdialog', { name: 'Leave the vault open for longer?' });
		await minutes.selectOption('Never');
		await expect(minutes).toHaveValue('10');
		await dialog.getByRole('button', { name: 'Keep it as it is' }).click();
		await expect(minutes).toHaveValue('10');

		await minutes.selectOption('Never');
		const again = dialog.getByLabel('Passphrase of this vault', { exact: true });
		await again.fill('not the passphrase');
		await again.press('Enter');
		await expect(dialog.getByRole('alert')).toContainText(wrongPassphrase);
		await again.fill(passphrase);
		await again.press('Enter');
		await expect(page.getByText('Saved.')).toBeVisible();
		await expect(minutes).toHaveValue('never');
	});

	await test.step('the name', async () => {
		await name.fill('');
		await name.blur();
		await expect(name).toHaveAccessibleDescription('Give the vault a name.');
		await name.fill('Ledger');
		await name.blur();
		await expect(page.getByRole('banner')).toContainText('Ledger');
	});

	await test.step('the theme', async () => {
		await expect(root).toHaveCSS('background-color', 'rgb(250, 250, 248)');
		await page.getByRole('radio', { name: 'Dark' }).check();
		await expect(root).toHaveCSS('background-color', 'rgb(17, 20, 19)');
	});

	await page.reload();
	await expect(root).toHaveCSS('background-color', 'rgb(17, 20, 19)');
	await expect(page.getByRole('banner')).not.toContainText('Ledger');
	await unlock(page);
	await expect(name).toHaveValue('Ledger');
	await expect(minutes).toHaveValue('never');
	await page.getByRole('radio', { name: 'Same as the system' }).check();
	await expect(root).toHaveCSS('background-color', 'rgb(250, 250, 248)');
});

test('the settings switch the language without a reload, unlocked, in one step', async ({
	page
}) => {
	await openReadyVault(page, await makeVault(), '#/settings');
	let loads = 0;
	page.on('load', () => loads++);
	await page.getByRole('button', { name: '简体中文' }).click();
	await expectHeading(page, '设置');
	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await expect(page.getByRole('button', { name: '锁定', exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'English' }).click();
	await expectHeading(page, 'Settings');
	expect(loads).toBe(0);
});

test.describe('protected storage', () => {
	for (const { setting, answer } of [
		{ setting: 'granted', answer: 'On. The browser won’t clear this vault to free space.' },
		{ setting: 'denied', answer: /^Not granted\. If the disk runs low/ }
	])
		test(`is asked for on a click only, and the answer shown: ${setting}`, async ({
			page,
			context
		}) => {
			await page.addInitScript(countPersistRequests);
			await openReadyVault(page, await makeVault(), '#/settings');
			const requests = () => page.evaluate(() => Reflect.get(window, 'persistRequests') as number);
			const ask = page.getByRole('button', { name: 'Ask the browser' });
			await expect(page.getByText('Off. If the disk runs low')).toBeVisible();
			expect(await requests()).toBe(0);
			await decidePersistence(context, page, setting);
			await ask.click();
			await expect(page.getByText(answer)).toBeVisible();
			expect(await requests()).toBe(1);
			await expect(ask).toBeVisible({ visible: setting === 'denied' });
		});
});

/** What the browser answers to `navigator.storage.persist()`; headless, nobody would be asked. */
async function decidePersistence(context: BrowserContext, page: Page, setting: string) {
	const session = await context.newCDPSession(page);
	const { targetInfo } = await session.send('Target.getTargetInfo');
	await session.send('Browser.setPermission', {
		permission: { name: 'persistent-storage' },
		setting: setting as 'granted' | 'denied',
		...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId })
	});
}

function countPersistRequests(): void {
	if (!window.isSecureContext) return; // about:blank
	const { storage } = navigator;
	const persist = storage.persist.bind(storage);
	let persistRequests = 0;
	Object.assign(window, { persistRequests });
	storage.persist = () => {
		Object.assign(window, { persistRequests: ++persistRequests });
		return persist();
	};
}

test.describe('a damaged vault', () => {
	const flip = (bytes: Uint8Array | null | undefined) => {
		if (!bytes) throw new Error('there is nothing to damage');
		const middle = bytes.length >> 1;
		bytes[middle] = (bytes[middle] ?? 0) ^ 1;
	};

	const twoKeys = () =>
		makeVault(async (handle) => {
			await handle('CreateKey', { AliasName: 'alias/payments' });
			await handle('CreateKey', { AliasName: 'alias/ledger' });
		});

	test('without its beginning is no empty place: nothing new can cover it up', async ({ page }) => {
		const vault = await twoKeys();
		await placeVault(page, vault);
		await writeVault(page, { entries: vault.entries });
		await page.reload();
		await expectHeading(page, 'The vault can’t be reached');
		const alert = page.getByRole('alert');
		await expect(alert).toContainText('The vault is damaged.');
		await expect(alert).toContainText('opening: is missing');
		await visit(page, '#/setup');
		await expectHeading(page, 'The vault can’t be reached');
	});

	test('can’t be changed; what verifies is saved to a file that age opens', async ({
		page
	}, testInfo) => {
		const vault = await twoKeys();
		flip(vault.entries[1]?.body);
		await openReadyVault(page, vault, '#/settings');

		await page.getByLabel('Vault name').fill('Changed');
		await page.getByLabel('Vault name').blur();
		await expect(page.getByRole('alert')).toContainText(
			'The vault is damaged and can only be read.'
		);

		await page.getByRole('button', { name: 'Save what can be read…' }).click();
		const dialog = page.getByRole('alertdialog', { name: 'Save what can be read' });
		const filePassphrase = 'a passphrase for the file';
		await dialog.getByLabel('Passphrase of this vault', { exact: true }).fill(passphrase);
		await dialog.getByLabel('Passphrase for the file', { exact: true }).fill(filePassphrase);
		const downloading = page.waitForEvent('download');
		await dialog.getByRole('button', { name: 'Save file' }).click();
		const download = await downloading;
		await expect(page.getByText(`1 key saved to ${download.suggestedFilename()}.`)).toBeVisible();

		const file = testInfo.outputPath(download.suggestedFilename());
		await download.saveAs(file);
		const saved: unknown = JSON.parse((await decryptWithAge(file, filePassphrase)).toString());
		expect(saved).toMatchObject({
			vaultName: 'Test vault',
			keys: [
				{ aliases: ['ledger'], keyMaterial: expect.stringMatching(/^[\w+/]{43}=$/) as unknown }
			]
		});

		await page.reload();
		await unlock(page);
		await expect(page.getByLabel('Vault name')).toHaveValue('Test vault');
	});
});

test('activity locks the vault when a hand has changed it, and the next unlock has it whole from the mirror', async ({
	page
}) => {
	const vault = await makeVault((handle) => handle('CreateKey', {}));
	await openReadyVault(page, vault);
	const { entries } = await readVault(page);
	const [first, second] = entries;
	if (!first || !second) throw new Error('there is no log to change');
	await writeVault(page, { ...vault, entries: entries.with(1, { ...second, log: first.log }) });
	await visit(page, '#/activity');
	await expectHeading(page, 'Unlock the vault');
	await expect(page.getByRole('alert')).toContainText(
		'Locked because the stored vault was damaged or changed while it was open.'
	);
	await unlock(page);
	await expect(page.getByText('Airlock has put them back from the mirror.')).toBeVisible();
	await expect(page.getByText('The chain is whole.')).toBeVisible();
	await expect(page.getByText('it was put back from the mirror').first()).toBeVisible();
});

test('inside another page the app does not run', async ({ page }) => {
	await page.route('**/framing', (route) =>
		route.fulfill({ contentType: 'text/html', body: '<title>Framing</title><iframe src="/">' })
	);
	await page.goto('/framing');
	const frame = page.frameLocator('iframe');
	await expect(frame.getByRole('heading')).toHaveText('Airlock does not run inside another page.');
	await expect(frame.getByRole('link')).toHaveCount(0);
	expect(page.workers()).toEqual([]);
});

test('the policy holds in the vault worker too', async ({ page, problems }) => {
	await createVault(page);
	const worker = await vaultWorker(page);
	const refused = await worker.evaluate(async () => {
		const isRefused = async (attempt: () => unknown) => {
			try {
				await attempt();
				return false;
			} catch {
				return true;
			}
		};
		const script: string = 'data:text/javascript,export{}';
		// The debugger’s own call may evaluate text; what comes after the first wait is the worker’s.
		return {
			connect: await isRefused(() => fetch('https://elsewhere.example/')),
			import: await isRefused(() => import(/* @vite-ignore */ script)),
			'evaluate text': await isRefused(() => (0, eval)('1'))
		};
	});
	expect(refused).toEqual({ connect: true, import: true, 'evaluate text': true });
	problems.splice(0); // the browser logged them, which the guard would refuse
});
