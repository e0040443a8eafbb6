import { beforeEach, expect, test } from 'vitest';
import { toHex, utf8 } from '#lib/domain/bytes.ts';
import { dayMs, minuteMs } from '#lib/domain/time.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import type { Request } from '#lib/service/api.ts';
import { getParameters, importedKey } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { findSecret } from '../../../support/secret-search.ts';
import {
	cheapAgeFile,
	newKey,
	newVault,
	openTab,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let vault: TestVault;
let KeyId: string;
beforeEach(async () => {
	vault = await newVault();
	KeyId = await importedKey(vault);
});

type Wanted = Partial<Request<'ImportFromCopy'>>;

const copy = () => ({ Kind: 'BYTES', Bytes: someKeyMaterial() }) as const;
const wanted = (change: Wanted = {}): Request<'ImportFromCopy'> => ({
	KeyId,
	Copy: copy(),
	ValidTo: vault.clock.now() + dayMs,
	...change
});
const describeKey = async () => (await vault.handle('DescribeKey', { KeyId })).KeyMetadata;

test('gives the same key material another expiry, and what was encrypted before still opens', async () => {
	const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext: utf8('before') });
	await vault.handle('DisableKey', { KeyId });
	const before = await describeKey();
	const ValidTo = vault.clock.now() + 2 * dayMs;
	const { KeyMetadata } = await vault.handle('ImportFromCopy', wanted({ ValidTo }));
	expect(KeyMetadata).toMatchObject({
		KeyState: 'DISABLED',
		Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: ValidTo },
		KeyCheckValue: before.KeyCheckValue,
		RecoveryRehearsedOn: vault.clock.now()
	});
	await vault.handle('EnableKey', { KeyId });
	const { Plaintext } = await vault.handle('Decrypt', { CiphertextBlob });
	expect(Plaintext).toEqual(utf8('before'));
	const { Entries } = await vault.handle('ListActivity', {
		KeyId,
		Operations: ['ImportFromCopy'],
		Limit: 1
	});
	expect(Entries[0]).toMatchObject({
		result: 'Success',
		detail: { copy: 'BYTES', validTo: ValidTo }
	});
	const other = openTab(vault.store, vault.clock);
	await unlock(other);
	expect((await other.handle('DescribeKey', { KeyId })).KeyMetadata.Expiration).toEqual(
		KeyMetadata.Expiration
	);
	expect(findSecret(await vault.store.readSnapshot(), someKeyMaterial())).toEqual([]);
});

test('takes an age file, and key material that never expires from then on', async () => {
	const { KeyMetadata } = await vault.handle('ImportFromCopy', {
		KeyId,
		Copy: {
			Kind: 'AGE_FILE',
			File: await encryptAgeFile(someKeyMaterial(), 'twelve chars', cheapAgeFile),
			FilePassphrase: utf8('twelve chars')
		},
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
	expect(KeyMetadata.Expiration).toEqual({ expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
});

test('brings back what has expired, and enables the key', async () => {
	await vault.handle('ImportFromCopy', wanted());
	vault.clock.advance(2 * dayMs);
	expect((await describeKey()).KeyState).toBe('PENDING_IMPORT');
	const text = utf8(toHex(someKeyMaterial()));
	const { KeyMetadata } = await vault.handle(
		'ImportFromCopy',
		wanted({ Copy: { Kind: 'TEXT', Text: text } })
	);
	expect(KeyMetadata).toMatchObject({ KeyState: 'ENABLED', LostKeyMaterial: null });
	expect(text).toEqual(new Uint8Array(text.length)); // wiped
});

test('leaves an import that is under way as it is', async () => {
	await getParameters(vault, KeyId);
	const before = await describeKey();
	await vault.handle('ImportFromCopy', wanted());
	expect((await describeKey()).ImportParameters).toEqual(before.ImportParameters);
});

test('refuses another key’s copy, a damaged one and a wrong expiry: nothing changes', async () => {
	const cases: [Wanted, object][] = [
		[{ Copy: { Kind: 'BYTES', Bytes: someKeyMaterial(9) } }, { code: 'IncorrectKeyMaterial' }],
		[{ Copy: { Kind: 'BYTES', Bytes: utf8('short') } }, { code: 'InvalidKeyMaterialLength' }],
		[
			{ Copy: { Kind: 'AGE_FILE', File: utf8('no age file'), FilePassphrase: utf8('x') } },
			{ code: 'InvalidCiphertext' }
		],
		[
			{ ValidTo: vault.clock.now() + minuteMs },
			{ code: 'InvalidValidTo', details: { reason: 'TOO_SOON' } }
		],
		[
			{ ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
			{ code: 'InvalidParameter', details: { parameter: 'ValidTo' } }
		]
	];
	for (const [change, refusal] of cases)
		await expectRefusal(vault, 'ImportFromCopy', wanted(change), refusal as never);
});

test('refuses a key that never had key material', async () => {
	KeyId = await newKey(vault);
	await expectRefusal(vault, 'ImportFromCopy', wanted(), {
		code: 'InvalidParameter',
		details: { parameter: 'KeyId', rule: 'KEY_MATERIAL_TO_COMPARE_WITH' }
	});
});
