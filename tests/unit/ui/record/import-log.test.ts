import { beforeEach, expect, test } from 'vitest';
import type { KeyId } from '#lib/domain/ids.ts';
import { readImportLog } from '#lib/ui/record/import-log.ts';
import { getParameters, importRequest } from '../../../support/importing.ts';
import { newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let vault: TestVault;
let KeyId: KeyId;
beforeEach(async () => {
	vault = await newVault();
	KeyId = await newKey(vault);
});

async function read() {
	const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
	return readImportLog(vault.handle, KeyMetadata);
}

async function importOnce() {
	const parameters = await getParameters(vault, KeyId);
	await vault.handle('ImportKeyMaterial', importRequest(parameters));
	return parameters;
}

test('there is none before parameters are made; then it has what was done so far', async () => {
	expect(await read()).toBeUndefined();
	const { ParameterSetId, PublicKeyFingerprint } = await getParameters(vault, KeyId);
	expect(await read()).toMatchObject({
		setId: ParameterSetId,
		algorithm: 'RSAES_OAEP_SHA_256',
		wrappingKeySpec: 'RSA_2048',
		publicKeyFingerprint: PublicKeyFingerprint,
		entries: [{ operation: 'GetParametersForImport' }]
	});
});

test('has the whole import from its parameters on, refused attempts too, and nothing else', async () => {
	await getParameters(vault, KeyId); // replaced
	await vault.handle('DownloadImportParameters', { KeyId });
	const parameters = await getParameters(vault, KeyId);
	await vault.handle('EncryptKeyMaterial', {
		KeyId,
		KeyMaterial: someKeyMaterial(),
		Copy: { Kind: 'NONE' }
	});
	await vault.handle('UpdateKeyDescription', { KeyId, Description: 'x' });
	const request = importRequest(parameters);
	await expect(
		vault.handle('ImportKeyMaterial', { ...request, ImportToken: new Uint8Array(5) })
	).rejects.toThrow();
	await vault.handle('ImportKeyMaterial', request);
	await vault.handle('DisableKey', { KeyId });
	await expect(vault.handle('ImportKeyMaterial', request)).rejects.toThrow(); // spent

	const log = await read();
	expect(log?.setId).toBe(parameters.ParameterSetId);
	expect(log?.entries.map(({ operation, result }) => [operation, result])).toEqual([
		['GetParametersForImport', 'Success'],
		['EncryptKeyMaterial', 'Success'],
		['ImportKeyMaterial', 'InvalidImportToken'],
		['ImportKeyMaterial', 'Success']
	]);
	const all = await vault.handle('ListActivity', { KeyId });
	for (const entry of log?.entries ?? []) expect(all.Entries).toContainEqual(entry);
});

test('is the last finished import, also while another is under way, and however far back', async () => {
	await importOnce();
	const second = await importOnce();
	await getParameters(vault, KeyId);
	await vault.handle('UpdateKeyDescription', { KeyId, Description: 'x' });
	let pages = 0;
	const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
	const log = await readImportLog((operation, request) => {
		pages++;
		return vault.handle(operation, { ...request, Limit: 1 });
	}, KeyMetadata);
	expect(log?.setId).toBe(second.ParameterSetId);
	expect(log?.entries).toHaveLength(2);
	expect(pages).toBeGreaterThan(3);
});
