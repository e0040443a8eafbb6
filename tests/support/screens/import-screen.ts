import { expect } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Handle, Response } from '#lib/service/api.ts';
import { must } from '../must.ts';
import { someKeyMaterial } from '../vault.ts';
import { chooseFiles } from './choose-files.ts';
import { openScreen } from './open-screen.ts';
import { goto } from './router.svelte.ts';

/** An import in the page, and what the user does in it. */

export type Parameters = Response<'GetParametersForImport'>;

export const keyName = 'payments-master';
export const material = someKeyMaterial();

interface Start {
	/** before the parameters are made */
	first?: (handle: Handle, keyId: string) => Promise<unknown>;
	place?: 'IN_AIRLOCK' | 'ELSEWHERE';
	/** after */
	then?: (handle: Handle, parameters: Parameters) => Promise<unknown>;
	/** the clock by which all of it is done */
	now?: () => number;
}

export interface StartedImport {
	handle: Handle;
	parameters: Parameters;
	/** KCV of {@link material} as it is shown, and that of `someKeyMaterial(1)` */
	kcv: string;
	otherKcv: string;
}

export const newParameters = (
	handle: Handle,
	KeyId: string,
	Place: 'IN_AIRLOCK' | 'ELSEWHERE' = 'ELSEWHERE'
): Promise<Parameters> =>
	handle('GetParametersForImport', { KeyId, Place, WrappingKeySpec: 'RSA_2048' });

export async function newExternalKey(handle: Handle, name: string): Promise<string> {
	const request = { Origin: 'EXTERNAL', AliasName: `alias/${name}` } as const;
	return (await handle('CreateKey', request)).KeyMetadata.KeyId;
}

/** Opens a step of an import into a key that has parameters. */
export async function openImport(step: string, start: Start = {}): Promise<StartedImport> {
	let parameters: Parameters | undefined;
	const vault = async (handle: Handle) => {
		const keyId = await newExternalKey(handle, keyName);
		await start.first?.(handle, keyId);
		parameters = await newParameters(handle, keyId, start.place);
		await start.then?.(handle, parameters);
	};
	const handle = await openScreen('#/', { vault, ...(start.now && { now: start.now }) });
	if (!parameters) throw new Error('there are no parameters');
	await goto(`#/keys/${parameters.KeyId}/import/${step}`);
	const [kcv, otherKcv] = await Promise.all([0, 1].map((seed) => checkValue(handle, seed)));
	return { handle, parameters, kcv: kcv ?? '', otherKcv: otherKcv ?? '' };
}

async function checkValue(handle: Handle, seed: number): Promise<string> {
	const request = { KeyMaterial: someKeyMaterial(seed) };
	const { KeyCheckValue } = await handle('InspectKeyMaterial', request);
	return must(KeyCheckValue.kcv ?? undefined)
		.toUpperCase()
		.replace(/..(?!$)/g, '$& ');
}

/** The user's half of an import, by WebCrypto alone. */
export async function wrapFor(
	{ PublicKey }: Pick<Parameters, 'PublicKey'>,
	plaintext: Bytes,
	hash = 'SHA-256'
): Promise<Bytes> {
	const rsaOaep = { name: 'RSA-OAEP', hash };
	const key = await crypto.subtle.importKey('spki', PublicKey, rsaOaep, false, ['encrypt']);
	return new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, key, plaintext));
}

/** Imports {@link material}, or what is given, with the engine. */
export async function importBefore(
	handle: Handle,
	keyId: string,
	validTo?: number,
	keyMaterial = material
): Promise<void> {
	const parameters = await newParameters(handle, keyId);
	await handle('ImportKeyMaterial', {
		KeyId: keyId,
		ImportToken: parameters.ImportToken,
		EncryptedKeyMaterial: await wrapFor(parameters, keyMaterial),
		...(validTo === undefined
			? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
			: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: validTo })
	});
}

export const slot = (name: string): Locator => page.getByRole('group', { name });
export const encryptedKey = slot('Encrypted key file');
export const importToken = slot('Import Token');
export const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
export const errorSummary = page.getByRole('region', { name: /^There (is|are)/ });

/** Puts a file into a slot that is there, as the browser's dialog does. */
export function put(target: Locator, content: Bytes | string, name: string): void {
	chooseFiles(target.element(), [new File([content], name)]);
}

/** Chooses a file, and waits until the slot names it. */
export async function choose(target: Locator, content: Bytes | string, name = 'file.bin') {
	await expect.element(target).toBeVisible();
	put(target, content, name);
	await expect.element(target).toHaveTextContent(name);
}

export async function chooseBoth(parameters: Parameters): Promise<void> {
	await choose(encryptedKey, await wrapFor(parameters, material));
	await choose(importToken, parameters.ImportToken);
}

export const expectHeading = (name: string | RegExp): Promise<unknown> =>
	expect.element(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** Exactly these errors are listed over the form. */
export async function expectErrors(...messages: (string | RegExp)[]): Promise<void> {
	const links = errorSummary.getByRole('link');
	await expect.element(links).toHaveLength(messages.length);
	for (const [index, message] of messages.entries())
		await expect.element(links.nth(index)).toHaveTextContent(message);
}
