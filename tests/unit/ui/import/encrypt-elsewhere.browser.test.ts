import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
	canWrap,
	clientCommands,
	wrappingClients,
	type WrappingClient
} from '#lib/domain/clients/client-commands.ts';
import { checkSums, type Terminal } from '#lib/domain/clients/terminal.ts';
import { wrappingAlgorithms, type WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import type { Handle } from '#lib/service/api.ts';
import type { Language } from '#lib/domain/language.ts';
import type { Theme } from '#lib/ui/platform/theme.svelte.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

let keyId = '';
const withParameters =
	(
		WrappingAlgorithm: WrappingAlgorithm,
		encrypt?: (publicKey: CryptoKey) => Promise<ArrayBuffer>
	) =>
	async (handle: Handle) => {
		const { KeyMetadata } = await handle('CreateKey', {
			Origin: 'EXTERNAL',
			AliasName: 'alias/payments-master'
		});
		keyId = KeyMetadata.KeyId;
		const { PublicKey } = await handle('GetParametersForImport', {
			KeyId: keyId,
			WrappingAlgorithm,
			WrappingKeySpec: 'RSA_2048',
			Place: 'ELSEWHERE'
		});
		if (!encrypt) return;
		const sha1 = { name: 'RSA-OAEP', hash: 'SHA-1' };
		const key = await crypto.subtle.importKey('spki', PublicKey, sha1, false, ['encrypt']);
		const Bytes = new Uint8Array(await encrypt(key));
		const EncryptedKey = { Name: 'key.bin', ReadAs: 'BINARY', Bytes } as const;
		await handle('SaveImportDraft', { KeyId: keyId, EncryptedKey });
	};

interface Look {
	language?: Language;
	theme?: Theme;
	width?: number;
}

async function openCommands(algorithm: WrappingAlgorithm, look: Look = {}): Promise<void> {
	await openScreen('#/', { vault: withParameters(algorithm), ...look });
	await goto(`#/keys/${keyId}/import/encrypt`);
	await expect.element(clients()).toBeVisible();
}

const clients = () => page.getByLabelText('Encrypt with');
const choose = (client: WrappingClient) => clients().selectOptions(client);
const blocks = () =>
	[...document.querySelectorAll('main pre')].map(({ textContent }) => textContent);
const wide = () => document.documentElement.scrollWidth;

test.each(wrappingAlgorithms)(
	'%s: each client has its commands, or says why not',
	async (algorithm) => {
		await openCommands(algorithm, { width: 320 });
		for (const client of wrappingClients) {
			await choose(client);
			const expected = clientCommands(client, algorithm).map(({ text }) => text);
			await expect
				.poll(blocks, { message: client })
				.toEqual(canWrap(client, algorithm) ? ['sha256sum -c SHA256SUMS', ...expected] : []);
			expect(wide(), client).toBeLessThanOrEqual(320);
		}
	}
);

test('the commands are those of the terminal that was chosen, here and the next time', async () => {
	await openCommands('RSAES_OAEP_SHA_256', { width: 320 });
	await choose('OPENSSL');
	const expectCommandsOf = async (terminal: Terminal) => {
		const expected = clientCommands('OPENSSL', 'RSAES_OAEP_SHA_256', 'AES_256', terminal);
		await expect
			.poll(blocks, { message: terminal })
			.toEqual([checkSums(terminal, 'SHA256SUMS'), ...expected.map(({ text }) => text)]);
		expect(wide(), terminal).toBeLessThanOrEqual(320);
	};
	const select = () => page.getByLabelText('Commands for');
	for (const terminal of ['POWERSHELL', 'ZSH'] as const) {
		await select().selectOptions(terminal);
		await expectCommandsOf(terminal);
	}
	await expect
		.element(page.getByRole('heading', { name: 'OpenSSL 3.0 or later, or LibreSSL 3.1 or later' }))
		.toBeVisible();
	expect(localStorage.getItem('airlock-terminal')).toBe('ZSH');

	const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
	try {
		await page.getByRole('button', { name: 'Copy all commands' }).click();
		expect(copied).toHaveBeenCalledExactlyOnceWith(
			blocks()
				.map((text) => `${text}\n`)
				.join('')
		);
	} finally {
		copied.mockRestore();
		await select().selectOptions('BASH');
	}
});

test('a client that can’t leads to parameters that it can, of the same size', async () => {
	await openCommands('RSA_AES_KEY_WRAP_SHA_256');
	await choose('GO');
	await expect
		.element(page.getByText('Go can’t do RSA_AES_KEY_WRAP_SHA_256 by itself.'))
		.toBeVisible();
	await expect
		.element(page.getByRole('link', { name: 'Create parameters for RSAES_OAEP_SHA_256' }))
		.toHaveAttribute(
			'href',
			`#/keys/${keyId}/import/parameters?algorithm=RSAES_OAEP_SHA_256&spec=RSA_2048`
		);
});

test('a program that can do only something else has parameters for that', async () => {
	await openCommands('RSAES_OAEP_SHA_256');
	await choose('OPENSSL');
	for (const other of wrappingAlgorithms.filter((one) => one !== 'RSAES_OAEP_SHA_256'))
		await expect
			.element(page.getByRole('link', { name: other, exact: true }))
			.toHaveAttribute(
				'href',
				`#/keys/${keyId}/import/parameters?algorithm=${other}&spec=RSA_2048`
			);
});

test('a diagnosis has the right command for each client, and parameters for one that has SHA-1 only', async () => {
	const material = crypto.getRandomValues(new Uint8Array(32));
	const withSha1 = (key: CryptoKey) => crypto.subtle.encrypt({ name: 'RSA-OAEP' }, key, material);
	await openScreen('#/', { vault: withParameters('RSAES_OAEP_SHA_256', withSha1), width: 320 });
	await goto(`#/keys/${keyId}/import/files`);
	await page.getByRole('button', { name: 'Check these files' }).click();
	await expect
		.element(page.getByRole('alert'))
		.toHaveTextContent('Encrypted with OAEP SHA-1; these');
	for (const client of wrappingClients) {
		await choose(client);
		const expected = clientCommands(client, 'RSAES_OAEP_SHA_256')
			.filter(({ step }) => step === 'SAVE_PROGRAM' || step === 'ENCRYPT')
			.map(({ text }) => text);
		await expect.poll(blocks, { message: client }).toEqual(expected);
		expect(wide(), client).toBeLessThanOrEqual(320);
	}
	await expect
		.element(page.getByRole('link', { name: 'Create parameters for RSAES_OAEP_SHA_1' }))
		.toHaveAttribute(
			'href',
			`#/keys/${keyId}/import/parameters?algorithm=RSAES_OAEP_SHA_1&spec=RSA_2048`
		);
});
