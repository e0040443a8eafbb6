import { beforeAll, describe, expect, test } from 'vitest';
import { parseUtf8, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import { dayMs } from '#lib/domain/time.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import type { Request } from '#lib/service/api.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { mlDsaForms, mlDsaPeers, mlDsaSeed, otherSeed } from '../../../support/ml-dsa-keys.ts';
import { must } from '../../../support/must.ts';
import {
	newKey,
	newVault,
	openTab,
	startOfTests,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

// Of the engines of the unit tests, Chromium alone has ML-DSA. What can be told without it: private-key-fault.test.ts.

const Message = utf8('message');
const hybrid = 'RSA_AES_KEY_WRAP_SHA_256';
const oaep = 'RSAES_OAEP_SHA_256';

const external = (vault: TestVault, set: 44 | 65 | 87) =>
	newKey(vault, { Origin: 'EXTERNAL', KeySpec: `ML_DSA_${set}`, KeyUsage: 'SIGN_VERIFY' });

async function requestFor(
	{ handle }: TestVault,
	KeyId: string,
	material: Bytes,
	WrappingAlgorithm: WrappingAlgorithm = hybrid,
	ValidTo?: number
): Promise<Request<'ImportKeyMaterial'>> {
	const choices = { KeyId, WrappingKeySpec: 'RSA_2048', WrappingAlgorithm } as const;
	const { PublicKey, ImportToken } = await handle('GetParametersForImport', choices);
	return {
		...{ KeyId, ImportToken },
		EncryptedKeyMaterial: await wrapKeyMaterial(WrappingAlgorithm, PublicKey, material.slice()),
		...(ValidTo === undefined
			? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
			: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo })
	};
}

/** What a diagnosis finds, and then the import of the same file. */
async function findingsAndImport(vault: TestVault, request: Request<'ImportKeyMaterial'>) {
	const EncryptedKeyMaterial = request.EncryptedKeyMaterial.slice();
	const { KeyId } = request;
	const { EncryptedKey } = await vault.handle('DiagnoseImport', { KeyId, EncryptedKeyMaterial });
	return { EncryptedKey, importing: vault.handle('ImportKeyMaterial', request) };
}

/** The CMK's signatures are right for the peer, and the peer's for the CMK. */
async function expectSigns({ handle }: TestVault, KeyId: string, set: 44 | 65 | 87): Promise<void> {
	const peer = mlDsaPeers[set];
	const { publicKey, secretKey } = peer.keygen(mlDsaSeed);
	const { PublicKey } = await handle('GetPublicKey', { KeyId });
	expect(toHex(PublicKey)).toBe(toHex(mlDsaForms(set).spki));
	const way = { KeyId, Message, SigningAlgorithm: 'ML_DSA_SHAKE_256' } as const;
	const { Signature } = await handle('Sign', way);
	expect(peer.verify(Signature, Message, publicKey)).toBe(true);
	const theirs = Uint8Array.from(peer.sign(Message, secretKey));
	expect(await handle('Verify', { ...way, Signature: theirs })).toMatchObject({
		SignatureValid: true
	});
}

describe.each([44, 65, 87] as const)('a key of ML-DSA-%i from elsewhere', (set) => {
	test('is imported as its seed, used, lasts, ends, and comes back in any form', async () => {
		const vault = await newVault();
		const { handle, clock } = vault;
		const KeyId = await external(vault, set);
		const forms = mlDsaForms(set);
		const first = await requestFor(vault, KeyId, forms.seed, oaep, startOfTests + dayMs);
		const { EncryptedKey, importing } = await findingsAndImport(vault, first);
		const { KeyMetadata } = await importing;
		expect(EncryptedKey).toMatchObject([{ id: 'EK-OK', keyCheckValue: KeyMetadata.KeyCheckValue }]);
		expect(KeyMetadata).toMatchObject({ KeyState: 'ENABLED', Bound: true });
		await expectSigns(vault, KeyId, set);

		const later = openTab(createMemoryStore(await vault.store.readSnapshot()), clock);
		await unlock(later);
		await expectSigns(later, KeyId, set);

		clock.set(startOfTests + dayMs);
		const stateOf = async () => (await handle('DescribeKey', { KeyId })).KeyMetadata.KeyState;
		expect(await stateOf()).toBe('PENDING_IMPORT');
		for (const form of ['seedOnly', 'both', 'withPublicKey'] as const) {
			await handle('ImportKeyMaterial', await requestFor(vault, KeyId, forms[form]));
			expect(await stateOf(), form).toBe('ENABLED');
			await handle('DeleteImportedKeyMaterial', { KeyId });
		}
		const another = await requestFor(vault, KeyId, mlDsaForms(set, otherSeed).seedOnly);
		const refused = await findingsAndImport(vault, another);
		await expect(refused.importing).rejects.toMatchObject({ code: 'IncorrectKeyMaterial' });
		expect(refused.EncryptedKey).toMatchObject([{ id: 'EK-DIFF' }]);
		expect(await stateOf()).toBe('PENDING_IMPORT');
		await handle('ImportKeyMaterial', await requestFor(vault, KeyId, forms.both));
		await expectSigns(vault, KeyId, set);
	});
});

describe('a file that is no key of ML-DSA-44', () => {
	let vault: TestVault;
	let KeyId: string;
	beforeAll(async () => {
		vault = await newVault();
		KeyId = await external(vault, 44);
	});

	const { expandedOnly, damaged } = mlDsaForms(44);
	// The expanded key, or the public key, of another seed.
	const torn = mlDsaForms(44, mlDsaSeed, otherSeed);
	test.each([
		['of another parameter set', mlDsaForms(87).both, 'EK-KEYKIND', 'OTHER_KIND_OF_KEY'],
		['with the expanded key only', expandedOnly, 'EK-KEYFORM', 'EXPANDED_ONLY'],
		['with a seed that is cut off', damaged, 'EK-KEYBAD', 'DAMAGED'],
		['with the expanded key of another', torn.both, 'EK-KEYBAD', 'DAMAGED'],
		['with the public key of another', torn.withPublicKey, 'EK-KEYBAD', 'DAMAGED']
	] as const)('%s is refused and named', async (_, file, id, reason) => {
		const request = await requestFor(vault, KeyId, file);
		const { EncryptedKey, importing } = await findingsAndImport(vault, request);
		await expect(importing).rejects.toMatchObject({
			...{ code: 'InvalidPrivateKey', details: { reason } }
		});
		expect(EncryptedKey).toMatchObject([{ id, fault: { reason } }]);
	});

	test('is half of a file where 32 bytes in one block came to parameters for two parts', async () => {
		const request = await requestFor(vault, KeyId, mlDsaSeed);
		const block = request.EncryptedKeyMaterial.slice(0, 256);
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			...{ KeyId, EncryptedKeyMaterial: block }
		});
		expect(EncryptedKey).toMatchObject([{ id: 'EK-HALF' }]);
	});
});

test('the user’s half in the app takes each form, and no seed that can be guessed', async () => {
	const vault = await newVault();
	const { handle } = vault;
	const KeyId = await external(vault, 65);
	const { seed, seedOnly, both } = mlDsaForms(65);
	const { ImportToken } = await handle('GetParametersForImport', {
		...{ KeyId, WrappingKeySpec: 'RSA_2048', WrappingAlgorithm: oaep }
	});
	const inspect = (KeyMaterial: Bytes) =>
		handle('InspectKeyMaterial', { KeyMaterial: KeyMaterial.slice(), KeySpec: 'ML_DSA_65' });
	await expect(inspect(new Uint8Array(32).fill(7))).rejects.toMatchObject({
		...{ code: 'WeakKeyMaterial', details: { reason: 'REPEATED_BYTE' } }
	});
	const seen = [await inspect(seed), await inspect(seedOnly), await inspect(both)];
	expect(new Set(seen.map((one) => one.KeyCheckValue.sha256Prefix)).size).toBe(1);
	// What is encrypted is the seed: the expanded key would not fit into one block.
	const { Progress } = await handle('EncryptKeyMaterial', {
		...{ KeyId, KeyMaterial: both, Copy: { Kind: 'NONE' } }
	});
	await handle('ImportKeyMaterial', {
		...{ KeyId, ImportToken, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
		EncryptedKeyMaterial: must(Progress.EncryptedKey ?? undefined).Bytes
	});
	await expectSigns(vault, KeyId, 65);
});

test('a copy of it on one sheet is tested, also as a file with the seed, and imports again', async () => {
	const vault = await newVault();
	const { handle } = vault;
	const KeyId = await external(vault, 65);
	const { seed, seedOnly, both } = mlDsaForms(65);
	await handle('ImportKeyMaterial', await requestFor(vault, KeyId, seedOnly));
	await handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
	const { RecoveryTexts } = await handle('EncryptKeyMaterial', {
		...{ KeyId, KeyMaterial: both.slice(), Copy: { Kind: 'SHEET' } }
	});
	const sheet = must(RecoveryTexts ?? undefined);
	expect(must(parseUtf8(sheet)).split('\n')).toHaveLength(6);
	for (const Copy of [
		{ Kind: 'TEXT', Text: sheet.slice() },
		{ Kind: 'BYTES', Bytes: seed.slice() },
		{ Kind: 'BYTES', Bytes: both.slice() }
	] as const)
		await handle('RehearseRecovery', { KeyId, Copy });
	await handle('DeleteImportedKeyMaterial', { KeyId });
	await handle('ImportFromCopy', {
		...{ KeyId, Copy: { Kind: 'TEXT', Text: sheet } },
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
	await expectSigns(vault, KeyId, 65);
});
