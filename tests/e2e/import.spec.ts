import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { toBase64, toHex } from '#lib/domain/bytes.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import type { Handle, Response } from '#lib/service/api.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { importMessages } from '#lib/ui/messages/import.ts';
import { recoveryMessages } from '#lib/ui/messages/recovery.ts';
import type { Language } from '#lib/ui/messages/messages.ts';
import { expectAccessible, expectFocusVisible } from '../support/accessibility.ts';
import { decryptWithAge } from '../support/age.ts';
import { createKey, expectHeading, lock, unlock, visit } from '../support/app.ts';
import { importRequest, wrapFor, type Parameters } from '../support/importing.ts';
import { expect, test } from '../support/page-guard.ts';
import { makeVault, openReadyVault } from '../support/ready-vault.ts';
import { someKeyMaterial, passphraseAgain } from '../support/vault.ts';

const name = 'payments-master';
const material = someKeyMaterial();
/** KCV of {@link someKeyMaterial}, and of another. */
const checkValue = async (handle: Handle, seed: number) => {
	const { KeyCheckValue } = await handle('InspectKeyMaterial', {
		KeyMaterial: someKeyMaterial(seed)
	});
	return KeyCheckValue.kcv.toUpperCase().replace(/..(?!$)/g, '$& ');
};

/** A vault with one key of origin External, and import parameters for it. */
interface Started {
	vault: VaultSnapshot;
	keyId: string;
	parameters: Parameters;
	kcv: string;
	otherKcv: string;
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
	let otherKcv = '';
	const vault = await makeVault(async (handle) => {
		const created = await handle('CreateKey', { Origin: 'EXTERNAL', AliasName: `alias/${name}` });
		keyId = created.KeyMetadata.KeyId;
		await first?.(handle, keyId);
		parameters = await newParameters(handle, keyId, place);
		kcv = await checkValue(handle, 0);
		otherKcv = await checkValue(handle, 1);
		await then?.(handle, parameters);
	}, now);
	if (!parameters) throw new Error('there are no parameters');
	return { vault, keyId, parameters, kcv, otherKcv };
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
const encryptedKey = (page: Page) => slot(page, 'Encrypt key files');
const importToken = (page: Page) => slot(page, 'Import Token');
const confirm = (page: Page) => page.getByRole('button', { name: 'Confirm', exact: true });
const errorSummary = (page: Page) => page.getByRole('region', { name: /^There (is|are)/ });

async function choose(target: Locator, content: Uint8Array | string, fileName = 'file.bin') {
	const buffer = Buffer.from(content);
	const input = target.locator('input[type="file"]');
	await input.setInputFiles({ name: fileName, mimeType: '', buffer });
	await expect(target).toContainText(fileName);
}

async function chooseBoth(page: Page, { parameters }: Pick<Started, 'parameters'>) {
	await choose(encryptedKey(page), wrapFor(parameters, material));
	await choose(importToken(page), parameters.ImportToken);
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
		await expectHeading(page, 'Import key files');
		const copy = await decryptWithAge(file, words);
		expect(copy).toHaveLength(32);

		await visit(page, `#/keys/${start.keyId}/import/encrypt`);
		await page.getByRole('radio', { name: 'Paste hex or Base64' }).check();
		await page.getByLabel('Key material in hex or Base64').fill(copy.toString('base64'));
		await page.getByLabel('Key material in hex or Base64').blur();
		const kcv = await page.getByText('Its check value is').innerText();
		const shown = await page.locator('.found').innerText();
		expect(shown).toContain(/([\dA-F]{2} ?){3}(?=\.)/.exec(kcv)?.[0] ?? 'no check value');
	});

	test('shows the key material once, and takes it out of the page', async ({ page }) => {
		const start = await started({ place: 'IN_AIRLOCK' });
		await openStep(page, start, 'encrypt');
		await page.getByRole('radio', { name: 'Show it once to write down' }).check();
		await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
		await expect(page.getByRole('heading', { name: 'Write down the key material' })).toBeFocused();
		const output = page.getByRole('status', { name: 'Key material (hex)' });
		const shown = await output.innerText();
		expect(shown).toMatch(/^([\da-f]{4} ){15}[\da-f]{4}$/);
		await page.evaluate(
			(element) => {
				Object.assign(globalThis, { shownOnce: element });
			},
			await output.elementHandle()
		);
		const goOn = page.getByRole('button', { name: 'I have written it down. Go on' });
		const last = page.getByLabel('The last 8 characters, as you wrote them down');
		await goOn.click();
		await expect(page.getByText('That is not how it ends.')).toBeVisible();
		await page
			.getByRole('navigation', { name: 'Main' })
			.or(page.getByRole('list', { name: 'Steps' }))
			.getByRole('link', { name: /Import key files/ })
			.click();
		const question = page.getByRole('alertdialog', { name: 'Nobody will have a copy' });
		await question.getByRole('button', { name: 'Back to the copy' }).click();
		await expect(output).toHaveText(shown);
		await last.fill(shown.slice(-9).toUpperCase());
		await goOn.click();
		await expectHeading(page, 'Import key files');
		const left = await page.evaluate(
			() => (globalThis as unknown as { shownOnce: Element }).shownOnce.textContent
		);
		expect(left).toBe('');
		await confirm(page).click();
		await expectHeading(page, `${name} is enabled`);
	});

	test('takes key material that is shown out of the page when it is locked', async ({ page }) => {
		await openStep(page, await started({ place: 'IN_AIRLOCK' }), 'encrypt');
		await page.getByRole('radio', { name: 'Show it once to write down' }).check();
		await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
		const shown = await page.getByRole('status', { name: 'Key material (hex)' }).innerText();
		await lock(page);
		expect(await page.content()).not.toContain(shown.slice(0, 9));
		await unlock(page);
		await expect(page.getByText(/nobody has said that they have a copy/)).toBeVisible();
	});

	test('asks for a copy of random bytes, and for a passphrase that can be kept', async ({
		page
	}) => {
		await openStep(page, await started({ place: 'IN_AIRLOCK' }), 'encrypt');
		const none = page.getByRole('radio', { name: 'I already have a copy' });
		await expect(none).toBeDisabled();
		await expect(none).toHaveAccessibleDescription(/^Not with random bytes/);
		const encrypt = page.getByRole('button', { name: 'Encrypt', exact: true });
		const expectError = async (message: string) => {
			await encrypt.click();
			await expect(errorSummary(page)).toBeFocused();
			await expect(errorSummary(page).getByRole('link')).toHaveText([message]);
		};
		await expectError('Enter a passphrase.');
		await page.getByLabel('Passphrase for the copy', { exact: true }).fill('eleven char');
		await expectError('Use at least 12 characters. A few random words work well.');
		await page.getByLabel('Passphrase for the copy', { exact: true }).fill('é'.repeat(513));
		await expectError('Use at most 1024 bytes: that is more than anybody types.');
		await page.getByLabel('Passphrase for the copy', { exact: true }).fill('twelve chars');
		await expectError('The two passphrases differ.');
	});

	test('reads a file and pasted text, and says how and what', async ({ page }) => {
		const { kcv, ...start } = await started({ place: 'IN_AIRLOCK' });
		await openStep(page, { kcv, ...start }, 'encrypt');
		await page.getByRole('radio', { name: 'From a file' }).check();
		const file = slot(page, 'Key material file');
		const forms = [
			[material, 'binary'],
			[toHex(material), 'hex'],
			[toBase64(material), 'Base64']
		] as const;
		for (const [content, how] of forms) {
			await choose(file, content, `key.${how}`);
			await expect(file).toContainText(`${how} → 32 bytes`);
			await expect(file).toContainText(`Check value (KCV) ${kcv}`);
		}
		const refused = [
			[randomBytes(31), 'AES-256 needs 32 bytes; this has 31 bytes.'],
			[new Uint8Array(32), 'All bytes are the same.'],
			['correct horse battery staple, yes', 'AES-256 needs 32 bytes; this has 33 bytes.'],
			['correct horse battery staples 32', 'This looks like typed text, not random bytes.'],
			['', 'It is empty.']
		] as const;
		for (const [content, title] of refused) {
			await choose(file, content, 'refused.bin');
			await expect(file).toContainText(title);
			await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
			await expect(errorSummary(page).getByRole('link')).toHaveText([title]);
		}
		await page.getByRole('radio', { name: 'Paste hex or Base64' }).check();
		await page.getByLabel('Key material in hex or Base64').fill(`0x${toHex(material)}`);
		await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
		await expectHeading(page, 'Import key files');
		await expect(encryptedKey(page)).toContainText(`Check value ${kcv}.`);
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
		await arrive('Import key files');
		await go('button', 'Confirm');
		await arrive('imported-key-1 is enabled');
		expect(tabs).toBeLessThanOrEqual(60);
	});

	test('files are chosen and pasted', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await expectHeading(page, 'Import key files');
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

test.describe('nothing is lost', () => {
	const interruptions = {
		'a reload': async (page: Page) => {
			await page.reload();
			await unlock(page);
		},
		'a lock': async (page: Page) => {
			await lock(page);
			await unlock(page);
		}
	};
	for (const [what, interrupt] of Object.entries(interruptions)) {
		test(`by ${what} at any checkpoint`, async ({ page }) => {
			await openReadyVault(page, await makeVault());
			await createKey(page, { name, origin: 'EXTERNAL' });
			await interrupt(page);
			await expectHeading(page, 'Get import parameters');

			await page.getByLabel('Wrapping key').selectOption('RSA_2048');
			await page.getByRole('radio', { name: /^On another computer/ }).check();
			await page.getByRole('button', { name: 'Create parameters' }).click();
			const facts = page.locator('dl.facts');
			const set = await facts.locator('dd').first().innerText();
			await interrupt(page);
			await expect(facts.locator('dd').first()).toHaveText(set);
			await page.getByRole('link', { name: 'Continue with them' }).click();
			await expectHeading(page, 'Encrypt key material');
			await interrupt(page);
			await expectHeading(page, 'Encrypt key material');
			await page.getByRole('button', { name: 'Encrypt in this app instead' }).click();
			await interrupt(page);
			await page.getByRole('button', { name: 'Suggest one' }).click();
			await page.getByRole('button', { name: 'Encrypt', exact: true }).click();

			await expectHeading(page, 'Import key files');
			await interrupt(page);
			await expectHeading(page, 'Import key files');
			await expect(encryptedKey(page)).toContainText(`encrypted in Airlock with parameters ${set}`);
			await expect(importToken(page)).toContainText('ImportToken.bin');

			await page.getByRole('button', { name: '30 days' }).click();
			const date = page.getByLabel('Date', { exact: true });
			await expect(page.getByText('in 30 days')).toBeVisible();
			const chosen = await date.inputValue();
			await interrupt(page);
			await expect(date).toHaveValue(chosen);
			await page.getByRole('radio', { name: 'Never Expire' }).check();
			await expect(page.getByText('The key material stays until you delete it.')).toBeVisible();
			await interrupt(page);
			await expect(page.getByRole('radio', { name: 'Never Expire' })).toBeChecked();

			await confirm(page).click();
			await expectHeading(page, `${name} is enabled`);
			await interrupt(page);
			await expectHeading(page, `${name} is enabled`);
		});
	}

	test('by leaving: the import is taken up where it was left', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await choose(encryptedKey(page), toHex(wrapFor(start.parameters, material)), 'wrapped.hex');
		await page.getByRole('link', { name: 'Save and leave' }).click();
		await expect(page.getByText(/^Saved\. Come back before /)).toBeVisible();
		await visit(page, `#/keys/${start.keyId}/import`);
		await expectHeading(page, 'Import key files');
		await expect(encryptedKey(page)).toContainText('wrapped.hex · 256 bytes');
		await expect(encryptedKey(page)).toContainText('hex → 256 bytes');
	});

	test('by parameters that run out, but the files for them: the expiry stays', async ({ page }) => {
		const start = await started({
			now: () => Date.now() - 25 * hourMs,
			then: (handle, { KeyId }) =>
				handle('SaveImportDraft', {
					KeyId,
					Expiration: { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
				})
		});
		await openStep(page, start, 'files');
		await expect(page.getByText('These parameters ran out 1 h ago.')).toBeVisible();
		await page.getByRole('link', { name: 'Create new parameters' }).click();
		await page.getByLabel('Wrapping key').selectOption('RSA_2048');
		await page.getByRole('button', { name: 'Create parameters' }).click();
		await page.getByRole('link', { name: /Import key files/ }).click();
		await expect(page.getByRole('radio', { name: 'Never Expire' })).toBeChecked();
		await choose(importToken(page), start.parameters.ImportToken);
		await expect(importToken(page)).toContainText('This token ran out on');
	});
});

test.describe('files', () => {
	test('sort themselves when two are dropped, and can be dropped anywhere', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		const drop = async (target: Locator) => {
			const files = [
				['token.b64', toBase64(start.parameters.ImportToken)],
				['wrapped.hex', toHex(wrapFor(start.parameters, material))]
			];
			const data = await page.evaluateHandle((list) => {
				const transfer = new DataTransfer();
				for (const [fileName, text] of list)
					transfer.items.add(new File([text ?? ''], fileName ?? ''));
				return transfer;
			}, files);
			await target.dispatchEvent('drop', { dataTransfer: data });
		};
		for (const target of [
			importToken(page),
			page.getByRole('heading', { name: 'After you confirm' })
		]) {
			await drop(target);
			await expect(encryptedKey(page)).toContainText('wrapped.hex');
			await expect(importToken(page)).toContainText('token.b64');
			await expect(page.getByText('Ready.', { exact: true })).toHaveCount(2);
			await encryptedKey(page).getByRole('button', { name: 'Remove wrapped.hex' }).click();
			await importToken(page).getByRole('button', { name: 'Remove token.b64' }).click();
			await expect(page.getByText('Ready.', { exact: true })).toHaveCount(0);
		}
	});

	test('that were swapped are noticed, and swapped back', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await choose(encryptedKey(page), start.parameters.ImportToken, 'token.bin');
		await expect(encryptedKey(page)).toContainText('This is an import token.');
		await expect(
			encryptedKey(page).getByRole('button', { name: 'Move it to Import Token' })
		).toBeVisible();
		await choose(importToken(page), wrapFor(start.parameters, material), 'wrapped.bin');
		await expect(importToken(page)).toContainText('This is the encrypted key file.');
		await confirm(page).click();
		await expect(errorSummary(page).getByRole('link')).toHaveText([
			'Encrypt key files: This is an import token.',
			'Import Token: This is the encrypted key file.'
		]);
		await importToken(page).getByRole('button', { name: 'Swap the two files' }).click();
		await expect(encryptedKey(page)).toContainText('wrapped.bin');
		await expect(page.getByText('Ready.', { exact: true })).toHaveCount(2);
		await confirm(page).click();
		await expectHeading(page, `${name} is enabled`);
	});

	test('that are missing are asked for, with a way to each field', async ({ page }) => {
		await openStep(page, await started(), 'files');
		await confirm(page).click();
		await expect(errorSummary(page)).toBeFocused();
		await expect(errorSummary(page).getByRole('link')).toHaveText([
			'Select the encrypted key file.',
			'Select the import token.'
		]);
		await errorSummary(page).getByRole('link', { name: 'Select the import token.' }).click();
		await expect(importToken(page).getByRole('button').first()).toBeFocused();
	});

	test('a file that is no encrypted key is told, refused and, if secret, not kept', async ({
		page
	}) => {
		const start = await started();
		const { parameters } = start;
		await openStep(page, start, 'files');
		await choose(importToken(page), parameters.ImportToken, 'token.bin');
		const wrapped = wrapFor(parameters, material);
		const bad: [string, Uint8Array | string][] = [
			['This looks like key material that isn’t encrypted yet.', material],
			['This looks like key material that isn’t encrypted yet.', toHex(material)],
			['This looks like key material that isn’t encrypted yet.', toBase64(material)],
			['This is a private key, not an encrypted key file.', '-----BEGIN PRIVATE KEY-----\n'],
			['This is a public key.', parameters.PublicKey],
			['The encrypted key has 512 bytes; 256 were expected.', randomBytes(512)],
			['The encrypted key has 200 bytes; 256 were expected.', wrapped.slice(0, 200)],
			['This file uses RSA_AES_KEY_WRAP', randomBytes(296)],
			['This file was not read.', 'PK\u0003\u0004'],
			['The file is empty.', ''],
			['The file is 2 MB. An encrypted key file is under 10 KB.', new Uint8Array(2 * 1024 * 1024)]
		];
		for (const [index, [title, content]] of bad.entries()) {
			await choose(encryptedKey(page), content, `bad-${index}.bin`);
			await expect(encryptedKey(page)).toContainText(title);
			await confirm(page).click();
			await expect(errorSummary(page).getByRole('link')).toContainText([title]);
			await expect(encryptedKey(page).getByText('Ready.')).toHaveCount(0);
		}
		await choose(encryptedKey(page), toHex(material), 'plain.hex');
		await expect(encryptedKey(page)).toContainText('It was not stored.');
		await page.reload();
		await unlock(page);
		await expectHeading(page, 'Import key files');
		await expect(importToken(page)).toContainText('token.bin');
		await expect(encryptedKey(page)).not.toContainText('plain.hex');
		await expect(page.getByText('Pending import', { exact: true })).toBeVisible();
	});

	test('a line break at the end is taken off on a press', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await choose(encryptedKey(page), [...wrapFor(start.parameters, material), 0x0a] as never);
		await choose(importToken(page), start.parameters.ImportToken);
		await expect(encryptedKey(page)).toContainText('A line break was added at the end.');
		await page.getByRole('button', { name: 'Remove it and check again' }).click();
		await expect(page.getByText('Ready.', { exact: true })).toHaveCount(2);
		await confirm(page).click();
		await expectHeading(page, `${name} is enabled`);
	});

	test('a token that does not fit is told, with its cause', async ({ page }) => {
		let otherKey: Parameters | undefined;
		let replaced: Parameters | undefined;
		const start = await started({
			first: async (handle, keyId) => {
				const other = await handle('CreateKey', { Origin: 'EXTERNAL', AliasName: 'alias/other' });
				otherKey = await newParameters(handle, other.KeyMetadata.KeyId);
				replaced = await newParameters(handle, keyId);
			}
		});
		const stranger = await started();
		if (!otherKey || !replaced) throw new Error('there are no tokens');
		await openStep(page, start, 'files');
		const token = start.parameters.ImportToken;
		const altered = token.map((byte, index) => (index === 134 ? byte ^ 1 : byte));
		const bad: [string, Uint8Array | string][] = [
			['This token is for another key (other).', otherKey.ImportToken],
			['This token is from an older download.', replaced.ImportToken],
			['This token was made in another vault.', stranger.parameters.ImportToken],
			['100 of 135 bytes.', token.slice(0, 100)],
			['The seal doesn’t match.', altered],
			['This is not an import token of Airlock.', randomBytes(135)],
			['This is the encrypted key file.', wrapFor(start.parameters, material)],
			['The file is empty.', '']
		];
		for (const [index, [title, content]] of bad.entries()) {
			await choose(importToken(page), content, `bad-${index}.bin`);
			await expect(importToken(page)).toContainText(title);
			await expect(importToken(page).getByText('Ready.')).toHaveCount(0);
		}
		await choose(importToken(page), otherKey.ImportToken);
		await page.getByRole('link', { name: 'Go to other' }).click();
		await expectHeading(page, 'other');
	});
});

test('Confirm takes the file that was chosen last, however quick the hand', async ({ page }) => {
	const start = await started();
	await openStep(page, start, 'files');
	await choose(encryptedKey(page), wrapFor(start.parameters, material.slice(0, 31)));
	await choose(importToken(page), start.parameters.ImportToken);
	await encryptedKey(page)
		.locator('input[type="file"]')
		.evaluate(
			(input: HTMLInputElement, base64) => {
				const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
				const files = new DataTransfer();
				files.items.add(new File([bytes], 'right.bin'));
				input.files = files.files;
				input.dispatchEvent(new Event('change', { bubbles: true }));
				input.form?.requestSubmit();
			},
			toBase64(wrapFor(start.parameters, material))
		);
	await expectHeading(page, /enabled/i);
});

test.describe('the engine’s refusals', () => {
	test('what does not open, or holds something else, is said with its cause', async ({ page }) => {
		const start = await started();
		const { parameters } = start;
		const stranger = await started();
		await openStep(page, start, 'files');
		await choose(importToken(page), parameters.ImportToken);
		const sha1 = { ...parameters, WrappingAlgorithm: 'RSAES_OAEP_SHA_1' } as const;
		const bad: [string, string, Uint8Array][] = [
			[
				'Encrypted with OAEP SHA-1; these parameters need SHA-256.',
				'OpenSSL uses SHA-1 unless told otherwise.',
				wrapFor(sha1, material)
			],
			[
				'This file can’t be opened with this key’s parameters.',
				'Compare fingerprints first.',
				wrapFor(stranger.parameters, material)
			],
			[
				'It opens, but the key material has 31 bytes; AES-256 needs 32.',
				'Encrypt key material of the right length.',
				wrapFor(parameters, material.slice(0, 31))
			],
			[
				'It opens, but the key material has 44 bytes; AES-256 needs 32.',
				'You encrypted the Base64 text instead of the bytes.',
				wrapFor(parameters, Uint8Array.from(Buffer.from(toBase64(material))))
			]
		];
		for (const [title, cause, content] of bad) {
			await choose(encryptedKey(page), content);
			await confirm(page).click();
			const problem = page.getByRole('alert');
			await expect(problem).toContainText(title);
			await expect(problem).toContainText(cause);
			await expect(problem).toContainText('Nothing was changed.');
			await expect(page.getByText('Pending import', { exact: true })).toBeVisible();
		}
		await page
			.getByRole('alert')
			.getByRole('button', { name: 'Encrypt the decoded bytes' })
			.click();
		await confirm(page).click();
		await expectHeading(page, /enabled/i);
	});

	test('other key material than the key is bound to is refused, here and at Confirm', async ({
		page
	}) => {
		const start = await started({
			place: 'IN_AIRLOCK',
			first: async (handle, keyId) => {
				await importBefore(handle, keyId);
				await handle('DeleteImportedKeyMaterial', { KeyId: keyId });
			}
		});
		await openStep(page, start, 'encrypt');
		const bring = `Bring the key material with check value ${start.kcv}.`;
		await expect(page.getByText(bring)).toBeVisible();
		await expect(page.getByRole('radio', { name: /^Make it now/ })).toBeDisabled();
		await choose(slot(page, 'Key material file'), someKeyMaterial(1));
		await expect(slot(page, 'Key material file')).toContainText(
			`Bound to check value ${start.kcv}; this has ${start.otherKcv}.`
		);

		await page.getByRole('link', { name: /Import key files/ }).click();
		await choose(encryptedKey(page), wrapFor(start.parameters, someKeyMaterial(1)));
		await choose(importToken(page), start.parameters.ImportToken);
		await confirm(page).click();
		const problem = page.getByRole('alert');
		await expect(problem).toContainText('This is not the key material this key was bound to.');
		await expect(problem).toContainText(
			`Bound to check value ${start.kcv}; this file has ${start.otherKcv}.`
		);
		await problem.getByRole('link', { name: 'Create a new key' }).click();
		await expectHeading(page, 'Create key');
	});

	test('a key that takes no import says why', async ({ page }) => {
		let made = '';
		const start = await started({
			first: async (handle) => {
				const { KeyMetadata } = await handle('CreateKey', { AliasName: 'alias/made-here' });
				made = KeyMetadata.KeyId;
			},
			then: (handle, { KeyId }) =>
				handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId })
		});
		await openStep(page, start, 'files');
		await expect(page.getByText(/is Pending deletion\.$/)).toBeVisible();
		await visit(page, `#/keys/${made}/import/parameters`);
		await expect(page.getByText(/was made by Airlock\.$/)).toBeVisible();
		await expect(page.getByRole('button', { name: 'Create parameters' })).toHaveCount(0);
	});
});

test.describe('expiry', () => {
	const minute = 60_000;

	test('is 24 hours from now unless something else is chosen, and says what will happen', async ({
		page
	}) => {
		const start = await started();
		await openStep(page, start, 'files');
		await chooseBoth(page, start);
		await expect(page.getByRole('radio', { name: 'Expiry Date' })).toBeChecked();
		await expect(
			page.getByText(/^The key becomes Enabled\. On .+ the key material is deleted/)
		).toBeVisible();
		const date = await page.getByLabel('Date', { exact: true }).inputValue();
		const time = await page.getByLabel('Time', { exact: true }).inputValue();
		const ahead = new Date(`${date}T${time}Z`).getTime() - Date.now();
		expect(ahead).toBeGreaterThan(dayMs - 5 * minute);
		expect(ahead).toBeLessThanOrEqual(dayMs + minute);
		await confirm(page).click();
		await expectHeading(page, `${name} is enabled`);
		await expect(page.locator('dl').getByText(/in (24 h|23 h \d+ min)/)).toBeVisible();
		await expect(page.locator('dl')).toContainText(start.kcv);
		await expect(page.locator('dl')).toContainText(shortSetId(start.parameters.ParameterSetId));
	});

	test('can be never', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await chooseBoth(page, start);
		await page.getByRole('radio', { name: 'Never Expire' }).check();
		await expect(page.getByText(/The key material stays until you delete it\./)).toBeVisible();
		await confirm(page).click();
		await expectHeading(page, `${name} is enabled`);
		await expect(page.getByText('Never', { exact: true })).toBeVisible();
	});

	test('that has passed, comes too soon or is half entered is refused', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await chooseBoth(page, start);
		const type = async (at: number) => {
			const iso = new Date(at).toISOString();
			await page.getByLabel('Date', { exact: true }).fill(iso.slice(0, 10));
			await page.getByLabel('Time', { exact: true }).fill(iso.slice(11, 16));
		};
		const expectError = async (message: string) => {
			await confirm(page).click();
			await expect(errorSummary(page).getByRole('link')).toHaveText([message]);
			await errorSummary(page).getByRole('link').click();
			await expect(page.getByLabel('Date', { exact: true })).toBeFocused();
		};
		await type(Date.now() - 2 * minute);
		await expectError('That time has passed. Choose a later one.');
		await type(Date.now() + 3 * minute);
		await expectError('Choose a time at least 5 minutes from now.');
		await page.getByLabel('Date', { exact: true }).fill('');
		await expectError('Choose when the key material expires, or choose Never expire.');
		await type(Date.now() + 400 * dayMs);
		await expect(page.getByText('Some clouds allow at most 365 days.')).toBeVisible();
		await confirm(page).click();
		await expectHeading(page, `${name} is enabled`);
	});

	for (const disabled of [false, true]) {
		const keptState = disabled ? 'Disabled' : 'Enabled';
		test(`is set afresh by the same key material, and the key stays ${keptState}`, async ({
			page
		}) => {
			const start = await started({
				first: async (handle, keyId) => {
					await importBefore(handle, keyId, Date.now() + 2 * dayMs);
					if (disabled) await handle('DisableKey', { KeyId: keyId });
				}
			});
			await openStep(page, start, 'files');
			await expect(
				page.getByText(
					`Import the same key material again. Only the expiry changes. Bring the key material with check value ${start.kcv}.`
				)
			).toBeVisible();
			await chooseBoth(page, start);
			await page.getByRole('button', { name: '90 days' }).click();
			await expect(page.getByText(`The key stays ${keptState}.`)).toBeVisible();
			await confirm(page).click();
			await expectHeading(page, disabled ? `${name} is still disabled` : `${name} is enabled`);
			await expect(page.locator('dl')).toContainText('in 90 days');
		});
	}
});

test.describe('parameters', () => {
	test('come alone in each encoding', async ({ page }) => {
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

	test('are replaced only after a question, and old files are told', async ({ page }) => {
		const start = await started();
		const set = shortSetId(start.parameters.ParameterSetId);
		await openStep(page, start, 'parameters');
		const createNew = page.getByRole('button', { name: 'Create new ones…' });
		await createNew.click();
		const dialog = page.getByRole('alertdialog', { name: 'Replace the parameters?' });
		await expect(dialog).toContainText(
			`Files encrypted with the current public key (${set}) can’t be imported any more.`
		);
		await expect(dialog.getByRole('button', { name: 'Keep current' })).toBeFocused();
		await page.keyboard.press('Escape');
		await expect(createNew).toBeFocused();
		await expect(page.locator('dl.facts')).toContainText(set);

		await createNew.click();
		await dialog.getByLabel('Wrapping key').selectOption('RSA_2048');
		await dialog.getByRole('button', { name: 'Create new parameters' }).click();
		await expect(dialog).toBeHidden();
		await expect(page.locator('dl.facts')).not.toContainText(set);
		await visit(page, `#/keys/${start.keyId}/import/files`);
		await choose(importToken(page), start.parameters.ImportToken);
		await expect(importToken(page)).toContainText('This token is from an older download.');
	});

	test('and all that was entered are discarded after a question', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await choose(encryptedKey(page), wrapFor(start.parameters, material));
		await page.getByRole('button', { name: 'Discard import…' }).click();
		const dialog = page.getByRole('alertdialog', { name: 'Discard this import?' });
		await expect(dialog).toContainText(
			'Parameters, both files and the expiry choice are removed. The key stays Pending import.'
		);
		await expect(dialog.getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
		await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
		await expectHeading(page, name);
		await visit(page, `#/keys/${start.keyId}/import`);
		await expectHeading(page, 'Get import parameters');
		await expect(page.getByRole('button', { name: 'Create parameters' })).toBeVisible();
	});

	test('window titles have no key name, and each step its own', async ({ page }) => {
		const start = await started();
		await openStep(page, start, 'files');
		await expectHeading(page, 'Import key files');
		const titles = new Set<string>();
		for (const [step, heading] of [
			['parameters', 'Get import parameters'],
			['encrypt', 'Encrypt key material'],
			['files', 'Import key files'],
			['done', name]
		] as const) {
			await visit(page, `#/keys/${start.keyId}/import/${step}`);
			await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
			const title = await page.title();
			expect(title).toContain(start.keyId.slice(0, 8));
			expect(title).not.toContain(name);
			titles.add(title);
		}
		expect(titles.size).toBe(4);
	});
});

for (const language of ['en', 'zh-CN'] satisfies Language[]) {
	test(`every screen, dialog and error is accessible in both themes, ${language}`, async ({
		page
	}) => {
		test.slow();
		const text = importMessages[language];
		const button = (label: string) => page.getByRole('button', { name: label, exact: true });
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
		await expectAccessible(page, 'encrypt here');

		await button(text.encrypt).click();
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expectAccessible(page, 'encrypt here, errors');
		await page.getByRole('radio', { name: text.fromFile }).check();
		await choose(slot(page, text.materialFile), randomBytes(31));
		await page.getByText(text.howToOpen).or(button(text.encrypt)).first().waitFor();
		await expectAccessible(page, 'key material from a file');
		await page.getByRole('radio', { name: text.fromPaste }).check();
		await page.getByLabel(text.pasteLabel).fill(toHex(material));
		await page.getByLabel(text.pasteLabel).blur();
		await expect(page.locator('.found')).toContainText(start.kcv);
		await expectAccessible(page, 'key material pasted');
		await page.getByRole('radio', { name: text.makeNow }).check();
		await page.getByRole('radio', { name: text.copyShow }).check();
		await button(text.encrypt).click();
		await page.getByRole('heading', { name: text.onceTitle }).waitFor();
		await expectAccessible(page, 'key material shown once');

		await visit(page, `#/keys/${start.keyId}/import/parameters`);
		await button(recoveryMessages[language].giveUp.confirm).click();

		await expectHeading(page, text.parametersTitle);
		await expectAccessible(page, 'parameters that are there');
		await button(text.createNewOnes).click();
		await page.getByRole('alertdialog').waitFor();
		await expectAccessible(page, 'replace the parameters');
		await button(text.keepCurrent).click();

		await visit(page, `#/keys/${start.keyId}/import/files`);
		await expect(page.getByText(text.ready, { exact: true })).toHaveCount(2);
		await expectAccessible(page, 'files that are ready');
		await button(text.discard).click();
		await page.getByRole('alertdialog').waitFor();
		await expectAccessible(page, 'discard the import');
		await button(text.keep).click();
		await choose(slot(page, text.encryptedKey), wrapFor(start.parameters, material.slice(1)));
		await button(text.confirm).click();
		await page.getByRole('alert').waitFor();
		await expectAccessible(page, 'files that are refused');
		await choose(slot(page, text.encryptedKey), material);
		await page.getByLabel(text.date, { exact: true }).fill('2020-01-01');
		await button(text.confirm).click();
		await page.getByText(text.plainTitle).first().waitFor();
		await expectAccessible(page, 'files with errors');

		await visit(page, `#/keys/${start.keyId}/import/encrypt`);
		await button(text.encryptElsewhereInstead).click();
		await page.getByText(text.notePowerShell).waitFor();
		await expectAccessible(page, 'encrypt elsewhere');
		await visit(page, `#/keys/${start.keyId}/import/done`);
		await page.getByText(text.notDoneTitle).waitFor();
		await expectAccessible(page, 'nothing imported');

		await visit(page, `#/keys/${bound}/import/files`);
		await page.getByText(text.noParametersTitle).waitFor();
		await expectAccessible(page, 'no parameters');
		await visit(page, `#/keys/${bound}/import/parameters`);
		await button(text.createParameters).waitFor();
		await expectAccessible(page, 'parameters to be created');
		await visit(page, `#/keys/${bound}/import/done`);
		await expectHeading(page, text.doneTitle('bound'));
		await expectAccessible(page, 'done');
	});
}
