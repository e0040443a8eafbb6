import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { toHex } from '#lib/domain/bytes.ts';
import { dayMs, hourMs, minuteMs } from '#lib/domain/time.ts';
import { chooseFiles } from '../../../support/screens/choose-files.ts';
import {
	button,
	expectHeading,
	importBefore,
	material,
	newParameters
} from '../../../support/screens/import-screen.ts';
import { makeKey } from '../../../support/make-key.ts';
import { expectBadge, expectNoBadge, openKey } from '../../../support/screens/key-screen.ts';
import {
	dialog,
	expectTexts,
	link,
	lock,
	notifications,
	textsOf,
	toast,
	unlock,
	wrongPassphrase
} from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { passphrase, passphraseAgain, someKeyMaterial } from '../../../support/vault.ts';
import type { Handle } from '#lib/service/api.ts';

const picture = (name: string) => page.getByRole('img', { name, exact: true });
const heading = page.getByRole('heading', { level: 1 });
const life = page.getByRole('region', { name: 'Life of this key' }).getByRole('listitem');

async function makeImportedKey(handle: Handle, name: string, validTo?: number): Promise<string> {
	const keyId = await makeKey(handle, name, 'EXTERNAL');
	await importBefore(handle, keyId, validTo);
	return keyId;
}

const chooseFile = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
	chooseFiles(document, [new File([bytes], name)], 'dialog[open] input[type="file"]');

describe('the page of a key', () => {
	test('shows its facts, its state and its life', async () => {
		const validTo = Date.now() + dayMs + 5 * minuteMs;
		const keyId = await openKey((handle) => makeImportedKey(handle, 'payments-master', validTo));
		await expectHeading('payments-master');
		expect(document.title).toBe(`Key ${keyId.slice(0, 8)} · Airlock`);
		await expectBadge('Expires in 24 h 4 min');
		await expect.element(picture('State of payments-master: Enabled')).toBeVisible();
		await expect.element(page.getByText(keyId, { exact: true })).toBeVisible();
		await expect.element(page.getByText('ENABLED', { exact: true })).toBeVisible();
		await expect
			.element(page.getByRole('main'))
			.toHaveTextContent(/[\dA-F]{2} [\dA-F]{2} [\dA-F]{2}/);
		await expectTexts(life, [
			/Key material expires and is deleted/,
			/Key material imported, expires/,
			/Parameters [\dA-F]{4}·[\dA-F]{4} created \(RSA_2048, RSAES_OAEP_SHA_256\)/,
			/Key created, origin External.*You · log #2/
		]);
	});

	test('is no longer than a person reads, and offers nothing twice', async () => {
		const validTo = Date.now() + 90 * dayMs;
		await openKey((handle) => makeImportedKey(handle, 'payments-master', validTo));
		const height = () => document.documentElement.scrollHeight;
		for (const [width, most] of [
			[1280, 1200],
			[320, 2400]
		] as const) {
			await page.viewport(width, 900);
			await expect.element(life.first()).toBeVisible();
			await expect.poll(height).toBeLessThanOrEqual(most);
		}
		await expect.element(link('Encrypt with this key')).toHaveLength(1);
		for (const action of [
			'Change expiry…',
			'Disable',
			'Delete key material…',
			'Schedule deletion…'
		])
			await expect.element(button(action)).toHaveLength(1);
	});

	test('changes its expiry in one dialog, from a copy: four interactions, or nothing changes', async () => {
		const validTo = Date.now() + dayMs + 5 * minuteMs;
		await openKey((handle) => makeImportedKey(handle, 'payments-master', validTo));
		const box = page.getByRole('dialog', { name: 'Change when payments-master expires' });
		await button('Change expiry…').click();
		await box.getByRole('button', { name: 'Change expiry' }).click();
		await expect.element(box).toHaveTextContent('Choose the file with your copy.');
		chooseFile('other.bin', someKeyMaterial(9));
		await expect.element(box).toHaveTextContent('other.bin · 32 bytes');
		await box.getByRole('button', { name: 'Change expiry' }).click();
		await expect.element(box).toHaveTextContent('This is a copy of other key material.');
		await box.getByRole('button', { name: 'Cancel' }).click();
		await expectBadge('Expires in 24 h 4 min');

		await button('Change expiry…').click();
		chooseFile('copy.bin', material);
		await expect.element(box).toHaveTextContent('copy.bin · 32 bytes');
		await box.getByRole('radio', { name: 'Never Expire' }).click();
		await box.getByRole('button', { name: 'Change expiry' }).click();
		await expect.element(toast('payments-master never expires.')).toBeVisible();
		await expectNoBadge('Expires in 24 h 4 min');
		await expectTexts(life.first(), [
			/Same key material imported again from a copy, never expires/
		]);
	});

	test('brings back key material that is gone, from hex that is typed; an import under way stays', async () => {
		await openKey(async (handle) => {
			const keyId = await makeImportedKey(handle, 'orders');
			await handle('DeleteImportedKeyMaterial', { KeyId: keyId });
			await handle('GetParametersForImport', {
				...{ KeyId: keyId, WrappingKeySpec: 'RSA_2048' },
				WrappingAlgorithm: 'RSAES_OAEP_SHA_256'
			});
			return keyId;
		});
		await expectBadge('Pending import');
		await button('Import from a copy…').click();
		const box = page.getByRole('dialog', { name: 'Bring the key material of orders back' });
		await box.getByRole('radio', { name: /^On paper/ }).click();
		await box.getByLabelText('What the paper says').fill(toHex(material));
		await box.getByRole('button', { name: 'Import' }).click();
		await expectBadge('Enabled');
		await expect.element(page.getByRole('link', { name: 'Continue import' }).first()).toBeVisible();
	});

	test('shows its states large if the user wants to see them', async () => {
		await openKey((handle) => makeKey(handle, 'orders'));
		const drawn = picture('State of orders: Enabled');
		await expect.element(drawn).not.toHaveTextContent('Cancel deletion');
		await button('Show it large').click();
		await expect.element(drawn).toHaveTextContent('Cancel deletion');
		await button('Show it small').click();
		await expect.element(drawn).not.toHaveTextContent('Cancel deletion');
	});

	test('disables after a question and enables at once', async () => {
		await openKey((handle) => makeKey(handle, 'orders'));
		await button('Disable').click();
		await expect.element(dialog).toHaveAccessibleName('Disable orders?');
		await expect.element(button('Keep enabled')).toHaveFocus();
		await userEvent.keyboard('{Escape}');
		await expect.element(button('Disable')).toHaveFocus();
		await expectBadge('Enabled');

		await button('Disable').click();
		await dialog.getByRole('button', { name: 'Disable' }).click();
		await expectBadge('Disabled');
		await expect.element(heading).toHaveFocus();
		await expect.element(picture('State of orders: Disabled')).toBeVisible();
		await expect.element(toast('orders is disabled.')).toBeVisible();
		await expect.element(page.getByText('The key is disabled.')).toBeVisible(); // why it does not encrypt

		await button('Enable').first().click();
		await expectBadge('Enabled');
		await expect.element(heading).toHaveFocus();
	});

	test('schedules deletion once its name is typed, cancels it without a question', async () => {
		await openKey((handle) => makeKey(handle, 'orders'));
		await button('Schedule deletion…').click();
		await expect.element(dialog).toHaveAccessibleName('Schedule deletion of orders?');
		const name = dialog.getByLabelText('Type orders to confirm');
		await expect.element(name).toHaveFocus();
		const wait = dialog.getByLabelText('Waiting time');
		await expect.element(wait).toHaveValue('30');
		await expect.element(wait.getByRole('option')).toHaveLength(24);
		const before = textsOf(dialog);
		await wait.selectOptions('7');
		await expect.poll(() => textsOf(dialog)).not.toEqual(before); // the date follows

		await name.fill('order');
		await userEvent.keyboard('{Enter}');
		await expect
			.element(name)
			.toHaveAccessibleDescription('Type the name exactly as it is written: orders');
		await name.fill('orders');
		await userEvent.keyboard('{Enter}');
		await expect.element(dialog.getByRole('alert')).toHaveTextContent(wrongPassphrase);
		const again = dialog.getByLabelText('Passphrase of this vault', { exact: true });
		await again.fill('not the passphrase');
		await userEvent.keyboard('{Enter}');
		await expect.element(dialog.getByRole('alert')).toHaveTextContent(wrongPassphrase);
		await again.fill(passphrase);
		await userEvent.keyboard('{Enter}');
		await expectBadge('Pending deletion');
		await expect.element(page.getByText('in 7 days').first()).toBeVisible();
		await expect.element(page.getByText('The key is pending deletion.').first()).toBeVisible();

		await button('Cancel deletion').first().click();
		await expect.element(dialog).not.toBeInTheDocument();
		await expectBadge('Disabled');
		await expect.element(toast('Deletion cancelled. The key is disabled.')).toBeVisible();
		await notifications.getByRole('button', { name: 'Enable', exact: true }).click();
		await expectBadge('Enabled');
	});

	test('deletes key material once its name is typed, and says what comes of it', async () => {
		await openKey(async (handle) => {
			const KeyId = await makeImportedKey(handle, 'payments-master');
			for (const Plaintext of [new Uint8Array(1), new Uint8Array(2)])
				await handle('Encrypt', { KeyId, Plaintext });
			return KeyId;
		});
		await button('Delete key material…').first().click();
		await expect
			.element(dialog)
			.toHaveTextContent(
				/The key stops working now\. This vault’s log shows that it has encrypted 2 items, which can’t be decrypted until the same key material \(check value (..) (..) (..)\) is imported again\. Airlock keeps no copy\./
			);
		await dialog.getByRole('button', { name: 'Delete key material' }).click();
		await expect.element(dialog).toBeVisible(); // nothing is typed
		await dialog.getByLabelText('Type payments-master to confirm').fill('payments-master');
		await dialog.getByRole('button', { name: 'Delete key material' }).click();
		await expectBadge('Pending import');
		await expect
			.element(page.getByRole('region', { name: 'Key material' }))
			.toHaveTextContent(/The key material was deleted on .+ Bring the key/);
		await expect.element(link('Import Key’s Data').first()).toBeVisible();
		await expect.element(page.getByText('There is no key material to delete.')).toBeVisible();

		await button('Schedule deletion…').click();
		await dialog.getByRole('textbox').fill('payments-master');
		await userEvent.keyboard('{Enter}');
		await button('Cancel deletion').first().click();
		await expect.element(toast('Deletion cancelled. The key is pending import.')).toBeVisible();
	});

	test('says when key material expired while Airlock was closed', async () => {
		const then = Date.now() - 2 * hourMs;
		const expiring = (handle: Handle) => makeImportedKey(handle, 'payments-master', then + hourMs);
		await openKey(expiring, () => then);
		await expectBadge('Pending import');
		await expectBadge('Expired');
		await expect
			.element(page.getByRole('region', { name: 'Key material' }))
			.toHaveTextContent(
				/Expired while Airlock was closed or locked \(.+\)\. The key material was deleted \(.+\)\./
			);
		await expect
			.element(life.first())
			.toHaveTextContent(/Key material expired .+ while Airlock was closed or locked/);
	});

	test('has an import that was begun continued, or discarded', async () => {
		const keyId = await openKey(async (handle) => {
			const KeyId = await makeKey(handle, 'payments-master', 'EXTERNAL');
			await newParameters(handle, KeyId, 'IN_AIRLOCK');
			return KeyId;
		});
		await expectBadge('Import in progress');
		await expect.element(page.getByText('Step 2 of 3 is next.')).toBeVisible();
		await expect
			.element(page.getByText(/^None yet\. Parameters .+ are valid for 23 h 59 min/))
			.toBeVisible();
		await expect
			.element(link('Continue import').first())
			.toHaveAttribute('href', `#/keys/${keyId}/import/encrypt`);
		await button('Discard import…').click();
		await expect.element(dialog).toHaveTextContent('The key stays Pending import.');
		await button('Discard').click();
		await expect.element(link('Import Key’s Data').first()).toBeVisible();
		await expectNoBadge('Import in progress');
	});

	test('rotates a key now, and every so many days', async () => {
		await openKey((handle) => makeKey(handle, 'orders'));
		const rotation = page.getByRole('region', { name: 'Rotation' }).first();
		await rotation.getByRole('button', { name: 'Rotate now…' }).click();
		await expect.element(dialog).toHaveTextContent(/can be rotated on demand 25 times/);
		await dialog.getByRole('button', { name: 'Rotate' }).click();
		await expect.element(toast('orders was rotated.')).toBeVisible();
		await expect
			.element(life.first())
			.toHaveTextContent(/Key rotated: new key material [\da-f]{16}/);
		await rotation.getByText('Key material (2)').click();
		await expectTexts(rotation.getByRole('row'), [
			/^ID/,
			/On demand.*Encrypts and decrypts$/,
			/Made with the key.*Decrypts$/
		]);

		await rotation.getByRole('button', { name: 'Rotate automatically…' }).click();
		const days = dialog.getByLabelText('Period in days');
		await expect.element(days).toHaveValue('365');
		await days.fill('89');
		await userEvent.keyboard('{Enter}');
		await expect
			.element(days)
			.toHaveAccessibleDescription('90 to 2560 Enter a whole number from 90 to 2560.');
		await days.fill('90');
		await userEvent.keyboard('{Enter}');
		await expect.element(rotation).toHaveTextContent(/Every 90 days.*in 90 days/);
		await expect.element(life.first()).toHaveTextContent(/The key is rotated\s*in 90 days/);
		await button('Disable').click();
		await dialog.getByRole('button', { name: 'Disable' }).click();
		await expect.element(rotation).toHaveTextContent(/Not while the key is disabled/);
		await expect.element(button('Rotate now…')).not.toBeInTheDocument();
		await button('Enable').first().click();
		await rotation.getByRole('button', { name: 'Turn off' }).click();
		await expect.element(rotation).toHaveTextContent(/Automatic\s*Off/);
	});

	test('is not there for a key that does not exist', async () => {
		await openScreen('#/keys/00000000-0000-4000-8000-000000000000');
		await expectHeading('There is no such key');
		await link('Go to Customer managed keys').click();
		await expectHeading('Customer managed keys');
	});

	test('comes back after locking, with nothing of it shown meanwhile', async () => {
		await openKey((handle) => makeKey(handle, 'orders'));
		await lock();
		expect(document.title + document.body.outerHTML).not.toContain('orders');
		await unlock();
		await expectHeading('orders');
	});
});

describe('the settings of a key', () => {
	test('change its name and description', async () => {
		const keyId = await openKey(async (handle) => {
			await makeKey(handle, 'taken');
			return makeKey(handle, 'orders');
		});
		await link('Settings').last().click();
		const title = `Settings · Key ${keyId.slice(0, 8)} · Airlock`;
		await expect.poll(() => document.title).toBe(title);
		const name = page.getByLabelText('Name', { exact: true });
		await name.fill('taken');
		await button('Save name').click();
		await expect.element(name).toHaveAccessibleDescription('A key called taken already exists.');
		await expect.element(name).toHaveFocus();
		await name.fill('orders-2027');
		await button('Save name').click();
		await expectHeading('orders-2027');
		await page.getByLabelText('Description').fill('For the shop.');
		await button('Save description').click();
		await expect.element(toast('Description saved.')).toBeVisible();
		await link('Overview').last().click();
		await expect.element(page.getByText('For the shop.')).toBeVisible();
		await expect.element(page.getByText('Renamed from orders to orders-2027')).toBeVisible();
	});

	test('add, move and remove aliases', async () => {
		// A key is called by its oldest alias, so no two are made in the same millisecond.
		let time = Date.now() - minuteMs;
		await openKey(
			async (handle) => {
				const orders = await makeKey(handle, 'orders');
				const other = await makeKey(handle, 'other');
				await handle('CreateAlias', { AliasName: 'alias/current', TargetKeyId: other });
				return orders;
			},
			() => ++time
		);
		await link('Settings').last().click();
		const aliases = page.getByRole('region', { name: 'Further aliases' });
		const newAlias = aliases.getByLabelText('New alias');
		const listed = aliases.getByRole('listitem');
		await expect.element(aliases).toHaveTextContent('This key has no other names.');
		await newAlias.fill('shop');
		await button('Add alias').click();
		await expectTexts(listed, [/^shop/]);
		await expect.element(newAlias).toHaveValue('');

		await newAlias.fill('current');
		await button('Add alias').click();
		await expect.element(dialog).toHaveTextContent('current is a name of the key other.');
		await button('Move it here').click();
		await expectTexts(listed, [/^current/, /^shop/]);
		await expect.element(newAlias).toHaveAccessibleDescription('');

		await button('Remove… shop').click();
		await button('Remove').click();
		await expect.element(listed).toHaveLength(1);
		await link('Activity').last().click();
		await expect
			.element(page.getByRole('rowheader').first())
			.toHaveTextContent(/^\s*Alias shop removed\s*$/);
	});

	test('say why nothing can be changed while the key is pending deletion', async () => {
		await openKey(async (handle) => {
			const KeyId = await makeKey(handle, 'orders');
			await handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId });
			return KeyId;
		});
		await link('Settings').last().click();
		await expect
			.element(
				page.getByText('Name and description can’t be changed while the key is pending deletion.')
			)
			.toBeVisible();
		expect(page.getByRole('main').getByRole('textbox').elements()).toHaveLength(0);
	});
});

test('the activity of a key is its own, in pages', async () => {
	const keyId = await openKey(async (handle) => {
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
	await link('All activity of this key').click();
	const title = `Activity · Key ${keyId.slice(0, 8)} · Airlock`;
	await expect.poll(() => document.title).toBe(title);
	const entries = page.getByRole('rowheader');
	await expect.element(entries).toHaveLength(50);
	await expect
		.element(entries.first())
		.toHaveTextContent(
			/^\s*Import of key material refused: this kind of key does not allow it\s*$/
		);
	await expect.element(page.getByRole('row').nth(1)).toHaveTextContent('Refused');
	await button('Older entries').click();
	await expect.element(entries).toHaveLength(7);
	await expect
		.element(entries.last())
		.toHaveTextContent(/^\s*Key created, origin Made by Airlock\s*$/);
	await button('Newer entries').click();
	await expect.element(entries).toHaveLength(50);
});
