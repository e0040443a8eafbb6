import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import {
	button,
	choose,
	chooseBoth,
	encryptedKey,
	errorSummary,
	expectErrors,
	expectHeading,
	importBefore,
	importToken,
	keyName,
	material,
	newExternalKey,
	newParameters,
	openImport,
	put,
	slot,
	wrapFor,
	type Parameters
} from '../../../support/screens/import-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { passphraseAgain, someKeyMaterial } from '../../../support/vault.ts';

// The third step of an import: what is chosen, what is said of it, and what the engine makes of it.

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const isReady = page.getByText('Ready.', { exact: true });
const stillPending = page.getByText('Pending import', { exact: true });

describe('files', () => {
	test('that were swapped are noticed, and swapped back', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, parameters.ImportToken, 'token.bin');
		await expect.element(encryptedKey).toHaveTextContent('This is an import token.');
		await expect
			.element(encryptedKey.getByRole('button', { name: 'Move it to Import Token' }))
			.toBeVisible();
		await choose(importToken, await wrapFor(parameters, material), 'wrapped.bin');
		await expect.element(importToken).toHaveTextContent('This is the encrypted key file.');
		await button('Confirm').click();
		await expectErrors(
			'Encrypted key file: This is an import token.',
			'Import Token: This is the encrypted key file.'
		);
		await importToken.getByRole('button', { name: 'Swap the two files' }).click();
		await expect.element(encryptedKey).toHaveTextContent('wrapped.bin');
		await expect.element(isReady).toHaveLength(2);
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
	});

	test('that are missing are asked for, with a way to each field', async () => {
		await openImport('files');
		await button('Confirm').click();
		await expect.element(errorSummary).toHaveFocus();
		await expectErrors('Select the encrypted key file.', 'Select the import token.');
		await errorSummary.getByRole('link', { name: 'Select the import token.' }).click();
		await expect.element(importToken.getByRole('button').first()).toHaveFocus();
	});

	test('with weak key material are imported, which is said at once and on the key’s page', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, await wrapFor(parameters, new Uint8Array(32)), 'wrapped.bin');
		await choose(importToken, parameters.ImportToken);
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
		const warning = page.getByText('This key material can be guessed.');
		await expect.element(page.getByRole('alert').filter({ has: warning })).toBeVisible();
		await goto(`#/keys/${parameters.KeyId}`);
		await expect.element(warning).toBeVisible();
	});

	test('whose text was encrypted again as bytes can be confirmed at once', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, await wrapFor(parameters, utf8(toHex(material))), 'text.bin');
		await choose(importToken, parameters.ImportToken);
		await button('Check these files').click();
		const fix = button('Encrypt the decoded bytes');
		await expect.element(fix).toBeVisible();
		const [shown, confirm] = [fix.element(), button('Confirm').element() as HTMLButtonElement];
		const observer = new MutationObserver(() => {
			if (shown.isConnected) return;
			observer.disconnect();
			confirm.click();
		});
		observer.observe(document.body, { childList: true, subtree: true });
		await fix.click();
		await expectHeading(`${keyName} is enabled`);
	});

	test('that are both read are opened without being asked: what is wrong is in its row, and step 2 is no longer done', async () => {
		const { parameters } = await openImport('files');
		const step2 = page.getByRole('link', { name: /^Step 2 of 3/ });
		await choose(encryptedKey, await wrapFor(parameters, material, 'SHA-1'), 'sha1.bin');
		await expect.element(step2).toHaveAccessibleName(/\(done\)$/);
		await choose(importToken, parameters.ImportToken);
		await expect.element(encryptedKey).toHaveTextContent('SHA-1');
		await expect.element(isReady).toHaveLength(1);
		await expect.element(step2).toHaveAccessibleName('Step 2 of 3: Encrypt key material');
		await choose(encryptedKey, await wrapFor(parameters, material), 'sha256.bin');
		await expect.element(isReady).toHaveLength(2);
		await expect.element(step2).toHaveAccessibleName(/\(done\)$/);
	});

	test('that were put right are checked again, and the answer is shown', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, await wrapFor(parameters, utf8(toHex(material))), 'text.bin');
		await choose(importToken, parameters.ImportToken);
		await button('Check these files').click();
		await button('Encrypt the decoded bytes').click();
		await expect.element(page.getByText('Both files are ready to be imported.')).toBeVisible();
	});

	test('that were chosen just before “Save and leave” are kept', async () => {
		const { parameters } = await openImport('files');
		await expect.element(encryptedKey).toBeVisible();
		put(encryptedKey, await wrapFor(parameters, material), 'wrapped.bin');
		(button('Save and leave').element() as HTMLButtonElement).click();
		await expect.element(page.getByText(/^Saved\. Come back before /)).toBeVisible();
		await goto(`#/keys/${parameters.KeyId}/import`);
		await expect.element(encryptedKey).toHaveTextContent('wrapped.bin · 256 bytes');
	});

	const wrong: { what: string; says: string; make: (parameters: Parameters) => Bytes | string }[] =
		[
			{
				what: 'key material',
				says: 'This looks like key material that isn’t encrypted yet.',
				make: () => material
			},
			{
				what: 'key material in hex',
				says: 'This looks like key material that isn’t encrypted yet.',
				make: () => toHex(material)
			},
			{
				what: 'key material in Base64',
				says: 'This looks like key material that isn’t encrypted yet.',
				make: () => toBase64(material)
			},
			{
				what: 'a private key',
				says: 'This is a private key, not an encrypted key file.',
				make: () => '-----BEGIN PRIVATE KEY-----\n'
			},
			{
				what: 'the public key',
				says: 'This is a public key.',
				make: ({ PublicKey }) => PublicKey
			},
			{
				what: 'a file for a larger wrapping key',
				says: 'The encrypted key has 512 bytes; 256 were expected.',
				make: () => random(512)
			},
			{
				what: 'a shorter file',
				says: 'The encrypted key has 200 bytes; 256 were expected.',
				make: () => random(200)
			},
			{
				what: 'a file of the other algorithm',
				says: 'This file uses RSA_AES_KEY_WRAP',
				make: () => random(296)
			},
			{ what: 'a broken zip', says: 'This file was not read.', make: () => 'PK\u0003\u0004' },
			{ what: 'nothing', says: 'The file is empty.', make: () => '' },
			{
				what: '2 MiB',
				says: 'The file is 2 MB. An encrypted key file is under 10 KB.',
				make: () => new Uint8Array(2 * 1024 * 1024)
			}
		];
	test.each(wrong)('$what is no encrypted key: $says', async ({ says, make }) => {
		const { parameters } = await openImport('files');
		await choose(importToken, parameters.ImportToken, 'token.bin');
		await choose(encryptedKey, make(parameters), 'bad.bin');
		await expect.element(encryptedKey).toHaveTextContent(says);
		await button('Confirm').click();
		await expect.element(errorSummary.getByRole('link').first()).toHaveTextContent(says);
		await expect.element(encryptedKey.getByText('Ready.')).not.toBeInTheDocument();
		await expect.element(stillPending).toBeVisible();
	});

	test('a line break at the end is taken off on a press', async () => {
		const { parameters } = await openImport('files');
		const wrapped = await wrapFor(parameters, material);
		await choose(encryptedKey, Uint8Array.from([...wrapped, 0x0a]));
		await choose(importToken, parameters.ImportToken);
		await expect.element(encryptedKey).toHaveTextContent('A line break was added at the end.');
		await page.getByRole('button', { name: 'Remove it and check again' }).click();
		await expect.element(isReady).toHaveLength(2);
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
	});

	test('the one that was chosen last is taken, however quick the hand', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, await wrapFor(parameters, material.slice(0, 31)));
		await choose(importToken, parameters.ImportToken);
		const right = await wrapFor(parameters, material);
		put(encryptedKey, right, 'right.bin');
		document.querySelector<HTMLFormElement>('main form')?.requestSubmit();
		await expectHeading(/enabled/i);
	});
});

describe('a token that does not fit is told, with its cause', () => {
	const wrong: {
		says: string;
		/** `tokens` are of another key, and of parameters that were replaced */
		make: (
			parameters: Parameters,
			tokens: { other: Bytes; replaced: Bytes }
		) => Bytes | string | Promise<Bytes>;
	}[] = [
		{ says: 'This token is for another key (other).', make: (_, { other }) => other },
		{ says: 'This token is from an older download.', make: (_, { replaced }) => replaced },
		{ says: '100 of 135 bytes.', make: ({ ImportToken }) => ImportToken.slice(0, 100) },
		{
			says: 'The seal doesn’t match.',
			make: ({ ImportToken }) => ImportToken.map((byte, at) => (at === 134 ? byte ^ 1 : byte))
		},
		{ says: 'This is not an import token of Airlock.', make: () => random(135) },
		{
			says: 'This is the encrypted key file.',
			make: (parameters) => wrapFor(parameters, material)
		},
		{ says: 'The file is empty.', make: () => '' }
	];

	async function openWithTokens() {
		const tokens: { other: Bytes; replaced: Bytes }[] = [];
		const { parameters } = await openImport('files', {
			first: async (handle, keyId) => {
				const other = await newParameters(handle, await newExternalKey(handle, 'other'));
				const replaced = await newParameters(handle, keyId);
				tokens.push({ other: other.ImportToken, replaced: replaced.ImportToken });
			}
		});
		const [made] = tokens;
		if (!made) throw new Error('there are no tokens');
		return { parameters, tokens: made };
	}

	test.each(wrong)('$says', async ({ says, make }) => {
		const { parameters, tokens } = await openWithTokens();
		await choose(importToken, await make(parameters, tokens), 'bad.bin');
		await expect.element(importToken).toHaveTextContent(says);
		await expect.element(importToken.getByText('Ready.')).not.toBeInTheDocument();
	});

	test('This token was made in another vault.', async () => {
		const { parameters: stranger } = await openImport('files');
		document.querySelector('#app')?.remove(); // the other vault’s screen
		await openImport('files');
		await choose(importToken, stranger.ImportToken);
		await expect.element(importToken).toHaveTextContent('This token was made in another vault.');
	});

	test('and the key that it is for is a press away', async () => {
		const { tokens } = await openWithTokens();
		await choose(importToken, tokens.other);
		await page.getByRole('link', { name: 'Go to other' }).click();
		await expectHeading('other');
	});
});

describe('the engine’s refusals', () => {
	const refused: {
		title: string;
		cause: string;
		make: (parameters: Parameters) => Promise<Bytes>;
	}[] = [
		{
			title: 'Encrypted with OAEP SHA-1; these parameters need SHA-256.',
			cause: 'OpenSSL uses SHA-1 unless told otherwise.',
			make: (parameters) => wrapFor(parameters, material, 'SHA-1')
		},
		{
			title: 'It opens, but the key material has 31 bytes; this key needs 32.',
			cause: 'Encrypt key material of the right length.',
			make: (parameters) => wrapFor(parameters, material.slice(0, 31))
		},
		{
			title: 'It opens, but the key material has 44 bytes of text.',
			cause: 'You encrypted the Base64 text instead of the bytes.',
			make: (parameters) => wrapFor(parameters, utf8(toBase64(material)))
		},
		{
			title: 'This file can’t be opened with this key’s parameters.',
			cause: 'First compare fingerprints.',
			make: async () => {
				const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
				const { publicKey } = await crypto.subtle.generateKey(
					{ name: 'RSA-OAEP', hash: 'SHA-256', ...rsa },
					true,
					['encrypt', 'decrypt']
				);
				const PublicKey = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
				return wrapFor({ PublicKey }, material);
			}
		}
	];
	test.each(refused)('$title', async ({ title, cause, make }) => {
		const { parameters } = await openImport('files');
		await choose(importToken, parameters.ImportToken);
		await choose(encryptedKey, await make(parameters));
		await button('Confirm').click();
		const problem = page.getByRole('alert');
		await expect.element(problem).toHaveTextContent(title);
		await expect.element(problem).toHaveTextContent(cause);
		await expect.element(problem).toHaveTextContent('Nothing was changed.');
		await expect.element(stillPending).toBeVisible();
		if (!cause.includes('Base64')) return;
		await problem.getByRole('button', { name: 'Encrypt the decoded bytes' }).click();
		await button('Confirm').click();
		await expectHeading(/enabled/i);
	});

	test('other key material than the key is bound to is refused, here and at Confirm', async () => {
		const { parameters, kcv, otherKcv } = await openImport('encrypt', {
			place: 'IN_AIRLOCK',
			first: async (handle, KeyId) => {
				await importBefore(handle, KeyId);
				await handle('DeleteImportedKeyMaterial', { KeyId });
			}
		});
		const bring = page.getByText(`Bring the key material with check value ${kcv}.`);
		await expect.element(bring).toBeVisible();
		await expect.element(page.getByRole('radio', { name: /^Make it now/ })).toBeDisabled();
		const file = slot('Key material file');
		await choose(file, someKeyMaterial(1));
		await expect
			.element(file)
			.toHaveTextContent(`Bound to check value ${kcv}; this has check value ${otherKcv}.`);

		await page.getByRole('link', { name: /Import Key’s Data/ }).click();
		await choose(encryptedKey, await wrapFor(parameters, someKeyMaterial(1)));
		await choose(importToken, parameters.ImportToken);
		await button('Confirm').click();
		const problem = page.getByRole('alert');
		await expect
			.element(problem)
			.toHaveTextContent('This is not the key material that this key is bound to.');
		await expect
			.element(problem)
			.toHaveTextContent(`Bound to check value ${kcv}; this file has check value ${otherKcv}.`);
		await problem.getByRole('link', { name: 'Create a new key' }).click();
		await expectHeading('Create key');
	});

	test('a key that takes no import says why', async () => {
		let made = '';
		await openImport('files', {
			first: async (handle) => {
				const { KeyMetadata } = await handle('CreateKey', { AliasName: 'alias/made-here' });
				made = KeyMetadata.KeyId;
			},
			then: (handle, { KeyId }) =>
				handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId })
		});
		await expect.element(page.getByText(/is Pending deletion\.$/)).toBeVisible();
		await goto(`#/keys/${made}/import/parameters`);
		await expect.element(page.getByText(/was made by Airlock\.$/)).toBeVisible();
		await expect.element(button('Create parameters')).not.toBeInTheDocument();
	});
});

describe('expiry', () => {
	const minute = 60_000;
	const day = 24 * 60 * minute;
	const date = page.getByLabelText('Date', { exact: true });
	const time = page.getByLabelText('Time', { exact: true });
	const facts = page.getByRole('main');

	async function type(at: number) {
		const iso = new Date(at).toISOString();
		await date.fill(iso.slice(0, 10));
		await time.fill(iso.slice(11, 16));
	}

	test('is 24 hours from now unless something else is chosen, and says what will happen', async () => {
		const { parameters, kcv } = await openImport('files');
		await chooseBoth(parameters);
		await expect.element(page.getByRole('radio', { name: 'Expiry Date' })).toBeChecked();
		await expect
			.element(page.getByText(/^The key becomes Enabled\. On .+ the key material is deleted/))
			.toBeVisible();
		const value = (field: typeof date) => (field.element() as HTMLInputElement).value;
		const ahead = new Date(`${value(date)}T${value(time)}Z`).getTime() - Date.now();
		expect(ahead).toBeGreaterThan(day - 5 * minute);
		expect(ahead).toBeLessThanOrEqual(day + minute);
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
		await expect.element(facts).toHaveTextContent(/in (24 h|23 h \d+ min)/);
		await expect.element(facts).toHaveTextContent(kcv);
		await expect.element(facts).toHaveTextContent(shortSetId(parameters.ParameterSetId));
	});

	test('can be never', async () => {
		const { parameters } = await openImport('files');
		await chooseBoth(parameters);
		await page.getByRole('radio', { name: 'Never Expire' }).click();
		const stays = page.getByText(/The key material stays until you delete it\./);
		await expect.element(stays).toBeVisible();
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
		await expect.element(page.getByText('Never', { exact: true })).toBeVisible();
	});

	test.each([
		{
			says: 'That time has passed. Choose a later one.',
			atOnce: /· (2|3) min ago ·/,
			enter: () => type(Date.now() - 2 * minute)
		},
		{
			says: 'Choose a time at least 5 minutes from now.',
			atOnce: 'Choose a time at least 5 minutes from now.',
			enter: () => type(Date.now() + 3 * minute)
		},
		{
			says: 'Choose when the key material expires, or choose Never expire.',
			atOnce: undefined,
			enter: () => date.fill('')
		}
	])('is refused: $says', async ({ says, atOnce, enter }) => {
		const { parameters } = await openImport('files');
		await chooseBoth(parameters);
		await enter();
		if (atOnce !== undefined) await expect.element(page.getByText(atOnce)).toBeVisible();
		await button('Confirm').click();
		await expectErrors(says);
		await errorSummary.getByRole('link').click();
		await expect.element(date).toHaveFocus();
		await expect.element(stillPending).toBeVisible();
	});

	test('can be beyond what clouds allow, and says so', async () => {
		const { parameters } = await openImport('files');
		await chooseBoth(parameters);
		await type(Date.now() + 400 * day);
		await expect.element(page.getByText('Some clouds allow at most 365 days.')).toBeVisible();
		await button('Confirm').click();
		await expectHeading(`${keyName} is enabled`);
	});

	test.each(['Disabled', 'Enabled'])(
		'is set afresh by the same key material, and the key stays %s',
		async (keptState) => {
			const disabled = keptState === 'Disabled';
			const { parameters, kcv } = await openImport('files', {
				first: async (handle, keyId) => {
					await importBefore(handle, keyId, Date.now() + 2 * day);
					if (disabled) await handle('DisableKey', { KeyId: keyId });
				}
			});
			const same = `Import the same key material again. Only the expiry changes. Bring the key material with check value ${kcv}.`;
			await expect.element(page.getByText(same)).toBeVisible();
			await chooseBoth(parameters);
			await page.getByRole('button', { name: '90 days' }).click();
			await expect.element(page.getByText(`The key stays ${keptState}.`)).toBeVisible();
			await button('Confirm').click();
			await expectHeading(disabled ? `${keyName} is still disabled` : `${keyName} is enabled`);
			await expect.element(facts).toHaveTextContent('in 90 days');
		}
	);
});

describe('parameters', () => {
	test('are replaced only after a question, and old files are told', async () => {
		const { parameters } = await openImport('parameters');
		const set = shortSetId(parameters.ParameterSetId);
		const facts = page.getByRole('main');
		const createNew = button('Create new ones…');
		await createNew.click();
		const dialog = page.getByRole('alertdialog', { name: 'Replace the parameters?' });
		const old = `Files encrypted with the current public key (${set}) can’t be imported any more.`;
		await expect.element(dialog).toHaveTextContent(old);
		await expect.element(dialog.getByRole('button', { name: 'Keep current' })).toHaveFocus();
		await dialog.getByRole('button', { name: 'Keep current' }).click();
		await expect.element(createNew).toHaveFocus();
		await expect.element(facts).toHaveTextContent(set);

		await createNew.click();
		await dialog.getByLabelText('Wrapping key').selectOptions('RSA_2048');
		await dialog.getByRole('button', { name: 'Create new parameters' }).click();
		await expect.element(dialog).not.toBeInTheDocument();
		await expect.element(facts).not.toHaveTextContent(set);
		await goto(`#/keys/${parameters.KeyId}/import/files`);
		await choose(importToken, parameters.ImportToken);
		await expect.element(importToken).toHaveTextContent('This token is from an older download.');
	});

	test('and all that was entered are discarded after a question', async () => {
		const { parameters } = await openImport('files');
		await choose(encryptedKey, await wrapFor(parameters, material));
		await button('Discard import…').click();
		const dialog = page.getByRole('alertdialog', { name: 'Discard this import?' });
		await expect
			.element(dialog)
			.toHaveTextContent(
				'Parameters, both files and the expiry choice are removed. The key stays Pending import.'
			);
		await expect.element(dialog.getByRole('button', { name: 'Keep', exact: true })).toHaveFocus();
		await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
		await expectHeading(keyName);
		await goto(`#/keys/${parameters.KeyId}/import/parameters`);
		await expect.element(button('Create parameters')).toBeVisible();
	});
});

describe('key material that is encrypted in the app', () => {
	test('asks for a copy of random bytes, and for a passphrase that can be kept', async () => {
		await openImport('encrypt', { place: 'IN_AIRLOCK' });
		const none = page.getByRole('radio', { name: 'I already have a copy' });
		await expect.element(none).toBeDisabled();
		await expect.element(none).toHaveAccessibleDescription(/^Not with random bytes/);
		const field = page.getByLabelText('Passphrase for the copy', { exact: true });
		const expectError = async (message: string) => {
			await button('Encrypt').click();
			await expect.element(errorSummary).toHaveFocus();
			await expectErrors(message);
		};
		await expectError('Enter a passphrase.');
		await field.fill('eleven char');
		await expectError('Use at least 12 characters. A few random words work well.');
		await field.fill('é'.repeat(513));
		await expectError('Use at most 1024 bytes.');
		await field.fill('twelve chars enough');
		await expectError('The two passphrases differ.');
	});

	test.each([
		['binary', material],
		['hex', toHex(material)],
		['Base64', toBase64(material)]
	])('is read from a file: %s', async (how, content) => {
		const { kcv } = await openImport('encrypt', { place: 'IN_AIRLOCK' });
		await page.getByRole('radio', { name: 'From a file' }).click();
		const file = slot('Key material file');
		await choose(file, content, `key.${how}`);
		await expect.element(file).toHaveTextContent(`${how} → 32 bytes`);
		await expect.element(file).toHaveTextContent(`Check value (KCV) ${kcv}`);
	});

	test.each([
		['31 bytes', random(31), 'AES-256 needs 32 bytes; this has 31 bytes.'],
		['zeros', new Uint8Array(32), 'All bytes are the same.'],
		[
			'33 letters',
			'correct horse battery staple, yes',
			'AES-256 needs 32 bytes; this has 33 bytes.'
		],
		[
			'32 letters',
			'correct horse battery staples 32',
			'This looks like typed text, not random bytes.'
		],
		['nothing', '', 'It is empty.']
	])('is refused from a file: %s', async (_, content, title) => {
		await openImport('encrypt', { place: 'IN_AIRLOCK' });
		await page.getByRole('radio', { name: 'From a file' }).click();
		const file = slot('Key material file');
		await choose(file, content, 'refused.bin');
		await expect.element(file).toHaveTextContent(title);
		await button('Encrypt').click();
		await expectErrors(title);
	});

	test('is waited for when it is still being read as the form is sent', async () => {
		await openImport('encrypt', { place: 'IN_AIRLOCK' });
		await page.getByRole('radio', { name: 'From a file' }).click();
		await page.getByRole('radio', { name: 'I already have a copy' }).click();
		const file = slot('Key material file');
		await expect.element(file).toBeVisible();
		put(file, material, 'key.bin');
		document.querySelector<HTMLFormElement>('main form')?.requestSubmit();
		await expectHeading('Import Key’s Data');
	});

	test('is pasted, and its check value goes on with it', async () => {
		const { kcv } = await openImport('encrypt', { place: 'IN_AIRLOCK' });
		await page.getByRole('radio', { name: 'Paste hex or Base64' }).click();
		const field = page.getByLabelText('Key material in hex or Base64');
		await field.fill(`0x${toHex(material)}`);
		await button('Encrypt').click();
		await expectHeading('Import Key’s Data');
		await expect.element(encryptedKey).toHaveTextContent(`It has the check value ${kcv}.`);
	});
});
