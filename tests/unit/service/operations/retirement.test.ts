import { beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { dayMs } from '#lib/domain/time.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { encryptFile, decryptFile } from '../../../support/encrypted-files.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	passphraseAgain,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

let store: VaultStore;
let vault: TestVault;
let KeyId: string;
let ReplacedBy: string;
beforeEach(async () => {
	store = createMemoryStore();
	vault = await newVault(store);
	KeyId = await newKey(vault, { AliasName: 'alias/old' });
	ReplacedBy = await newKey(vault, { AliasName: 'alias/new' });
});

const Plaintext = Uint8Array.of(1, 2, 3);
const retire = (keyId = KeyId, replacedBy?: string) =>
	vault.handle('RetireKey', {
		KeyId: keyId,
		...(replacedBy !== undefined && { ReplacedBy: replacedBy })
	});
const described = async (keyId = KeyId) =>
	(await vault.handle('DescribeKey', { KeyId: keyId })).KeyMetadata;
/** Of a retired key, with what replaces it. */
const refused = (operation: string, keyId = KeyId, replacedBy: string | null = ReplacedBy) => ({
	code: 'KeyRetired' as const,
	details: { operation, keyId, replacedBy }
});

describe('a retired key', () => {
	test('decrypts and is re-encrypted from; it encrypts nothing, and says what replaces it', async () => {
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext });
		const { file } = await encryptFile(vault, Plaintext, { KeyId });
		await retire(KeyId, ReplacedBy);

		expect((await vault.handle('Decrypt', { CiphertextBlob })).Plaintext).toEqual(Plaintext);
		expect((await decryptFile(vault, file)).plaintext).toEqual(Plaintext);
		const moved = await vault.handle('ReEncrypt', {
			...{ CiphertextBlob, DestinationKeyId: ReplacedBy }
		});
		expect(moved).toMatchObject({ SourceKeyId: KeyId, KeyId: ReplacedBy });
		await vault.handle('ReEncryptFile', { Header: file, DestinationKeyId: ReplacedBy });

		await expectRefusal(vault, 'Encrypt', { KeyId, Plaintext }, refused('Encrypt'));
		await expectRefusal(vault, 'EncryptFile', { KeyId, Bytes: 1 }, refused('EncryptFile'));
		await expectRefusal(
			vault,
			'GenerateDataKey',
			{ KeyId, KeySpec: 'AES_256' },
			refused('GenerateDataKey')
		);
		await expectRefusal(
			vault,
			'GenerateDataKeyPair',
			{ KeyId, KeyPairSpec: 'ECC_NIST_P256' },
			refused('GenerateDataKeyPair')
		);
	});

	test('is no destination of a re-encryption, be it of its own', async () => {
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId: ReplacedBy, Plaintext });
		const own = await vault.handle('Encrypt', { KeyId, Plaintext });
		const { file } = await encryptFile(vault, Plaintext, { KeyId: ReplacedBy });
		await retire(KeyId, ReplacedBy);
		const to = { DestinationKeyId: KeyId };
		for (const blob of [CiphertextBlob, own.CiphertextBlob])
			await expectRefusal(
				vault,
				'ReEncrypt',
				{ CiphertextBlob: blob, ...to },
				refused('ReEncrypt')
			);
		await expectRefusal(vault, 'ReEncryptFile', { Header: file, ...to }, refused('ReEncryptFile'));
	});

	test('verifies and does not sign; the same for MACs', async () => {
		const Message = utf8('a message');
		const signing = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const sign = { KeyId: signing, Message, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
		const { Signature } = await vault.handle('Sign', sign);
		const macKey = await newKey(vault, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
		const mac = { KeyId: macKey, Message, MacAlgorithm: 'HMAC_SHA_256' } as const;
		const { Mac } = await vault.handle('GenerateMac', mac);
		await retire(signing);
		await retire(macKey);

		expect(await vault.handle('Verify', { ...sign, Signature })).toMatchObject({
			SignatureValid: true
		});
		expect(await vault.handle('VerifyMac', { ...mac, Mac })).toMatchObject({ MacValid: true });
		await vault.handle('GetPublicKey', { KeyId: signing });
		await expectRefusal(vault, 'Sign', sign, refused('Sign', signing, null));
		await expectRefusal(vault, 'GenerateMac', mac, refused('GenerateMac', macKey, null));
	});

	test('of RSA decrypts what others have encrypted for it, and encrypts no more', async () => {
		const rsa = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
		const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
		const encrypt = { KeyId: rsa, Plaintext, EncryptionAlgorithm } as const;
		const { CiphertextBlob } = await vault.handle('Encrypt', encrypt);
		await retire(rsa);
		const decrypt = { KeyId: rsa, CiphertextBlob, EncryptionAlgorithm } as const;
		expect((await vault.handle('Decrypt', decrypt)).Plaintext).toEqual(Plaintext);
		await expectRefusal(vault, 'Encrypt', encrypt, refused('Encrypt', rsa, null));
		const { CiphertextBlob: other } = await vault.handle('Encrypt', {
			...{ KeyId: ReplacedBy, Plaintext }
		});
		await expectRefusal(
			vault,
			'ReEncrypt',
			{
				CiphertextBlob: other,
				DestinationKeyId: rsa,
				DestinationEncryptionAlgorithm: EncryptionAlgorithm
			},
			refused('ReEncrypt', rsa, null)
		);
	});

	test('says so, on both sides, also after a start; the list of keys has only such ones, or the others', async () => {
		const at = vault.clock.now();
		await retire(KeyId, ReplacedBy);
		vault = openTab(store, vault.clock);
		await unlock(vault);
		expect(await described()).toMatchObject({
			...{ KeyState: 'ENABLED', RetiredOn: at, ReplacedBy }
		});
		expect(await described(ReplacedBy)).toMatchObject({ Replaces: KeyId });
		expect(await described(ReplacedBy)).not.toHaveProperty('RetiredOn');
		const listed = async (Retired: boolean) =>
			(await vault.handle('ListKeys', { Retired })).Keys.map((key) => key.KeyId);
		expect([await listed(true), await listed(false)]).toEqual([[KeyId], [ReplacedBy]]);
	});

	test('is not rotated on its date, and is again once it is retired no more', async () => {
		await vault.handle('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
		await retire();
		expect(await described()).not.toHaveProperty('NextRotationDate');
		vault.clock.advance(100 * dayMs);
		await vault.kms.sweep();
		const rotations = async () => (await vault.handle('ListKeyRotations', { KeyId })).Rotations;
		expect(await rotations()).toEqual([]);
		await expectRefusal(
			vault,
			'RotateKeyOnDemand',
			{ KeyId },
			refused('RotateKeyOnDemand', KeyId, null)
		);
		await vault.handle('UnretireKey', { KeyId });
		await vault.kms.sweep();
		expect(await rotations()).toHaveLength(1);
	});
});

describe('RetireKey', () => {
	test('keeps date and replacement when it is asked for again; UnretireKey ends it', async () => {
		await retire(KeyId, ReplacedBy);
		const { RetiredOn } = await described();
		vault.clock.advance(dayMs);
		await retire();
		expect(await described()).toMatchObject({ RetiredOn, ReplacedBy });
		await vault.handle('UnretireKey', { KeyId });
		expect(await described()).not.toHaveProperty('RetiredOn');
		await vault.handle('Encrypt', { KeyId, Plaintext });
		const { Entries } = await vault.handle('ListActivity', { KeyId, Limit: 4 });
		expect(Entries.map(({ operation, detail }) => [operation, detail])).toEqual([
			['Encrypt', { bytes: 3 }],
			['UnretireKey', {}],
			['RetireKey', { replacedBy: ReplacedBy }],
			['RetireKey', { replacedBy: ReplacedBy }]
		]);
	});

	test('names no key that can’t take its place', async () => {
		const signing = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
		const leaving = await newKey(vault);
		await vault.handle('ScheduleKeyDeletion', { KeyId: leaving });
		const gone = await newKey(vault, {});
		await retire(gone);
		for (const [key, rule] of [
			[KeyId, 'ANOTHER_KEY'],
			[signing, 'SAME_KEY_USAGE'],
			[gone, 'NOT_RETIRED']
		] as const)
			await expectRefusal(
				vault,
				'RetireKey',
				{ KeyId, ReplacedBy: key },
				{ code: 'InvalidParameter', details: { parameter: 'ReplacedBy', rule } }
			);
		const waiting = await newKey(vault, { Origin: 'EXTERNAL' });
		const disabled = await newKey(vault, {});
		await vault.handle('DisableKey', { KeyId: disabled });
		for (const [key, keyState] of [
			[leaving, 'PENDING_DELETION'],
			[waiting, 'PENDING_IMPORT'],
			[disabled, 'DISABLED']
		] as const)
			await expectRefusal(
				vault,
				'RetireKey',
				{ KeyId, ReplacedBy: key },
				{ code: 'InvalidState', details: { operation: 'RetireKey', keyId: key, keyState } }
			);
		expect(await described()).not.toHaveProperty('RetiredOn');
	});
});

describe('a key that is made to replace another', () => {
	test('is named by it, and it by that key; the old one works on', async () => {
		const made = await newKey(vault, { Origin: 'EXTERNAL', Replaces: KeyId });
		expect(await described(made)).toMatchObject({ Replaces: KeyId, KeyState: 'PENDING_IMPORT' });
		expect(await described()).toMatchObject({ ReplacedBy: made });
		await vault.handle('Encrypt', { KeyId, Plaintext });
	});

	test('must be enabled before the old one is retired, also where it isn’t named again', async () => {
		const made = await newKey(vault, { Replaces: KeyId });
		await vault.handle('DisableKey', { KeyId: made });
		const keyState = 'DISABLED';
		await expectRefusal(
			vault,
			'RetireKey',
			{ KeyId },
			{ code: 'InvalidState', details: { operation: 'RetireKey', keyId: made, keyState } }
		);
		expect(await described()).not.toHaveProperty('RetiredOn');
		await vault.handle('EnableKey', { KeyId: made });
		await retire();
		await expectRefusal(vault, 'Encrypt', { KeyId, Plaintext }, refused('Encrypt', KeyId, made));
		// It is retired already: what has replaced it may have been disabled since.
		await vault.handle('DisableKey', { KeyId: made });
		await retire();
	});

	test('is held to that where it has been replaced itself', async () => {
		const first = await newKey(vault, { Replaces: KeyId });
		const second = await newKey(vault, { Replaces: first });
		await retire(first);
		await vault.handle('DisableKey', { KeyId: second });
		await expectRefusal(
			vault,
			'RetireKey',
			{ KeyId },
			{
				code: 'InvalidState',
				details: { operation: 'RetireKey', keyId: second, keyState: 'DISABLED' }
			}
		);
		await vault.handle('EnableKey', { KeyId: second });
		await retire();
	});

	test('is refused while another one is to, and is not once that is to be deleted', async () => {
		const first = await newKey(vault, { Replaces: KeyId });
		await expectRefusal(
			vault,
			'CreateKey',
			{ Replaces: KeyId },
			{ code: 'InvalidParameter', details: { parameter: 'Replaces', rule: 'NOT_REPLACED_YET' } }
		);
		await vault.handle('ScheduleKeyDeletion', { KeyId: first, Passphrase: passphraseAgain() });
		const second = await newKey(vault, { Replaces: KeyId });
		expect(await described()).toMatchObject({ ReplacedBy: second });
		expect(await described(first)).not.toHaveProperty('Replaces');
	});

	test('is for the same use, and replaces no key that is to be deleted or is not there', async () => {
		await expectRefusal(
			vault,
			'CreateKey',
			{ Replaces: KeyId, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
			{ code: 'InvalidParameter', details: { parameter: 'Replaces', rule: 'SAME_KEY_USAGE' } }
		);
		await vault.handle('ScheduleKeyDeletion', { KeyId, Passphrase: passphraseAgain() });
		await expectRefusal(vault, 'CreateKey', { Replaces: KeyId }, { code: 'InvalidState' });
		await expectRefusal(
			vault,
			'CreateKey',
			{ Replaces: '00000000-0000-4000-8000-000000000000' },
			{ code: 'NotFound' }
		);
	});
});
