import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { makeKey } from '../../../support/make-key.ts';
import { must } from '../../../support/must.ts';
import { button, expectHeading, importBefore } from '../../../support/screens/import-screen.ts';
import { expectBadge, openKey } from '../../../support/screens/key-screen.ts';
import { dialog, link, lock, unlock } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { someKeyMaterial } from '../../../support/vault.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

async function importedKey(handle: Handle): Promise<string> {
	const keyId = await makeKey(handle, 'orders', 'EXTERNAL');
	await importBefore(handle, keyId);
	await handle('TagResource', { KeyId: keyId, Tags: [{ TagKey: 'env', TagValue: 'prod' }] });
	await handle('Encrypt', { KeyId: keyId, Plaintext: Uint8Array.of(1) });
	return keyId;
}

/** What is marked as the step that comes next. */
const step = (name: string) =>
	expect
		.poll(() =>
			document.querySelector('[aria-current="step"] h2')?.textContent.replace(/\s+/g, ' ').trim()
		)
		.toMatch(new RegExp(`^Step \\d: ${name}$`));

const described = async (handle: Handle, KeyId: string) =>
	(await handle('DescribeKey', { KeyId })).KeyMetadata;

test('a key with imported key material is rotated step by step, through a lock', async () => {
	let keyId = '';
	const handle = await openScreen('#/', {
		vault: async (fill) => {
			keyId = await importedKey(fill);
		}
	});
	await goto(`#/keys/${keyId}`);
	await link('Rotate…').click();
	await expectHeading('Rotate orders');

	await step('Create the new key');
	await page.getByLabelText('Name of the new key').fill('orders-next');
	await button('Create the new key').click();

	await step('Import key material into it');
	const newId = must((await described(handle, keyId)).ReplacedBy);
	expect(await described(handle, newId)).toMatchObject({
		...{ Aliases: ['orders-next'], Origin: 'EXTERNAL', KeySpec: 'AES_256' },
		...{ Replaces: keyId, Tags: [{ TagKey: 'env', TagValue: 'prod' }] }
	});
	await lock();
	await unlock();
	await goto(`#/keys/${newId}`);
	await link('Continue rotation').click();
	await step('Import key material into it');
	await expect.element(link('Import Key’s Data')).toHaveAttribute('href', `#/keys/${newId}/import`);
	await importBefore(handle, newId, undefined, someKeyMaterial(1));

	await goto(`#/keys/${newId}/import/done`);
	await expect.element(link('Continue rotation')).toHaveClass('primary');
	await expect.element(link('Encrypt with this key')).not.toHaveClass('primary');
	await link('Continue rotation').click();
	await step('Move the alias');
	await button('Move to the new key').click();
	await step('Retire the old key');
	expect((await described(handle, newId)).Aliases).toEqual(['orders', 'orders-next']);

	await page.getByLabelText('New name of the old key').fill('orders-next');
	await button('Retire it').click();
	await expect.element(page.getByText('A key called orders-next already exists.')).toBeVisible();
	expect(await described(handle, keyId)).not.toHaveProperty('RetiredOn');
	await page.getByLabelText('New name of the old key').fill('orders-old');
	await button('Retire it').click();

	await step('Bring over what is still needed');
	await expectHeading('Rotate orders-old');
	await expect
		.element(page.getByText('The log has 1 encryption with the old key', { exact: false }))
		.toBeVisible();
	expect(await described(handle, keyId)).toMatchObject({ ReplacedBy: newId });
	await expect
		.element(link('Encrypt files again'))
		.toHaveAttribute('href', `#/crypto/files?to=${newId}`);
	await button('Schedule deletion…').click();
	await expect.element(dialog).toHaveTextContent('Schedule deletion of orders-old?');
	await dialog.getByRole('button', { name: 'Keep the key' }).click();

	await link('Encrypt texts again').click();
	await expectHeading('Decrypt');
	await expect.element(page.getByLabelText('New key', { exact: true })).toHaveValue(newId);
});

test('a retired key says so, offers nothing that it would refuse, and can be used again', async () => {
	await openKey(async (handle) => {
		const keyId = await importedKey(handle);
		await handle('RetireKey', { KeyId: keyId });
		return keyId;
	});
	await expectBadge('Retired');
	await expect.element(page.getByText('The key is retired.', { exact: true })).toBeVisible();
	await expect.element(link('Encrypt with this key')).not.toBeInTheDocument();
	await expect.element(link('Decrypt with this key')).toBeVisible();
	await button('End retirement…').click();
	await dialog.getByRole('button', { name: 'End retirement' }).click();
	await expect.element(link('Encrypt with this key')).toBeVisible();
});

test('of a key that is to be deleted without a rotation, no step is said to be done', async () => {
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await makeKey(handle, 'orders', 'EXTERNAL');
			await handle('ScheduleKeyDeletion', { KeyId: keyId });
		}
	});
	await goto(`#/keys/${keyId}/rotate`);
	await expectHeading('Rotate orders');
	expect(document.querySelectorAll('main ol > li')).toHaveLength(6);
	expect(document.querySelectorAll('main ol .done')).toHaveLength(0);
});

test('where the new key was rotated first, the old one makes way for the newest', async () => {
	const ids: string[] = [];
	const handle = await openScreen('#/', {
		vault: async (fill) => {
			const kind = { Origin: 'AIRLOCK', Exportable: true } as const;
			for (const name of ['first', 'second', 'third']) {
				const [Replaces] = ids.slice(-1);
				const request = { ...kind, AliasName: `alias/${name}`, ...(Replaces && { Replaces }) };
				ids.push((await fill('CreateKey', request)).KeyMetadata.KeyId);
			}
			await fill('RetireKey', { KeyId: must(ids[1]) });
		}
	});
	const [first, , third] = ids.map((id) => must(id));
	await goto(`#/keys/${must(first)}/rotate`);
	await step('Move the alias');
	await button('Move to the new key').click();
	await step('Retire the old key');
	expect((await described(handle, must(third))).Aliases).toEqual(['first', 'third']);
	await button('Retire it').click();
	await step('Bring over what is still needed');
	await expect
		.element(link('Encrypt files again'))
		.toHaveAttribute('href', `#/crypto/files?to=${must(third)}`);

	// The key in the middle leads to its own rotation, and to no other.
	const middle = must(ids[1]);
	await goto(`#/keys/${middle}`);
	await expectHeading(/second/);
	await expect
		.element(link('Continue rotation'))
		.toHaveAttribute('href', `#/keys/${middle}/rotate`);
});

test('a key that never had key material has nothing to rotate', async () => {
	await openKey((handle) => makeKey(handle, 'orders', 'EXTERNAL'));
	await expectBadge('Pending import');
	await expect.element(link('Rotate…')).not.toBeInTheDocument();
});

test('with the same key material nothing is rotated: another new key is asked for', async () => {
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await importedKey(handle);
			const request = { Origin: 'EXTERNAL', AliasName: 'alias/next', Replaces: keyId } as const;
			await importBefore(handle, (await handle('CreateKey', request)).KeyMetadata.KeyId);
		}
	});
	await goto(`#/keys/${keyId}/rotate`);
	await step('Import key material into it');
	await expect.element(page.getByText('Both keys have the same key material.')).toBeVisible();
	expect(document.querySelectorAll('main ol .done')).toHaveLength(1);
	await button('Schedule deletion of the new key…').click();
	await expect.element(dialog).toHaveTextContent('Schedule deletion of next?');
});

test('a disabled new key is enabled first; after the retirement has ended, no name moves again', async () => {
	let keyId = '';
	const handle = await openScreen('#/', {
		vault: async (fill) => {
			const kind = { Origin: 'AIRLOCK', Exportable: true } as const;
			const create = async (name: string, Replaces?: string) =>
				(
					await fill('CreateKey', {
						...kind,
						AliasName: `alias/${name}`,
						...(Replaces && { Replaces })
					})
				).KeyMetadata.KeyId;
			keyId = await create('orders');
			await fill('DisableKey', { KeyId: await create('next', keyId) });
		}
	});
	await goto(`#/keys/${keyId}/rotate`);
	await expect.element(page.getByText('next is disabled.')).toBeVisible();
	await expect.element(button('Retire it')).not.toBeInTheDocument();
	await button('Enable').click();
	await button('Move to the new key').click();
	await step('Retire the old key');
	await button('Retire it').click();
	await step('Bring over what is still needed');
	await handle('UnretireKey', { KeyId: keyId });
	await step('Retire the old key');
});
