import { tick } from 'svelte';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { dayMs } from '#lib/domain/time.ts';
import type { StrengthAnswer } from '#lib/service/worker/answer-strength.ts';
import { StrengthClient } from '#lib/ui/engine/strength-client.ts';
import {
	button,
	expectErrors,
	expectHeading,
	errorSummary
} from '../../../support/screens/import-screen.ts';
import { makeKey } from '../../../support/make-key.ts';
import {
	dialog,
	enterPassphrase,
	expectTexts,
	lock,
	unlock,
	wrongPassphrase
} from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { passphrase, passphraseAgain } from '../../../support/vault.ts';

// Making a vault, unlocking it, its passphrase, its log and its clock.

const passphraseField = page.getByLabelText('Passphrase', { exact: true });
const alert = page.getByRole('alert');

describe('a new vault', () => {
	test('is made with a suggested passphrase, which opens it again', async () => {
		await openScreen('#/setup', { vault: 'NONE' });
		await button('Suggest one').click();
		const suggestion = page.getByText(/^[a-z]+( [a-z]+){6}$/);
		await expect.element(suggestion).toBeVisible();
		expect(suggestion.element().localName).toBe('output');
		const words = suggestion.element().textContent;
		await button('Create vault').click();
		await expectHeading('Keep it safe');
		await lock();
		await unlock(words);
		await expectHeading('Keep it safe');
	});

	test('moves nothing when the strength of a typed passphrase comes; of a suggestion nothing comes', async () => {
		const answers: ((answer: StrengthAnswer) => void)[] = [];
		const ask = vi
			.spyOn(StrengthClient.prototype, 'ask')
			.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
		onTestFinished(() => ask.mockRestore());
		await openScreen('#/setup', { vault: 'NONE' });
		const suggest = button('Suggest one');
		const top = () => suggest.element().getBoundingClientRect().top;
		await passphraseField.fill(passphrase);
		await expect.poll(() => answers.length).toBe(1);
		await tick();
		const before = top();
		const strong = page.getByText('Strong.');
		await expect.element(strong).not.toBeInTheDocument();
		answers[0]?.({ strength: { level: 'STRONG', time: 'FOREVER' } });
		await expect.element(strong).toBeVisible();
		expect(top()).toBe(before);

		await suggest.click();
		await expect.element(page.getByText(/^[a-z]+( [a-z]+){6}$/)).toBeVisible();
		await expect.element(strong).not.toBeInTheDocument();
		expect(ask).toHaveBeenCalledTimes(1);
	});

	test('is refused a passphrase of 11 characters', async () => {
		await openScreen('#/setup', { vault: 'NONE' });
		await passphraseField.fill('eleven char');
		await button('Create vault').click();
		await expect.element(errorSummary).toHaveFocus();
		await errorSummary.getByRole('link', { name: /^Use at least 12 characters/ }).click();
		await expect.element(passphraseField).toHaveFocus();
		await expect.element(passphraseField).toHaveAccessibleDescription(/Use at least 12 characters/);
		await expectNoVault();
	});

	test('is refused a passphrase that is easy to guess, with the reason', async () => {
		await openScreen('#/setup', { vault: 'NONE' });
		await passphraseField.fill('aaaaaaaaaaaa');
		await page.getByLabelText('Passphrase again', { exact: true }).fill('aaaaaaaaaaaa');
		await button('Create vault').click();
		await expectErrors(/too easy to guess\. It repeats the same characters or words\.$/);
		await expectNoVault();
	});

	test.each([
		['en', 'password1234', 'Too easy. It is one of the most common passwords'],
		['en', passphrase, 'Fair. With 1,000 fast graphics cards, someone would need years'],
		['zh-CN', 'qwertyuiop12', '太容易猜到。 它只是沿着键盘按出来的。']
	] as const)('%s: what %s is worth is said while it is typed', async (language, words, said) => {
		await openScreen('#/setup', { vault: 'NONE', language });
		const field = page.getByRole('textbox').nth(1);
		await field.fill(words.slice(0, 11));
		await field.fill(words);
		const status = page.getByRole('status').filter({ hasText: said });
		await expect.element(status).toBeVisible();
		await field.fill('eleven char');
		await expect.element(status).not.toBeInTheDocument();
	});

	test('takes back what was wrong with a field once it is filled, and leaves the focus there', async () => {
		await openScreen('#/setup', { vault: 'NONE' });
		await page.getByLabelText('Vault name').fill(' ');
		await button('Create vault').click();
		await expectErrors(/^Give the vault a name\.$/, /^Enter a passphrase\.$/);
		await button('Suggest one').click();
		await expectErrors(/^Give the vault a name\.$/);
		await expect.element(passphraseField).not.toHaveAccessibleDescription(/Enter a passphrase/);
		const name = page.getByLabelText('Vault name');
		await name.fill('Payments');
		await expect.element(errorSummary).not.toBeInTheDocument();
		await expect.element(name).toHaveFocus();
	});

	test('is refused two passphrases that differ', async () => {
		await openScreen('#/setup', { vault: 'NONE' });
		await page.getByLabelText('Vault name').fill(' ');
		await passphraseField.fill(passphrase);
		await page.getByLabelText('Passphrase again', { exact: true }).fill(`${passphrase}.`);
		await button('Create vault').click();
		await expect.element(errorSummary).toHaveFocus();
		await expectErrors(/^Give the vault a name\.$/, /^The two passphrases differ\.$/);
		await expectNoVault();
	});
});

async function expectNoVault(): Promise<void> {
	await goto('#/');
	await expectHeading('Keys that stay on this computer');
}

describe('unlocking', () => {
	test('refuses another passphrase and says so', async () => {
		await openScreen('#/', { locked: true });
		await enterPassphrase('not the passphrase');
		await expect.element(alert).toHaveTextContent(wrongPassphrase);
		await expect.element(passphraseField).toHaveFocus();
		await expect.element(button('Lock')).not.toBeInTheDocument();
		await unlock();
		await expectHeading('Overview');
	});

	test('leads to the page that was asked for', async () => {
		await openScreen('#/activity', { locked: true });
		await unlock();
		await expectHeading('Activity');
	});
});

test('the passphrase is changed in the settings', async () => {
	const next = 'another set of seven words entirely';
	await openScreen('#/settings');
	const field = (label: string) => page.getByLabelText(label, { exact: true });
	const change = async (current: string) => {
		await field('Current passphrase').fill(current);
		await field('New passphrase').fill(next);
		await field('New passphrase again').fill(next);
		await button('Change passphrase').click();
	};
	await change('not the passphrase');
	await expect.element(errorSummary).toHaveFocus();
	await expectErrors(wrongPassphrase);

	await change(passphrase);
	await expect.element(page.getByText('The passphrase was changed.')).toBeVisible();
	await expect.element(field('Current passphrase')).toHaveValue('');

	await lock();
	await enterPassphrase(passphrase);
	await expect.element(alert).toHaveTextContent(wrongPassphrase);
	await unlock(next);
	await expectHeading('Settings');
});

test('the activity counts its entries and says that the chain is whole', async () => {
	await openScreen('#/activity', { vault: (handle) => makeKey(handle, 'payments', 'EXTERNAL') });
	await expect.element(page.getByText('3 entries. The chain is whole.')).toBeVisible();
	await expectTexts(page.getByRole('rowheader'), [
		'Vault unlocked',
		/^Key created/,
		'Vault created'
	]);
	await goto('#/activity?kind=KEYS');
	await expect.element(page.getByText('1 of 3 entries matches the filters.')).toBeVisible();
	await goto('#/activity?kind=VAULT');
	await expect.element(page.getByText('2 of 3 entries match the filters.')).toBeVisible();
});

test('a clock that was turned back is said, freezes what depends on it, and is accepted with the passphrase', async () => {
	// The app’s clock is the machine’s; the vault was used last where it was two days later.
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await makeKey(handle, 'orders');
			await handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId: keyId });
		},
		now: () => Date.now() + 2 * dayMs
	});
	await goto(`#/keys/${keyId}`);
	const banner = page.getByText(/This computer’s clock went back by 2 days/);
	await expect.element(banner).toBeVisible();
	const frozen = page.getByText('Frozen until this computer’s clock is right again.');
	await expect.element(frozen).toBeVisible();

	await button('Accept the computer’s time…').click();
	const words = dialog.getByLabelText('Passphrase', { exact: true });
	const accept = dialog.getByRole('button', { name: 'Accept this time' });
	await words.fill('not the passphrase');
	await accept.click();
	await expect.element(dialog.getByRole('alert')).toHaveTextContent(wrongPassphrase);
	await words.fill(passphrase);
	await accept.click();
	await expect.element(dialog).not.toBeInTheDocument();
	await expect.element(banner).not.toBeInTheDocument();
	await expect.element(frozen).not.toBeInTheDocument();
});

test('a vault is deleted with its name and its passphrase, and what is lost is said before', async () => {
	await openScreen('#/settings/delete', {
		vault: (handle) => handle('CreateKey', { AliasName: 'alias/orders' })
	});
	await expect.element(page.getByRole('heading', { name: 'Delete this vault' })).toHaveFocus();
	await button('Delete this vault…').click();
	await expect.element(dialog).toHaveTextContent('1 key and its log go.');
	const name = dialog.getByLabelText('Type Test vault to confirm');
	const words = dialog.getByLabelText('Passphrase of this vault', { exact: true });
	const confirm = dialog.getByRole('button', { name: 'Delete the vault' });

	await name.fill('Another vault');
	await words.fill(passphrase);
	await confirm.click();
	await expect.element(name).toHaveAccessibleDescription(/exactly as it is written/);
	await name.fill('Test vault');
	await words.fill('not the passphrase');
	await confirm.click();
	await expect.element(dialog).toHaveTextContent(wrongPassphrase);
	await words.fill(passphrase);
	await confirm.click();
	await expectHeading('Keys that stay on this computer');
	await expect
		.element(page.getByText('The vault that this browser kept is gone.'))
		.not.toBeInTheDocument();
});
