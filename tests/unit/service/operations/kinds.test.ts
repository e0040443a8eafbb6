import { beforeAll, describe, expect, test, vi } from 'vitest';
import { generateKeyPair } from '#lib/crypto/key-pair.ts';
import { concat, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { KmsErrorCode } from '#lib/domain/errors.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import { cmkSpecs, usagesOf } from '#lib/domain/key/kinds.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import type { Request } from '#lib/service/api.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { someRsaPublicKey } from '../../../support/rsa-keys.ts';
import { kindsOfKeys, kindTableCells } from '../../../support/state-table.ts';
import {
	newKey,
	newVault,
	openTab,
	passphraseAgain,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const Message = utf8('message');

describe('CreateKey', () => {
	let vault: TestVault;
	beforeAll(async () => {
		vault = await newVault();
	});

	const isElsewhere = (keySpec: string) => keySpec.startsWith('ML_DSA_');
	const kinds = cmkSpecs
		.filter((keySpec) => !isElsewhere(keySpec))
		.flatMap((KeySpec) => usagesOf(KeySpec).map((KeyUsage) => ({ KeySpec, KeyUsage })));
	test.each(kinds)('makes $KeySpec for $KeyUsage, which lasts', async (kind) => {
		const { KeyMetadata } = await vault.handle('CreateKey', kind);
		expect(KeyMetadata).toMatchObject({ ...kind, KeyState: 'ENABLED', Origin: 'AIRLOCK' });
		const later = openTab(createMemoryStore(await vault.store.readSnapshot()), vault.clock);
		await unlock(later);
		const { KeyId } = KeyMetadata;
		expect((await later.handle('DescribeKey', { KeyId })).KeyMetadata).toEqual({
			...KeyMetadata,
			...(kind.KeySpec === 'AES_256' && { CurrentKeyMaterialId: expect.any(String) as unknown })
		});
		const { Entries } = await later.handle('ListActivity', { Operations: ['CreateKey'] });
		expect(Entries[0]?.keyId).toBe(KeyId);
		if (kind.KeySpec === 'AES_256') expect(Entries[0]?.detail).toEqual({ origin: 'AIRLOCK' });
		else
			expect(Entries[0]?.detail).toEqual({
				...{ origin: 'AIRLOCK', keySpec: kind.KeySpec, keyUsage: kind.KeyUsage }
			});
	});

	// Node gets ML-DSA with version 24; Chromium has it: keys-of-kinds.browser.test.ts.
	const hasMlDsa = crypto.subtle
		.generateKey({ name: 'ML-DSA-44' }, true, ['sign'])
		.then(() => true)
		.catch(() => false);
	const elsewhere = cmkSpecs
		.filter(isElsewhere)
		.flatMap((KeySpec) =>
			(['AIRLOCK', 'EXTERNAL'] as const).map((Origin) => ({ KeySpec, Origin }))
		);
	test.each(elsewhere)('makes $KeySpec, $Origin, or refuses it by name', async (kind) => {
		const request = { ...kind, KeyUsage: 'SIGN_VERIFY' } as const;
		if (await hasMlDsa) {
			const { KeyMetadata } = await vault.handle('CreateKey', request);
			expect(KeyMetadata.SigningAlgorithms).toEqual(['ML_DSA_SHAKE_256']);
		} else
			await expectRefusal(vault, 'CreateKey', request, {
				code: 'InvalidParameter',
				details: { parameter: 'KeySpec', rule: 'KNOWN_TO_THIS_BROWSER' }
			});
	});

	test('takes SYMMETRIC_DEFAULT for AES_256, which is the default', async () => {
		for (const request of [{}, { KeySpec: 'SYMMETRIC_DEFAULT' } as const]) {
			const { KeyMetadata } = await vault.handle('CreateKey', request);
			expect(KeyMetadata).toMatchObject({
				KeySpec: 'AES_256',
				KeyUsage: 'ENCRYPT_DECRYPT',
				EncryptionAlgorithms: ['SYMMETRIC_DEFAULT']
			});
		}
	});

	test.each<Request<'CreateKey'>>([
		{ KeyUsage: 'SIGN_VERIFY' },
		{ KeySpec: 'HMAC_256' },
		{ KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' },
		{ KeySpec: 'ECC_NIST_P256' },
		{ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'KEY_AGREEMENT' },
		{ KeySpec: 'RSA_2048', KeyUsage: 'GENERATE_VERIFY_MAC' }
	])('refuses %j: such keys are not for that', async (request) => {
		await expectRefusal(vault, 'CreateKey', request, {
			code: 'InvalidParameter',
			details: { parameter: 'KeyUsage' }
		});
	});

	test('makes no exportable key that no service takes', async () => {
		await expectRefusal(
			vault,
			'CreateKey',
			{ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY', Exportable: true },
			{ code: 'InvalidParameter', details: { parameter: 'Exportable' } }
		);
	});

	test('makes no pair for a name that is taken', async () => {
		await vault.handle('CreateKey', { AliasName: 'alias/taken' });
		await expectRefusal(
			vault,
			'CreateKey',
			{ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', AliasName: 'alias/taken' },
			{ code: 'AlreadyExists' }
		);
	});

	test('in a browser without such keys says so by name', async () => {
		vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValueOnce(
			new DOMException('unrecognized', 'NotSupportedError')
		);
		await expectRefusal(
			vault,
			'CreateKey',
			{ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' },
			{
				code: 'InvalidParameter',
				details: { parameter: 'KeySpec', rule: 'KNOWN_TO_THIS_BROWSER' }
			}
		);
	});
});

test('ListKeys finds keys by what they are and what they are for', async () => {
	const vault = await newVault();
	const aes = await newKey(vault, {});
	const signing = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
	const encrypting = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
	const found = async (request: Request<'ListKeys'>) => {
		const { Keys, Matching } = await vault.handle('ListKeys', request);
		expect(Matching).toBe(Keys.length);
		return new Set(Keys.map(({ KeyId }) => KeyId));
	};
	expect(await found({ KeySpec: 'AES_256' })).toEqual(new Set([aes]));
	expect(await found({ KeyUsage: 'ENCRYPT_DECRYPT' })).toEqual(new Set([aes, encrypting]));
	expect(await found({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })).toEqual(new Set([signing]));
});

/** A vault with one key of a kind in a state, and all that an operation on it could ask for. */
interface Scene {
	vault: TestVault;
	KeyId: string;
	aes: string;
	/** encrypted with the AES-256 key, and with the subject where that can be */
	blob: Bytes;
	/** of a file for the subject, or, where it can't be, altered to name it */
	Header: Bytes;
	/** of another pair, for key agreement */
	publicKey: Bytes;
	signature: Bytes;
	mac: Bytes;
}
type Kind = (typeof kindsOfKeys)[number];

const signingAlgorithm = ({ KeySpec }: Kind) =>
	KeySpec === 'RSA_2048'
		? 'RSASSA_PSS_SHA_256'
		: KeySpec === 'ECC_NIST_EDWARDS25519'
			? 'ED25519_SHA_512'
			: 'ECDSA_SHA_256';
const encryptionAlgorithm = ({ KeySpec }: Kind) =>
	KeySpec === 'RSA_2048' ? 'RSAES_OAEP_SHA_256' : 'SYMMETRIC_DEFAULT';

async function scene(kind: Kind, state: KeyState): Promise<Scene> {
	const vault = await newVault();
	const { handle } = vault;
	const aes = await newKey(vault, {});
	const Exportable = kind.KeySpec !== 'ECC_NIST_EDWARDS25519';
	const KeyId = await newKey(vault, { ...kind, Exportable, AliasName: 'alias/subject' });
	const encrypts = kind.KeyUsage === 'ENCRYPT_DECRYPT';
	const { CiphertextBlob } = await handle('Encrypt', {
		KeyId: encrypts ? KeyId : aes,
		Plaintext: Message,
		EncryptionAlgorithm: encrypts ? encryptionAlgorithm(kind) : 'SYMMETRIC_DEFAULT'
	});
	const isAes = kind.KeySpec === 'AES_256';
	const { Header: header } = await handle('EncryptFile', { KeyId: isAes ? KeyId : aes, Bytes: 1 });
	const Header = Uint8Array.from(
		Buffer.from(Buffer.from(header).toString('latin1').replaceAll(aes, KeyId), 'latin1')
	);
	const { publicKey } = await generateKeyPair('ECC_NIST_P256');
	const signature =
		kind.KeyUsage === 'SIGN_VERIFY'
			? await handle('Sign', { KeyId, Message, SigningAlgorithm: signingAlgorithm(kind) })
			: undefined;
	const mac =
		kind.KeyUsage === 'GENERATE_VERIFY_MAC'
			? await handle('GenerateMac', { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' })
			: undefined;
	if (state === 'DISABLED') await handle('DisableKey', { KeyId });
	if (state === 'PENDING_DELETION')
		await handle('ScheduleKeyDeletion', { KeyId, Passphrase: passphraseAgain() });
	return {
		...{ vault, KeyId, aes, blob: CiphertextBlob, Header, publicKey },
		signature: signature?.Signature ?? Uint8Array.of(1),
		mac: mac?.Mac ?? Uint8Array.of(1)
	};
}

/** The uses of a key, each in a request in which nothing but the kind and the state of the key can be wrong. */
function useOf(kind: Kind, { KeyId, aes, blob, Header, publicKey, signature, mac }: Scene) {
	const EncryptionAlgorithm = encryptionAlgorithm(kind);
	const SigningAlgorithm = signingAlgorithm(kind);
	return {
		Encrypt: { KeyId, Plaintext: Message, EncryptionAlgorithm },
		Decrypt: { KeyId, CiphertextBlob: blob, EncryptionAlgorithm },
		ReEncrypt: {
			...{ SourceKeyId: KeyId, CiphertextBlob: blob, DestinationKeyId: aes },
			SourceEncryptionAlgorithm: EncryptionAlgorithm
		},
		EncryptFile: { KeyId, Bytes: 1 },
		DecryptFile: { Header },
		ReEncryptFile: { Header, DestinationKeyId: aes },
		GenerateDataKey: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyWithoutPlaintext: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyPair: { KeyId, KeyPairSpec: 'ECC_NIST_P256' },
		GenerateDataKeyPairWithoutPlaintext: { KeyId, KeyPairSpec: 'ECC_NIST_P256' },
		DeriveSharedSecret: { KeyId, PublicKey: publicKey, KeyAgreementAlgorithm: 'ECDH' },
		Sign: { KeyId, Message, SigningAlgorithm },
		Verify: { KeyId, Message, SigningAlgorithm, Signature: signature },
		CreateCertificateRequest: { KeyId, Subject: { CommonName: 'a' }, SigningAlgorithm },
		CreateSelfSignedCertificate: {
			...{ KeyId, Subject: { CommonName: 'a' }, SigningAlgorithm },
			NotAfter: Date.UTC(2040, 0, 1)
		},
		GenerateMac: { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' },
		VerifyMac: { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256', Mac: mac },
		GetPublicKey: { KeyId }
	} satisfies { [Name in KeyOperation]?: Request<Name> };
}

const states = ['ENABLED', 'DISABLED', 'PENDING_DELETION'] as const;
const scenes = kindsOfKeys.flatMap((kind) => states.map((state) => ({ ...kind, state })));

describe.each(scenes)('$KeySpec for $KeyUsage, $state', ({ state, ...kind }) => {
	const cells = kindTableCells.filter(
		(cell) =>
			cell.KeySpec === kind.KeySpec && cell.KeyUsage === kind.KeyUsage && cell.state === state
	);
	let start: Scene;
	beforeAll(async () => {
		start = await scene(kind, state);
	});

	test('tells what it allows as the table does', async () => {
		const { KeyMetadata } = await start.vault.handle('DescribeKey', { KeyId: start.KeyId });
		const exportable = kind.KeySpec !== 'ECC_NIST_EDWARDS25519';
		const allowed = cells
			.filter(({ expected }) => expected === 'success')
			.map(({ operation }) => operation)
			.filter((operation) => operation !== 'WrapKeyMaterial' || exportable)
			// It is exportable, as the others are.
			.filter((operation) => !/Rotat/.test(operation));
		expect(KeyMetadata.AllowedOperations.toSorted()).toEqual(allowed.toSorted());
	});

	// None of them changes the key.
	const names = Object.keys(useOf(kind, {} as Scene)) as (keyof ReturnType<typeof useOf>)[];
	test.each(names)('%s does, or is refused, as the table says', async (operation) => {
		const { vault, KeyId } = start;
		const request = useOf(kind, start)[operation];
		const expected = cells.find((cell) => cell.operation === operation)?.expected;
		if (expected === 'success') {
			const answer = await vault.handle(operation, structuredClone(request));
			if (operation !== 'ReEncrypt' && operation !== 'ReEncryptFile')
				expect(answer).toMatchObject({ KeyId });
		} else
			await expectRefusal(vault, operation, request, {
				code: expected as KmsErrorCode,
				details: { operation, keyId: KeyId }
			});
	});
});

describe('an exportable key', () => {
	const kinds = [
		{ KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' },
		{ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
		{ KeySpec: 'ECC_NIST_P521', KeyUsage: 'SIGN_VERIFY' }
	] as const;
	test.each(kinds)('$KeySpec is wrapped as what it is, and as nothing else', async (kind) => {
		const vault = await newVault();
		const KeyId = await newKey(vault, { ...kind, Exportable: true });
		const request = {
			KeyId,
			Target: 'OTHER',
			PublicKey: someRsaPublicKey(),
			WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
			Copy: { Kind: 'NONE' }
		} as const;
		const { Files, Comparison } = await vault.handle('WrapKeyMaterial', {
			...request,
			KeySpec: kind.KeySpec
		});
		expect(Files.length).toBeGreaterThan(0);
		expect(Comparison.Kind).toBe(kind.KeySpec === 'HMAC_224' ? 'SECRET' : 'PRIVATE_KEY');
		await expectRefusal(
			vault,
			'WrapKeyMaterial',
			{ ...request, KeySpec: 'AES_256' },
			{ code: 'InvalidParameter', details: { parameter: 'KeySpec', rule: 'THAT_OF_THE_KEY' } }
		);
	});
});

describe('DryRun', () => {
	test('does all but release the result, and is in the log', async () => {
		const vault = await newVault();
		const KeyId = await newKey(vault, {});
		const other = await newKey(vault, {});
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext: Message });
		const agreeing = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
		const { publicKey } = await generateKeyPair('ECC_NIST_P256');
		const agreement = { PublicKey: publicKey, KeyAgreementAlgorithm: 'ECDH' };
		const uses: [Parameters<typeof expectRefusal>[1], object][] = [
			['Encrypt', { KeyId, Plaintext: Message }],
			['Decrypt', { CiphertextBlob }],
			['ReEncrypt', { CiphertextBlob, DestinationKeyId: other }],
			['GenerateDataKey', { KeyId, KeySpec: 'AES_256' }],
			['GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256' }],
			['GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' }],
			['GenerateDataKeyPairWithoutPlaintext', { KeyId, KeyPairSpec: 'ECC_NIST_P256' }],
			['DeriveSharedSecret', { KeyId: agreeing, ...agreement }]
		];
		for (const [operation, request] of uses)
			await expectRefusal(vault, operation, { ...request, DryRun: true } as never, {
				code: 'DryRunOperation'
			});
	});

	test('is refused with what the operation would be refused with', async () => {
		const vault = await newVault();
		const KeyId = await newKey(vault, {});
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext: Message });
		const altered = concat(CiphertextBlob.subarray(0, -1), Uint8Array.of(0));
		const error = await refusalOf(
			vault.handle('Decrypt', { CiphertextBlob: altered, DryRun: true })
		);
		expect(error.code).toBe('InvalidCiphertext');
	});
});
