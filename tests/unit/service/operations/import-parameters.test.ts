import { createHash, createPublicKey } from 'node:crypto';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseUtf8, toBase64, toHex } from '#lib/domain/bytes.ts';
import { savedPrograms } from '#lib/domain/clients/client-commands.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { parseImportToken } from '#lib/domain/import/import-token.ts';
import { wrappingAlgorithms } from '#lib/domain/import/wrapping.ts';
import { heldErasables, recordsAtRest } from '../../../support/at-rest.ts';
import { getParameters, importRequest, wrapFor } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { fork, newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const dayMs = 24 * 60 * 60 * 1000;

let vault: TestVault;
let KeyId: string;
beforeEach(async () => {
	vault = await newVault();
	KeyId = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/payments' });
});

const info = async () =>
	(await vault.handle('DescribeKey', { KeyId })).KeyMetadata.ImportParameters;

describe('GetParametersForImport', () => {
	test('gives a public key and a token that belong together and last 24 hours', async () => {
		const parameters = await getParameters(vault, KeyId, { WrappingAlgorithm: 'RSAES_OAEP_SHA_1' });
		const now = vault.clock.now();
		expect(parameters).toMatchObject({
			KeyId,
			WrappingAlgorithm: 'RSAES_OAEP_SHA_1',
			WrappingKeySpec: 'RSA_2048',
			Issued: now,
			ParametersValidTo: now + dayMs
		});
		const hash = createHash('sha256').update(parameters.PublicKey).digest('hex');
		expect(parameters.PublicKeyFingerprint).toBe(hash);
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]?.detail['publicKeyFingerprint']).toBe(hash);
		const token = parseImportToken(parameters.ImportToken);
		expect({ ...token, vaultId: '', publicKeyHash: toHex(token.publicKeyHash) }).toEqual({
			setId: parameters.ParameterSetId,
			keyId: KeyId,
			wrappingAlgorithm: 'RSAES_OAEP_SHA_1',
			wrappingKeySpec: 'RSA_2048',
			vaultId: '',
			publicKeyHash: hash,
			issued: now,
			validTo: now + dayMs
		});
	});

	test('is RSA-4096 and RSAES_OAEP_SHA_256 when nothing else is asked for', async () => {
		const parameters = await vault.handle('GetParametersForImport', { KeyId });
		expect(parameters).toMatchObject({
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			WrappingKeySpec: 'RSA_4096'
		});
		const publicKey = createPublicKey({
			key: Buffer.from(parameters.PublicKey),
			format: 'der',
			type: 'spki'
		});
		expect(publicKey.asymmetricKeyDetails).toEqual({
			modulusLength: 4096,
			publicExponent: 65537n
		});
	}, 180_000);

	test('makes a new pair and a new token at every call; the old set is replaced', async () => {
		const first = await getParameters(vault, KeyId);
		const second = await getParameters(vault, KeyId);
		expect(second.PublicKey).not.toEqual(first.PublicKey);
		expect(second.ImportToken).not.toEqual(first.ImportToken);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.ImportParameters?.ParameterSetId).toBe(second.ParameterSetId);
		expect(KeyMetadata.PastImportParameters).toMatchObject([
			{ setId: first.ParameterSetId, ending: 'REPLACED' }
		]);
	});

	test('the set survives lock, unlock and reload', async () => {
		const parameters = await getParameters(vault, KeyId);
		const { handle } = await fork(vault);
		const { KeyMetadata } = await handle('DescribeKey', { KeyId });
		expect({ KeyId, ...KeyMetadata.ImportParameters }).toEqual(parameters);
		const request = importRequest(parameters);
		expect((await handle('ImportKeyMaterial', request)).KeyMetadata.KeyState).toBe('ENABLED');
	});

	test.each([
		[-1, true],
		[0, false],
		[1, false]
	])('%i ms from its end: still there is %s', async (ms, there) => {
		const { ParametersValidTo } = await getParameters(vault, KeyId);
		vault.clock.set(ParametersValidTo + ms);
		expect((await info()) !== null).toBe(there);
		expect((await vault.handle('GetImportProgress', { KeyId })).Step).toBe(
			there ? 'ENCRYPT' : 'PARAMETERS'
		);
	});

	test('the sweep erases what has ended', async () => {
		const { ParameterSetId, ParametersValidTo } = await getParameters(vault, KeyId);
		vault.clock.set(ParametersValidTo);
		await vault.kms.sweep();
		expect(heldErasables(await vault.store.readSnapshot())).toEqual([]);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.PastImportParameters).toMatchObject([
			{ setId: ParameterSetId, ending: 'EXPIRED' }
		]);
	});
});

describe('DownloadImportParameters', () => {
	test('is one zip whose sums fit, with the commands for this set in two languages', async () => {
		const parameters = await getParameters(vault, KeyId, {
			WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256'
		});
		const { FileName, File } = await vault.handle('DownloadImportParameters', { KeyId });
		expect(FileName).toMatch(/^airlock-import-[0-9a-f]{8}-[0-9A-F]{4}-[0-9A-F]{4}\.zip$/);
		const files = unzipSync(File);
		const text = (name: string) => parseUtf8(files[name] ?? new Uint8Array()) ?? '';
		expect(files['PublicKey.der']).toEqual(parameters.PublicKey);
		expect(files['ImportToken.bin']).toEqual(parameters.ImportToken);
		expect(text('ImportToken.b64')).toBe(`${toBase64(parameters.ImportToken)}\n`);
		expect(createPublicKey(text('PublicKey.pem')).export({ format: 'der', type: 'spki' })).toEqual(
			Buffer.from(parameters.PublicKey)
		);
		const sums = text('SHA256SUMS').trimEnd().split('\n');
		expect(sums.map((line) => line.split('  ')[1]).sort()).toEqual(
			Object.keys(files)
				.filter((name) => name !== 'SHA256SUMS')
				.sort()
		);
		for (const line of sums) {
			const [sum, name = ''] = line.split('  ');
			expect(
				createHash('sha256')
					.update(files[name] ?? '')
					.digest('hex')
			).toBe(sum);
		}
		for (const howTo of [text('HOWTO.txt'), text('HOWTO.zh-CN.txt')]) {
			expect(howTo).toContain('-id-aes256-wrap-pad');
			expect(howTo).toContain('-pkeyopt rsa_mgf1_md:sha256');
			expect(howTo).toContain(KeyId);
			expect(howTo).toContain('payments');
		}
	});

	test.each(wrappingAlgorithms)(
		'%s: it has the programs for it, and reads as the token',
		async (algorithm) => {
			await getParameters(vault, KeyId, { WrappingAlgorithm: algorithm });
			const { File } = await vault.handle('DownloadImportParameters', { KeyId });
			const files = unzipSync(File);
			const programs = savedPrograms(algorithm);
			expect(programs.length).toBe(algorithm.startsWith('RSA_AES') ? 3 : 4);
			for (const { fileName, text, run } of programs) {
				expect(parseUtf8(files[fileName] ?? new Uint8Array())).toBe(`${text}\n`);
				for (const name of ['HOWTO.txt', 'HOWTO.zh-CN.txt'])
					expect(parseUtf8(files[name] ?? new Uint8Array())).toContain(`\n    ${run}\n`);
			}
			const kinds = readFile(File).map(({ content }) => content.kind);
			expect(kinds).toContain('IMPORT_TOKEN');
			expect(kinds).not.toContain('KEY_MATERIAL');
			expect(kinds).not.toContain('ENCRYPTED_KEY');
		}
	);

	test('is the same bytes each time', async () => {
		await getParameters(vault, KeyId);
		const first = await vault.handle('DownloadImportParameters', { KeyId });
		expect(await vault.handle('DownloadImportParameters', { KeyId })).toEqual(first);
	});

	test('is refused without parameters, and once they have ended', async () => {
		const refusal = { code: 'NotFound', details: { resource: 'importParameters' } } as const;
		await expectRefusal(vault, 'DownloadImportParameters', { KeyId }, refusal);
		const { ParametersValidTo } = await getParameters(vault, KeyId);
		vault.clock.set(ParametersValidTo);
		await expectRefusal(vault, 'DownloadImportParameters', { KeyId }, refusal);
	});
});

describe('DiscardImport', () => {
	test('removes parameters, files and choices, and leaves the key', async () => {
		const parameters = await getParameters(vault, KeyId, { Place: 'ELSEWHERE' });
		await vault.handle('SaveImportDraft', {
			KeyId,
			EncryptedKey: { Name: 'a', ReadAs: 'BINARY', Bytes: wrapFor(parameters, someKeyMaterial()) },
			Expiration: { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
		});
		await vault.handle('DiscardImport', { KeyId });
		expect(await info()).toBeNull();
		expect(await vault.handle('GetImportProgress', { KeyId })).toEqual({
			KeyId,
			Step: 'PARAMETERS',
			Place: 'IN_AIRLOCK',
			EncryptedKey: null,
			ImportToken: null,
			Expiration: null,
			KeyCheckValue: null,
			Copy: null,
			RehearsedOn: null,
			MayBeFirstPart: false
		});
		const snapshot = await vault.store.readSnapshot();
		expect(heldErasables(snapshot)).toEqual([]);
		expect([...(await recordsAtRest(vault.store)).keys()]).not.toContain(`draft/${KeyId}`);
		await expectRefusal(vault, 'ImportKeyMaterial', importRequest(parameters), {
			code: 'InvalidImportToken',
			details: { reason: 'REPLACED', setId: parameters.ParameterSetId }
		});
	});
});
