import { afterEach, expect, test, vi } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Handle } from '#lib/service/api.ts';
import { fakeReader } from '../../../support/fake-workers.ts';
import {
	button,
	expectErrors,
	expectHeading,
	importBefore,
	newExternalKey,
	newParameters,
	put,
	slot
} from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { someKeyMaterial } from '../../../support/vault.ts';

// Files that are being read: what is shown meanwhile, and what a form that is sent does about it.

afterEach(() => {
	vi.restoreAllMocks();
});

const cancelIn = (place: Locator): Locator => place.getByRole('button', { name: /^Cancel/ });

/** Opens a page whose reader answers when the test says so. @param address - for the key that was made before */
async function openReading(
	address: (keyId: string) => string,
	prepare?: (handle: Handle, keyId: string) => Promise<unknown>
) {
	const { client, ...workers } = fakeReader();
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await newExternalKey(handle, 'billing');
			await prepare?.(handle, keyId);
		},
		reader: client
	});
	await goto(address(keyId));
	return workers;
}

const fromFile = () => page.getByRole('radio', { name: 'From a file' }).click();
const parametersIn = (place: 'IN_AIRLOCK' | 'ELSEWHERE') => (handle: Handle, keyId: string) =>
	newParameters(handle, keyId, place);

test.each([
	{
		name: 'Encrypted key file',
		address: (keyId: string) => `#/keys/${keyId}/import/files`,
		prepare: parametersIn('ELSEWHERE')
	},
	{
		name: 'Import Token',
		address: (keyId: string) => `#/keys/${keyId}/import/files`,
		prepare: parametersIn('ELSEWHERE')
	},
	{
		name: 'Key material file',
		address: (keyId: string) => `#/keys/${keyId}/import/encrypt`,
		prepare: parametersIn('IN_AIRLOCK'),
		first: fromFile
	},
	{ name: 'Public key file', address: () => '#/wrap/aws' },
	{ name: 'Key material file', address: () => '#/wrap/aws', first: fromFile },
	{ name: 'Encrypted text or file', address: () => '#/crypto/decrypt' }
])(
	'$name: a file that is being read is named, and Cancel ends it and leaves the slot as it was',
	async ({ name, address, prepare, first }) => {
		const { worker, workers } = await openReading(address, prepare);
		await first?.();
		const place = slot(name);
		await expect.element(place).toBeVisible();
		const before = place.element().textContent;
		put(place, someKeyMaterial(), 'slow.bin');
		await expect
			.element(place.getByRole('progressbar', { name: 'Reading slow.bin…' }))
			.toBeVisible();
		await vi.waitFor(() => expect(workers).toHaveLength(1), { timeout: 30_000 });
		await cancelIn(place).click();
		await expect.element(cancelIn(place)).not.toBeInTheDocument();
		expect(worker().terminate).toHaveBeenCalledOnce();
		expect(place.element().textContent).toBe(before);
	}
);

test('the finder names the file that it looks into, and Cancel ends the round; the next one finds the right file', async () => {
	await openReading((keyId) => `#/keys/${keyId}/find`, importBefore);
	const main = page.getByRole('main');
	const place = slot('Files to search');
	await expect.element(place).toBeVisible();
	const slow = 33;
	vi.spyOn(File.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
		return this.size === slow ? new Promise(() => undefined) : new Response(this).arrayBuffer();
	});
	put(place, new Uint8Array(slow), 'slow.bin');
	await expect
		.element(main.getByRole('progressbar', { name: 'Searching slow.bin, file 1 of 1…' }))
		.toBeVisible();
	await cancelIn(main).click();
	await expect.element(cancelIn(main)).not.toBeInTheDocument();
	await expect.element(main.getByRole('progressbar')).not.toBeInTheDocument();
	put(place, someKeyMaterial(), 'right.bin');
	await expect.element(main).toHaveTextContent('right.bin holds the key material.');
});

test('Wrap, pressed while its files are being read, waits for them', async () => {
	const { worker, workers } = await openReading(() => '#/wrap/aws');
	await fromFile();
	put(slot('Public key file'), await newPublicKey(), 'WrappingPublicKey.bin');
	await vi.waitFor(() => expect(workers).toHaveLength(1), { timeout: 30_000 });
	put(slot('Key material file'), someKeyMaterial(), 'KeyMaterial.bin');
	await vi.waitFor(() => expect(workers).toHaveLength(2), { timeout: 30_000 });
	await button('Wrap').click();
	await expect.element(page.getByRole('button', { name: 'Wrapping…' })).toBeVisible();
	worker(1).answer();
	worker(0).answer();
	await expect.element(page.getByRole('heading', { name: 'Wrapped for AWS KMS.' })).toBeVisible();
});

test('Wrap, pressed while a file is being read that is cancelled then, asks for one', async () => {
	const { workers } = await openReading(() => '#/wrap/aws');
	await fromFile();
	await expectHeading(/Wrap/);
	put(slot('Public key file'), await newPublicKey(), 'WrappingPublicKey.bin');
	await vi.waitFor(() => expect(workers).toHaveLength(1), { timeout: 30_000 });
	await button('Wrap').click();
	await cancelIn(slot('Public key file')).click();
	await expectErrors(
		'Choose the public key of the service.',
		'Choose the file with the key material.'
	);
});

/** As a service gives it: SubjectPublicKeyInfo in DER. */
async function newPublicKey(): Promise<Bytes> {
	const { publicKey } = await crypto.subtle.generateKey(
		{
			name: 'RSA-OAEP',
			modulusLength: 2048,
			publicExponent: Uint8Array.of(1, 0, 1),
			hash: 'SHA-256'
		},
		true,
		['encrypt', 'decrypt']
	);
	return new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
}
