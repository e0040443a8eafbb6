import { beforeAll, describe, expect, test } from 'vitest';
import type { Origin } from '#lib/domain/key/cmk.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import type { KmsErrorCode } from '#lib/domain/errors.ts';
import type { Request } from '#lib/service/api.ts';
import {
	getParameters,
	importRequest,
	wrapFor,
	type Parameters
} from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { stateTableCells } from '../../../support/state-table.ts';
import { someRsaPublicKey } from '../../../support/rsa-keys.ts';
import {
	fork,
	newKey,
	newVault,
	someKeyMaterial,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

/** A vault with one key in a state, and all that an operation on it could ask for. */
interface Scene {
	vault: TestVault;
	KeyId: string;
	/** another key that is ENABLED */
	otherKeyId: string;
	CiphertextBlob: Uint8Array<ArrayBuffer>;
	/** of an encrypted file */
	Header: Uint8Array<ArrayBuffer>;
	parameters: Parameters | undefined;
}

async function scene(origin: Origin, state: KeyState, exportable = false): Promise<Scene> {
	const vault = await newVault();
	const { handle } = vault;
	const otherKeyId = await newKey(vault, { Origin: 'AIRLOCK' });
	const KeyId = await newKey(vault, {
		Origin: origin,
		AliasName: 'alias/subject',
		Exportable: exportable
	});
	if (origin === 'EXTERNAL')
		await handle('ImportKeyMaterial', importRequest(await getParameters(vault, KeyId)));
	const { CiphertextBlob } = await handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
	const { Header } = await handle('EncryptFile', { KeyId, Bytes: 1 });
	const parameters = origin === 'EXTERNAL' ? await getParameters(vault, KeyId) : undefined;
	if (state === 'PENDING_IMPORT') await handle('DeleteImportedKeyMaterial', { KeyId });
	if (state === 'DISABLED') await handle('DisableKey', { KeyId });
	if (state === 'PENDING_DELETION')
		await handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId });
	return { vault, KeyId, otherKeyId, CiphertextBlob, Header, parameters };
}

/** A request to the subject of the scene in which nothing but its state or origin can be wrong. */
function request({ KeyId, otherKeyId, CiphertextBlob, Header, parameters }: Scene) {
	const requests: { [Name in KeyOperation]: Request<Name> } = {
		Encrypt: { KeyId, Plaintext: Uint8Array.of(1) },
		Decrypt: { CiphertextBlob },
		ReEncrypt: { CiphertextBlob, DestinationKeyId: otherKeyId },
		EncryptFile: { KeyId, Bytes: 1 },
		DecryptFile: { Header },
		ReEncryptFile: { Header, DestinationKeyId: otherKeyId },
		GenerateDataKey: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyWithoutPlaintext: { KeyId, KeySpec: 'AES_256' },
		GenerateDataKeyPair: { KeyId, KeyPairSpec: 'ECC_NIST_P256' },
		GenerateDataKeyPairWithoutPlaintext: { KeyId, KeyPairSpec: 'ECC_NIST_P256' },
		DeriveSharedSecret: {
			...{ KeyId, PublicKey: Uint8Array.of(1) },
			KeyAgreementAlgorithm: 'ECDH'
		},
		Sign: { KeyId, Message: Uint8Array.of(1), SigningAlgorithm: 'ECDSA_SHA_256' },
		Verify: {
			...{ KeyId, Message: Uint8Array.of(1), SigningAlgorithm: 'ECDSA_SHA_256' },
			Signature: Uint8Array.of(1)
		},
		CreateCertificateRequest: {
			KeyId,
			Subject: { CommonName: 'a' },
			SigningAlgorithm: 'ECDSA_SHA_256'
		},
		CreateSelfSignedCertificate: {
			...{ KeyId, Subject: { CommonName: 'a' }, SigningAlgorithm: 'ECDSA_SHA_256' },
			NotAfter: Date.UTC(2040, 0, 1)
		},
		GenerateMac: { KeyId, Message: Uint8Array.of(1), MacAlgorithm: 'HMAC_SHA_256' },
		VerifyMac: {
			...{ KeyId, Message: Uint8Array.of(1), MacAlgorithm: 'HMAC_SHA_256' },
			Mac: Uint8Array.of(1)
		},
		GetPublicKey: { KeyId },
		DescribeKey: { KeyId },
		ListAliases: { KeyId },
		CreateAlias: { TargetKeyId: KeyId, AliasName: 'alias/second' },
		UpdateAlias: { AliasName: 'alias/subject', TargetKeyId: otherKeyId },
		RenameAlias: { AliasName: 'alias/subject', NewAliasName: 'alias/renamed' },
		DeleteAlias: { AliasName: 'alias/subject' },
		UpdateKeyDescription: { KeyId, Description: 'new' },
		TagResource: { KeyId, Tags: [{ TagKey: 'env', TagValue: 'prod' }] },
		UntagResource: { KeyId, TagKeys: ['env'] },
		ListResourceTags: { KeyId },
		RotateKeyOnDemand: { KeyId },
		EnableKeyRotation: { KeyId },
		DisableKeyRotation: { KeyId },
		GetKeyRotationStatus: { KeyId },
		ListKeyRotations: { KeyId },
		RetireKey: { KeyId, ReplacedBy: otherKeyId },
		UnretireKey: { KeyId },
		EnableKey: { KeyId },
		DisableKey: { KeyId },
		ScheduleKeyDeletion: { KeyId, Passphrase: passphraseAgain() },
		CancelKeyDeletion: { KeyId },
		GetParametersForImport: { KeyId, WrappingKeySpec: 'RSA_2048' },
		DownloadImportParameters: { KeyId },
		EncryptKeyMaterial: { KeyId, Copy: { Kind: 'SHOW' } },
		SaveImportDraft: { KeyId, Place: 'ELSEWHERE' },
		DiscardImport: { KeyId },
		ImportKeyMaterial: {
			KeyId,
			ImportToken: parameters?.ImportToken ?? Uint8Array.of(1),
			EncryptedKeyMaterial: parameters
				? wrapFor(parameters, someKeyMaterial())
				: new Uint8Array(256),
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		},
		ImportFromCopy: {
			KeyId,
			Copy: { Kind: 'BYTES', Bytes: someKeyMaterial() },
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		},
		DeleteImportedKeyMaterial: { KeyId },
		WrapKeyMaterial: {
			KeyId,
			Target: 'OTHER',
			PublicKey: someRsaPublicKey(),
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			KeySpec: 'AES_256',
			Copy: { Kind: 'NONE' }
		},
		RehearseRecovery: { KeyId, Copy: { Kind: 'BYTES', Bytes: someKeyMaterial() } }
	};
	return requests;
}

const stateAfter: Partial<Record<KeyOperation, Partial<Record<KeyState, KeyState>>>> = {
	EnableKey: { DISABLED: 'ENABLED' },
	DisableKey: { ENABLED: 'DISABLED' },
	ScheduleKeyDeletion: {
		PENDING_IMPORT: 'PENDING_DELETION',
		ENABLED: 'PENDING_DELETION',
		DISABLED: 'PENDING_DELETION'
	},
	CancelKeyDeletion: { PENDING_DELETION: 'DISABLED' },
	ImportFromCopy: { PENDING_IMPORT: 'ENABLED' },
	ImportKeyMaterial: { PENDING_IMPORT: 'ENABLED' },
	DeleteImportedKeyMaterial: { ENABLED: 'PENDING_IMPORT', DISABLED: 'PENDING_IMPORT' }
};

// A key that Airlock made never waits for an import.
const scenes = (
	[
		['EXTERNAL', 'PENDING_IMPORT'],
		['EXTERNAL', 'ENABLED'],
		['EXTERNAL', 'DISABLED'],
		['EXTERNAL', 'PENDING_DELETION'],
		['AIRLOCK', 'ENABLED'],
		['AIRLOCK', 'DISABLED'],
		['AIRLOCK', 'PENDING_DELETION'],
		['AIRLOCK', 'ENABLED', 'exportable'],
		['AIRLOCK', 'DISABLED', 'exportable'],
		['AIRLOCK', 'PENDING_DELETION', 'exportable']
	] as const
).map(([origin, state, exportable = '']) => ({ origin, state, exportable }));

describe.each(scenes)('an $origin key that is $state $exportable', (subject) => {
	const { origin, state } = subject;
	const isExportable = subject.exportable !== '';
	let start: Scene;
	beforeAll(async () => {
		start = await scene(origin, state, isExportable);
	});

	const cells = stateTableCells.filter(
		(cell) =>
			cell.origin === origin &&
			cell.state === state &&
			(origin === 'EXTERNAL' || isExportable === (cell.operation === 'WrapKeyMaterial'))
	);
	test.each(cells)('$operation → $expected', async ({ operation, expected }) => {
		const vault = await fork(start.vault);
		const { KeyId } = start;
		const { KeyMetadata: before } = await vault.handle('DescribeKey', { KeyId });
		expect(before.KeyState).toBe(state);
		expect(before.AllowedOperations.includes(operation)).toBe(expected === 'success');
		if (expected === 'success') {
			await vault.handle(operation, request(start)[operation]);
			const { KeyMetadata: after } = await vault.handle('DescribeKey', { KeyId });
			expect(after.KeyState).toBe(stateAfter[operation]?.[state] ?? state);
		} else {
			await expectRefusal(vault, operation, request(start)[operation], {
				code: expected as KmsErrorCode,
				details: { operation, keyId: KeyId }
			});
		}
	});
});

test('ReEncrypt asks the state of its target as well', async () => {
	const { vault, KeyId, otherKeyId, CiphertextBlob } = await scene('EXTERNAL', 'ENABLED');
	await vault.handle('DisableKey', { KeyId: otherKeyId });
	const error = await expectRefusal(
		vault,
		'ReEncrypt',
		{ CiphertextBlob, SourceKeyId: KeyId, DestinationKeyId: otherKeyId },
		{ code: 'InvalidState' }
	);
	expect(error.details).toMatchObject({ keyId: otherKeyId, keyState: 'DISABLED' });
});

test('ReEncryptFile asks the state of its target as well', async () => {
	const { vault, Header, otherKeyId } = await scene('EXTERNAL', 'ENABLED');
	await vault.handle('DisableKey', { KeyId: otherKeyId });
	await expectRefusal(
		vault,
		'ReEncryptFile',
		{ Header, DestinationKeyId: otherKeyId },
		{ code: 'InvalidState', details: { keyId: otherKeyId, keyState: 'DISABLED' } }
	);
});

test('UpdateAlias asks the state of its target as well', async () => {
	const { vault, otherKeyId } = await scene('EXTERNAL', 'ENABLED');
	await vault.handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId: otherKeyId });
	await expectRefusal(
		vault,
		'UpdateAlias',
		{ AliasName: 'alias/subject', TargetKeyId: otherKeyId },
		{ code: 'InvalidState' }
	);
});

test('key material that is deleted while its key waits for deletion leaves state and date', async () => {
	const { vault, KeyId } = await scene('EXTERNAL', 'PENDING_DELETION');
	const { KeyMetadata: before } = await vault.handle('DescribeKey', { KeyId });
	const { KeyMetadata: after } = await vault.handle('DeleteImportedKeyMaterial', { KeyId });
	expect(after).toMatchObject({
		KeyState: 'PENDING_DELETION',
		DeletionDate: before.DeletionDate,
		LostKeyMaterial: { reason: 'DELETED' }
	});
	const { KeyMetadata: cancelled } = await vault.handle('CancelKeyDeletion', { KeyId });
	expect(cancelled.KeyState).toBe('PENDING_IMPORT');
});
