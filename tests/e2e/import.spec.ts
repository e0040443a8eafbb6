import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { toBase64, toHex } from '#lib/domain/bytes.ts';

import type { Handle, Response } from '#lib/service/api.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { clientMessages as englishClients } from '#lib/ui/messages/en/clients.ts';
import { importMessages as english } from '#lib/ui/messages/en/import.ts';
import { recoveryMessages as englishRecovery } from '#lib/ui/messages/en/recovery.ts';
import type { Language } from '#lib/domain/language.ts';
import { clientMessages as chineseClients } from '#lib/ui/messages/zh-CN/clients.ts';
import { importMessages as chinese } from '#lib/ui/messages/zh-CN/import.ts';
import { recoveryMessages as chineseRecovery } from '#lib/ui/messages/zh-CN/recovery.ts';
import { expectAccessible, expectFocusVisible } from '../support/accessibility.ts';
import { decryptWithAge } from '../support/age.ts';
import { createKey, expectHeading, unlock, visit } from '../support/app.ts';
import { importRequest, wrapFor, type Parameters } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { must } from '../support/must.ts';
import { makeVault, openReadyVault, untilSaved } from '../support/ready-vault.ts';
import { someKeyMaterial } from '../support/vault.ts';

const name = 'payments-master';
const material = someKeyMaterial();
/** KCV of {@link material}, as it is shown. */
const checkValue = async (handle: Handle) => {
	const { KeyCheckValue } = await handle('InspectKeyMaterial', { KeyMaterial: someKeyMaterial() });
	return must(KeyCheckValue.kcv ?? undefined)
		.toUpperCase()
		.replace(/..(?!$)/g, '$& ');
};

/** A vault with one key of origin External, and import parameters for it. */
interface Started {
	vault: VaultSnapshot;
	keyId: string;
	parameters: Parameters;
	kcv: string;
}

interface Start {
	place?: 'IN_AIRLOCK' | 'ELSEWHERE';
	/** after the parameters are there */
	then?: (handle: Handle, parameters: Parameters) => Promise<unknown>;
	/** before */
	first?: (handle: Handle, keyId: string) => Promise<unknown>;
	now?: () => number;
}

async function started({ place = 'ELSEWHERE', then, first, now }: Start = {}): Promise<Started> {
	let keyId = '';
	let parameters: Parameters | undefined;
	let kcv = '';
	const vault = await makeVault(async (handle) => {
		const created = await handle('CreateKey', { Origin: 'EXTERNAL', AliasName: `alias/${name}` });
		keyId = created.KeyMetadata.KeyId;
		await first?.(handle, keyId);
		parameters = await newParameters(handle, keyId, place);
		kcv = await checkValue(handle);
		await then?.(handle, parameters);
	}, now);
	if (!parameters) throw new Error('there are no parameters');
	return { vault, keyId, parameters, kcv };
}

const newParameters = (
	handle: Handle,
	KeyId: string,
	Place: 'IN_AIRLOCK' | 'ELSEWHERE' = 'ELSEWHERE'
): Promise<Response<'GetParametersForImport'>> =>
	handle('GetParametersForImport', { KeyId, Place, WrappingKeySpec: 'RSA_2048' });

/** Imports {@link material} with the engine. */
async function importBefore(handle: Handle, keyId: string, validTo?: number): Promise<void> {
	const parameters = await newParameters(handle, keyId);
	await handle('ImportKeyMaterial', importRequest(parameters, material, validTo));
}

const openStep = (page: Page, { vault, keyId }: Started, step: string) =>
	openReadyVault(page, vault, `#/keys/${keyId}/import/${step}`);

const slot = (page: Page, legend: string) => page.getByRole('group', { name: legend });
const encryptedKey = (page: Page) => slot(page, 'Encrypted key file');
const importToken = (page: Page) => slot(page, 'Import Token');
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm', exact: true });

async function choose(target: Locator, content: Uint8Array | string, fileName = 'file.bin') {
	const buffer = Buffer.from(content);
	const input = target.locator('input[type="file"]');
	await input.setInputFiles({ name: fileName, mimeType: '', buffer });
	await expect(target).toContainText(fileName);
}

test.describe('in the app', () => {
	test('takes at most 12 interactions from the first open to an enabled key', async ({ page }) => {
		let interactions = 0;
		const press = async (role: 'button' | 'link', label: string) => {
			interactions += 1;
			await page.getByRole(role, { name: label, exact: true }).click();
		};
		const fill = async (label: string, value: string) => {
			interactions += 1;
			await page.getByLabel(label, { exact: true }).fill(value);
		};
		await page.goto('/');
		await press('link', 'Create a vault');
		await fill('Passphrase', 'correct horse battery staple');
		await fill('Passphrase again', 'correct horse battery staple');
		await press('button', 'Create vault');
		await press('link', 'Do this later');
		await press('link', 'Import a key');
		await press('button', 'Create key and continue');
		await press('button', 'Create parameters');
		await press('button', 'Suggest one');
		const saved = page.waitForEvent('download');
		await press('button', 'Encrypt');
		await saved;
		await press('button', 'Confirm');
		const done = page.getByRole('heading', { level: 1, name: 'imported-key-1 is enabled' });
		await expect(done).toBeFocused();
		expect(interactions).toBeLessThanOrEqual(12);
	});

	test('saves a copy that the age program opens, and its check value fits', async ({
		page
	}, info) => {
		const start = await started({ place: 'IN_AIRLOCK' });
		await openStep(page, start, 'encrypt');
		await page.getByRole('button', { name: 'Suggest one' }).click();
		const words = await page.locator('output').innerText();
		const downloading = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toBe(`key-material-${start.keyId.slice(0, 8)}.age`);
		const file = info.outputPath('copy.age');
		await download.saveAs(file);
		await expectHeading(page, 'Import Key’s Data');
		const copy = await decryptWithAge(file, words);
		expect(copy).toHaveLength(32);

		await visit(page, `#/keys/${start.keyId}/import/encrypt`);
		await page.getByRole('radio', { name: 'Paste hex or Base64' }).check();
		await page.getByLabel('Key material in hex or Base64').fill(copy.toString('base64'));
		await page.getByLabel('Key material in hex or Base64').blur();
		const said = await page.getByText('It has the check value').innerText();
		const checkValue = /([\dA-F]{2} ?){3}(?=\.)/.exec(said)?.[0] ?? 'no check value';
		await expect(page.locator('.found')).toContainText(checkValue);
	});
});

test.describe('by keyboard alone', () => {
	/** Presses Tab until the target has the focus, which can be seen at each stop. */
	async function tabTo(page: Page, target: Locator): Promise<number> {
		for (let tabs = 1; tabs <= 60; tabs++) {
			await page.keyboard.press('Tab');
			await expectFocusVisible(page);
			if (await target.evaluate((element) => element === document.activeElement)) return tabs;
		}
		throw new Error('60 Tabs do not lead there');
	}

	test('the whole import takes at most 60 Tabs', async ({ page }) => {
		await openReadyVault(page, await makeVault());
		await expectHeading(page, 'Overview');
		let tabs = 0;
		const go = async (role: 'button' | 'link', label: string) => {
			const target = page.getByRole(role, { name: label, exact: true });
			await target.waitFor();
			tabs += await tabTo(page, target);
			await page.keyboard.press('Enter');
		};
		const arrive = (heading: string) =>
			expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
		await page.getByRole('heading', { level: 1 }).focus();
		await go('link', 'Import a key');
		await arrive('Create key');
		await go('button', 'Create key and continue');
		await arrive('Get import parameters');
		await go('button', 'Create parameters');
		await arrive('Encrypt key material');
		await go('button', 'Suggest one');
		await go('button', 'Encrypt');
		await arrive('Import Key’s Data');
		await go('button', 'Confirm');
		await arrive('imported-key-1 is enabled');
		expect(tabs).toBeLessThanOrEqual(60);
	});

	test('files are chosen and pasted', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await expectHeading(page, 'Import Key’s Data');
		await page.getByRole('heading', { level: 1 }).focus();
		const opening = page.waitForEvent('filechooser');
		await tabTo(page, encryptedKey(page).getByRole('button').first());
		await page.keyboard.press('Enter');
		const buffer = Buffer.from(wrapFor(start.parameters, material));
		await (await opening).setFiles({ name: 'wrapped.bin', mimeType: '', buffer });
		await expect(encryptedKey(page)).toContainText('Ready.');

		await tabTo(page, importToken(page).getByText('Paste text'));
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await page.keyboard.insertText(toBase64(start.parameters.ImportToken));
		await tabTo(page, importToken(page).getByRole('button', { name: 'Use this text' }));
		await page.keyboard.press('Enter');
		await expect(importToken(page)).toContainText('Base64 → 135 bytes');
		await tabTo(page, confirm(page));
		await page.keyboard.press('Enter');
		await expectHeading(page, `${name} is enabled`);
	});
});

test('nothing is lost by a reload at any checkpoint', async ({ page }) => {
	const interrupt = async () => {
		await page.reload();
		await unlock(page);
	};
	await openReadyVault(page, await makeVault());
	await createKey(page, { name, origin: 'EXTERNAL' });
	await interrupt();
	await expectHeading(page, 'Get import parameters');

	await page.getByLabel('Wrapping key').selectOption('RSA_2048');
	await page.getByRole('radio', { name: /^On another computer/ }).check();
	await page.getByRole('button', { name: 'Create parameters' }).click();
	const facts = page.locator('dl.facts');
	const set = await facts.locator('dd').first().innerText();
	await interrupt();
	await expect(facts.locator('dd').first()).toHaveText(set);
	await page.getByRole('link', { name: 'Continue with them' }).click();
	await expectHeading(page, 'Encrypt key material');
	await interrupt();
	await expectHeading(page, 'Encrypt key material');
	await page.getByRole('button', { name: 'Encrypt in this app instead' }).click();
	const suggest = page.getByRole('button', { name: 'Suggest one' });
	await expect(suggest).toBeVisible();
	await interrupt();
	await suggest.click();
	await page.getByRole('button', { name: 'Encrypt', exact: true }).click();

	await expectHeading(page, 'Import Key’s Data');
	await interrupt();
	await expectHeading(page, 'Import Key’s Data');
	await expect(encryptedKey(page)).toContainText(`encrypted in Airlock with parameters ${set}`);
	await expect(importToken(page)).toContainText('ImportToken.bin');

	await untilSaved(page, () => page.getByRole('button', { name: '30 days' }).click());
	const date = page.getByLabel('Date', { exact: true });
	await expect(page.getByText('in 30 days')).toBeVisible();
	const chosen = await date.inputValue();
	await interrupt();
	await expect(date).toHaveValue(chosen);
	await untilSaved(page, () => page.getByRole('radio', { name: 'Never Expire' }).check());
	await expect(page.getByText('The key material stays until you delete it.')).toBeVisible();
	await interrupt();
	await expect(page.getByRole('radio', { name: 'Never Expire' })).toBeChecked();

	await confirm(page).click();
	await expectHeading(page, `${name} is enabled`);
	await interrupt();
	await expectHeading(page, `${name} is enabled`);
});

test('parameters come alone in each encoding', async ({ page }) => {
	const start = await started();
	const { PublicKey, ImportToken } = start.parameters;
	await openStep(page, start, 'parameters');
	const der = Buffer.from(PublicKey);
	const token = Buffer.from(ImportToken);
	const pem = `-----BEGIN PUBLIC KEY-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`;
	const files: [string, string, Buffer][] = [
		['Public key as PEM', 'PublicKey.pem', Buffer.from(pem)],
		['Public key as DER', 'PublicKey.der', der],
		['Public key as Base64', 'PublicKey.b64', Buffer.from(der.toString('base64') + '\n')],
		['Public key as Hex', 'PublicKey.hex', Buffer.from(der.toString('hex') + '\n')],
		['Import token as Binary', 'ImportToken.bin', token],
		['Import token as Base64', 'ImportToken.b64', Buffer.from(token.toString('base64') + '\n')],
		['Import token as Hex', 'ImportToken.hex', Buffer.from(token.toString('hex') + '\n')]
	];
	for (const [label, fileName, content] of files) {
		const downloading = page.waitForEvent('download');
		await page.getByRole('button', { name: label }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toBe(fileName);
		expect(await readFile(await download.path())).toEqual(content);
	}
});

for (const language of ['en', 'zh-CN'] satisfies Language[]) {
	test(`every screen, dialog and error is accessible in both themes, ${language}`, async ({
		page
	}) => {
		test.slow();
		const text = language === 'en' ? english : chinese;
		const recovery = language === 'en' ? englishRecovery : chineseRecovery;
		const { terminal } = language === 'en' ? englishClients : chineseClients;
		const button = (label: string) => page.getByRole('button', { name: label, exact: true });
		const look = (what: string) => expectAccessible(page, what, language !== 'en');
		let bound = '';
		const start = await started({
			place: 'IN_AIRLOCK',
			first: async (handle) => {
				const { KeyMetadata } = await handle('CreateKey', {
					Origin: 'EXTERNAL',
					AliasName: 'alias/bound'
				});
				bound = KeyMetadata.KeyId;
				await importBefore(handle, bound);
			}
		});
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await openStep(page, start, 'encrypt');
		if (language === 'zh-CN') await page.getByRole('button', { name: '简体中文' }).click();
		await expectHeading(page, text.encryptTitle);
		await look('encrypt here');

		await button(text.encrypt).click();
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await look('encrypt here, errors');
		await page.getByRole('radio', { name: text.fromFile }).check();
		await choose(slot(page, text.materialFile), randomBytes(31));
		await page.getByText(text.howToOpen).or(button(text.encrypt)).first().waitFor();
		await look('key material from a file');
		await page.getByRole('radio', { name: text.fromPaste }).check();
		await page.getByLabel(text.pasteLabel).fill(toHex(material));
		await page.getByLabel(text.pasteLabel).blur();
		await expect(page.locator('.found')).toContainText(start.kcv);
		await look('key material pasted');
		await page.getByRole('radio', { name: text.makeNow(32) }).check();
		await page.getByRole('radio', { name: text.copyShow }).check();
		await button(text.encrypt).click();
		await page.getByRole('heading', { name: text.onceTitle }).waitFor();
		await look('key material shown once');

		await visit(page, `#/keys/${start.keyId}/import/parameters`);
		await button(recovery.giveUp.confirm).click();

		await expectHeading(page, text.parametersTitle);
		await look('parameters that are there');
		await button(text.createNewOnes).click();
		await page.getByRole('alertdialog').waitFor();
		await look('replace the parameters');
		await button(text.keepCurrent).click();

		await visit(page, `#/keys/${start.keyId}/import/files`);
		await expect(page.getByText(text.ready, { exact: true })).toHaveCount(2);
		await look('files that are ready');
		await button(text.discard).click();
		await page.getByRole('alertdialog').waitFor();
		await look('discard the import');
		await button(text.keep).click();
		await choose(slot(page, text.encryptedKey), wrapFor(start.parameters, material.slice(1)));
		await button(text.confirm).click();
		await page.getByRole('alert').waitFor();
		await look('files that are refused');
		await choose(slot(page, text.encryptedKey), material);
		await page.getByLabel(text.date, { exact: true }).fill('2020-01-01');
		await button(text.confirm).click();
		await page.getByText(text.plainTitle).first().waitFor();
		await look('files with errors');

		await visit(page, `#/keys/${start.keyId}/import/encrypt`);
		await button(text.encryptElsewhereInstead).click();
		await page.getByLabel(terminal).selectOption('POWERSHELL');
		await page.getByText(text.notePowerShell).waitFor();
		await look('encrypt elsewhere');
		await visit(page, `#/keys/${start.keyId}/import/done`);
		await page.getByText(text.notDoneTitle).waitFor();
		await look('nothing imported');

		await visit(page, `#/keys/${bound}/import/files`);
		await page.getByText(text.noParametersTitle).waitFor();
		await look('no parameters');
		await visit(page, `#/keys/${bound}/import/parameters`);
		await button(text.createParameters).waitFor();
		await look('parameters to be created');
		await visit(page, `#/keys/${bound}/import/done`);
		await expectHeading(page, text.doneTitle('bound'));
		await look('done');
	});
}
