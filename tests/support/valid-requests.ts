import { fromBase64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { dayMs } from '#lib/domain/time.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { splitVaultFile } from '#lib/storage/vault-file.ts';
import type { Request } from '#lib/service/api.ts';
import { sampleAlias, sampleContext, sampleMessage, type SampleVault } from './sample-vault.ts';
import { passphrase, passphraseAgain, someKeyMaterial, startOfTests } from './vault.ts';

type Requests = { [Name in Operation]: readonly Request<Name>[] };

/** A public key as SubjectPublicKeyInfo: the base point of P-256, whose private key is 1. */
const somePointOnP256 =
	'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==';

/**
 * For every operation requests that the sample vault takes, as it was made, with every parameter in one of them. New
 * ones at each call, since secrets in them are wiped.
 */
export function validRequests(vault: SampleVault): Requests {
	const { now, made, exportable, imported, waiting, disabled, leaving } = vault;
	const copy = (bytes: Bytes) => Uint8Array.from(bytes);
	const newPassphrase = () => utf8('another horse, another staple');
	const contexts = { EncryptionContext: { ...sampleContext } };
	const filter = {
		KeyId: made,
		From: 0,
		To: now + dayMs,
		Operations: ['Encrypt', 'CreateKey'],
		Result: 'DONE' as const
	};
	const wrapping = (keyId?: string) => ({
		Target: 'ALIBABA' as const,
		PublicKey: copy(vault.publicKey),
		WrappingAlgorithm: 'RSAES_OAEP_SHA_256' as const,
		KeySpec: 'AES_256' as const,
		Copy: { Kind: 'NONE' as const },
		...(keyId === undefined ? { KeyMaterial: someKeyMaterial(7) } : { KeyId: keyId })
	});
	const importFile = (name: string, bytes: Bytes) => ({
		Name: name,
		ReadAs: 'ZIP+BASE64',
		Bytes: copy(bytes)
	});
	const signing = () => ({
		KeyId: vault.signing,
		Message: copy(sampleMessage),
		SigningAlgorithm: 'ECDSA_SHA_256' as const
	});
	const certificate = {
		...{ KeyId: vault.signing, SigningAlgorithm: 'ECDSA_SHA_256', DryRun: false },
		...{ Subject: { CommonName: 'A', Country: 'CH' }, CertificateAuthority: true, PathLength: 0 },
		AlternativeNames: [
			{ Type: 'DNS', Value: '*.a.example' },
			{ Type: 'IP', Value: '10.0.0.1' },
			{ Type: 'EMAIL', Value: 'a@a.example' }
		]
	} satisfies Request<'CreateCertificateRequest'>;
	const macing = () => ({
		KeyId: vault.macKey,
		Message: copy(sampleMessage),
		MacAlgorithm: 'HMAC_SHA_224' as const
	});
	const dataKeys = [
		{ KeyId: made, KeySpec: 'AES_256' as const, ...contexts, DryRun: false },
		{ KeyId: sampleAlias, NumberOfBytes: 1024 }
	];
	const dataKeyPairs = [
		{ KeyId: made, KeyPairSpec: 'ECC_NIST_EDWARDS25519' as const },
		{ KeyId: made, KeyPairSpec: 'ECC_NIST_P256' as const, ...contexts, DryRun: false }
	];
	return {
		GetVaultStatus: [{}],
		// There is one: refused, after its parameters.
		CreateVault: [{ VaultName: 'Another', Passphrase: newPassphrase() }],
		UnlockVault: [{ Passphrase: passphraseAgain() }],
		LockVault: [{}],
		DescribeVault: [{}],
		UpdateVault: [
			{
				VaultName: 'Renamed',
				Settings: { AutoLockMinutes: 60, AirGapGuard: true },
				Passphrase: passphraseAgain()
			}
		],
		ChangePassphrase: [{ CurrentPassphrase: passphraseAgain(), NewPassphrase: newPassphrase() }],
		AcceptClock: [{ Passphrase: passphraseAgain() }],
		DeleteVault: [{ VaultName: 'Sample vault', Passphrase: passphraseAgain() }],
		RemoveVault: [{ VaultId: uuidFromBytes(splitVaultFile(vault.file).snapshot.vaultId) }],
		ListActivity: [{ ...filter, Limit: 5, Marker: 9 }],
		ExportActivity: [{ ...filter, Format: 'CSV' }, { Format: 'JSON_LINES' }],
		InspectVaultFile: [{ File: copy(vault.file) }],
		OpenVaultFile: [
			{ File: copy(vault.file), Passphrase: passphraseAgain(), Replace: true, LogEntriesHere: 5 },
			{ File: copy(vault.file), Passphrase: passphraseAgain(), Replace: true }
		],
		SaveVaultFile: [{}],
		CheckVaultFile: [{ File: copy(vault.file) }],
		RecordBackup: [{ File: copy(vault.file) }],
		ExportVerified: [{ FilePassphrase: utf8(passphrase), Passphrase: passphraseAgain() }],
		CreateKey: [
			{
				Origin: 'AIRLOCK',
				KeySpec: 'AES_256',
				Description: 'one more',
				AliasName: 'alias/one-more',
				Exportable: true,
				Tags: [{ TagKey: 'env', TagValue: 'prod' }]
			},
			{ KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY', Exportable: true },
			{ Origin: 'EXTERNAL', Replaces: imported }
		],
		DescribeKey: [{ KeyId: imported }],
		ListKeys: [
			{
				Search: 'p',
				KeyState: 'ENABLED',
				Exportable: false,
				Retired: false,
				Tag: { TagKey: 'env', TagValue: 'prod' },
				KeySpec: 'AES_256',
				KeyUsage: 'ENCRYPT_DECRYPT',
				Attention: false,
				KeyIds: [made, waiting],
				SortBy: 'EXPIRY',
				Descending: true,
				Limit: 2,
				Marker: made
			}
		],
		ListDeadlines: [{ Before: Date.now(), Limit: 2 }],
		RetireKey: [{ KeyId: made }, { KeyId: imported, ReplacedBy: made }],
		UnretireKey: [{ KeyId: imported }],
		EnableKey: [{ KeyId: disabled }],
		DisableKey: [{ KeyId: made }],
		RotateKeyOnDemand: [{ KeyId: made }],
		EnableKeyRotation: [{ KeyId: made, RotationPeriodInDays: 90 }, { KeyId: sampleAlias }],
		DisableKeyRotation: [{ KeyId: made }],
		GetKeyRotationStatus: [{ KeyId: made }],
		ListKeyRotations: [
			{
				...{ KeyId: vault.rotated, Limit: 1, Marker: vault.materialId },
				IncludeKeyMaterial: 'ALL_KEY_MATERIAL'
			}
		],
		ScheduleKeyDeletion: [
			{ KeyId: made, PendingWindowInDays: 7, Passphrase: passphraseAgain() },
			{ KeyId: imported }
		],
		CancelKeyDeletion: [{ KeyId: leaving }],
		UpdateKeyDescription: [{ KeyId: made, Description: 'described' }],
		CreateAlias: [{ AliasName: 'alias/second', TargetKeyId: made }],
		UpdateAlias: [{ AliasName: sampleAlias, TargetKeyId: imported }],
		RenameAlias: [{ AliasName: sampleAlias, NewAliasName: 'alias/renamed' }],
		DeleteAlias: [{ AliasName: sampleAlias }],
		ListAliases: [{ KeyId: made, Limit: 1 }],
		TagResource: [
			{ KeyId: made, Tags: [{ TagKey: 'owner', TagValue: '' }] },
			{ KeyId: imported, Tags: [{ TagKey: 'env', TagValue: 'test' }] }
		],
		UntagResource: [{ KeyId: made, TagKeys: ['env', 'other'] }],
		ListResourceTags: [{ KeyId: made, Limit: 1, Marker: 'env' }],
		ListTags: [{ Limit: 5 }],
		GetParametersForImport: [
			{
				KeyId: waiting,
				WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
				WrappingKeySpec: 'RSA_2048',
				Place: 'IN_AIRLOCK'
			}
		],
		DownloadImportParameters: [{ KeyId: waiting }],
		GetImportProgress: [{ KeyId: waiting }],
		SaveImportDraft: [
			{
				KeyId: waiting,
				Place: 'ELSEWHERE',
				EncryptedKey: importFile('key.bin', vault.encryptedKey),
				ImportToken: importFile('token.bin', vault.importToken),
				Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: now + dayMs },
				Copy: 'TAKEN'
			},
			{ KeyId: waiting, EncryptedKey: null, ImportToken: null, Expiration: null }
		],
		DiscardImport: [{ KeyId: waiting }],
		EncryptKeyMaterial: [
			{ KeyId: waiting, KeyMaterial: someKeyMaterial(9), Copy: { Kind: 'NONE' } },
			{ KeyId: waiting, Copy: { Kind: 'SHOW' } },
			{ KeyId: waiting, Copy: { Kind: 'SHEET' } },
			{ KeyId: waiting, Copy: { Kind: 'SHARES', Threshold: 2, Count: 3 } },
			{ KeyId: waiting, Copy: { Kind: 'AGE_FILE', FilePassphrase: utf8(passphrase) } },
			{ KeyId: waiting, EncryptedText: copy(vault.encryptedText), Copy: { Kind: 'NONE' } }
		],
		RehearseRecovery: [
			{ KeyId: imported, Copy: { Kind: 'BYTES', Bytes: copy(vault.material) } },
			{ KeyId: imported, Copy: { Kind: 'TEXT', Text: copy(vault.sheet) } },
			{
				KeyId: imported,
				Copy: { Kind: 'AGE_FILE', File: copy(vault.ageFile), FilePassphrase: utf8(passphrase) }
			}
		],
		ImportFromCopy: [
			{
				KeyId: imported,
				Copy: { Kind: 'BYTES', Bytes: copy(vault.material) },
				ExpirationModel: 'KEY_MATERIAL_EXPIRES',
				ValidTo: now + dayMs
			}
		],
		InspectKeyMaterial: [{ KeyMaterial: someKeyMaterial(11) }],
		ImportKeyMaterial: [
			{
				KeyId: waiting,
				ImportToken: copy(vault.importToken),
				EncryptedKeyMaterial: copy(vault.encryptedKey),
				ExpirationModel: 'KEY_MATERIAL_EXPIRES',
				ValidTo: now + dayMs
			}
		],
		DiagnoseImport: [
			{
				KeyId: waiting,
				EncryptedKeyMaterial: copy(vault.encryptedText),
				ImportToken: copy(vault.importToken)
			}
		],
		FindKeyMaterial: [
			{ KeyId: imported, File: copy(vault.material) },
			{ KeyId: imported, File: copy(vault.encryptedKey) }
		],
		DeleteImportedKeyMaterial: [{ KeyId: imported }],
		WrapKeyMaterial: [
			{
				...wrapping(),
				CloudKeyId: 'key-hzz65a1b2c3d4e5f6g7h8',
				ValidTo: now + dayMs,
				ImportToken: copy(vault.importToken)
			},
			wrapping(exportable),
			{
				...wrapping(),
				Target: 'AZURE',
				WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_1',
				KeyExchangeKeyId: `https://contoso.vault.azure.net/keys/kek/${'0'.repeat(32)}`
			}
		],
		InspectPublicKey: [{ PublicKey: copy(vault.publicKey) }],
		InspectKeyToWrap: [{ KeySpec: 'AES_256', KeyMaterial: someKeyMaterial(13) }],
		Encrypt: [
			{
				KeyId: vault.rsa,
				Plaintext: Uint8Array.of(1, 2, 3),
				EncryptionAlgorithm: 'RSAES_OAEP_SHA_1'
			},
			{ KeyId: made, Plaintext: Uint8Array.of(1, 2, 3), ...contexts, DryRun: false }
		],
		Decrypt: [
			{
				CiphertextBlob: copy(vault.rsaCiphertext),
				KeyId: vault.rsa,
				EncryptionAlgorithm: 'RSAES_OAEP_SHA_256'
			},
			{ CiphertextBlob: copy(vault.blob), KeyId: sampleAlias, ...contexts, DryRun: false }
		],
		ReEncrypt: [
			{
				CiphertextBlob: copy(vault.blob),
				SourceKeyId: made,
				SourceEncryptionContext: { ...sampleContext },
				DestinationKeyId: imported,
				DestinationEncryptionContext: { to: 'imported' },
				SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
				DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
				DryRun: false
			}
		],
		EncryptFile: [{ KeyId: made, Bytes: 2 ** 40, ...contexts }],
		DecryptFile: [{ Header: copy(vault.fileHeader), AllowWithoutCommitment: true }],
		ReEncryptFile: [
			{
				Header: copy(vault.fileHeader),
				DestinationKeyId: imported,
				AllowWithoutCommitment: false
			}
		],
		// There is none: refused, after its parameters.
		FinishFile: [{ Job: '0a1b2c3d', Result: 'DONE', Bytes: 5, Replaced: true }],
		GenerateDataKey: dataKeys,
		GenerateDataKeyWithoutPlaintext: dataKeys,
		GenerateDataKeyPair: dataKeyPairs,
		GenerateDataKeyPairWithoutPlaintext: dataKeyPairs,
		DeriveSharedSecret: [
			{
				KeyId: vault.agreeing,
				PublicKey: fromBase64(somePointOnP256),
				KeyAgreementAlgorithm: 'ECDH',
				DryRun: false
			}
		],
		Sign: [
			{ ...signing(), MessageType: 'RAW', LargeMessage: true, DryRun: false },
			{ ...signing(), SshNamespace: 'file' }
		],
		Verify: [{ ...signing(), MessageType: 'RAW', Signature: copy(vault.signature), DryRun: false }],
		VerifyWithPublicKey: [
			{
				...{ PublicKey: copy(vault.verifyingKey), Signature: copy(vault.signature) },
				...{ Message: copy(sampleMessage), LargeMessage: true, SigningAlgorithm: 'ECDSA_SHA_256' }
			}
		],
		CreateCertificateRequest: [certificate],
		CreateSelfSignedCertificate: [
			{ ...certificate, NotBefore: startOfTests, NotAfter: startOfTests + dayMs }
		],
		GenerateMac: [{ ...macing(), LargeMessage: false, DryRun: false }],
		VerifyMac: [{ ...macing(), Mac: copy(vault.mac), DryRun: false }],
		GetPublicKey: [{ KeyId: vault.rsa }, { KeyId: vault.signing }],
		GenerateRandom: [{ NumberOfBytes: 32 }]
	};
}
