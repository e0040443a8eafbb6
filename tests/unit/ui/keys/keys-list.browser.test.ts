import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { dayMs } from '#lib/domain/time.ts';
import { button, expectHeading, importBefore } from '../../../support/screens/import-screen.ts';
import { makeKey } from '../../../support/make-key.ts';
import { expectBadge } from '../../../support/screens/key-screen.ts';
import {
	dialog,
	expectPlace,
	expectTexts,
	link,
	wrongPassphrase
} from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto, page as place } from '../../../support/screens/router.svelte.ts';
import { passphrase, passphraseAgain } from '../../../support/vault.ts';
import type { Handle } from '#lib/service/api.ts';

const names = page.getByRole('rowheader');
const row = (name: string) =>
	page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const nameField = page.getByLabelText('Name', { exact: true });

describe('the list of keys', () => {
	test('says what to do while there is none', async () => {
		await openScreen('#/keys');
		await expectHeading('Customer managed keys');
		await expect.element(page.getByText('No keys yet.')).toBeVisible();
		await expect.element(link('Create a key')).toBeVisible();
		await link('Import a key').click();
		await expectHeading('Create key');
		await expect.element(page.getByRole('radio', { name: /^External/ })).toBeChecked();
	});

	test('shows the retired ones, where these are asked for', async () => {
		await openScreen('#/keys', {
			vault: async (handle) => {
				await makeKey(handle, 'in use');
				await handle('RetireKey', { KeyId: await makeKey(handle, 'old') });
			}
		});
		await expect.element(page.getByText('2 keys.')).toBeVisible();
		await page.getByLabelText('State').selectOptions('Retired');
		await expectTexts(names, ['old']);
		await page.getByLabelText('State').selectOptions('All states');
		await expectTexts(names, ['in use', 'old']);
	});

	test('shows name, state, origin and expiry of each key', async () => {
		const validTo = Date.now() + 3 * dayMs;
		await openScreen('#/keys', {
			vault: async (handle) => {
				await makeKey(handle, 'made');
				await makeKey(handle, 'waiting', 'EXTERNAL');
				await importBefore(handle, await makeKey(handle, 'imported', 'EXTERNAL'), validTo);
				await handle('DisableKey', { KeyId: await makeKey(handle, 'resting') });
				await handle('ScheduleKeyDeletion', {
					Passphrase: passphraseAgain(),
					KeyId: await makeKey(handle, 'doomed')
				});
			}
		});
		await expect.element(page.getByText('5 keys.')).toBeVisible();
		await expectTexts(names, ['doomed', 'imported', 'made', 'resting', 'waiting']);
		await expect.element(row('made')).toHaveTextContent(/Enabled.*Made by Airlock.*Never/s);
		await expect
			.element(row('waiting'))
			.toHaveTextContent(/Pending import.*External.*No key material/s);
		await expect.element(row('imported')).toHaveTextContent(/Enabled.*External.*in 3 days/s);
		await expect.element(row('resting')).toHaveTextContent('Disabled');
		await expect.element(row('doomed')).toHaveTextContent(/Pending deletion.*in 30 days/s);

		await page.viewport(500, 800);
		await expect.element(page.getByRole('table')).not.toBeInTheDocument();
		const entry = page.getByRole('listitem').filter({ has: link('imported') });
		await expect
			.element(entry.getByRole('definition').nth(1))
			.toHaveTextContent(/^\s*External\s*$/);
	});

	test('draws the rows on the screen and few others, is searched and filtered by the engine', async () => {
		await openScreen('#/keys', {
			vault: async (handle) => {
				for (let number = 1; number <= 103; number++) await makeKey(handle, `key-${number}`);
				for (const number of [7, 70]) await handle('DisableKey', { KeyId: `alias/key-${number}` });
				const described = { KeyId: 'alias/key-50', Description: 'Wages of the Summer' };
				await handle('UpdateKeyDescription', described);
			}
		});
		const search = page.getByRole('searchbox', { name: 'Search' });
		const state = page.getByRole('combobox', { name: 'State' });
		await expect.element(page.getByText('103 keys.')).toBeVisible();
		await expect.element(page.getByRole('table')).toHaveAttribute('aria-rowcount', '104');
		await expect.element(row('key-1')).toHaveAttribute('aria-rowindex', '2');
		await expect.element(row('key-103')).not.toBeInTheDocument();
		const wholeHeight = document.documentElement.scrollHeight;
		scrollTo(0, wholeHeight);
		await expect.element(row('key-103')).toBeInViewport();
		await expect.element(row('key-103')).toHaveAttribute('aria-rowindex', '104');
		await expect.element(row('key-1')).not.toBeInTheDocument();
		expect(names.elements().length).toBeLessThan(80);
		// What is not drawn has its room.
		expect(document.documentElement.scrollHeight).toBeCloseTo(wholeHeight, -2);
		scrollTo(0, wholeHeight / 2);
		await expect.element(row('key-52')).toBeInViewport();
		// Who goes on by the keyboard goes on to rows that were not drawn before.
		link('key-52').element().focus();
		await userEvent.keyboard('{Tab}'.repeat(120)); // four in each row
		await expect.element(row('key-80')).toBeInViewport();

		await search.fill('SUMMER');
		await expect.element(page.getByText('1 of 103 keys match.')).toBeVisible();
		await expectTexts(names, ['key-50']);
		await search.fill('7');
		await state.selectOptions('Disabled');
		await expectTexts(names, ['key-7', 'key-70']);
		expect(place.url.hash).not.toContain('7');

		await search.fill('no such key');
		await expect.element(page.getByText('No keys match.')).toBeVisible();
		await expect.element(page.getByText('103 keys are hidden by filters.')).toBeVisible();
		await button('Clear filters').click();
		await expect.element(search).toHaveFocus();
		await expect.element(page.getByText('103 keys.')).toBeVisible();

		await goto('#/keys?state=DISABLED');
		await expect.element(state).toHaveValue('DISABLED');
		await expect.element(page.getByText('2 of 103 keys match.')).toBeVisible();
	});
});

describe('the order of the list', () => {
	const column = (name: string) => page.getByRole('columnheader', { name });
	const fill = async (handle: Handle) => {
		await makeKey(handle, 'b');
		await makeKey(handle, 'a', 'EXTERNAL');
		await handle('DisableKey', { KeyId: await makeKey(handle, 'c') });
	};

	test('follows each column, both ways, and stays for the visit', async () => {
		let time = Date.now() - dayMs;
		await openScreen('#/keys', { vault: fill, now: () => (time += 1000) });
		await expect.element(column('Name')).toHaveAttribute('aria-sort', 'ascending');
		await expectTexts(names, ['a', 'b', 'c']);
		await button('Name').click();
		await expect.element(column('Name')).toHaveAttribute('aria-sort', 'descending');
		await expectTexts(names, ['c', 'b', 'a']);
		await button('State').click();
		await expect.element(column('State')).toHaveAttribute('aria-sort', 'ascending');
		await expect.element(column('Name')).not.toHaveAttribute('aria-sort');
		await expectTexts(names, ['a', 'b', 'c']); // pending import, enabled, disabled
		await button('Origin').click();
		await expectTexts(names, ['b', 'c', 'a']);
		await button('Created').click();
		await button('Created').click();
		await expectTexts(names, ['c', 'a', 'b']);
		await goto('#/keys/new');
		await expectHeading('Create key');
		await goto('#/keys');
		await expectTexts(names, ['c', 'a', 'b']);

		await page.viewport(320, 800);
		const cards = page.getByRole('main').getByRole('link', { name: /^[abc]$/ });
		await expectTexts(cards, ['c', 'a', 'b']);
		await button('Reversed').click();
		await expectTexts(cards, ['b', 'a', 'c']);
		await page.getByRole('combobox', { name: 'Sort by' }).selectOptions('Name');
		await expectTexts(cards, ['a', 'b', 'c']);
	});

	test('goes with the ids of the keys, if the user wants to see them', async () => {
		let keyId = '';
		await openScreen('#/keys', {
			vault: async (handle) => {
				keyId = await makeKey(handle, 'orders');
			}
		});
		const id = page.getByText(keyId, { exact: true });
		await expect.element(row('orders')).toBeVisible();
		expect(id.elements()).toEqual([]);
		await page.getByLabelText('Show key IDs').click();
		await expect.element(id).toBeVisible();
		await page.getByLabelText('Show key IDs').click();
		await expect.element(id).not.toBeInTheDocument();
	});
});

describe('the menu of a row', () => {
	test('opens and closes by keyboard, and gives the focus back', async () => {
		await openScreen('#/keys', { vault: (handle) => makeKey(handle, 'orders') });
		const trigger = button('More actions for orders');
		const menu = page.getByRole('menu', { name: 'More actions for orders' });
		const item = (name: string) => menu.getByRole('menuitem', { name, exact: true });
		await expect.element(trigger).toHaveAttribute('aria-expanded', 'false');
		trigger.element().focus();
		await userEvent.keyboard('{ArrowDown}');
		await expect.element(trigger).toHaveAttribute('aria-expanded', 'true');
		await expectTexts(menu.getByRole('menuitem'), ['Disable', 'Schedule deletion…', 'Copy key ID']);
		await expect.element(item('Disable')).toHaveFocus();
		await userEvent.keyboard('{ArrowUp}');
		await expect.element(item('Copy key ID')).toHaveFocus();
		await userEvent.keyboard('{ArrowDown}{ArrowDown}');
		await expect.element(item('Schedule deletion…')).toHaveFocus();
		await userEvent.keyboard('{Home}c');
		await expect.element(item('Copy key ID')).toHaveFocus();
		await userEvent.keyboard('{Escape}');
		await expect.element(menu).not.toBeInTheDocument();
		await expect.element(trigger).toHaveFocus();

		await userEvent.keyboard('{Enter}');
		await expect.element(item('Disable')).toHaveFocus();
		await userEvent.keyboard('{Enter}');
		await expect.element(dialog).toHaveAccessibleName('Disable orders?');
		await userEvent.keyboard('{Escape}');
		await expect.element(trigger).toHaveFocus();
	});
});

describe('several keys', () => {
	const choose = (name: string) =>
		page.getByRole('checkbox', { name: `Choose ${name}`, exact: true });
	const chooseAll = page.getByRole('checkbox', { name: 'Choose all keys of this list' });
	const bar = page.getByRole('group', { name: 'Chosen keys' });
	const report = page.getByRole('dialog');
	const act = (name: string) => bar.getByRole('button', { name });

	test('are disabled together: the dialog names them, leaves out the others, and reports each', async () => {
		const handle = await openScreen('#/keys', {
			vault: async (made) => {
				for (let number = 1; number <= 12; number++) await makeKey(made, `key-${number}`);
				await makeKey(made, 'waiting', 'EXTERNAL');
				await made('DisableKey', { KeyId: await makeKey(made, 'off') });
			}
		});
		await expect.element(bar).not.toBeInTheDocument();
		await choose('key-1').click();
		await expect.element(bar).toHaveTextContent('1 key chosen');
		await expect.element(chooseAll).toBePartiallyChecked();
		await chooseAll.click();
		await expect.element(bar).toHaveTextContent('14 keys chosen');
		await expect.element(chooseAll).toBeChecked();
		await act('Disable…').click();
		await expect.element(dialog).toHaveAccessibleName('Disable 12 keys?');
		const named = dialog.getByRole('list', { name: 'To be disabled: 12 keys' });
		await expect.element(named.getByRole('listitem')).toHaveLength(11);
		await expect.element(named.getByRole('listitem').last()).toHaveTextContent('and 2 more');
		await expectTexts(
			dialog
				.getByRole('list', { name: 'Left out: 1 key. Disabled already.' })
				.getByRole('listitem'),
			['off']
		);
		await expectTexts(
			dialog.getByRole('list', { name: 'Left out: 1 key. No key material.' }).getByRole('listitem'),
			['waiting']
		);
		await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
		// Another tab is first with one of them.
		const KeyId = 'alias/key-3';
		const { KeyMetadata } = await handle('DescribeKey', { KeyId });
		await handle('ScheduleKeyDeletion', {
			KeyId: KeyMetadata.KeyId,
			Passphrase: passphraseAgain()
		});
		await dialog.getByRole('button', { name: 'Disable' }).click();
		await expect.element(report).toHaveAccessibleName('Keys disabled');
		await expect.element(report.getByRole('list', { name: 'Done: 11 keys' })).toBeVisible();
		await expectTexts(report.getByRole('list', { name: 'Refused: 1 key' }).getByRole('listitem'), [
			'key-3: key-3 is Pending deletion.'
		]);
		await expect.element(button('Close')).toHaveFocus();
		await button('Close').click();
		await expect.element(row('key-1')).toHaveTextContent('Disabled');
		await expect.element(bar).toHaveTextContent('14 keys chosen');
		await act('Clear choice').click();
		await expect.element(bar).not.toBeInTheDocument();
	});

	test('are scheduled for deletion with the passphrase asked once, and stay chosen while filters hide them', async () => {
		const handle = await openScreen('#/keys', {
			vault: async (made) => {
				for (const name of ['a', 'b', 'kept']) await makeKey(made, name);
				await makeKey(made, 'c', 'EXTERNAL');
			}
		});
		for (const name of ['a', 'b', 'c']) await choose(name).click();
		await page.getByRole('searchbox').fill('kept');
		await expect.element(bar).toHaveTextContent('3 keys chosen (3 of them are not on this list)');
		await expect.element(chooseAll).not.toBeChecked();
		await act('Schedule deletion…').click();
		await expect.element(dialog).toHaveAccessibleName('Schedule deletion of 3 keys?');
		await expect.element(dialog).toHaveTextContent('Airlock made the key material of 2 of them');
		const count = dialog.getByLabelText('Type the number of keys, 3, to confirm');
		await expect.element(count).toHaveFocus();
		await dialog.getByLabelText('Passphrase of this vault', { exact: true }).fill(passphrase);
		await count.fill('2');
		await userEvent.keyboard('{Enter}');
		await expect.element(count).toHaveAccessibleDescription(/deleted: 3$/);
		await count.fill('3');
		await dialog
			.getByLabelText('Passphrase of this vault', { exact: true })
			.fill('not this one, no');
		await userEvent.keyboard('{Enter}');
		await expect.element(dialog.getByRole('alert')).toHaveTextContent(wrongPassphrase);
		expect((await handle('ListKeys', { KeyState: 'PENDING_DELETION' })).Matching).toBe(0);
		await dialog.getByLabelText('Passphrase of this vault', { exact: true }).fill(passphrase);
		await userEvent.keyboard('{Enter}');
		await expectTexts(report.getByRole('list', { name: 'Done: 3 keys' }).getByRole('listitem'), [
			'a',
			'b',
			'c'
		]);
		expect((await handle('ListKeys', { KeyState: 'PENDING_DELETION' })).Matching).toBe(3);
	});

	test('get a tag together, on narrow cards too', async () => {
		await openScreen('#/keys', {
			width: 320,
			vault: async (handle) => {
				for (const name of ['a', 'b']) await makeKey(handle, name);
			}
		});
		await chooseAll.click();
		await act('Set a tag…').click();
		const tagDialog = dialog;
		await expect.element(tagDialog.getByLabelText('Tag key')).toHaveFocus();
		await userEvent.keyboard('env');
		await tagDialog.getByLabelText('Value').fill('prod');
		await userEvent.keyboard('{Enter}');
		await button('Close').click();
		const tags = page.getByRole('list', { name: 'Tags' }).getByRole('listitem');
		await expectTexts(tags, ['env: prod', 'env: prod']);
		await act('Enable…').click();
		await expect.element(report).toHaveAccessibleName('None of these keys can be enabled');
	});
});

describe('tags', () => {
	const tagFilter = page.getByRole('combobox', { name: 'Tag' });
	const tagDialog = page.getByRole('dialog');
	const chips = (name: string) =>
		row(name).getByRole('list', { name: 'Tags' }).getByRole('listitem');

	test('are shown in the list, searched, and filter it', async () => {
		const tag = (TagKey: string, TagValue = '') => ({ TagKey, TagValue });
		await openScreen('#/keys', {
			vault: async (handle) => {
				await makeKey(handle, 'plain');
				const tagged = { KeyId: await makeKey(handle, 'orders') };
				const Tags = [tag('env', 'prod'), tag('owner', 'me'), tag('team'), tag('zone', 'b')];
				await handle('TagResource', { ...tagged, Tags });
				const other = { KeyId: await makeKey(handle, 'trial') };
				await handle('TagResource', { ...other, Tags: [tag('env', 'test')] });
			}
		});
		await expectTexts(chips('orders'), ['env: prod', 'owner: me', 'team', '+1']);
		await tagFilter.selectOptions('env: any value');
		await expectTexts(names.getByRole('link'), ['orders', 'trial']);
		await tagFilter.selectOptions('env: prod');
		await expectTexts(names.getByRole('link'), ['orders']);
		await expect.element(page.getByText('1 of 3 keys match.')).toBeVisible();
		expect(place.url.hash).toBe('#/keys');
		await tagFilter.selectOptions('All tags');
		await page.getByRole('searchbox').fill('TEST');
		await expectTexts(names.getByRole('link'), ['trial']);
	});

	test('are set and removed on the page of the key, and what can be no tag is refused at its field', async () => {
		await openScreen('#/keys', { vault: (handle) => makeKey(handle, 'orders') });
		await expect.element(tagFilter).not.toBeInTheDocument(); // nothing to choose from
		await link('orders').click();
		await button('Edit tags…').click();
		await expect.element(tagDialog).toHaveAccessibleName('Tags of orders');
		const [key, value] = [tagDialog.getByLabelText('Tag key'), tagDialog.getByLabelText('Value')];
		await expect.element(key).toHaveFocus();
		await key.fill('aws:env');
		await userEvent.keyboard('{Enter}');
		await expect.element(key).toHaveAccessibleDescription(/reserved for AWS/);
		await key.fill('env');
		await expect.element(key).not.toHaveAttribute('aria-invalid'); // it is being put right
		await value.fill('a,b');
		await userEvent.keyboard('{Enter}');
		await expect.element(value).toHaveAccessibleDescription(/^Optional Remove ,\./);
		await expect.element(value).toHaveFocus();
		await value.fill('prod');
		await userEvent.keyboard('{Enter}');
		await expectTexts(tagDialog.getByRole('listitem'), [/^env: prod Remove ?env$/]);
		await expect.element(key).toHaveValue('');
		await expect.element(key).toHaveFocus();
		await userEvent.keyboard('owner{Enter}');
		await button('Remove env').click();
		await button('Done').click();
		await expect.element(button('Edit tags…')).toHaveFocus();
		const facts = page.getByRole('region', { name: 'Facts' });
		await expectTexts(facts.getByRole('list', { name: 'Tags' }).getByRole('listitem'), ['owner']);
	});
});

describe('a new key', () => {
	test('is made with one press where the defaults are right', async () => {
		await openScreen('#/keys/new');
		await expect.element(nameField).toHaveValue('key-1');
		await button('Create key').click();
		await expectHeading('key-1');
		await expectBadge('Enabled');
		await goto('#/keys/new');
		await expect.element(nameField).toHaveValue('key-2');
		await page.getByRole('radio', { name: /^External/ }).click();
		await expect.element(nameField).toHaveValue('imported-key-1');
	});

	test('of external origin goes on to its import', async () => {
		await openScreen('#/keys/new?origin=external');
		await expect.element(nameField).toHaveValue('imported-key-1');
		await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus();
		await userEvent.keyboard('{Tab}');
		await expect.element(nameField).toHaveFocus();
		await userEvent.keyboard('payments-master'); // over the suggestion, which is selected
		await expect.element(nameField).toHaveValue('payments-master');
		await button('Create key and continue').click();
		await expectPlace(/^#\/keys\/[\da-f-]{36}\/import\/parameters$/);
		await expect.element(page.getByRole('main')).toHaveTextContent('payments-master');
	});
});
