/**
 * Which bytes of requests and answers are secret. This is all that the page loads of the operations' tables, so it imports
 * nothing but types.
 */
import type { Operations } from '../api.ts';

type Secrecy = 'SECRET' | 'PUBLIC';

/** Whether bytes lie in a value, at any depth. */
type HoldsBytes<Value> = Value extends Uint8Array
	? true
	: Value extends readonly (infer Entry)[]
		? HoldsBytes<Entry>
		: Value extends object
			? { [Name in keyof Value]-?: HoldsBytes<Value[Name]> }[keyof Value]
			: false;

type NamesOfBytes<Message> = {
	[Name in keyof Message]-?: true extends HoldsBytes<Message[Name]> ? Name : never;
}[keyof Message];

type BytesOf<Side extends string, Message> = [NamesOfBytes<Message>] extends [never]
	? { [Name in Side]?: never }
	: { [Name in Side]: Record<NamesOfBytes<Message> & string, Secrecy> };

type Classes<One extends { request: unknown; response: unknown }> = BytesOf<
	'request',
	One['request']
> &
	BytesOf<'answer', One['response']>;

type WithoutBytes = { request?: never; answer?: never };

/**
 * The secrecy of every field that holds bytes, by operation. A field that is left out is an error of types, and so is an
 * operation.
 */
export type SecrecyOf<
	All extends { [Name in keyof All]: { request: unknown; response: unknown } }
> = {
	[Name in keyof All as Classes<All[Name]> extends WithoutBytes ? never : Name]: Classes<All[Name]>;
};

/** Of every operation with bytes in its request or its answer. */
export const secrecy: SecrecyOf<Operations> = {
	CreateVault: { request: { Passphrase: 'SECRET' } },
	UnlockVault: { request: { Passphrase: 'SECRET' } },
	UpdateVault: { request: { Passphrase: 'SECRET' } },
	ChangePassphrase: { request: { CurrentPassphrase: 'SECRET', NewPassphrase: 'SECRET' } },
	AcceptClock: { request: { Passphrase: 'SECRET' } },
	DeleteVault: { request: { Passphrase: 'SECRET' } },
	ExportActivity: { answer: { File: 'PUBLIC' } },
	InspectVaultFile: { request: { File: 'PUBLIC' } },
	OpenVaultFile: { request: { File: 'PUBLIC', Passphrase: 'SECRET', NewPassphrase: 'SECRET' } },
	SaveVaultFile: { answer: { File: 'PUBLIC' } },
	CheckVaultFile: { request: { File: 'PUBLIC' } },
	RecordBackup: { request: { File: 'PUBLIC' } },
	ExportVerified: {
		request: { FilePassphrase: 'SECRET', Passphrase: 'SECRET' },
		answer: { File: 'PUBLIC' }
	},
	CreateKey: { answer: { KeyMetadata: 'PUBLIC' } },
	DescribeKey: { answer: { KeyMetadata: 'PUBLIC' } },
	ListKeys: { answer: { Keys: 'PUBLIC' } },
	EnableKey: { answer: { KeyMetadata: 'PUBLIC' } },
	DisableKey: { answer: { KeyMetadata: 'PUBLIC' } },
	ScheduleKeyDeletion: { request: { Passphrase: 'SECRET' }, answer: { KeyMetadata: 'PUBLIC' } },
	CancelKeyDeletion: { answer: { KeyMetadata: 'PUBLIC' } },
	RetireKey: { answer: { KeyMetadata: 'PUBLIC' } },
	UnretireKey: { answer: { KeyMetadata: 'PUBLIC' } },
	UpdateKeyDescription: { answer: { KeyMetadata: 'PUBLIC' } },
	GetParametersForImport: { answer: { PublicKey: 'PUBLIC', ImportToken: 'PUBLIC' } },
	DownloadImportParameters: { answer: { File: 'PUBLIC' } },
	GetImportProgress: { answer: { EncryptedKey: 'PUBLIC', ImportToken: 'PUBLIC' } },
	SaveImportDraft: {
		request: { EncryptedKey: 'PUBLIC', ImportToken: 'PUBLIC' },
		answer: { EncryptedKey: 'PUBLIC', ImportToken: 'PUBLIC' }
	},
	EncryptKeyMaterial: {
		request: {
			KeyMaterial: 'SECRET',
			KeyPassword: 'SECRET',
			EncryptedText: 'SECRET',
			Copy: 'SECRET'
		},
		answer: {
			Progress: 'PUBLIC',
			CopyFile: 'PUBLIC',
			KeyMaterialToShow: 'SECRET',
			RecoveryTexts: 'SECRET'
		}
	},
	InspectKeyMaterial: { request: { KeyMaterial: 'SECRET', KeyPassword: 'SECRET' } },
	RehearseRecovery: { request: { Copy: 'SECRET' }, answer: { KeyMetadata: 'PUBLIC' } },
	ImportKeyMaterial: {
		request: { ImportToken: 'PUBLIC', EncryptedKeyMaterial: 'PUBLIC' },
		answer: { KeyMetadata: 'PUBLIC' }
	},
	ImportFromCopy: { request: { Copy: 'SECRET' }, answer: { KeyMetadata: 'PUBLIC' } },
	// The user may choose a wrong file, and that may be key material itself.
	DiagnoseImport: {
		request: { EncryptedKeyMaterial: 'SECRET', ImportToken: 'SECRET' },
		answer: { Repaired: 'PUBLIC' }
	},
	FindKeyMaterial: { request: { File: 'SECRET' } },
	DeleteImportedKeyMaterial: { answer: { KeyMetadata: 'PUBLIC' } },
	WrapKeyMaterial: {
		request: {
			PublicKey: 'PUBLIC',
			KeyMaterial: 'SECRET',
			KeyPassword: 'SECRET',
			Copy: 'SECRET',
			ImportToken: 'PUBLIC'
		},
		answer: {
			Files: 'PUBLIC',
			Bundle: 'PUBLIC',
			CopyFile: 'PUBLIC',
			KeyMaterialToShow: 'SECRET'
		}
	},
	InspectPublicKey: { request: { PublicKey: 'PUBLIC' } },
	InspectKeyToWrap: { request: { KeyMaterial: 'SECRET', KeyPassword: 'SECRET' } },
	Encrypt: { request: { Plaintext: 'SECRET' }, answer: { CiphertextBlob: 'PUBLIC' } },
	Decrypt: { request: { CiphertextBlob: 'PUBLIC' }, answer: { Plaintext: 'SECRET' } },
	ReEncrypt: { request: { CiphertextBlob: 'PUBLIC' }, answer: { CiphertextBlob: 'PUBLIC' } },
	EncryptFile: { answer: { Header: 'PUBLIC' } },
	DecryptFile: { request: { Header: 'PUBLIC' } },
	ReEncryptFile: { request: { Header: 'PUBLIC' }, answer: { Header: 'PUBLIC' } },
	GenerateDataKey: { answer: { Plaintext: 'SECRET', CiphertextBlob: 'PUBLIC' } },
	GenerateDataKeyWithoutPlaintext: { answer: { CiphertextBlob: 'PUBLIC' } },
	GenerateDataKeyPair: {
		answer: {
			PublicKey: 'PUBLIC',
			PrivateKeyPlaintext: 'SECRET',
			PrivateKeyCiphertextBlob: 'PUBLIC'
		}
	},
	GenerateDataKeyPairWithoutPlaintext: {
		answer: { PublicKey: 'PUBLIC', PrivateKeyCiphertextBlob: 'PUBLIC' }
	},
	DeriveSharedSecret: { request: { PublicKey: 'PUBLIC' }, answer: { SharedSecret: 'SECRET' } },
	Sign: { request: { Message: 'SECRET' }, answer: { Signature: 'PUBLIC' } },
	Verify: { request: { Message: 'SECRET', Signature: 'PUBLIC' } },
	VerifyWithPublicKey: {
		request: { PublicKey: 'PUBLIC', Message: 'SECRET', Signature: 'PUBLIC' }
	},
	CreateCertificateRequest: { answer: { CertificateRequest: 'PUBLIC' } },
	CreateSelfSignedCertificate: { answer: { Certificate: 'PUBLIC' } },
	// To someone who checks one, a MAC is as good as its message.
	GenerateMac: { request: { Message: 'SECRET' }, answer: { Mac: 'PUBLIC' } },
	VerifyMac: { request: { Message: 'SECRET', Mac: 'PUBLIC' } },
	GetPublicKey: { answer: { PublicKey: 'PUBLIC' } },
	GenerateRandom: { answer: { Plaintext: 'SECRET' } }
};
