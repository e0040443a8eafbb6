/**
 * Which bytes of requests and answers are secret. Those are moved between page and worker, so that no copy stays behind,
 * and wiped in the worker once the request is answered or refused.
 */
import type { Operation } from '#lib/domain/vault/operation.ts';
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

/** Every parameter that holds bytes, by its type: one that is in none of the tables below is an error. */
type Classed<Side extends 'request' | 'response'> = {
	[
		Name in Operation as [NamesOfBytes<Operations[Name][Side]>] extends [never] ? never : Name
	]: Record<NamesOfBytes<Operations[Name][Side]> & string, Secrecy>;
};

/** Which bytes of each request are secret. */
export const requestSecrecy: Classed<'request'> = {
	CreateVault: { Passphrase: 'SECRET' },
	UnlockVault: { Passphrase: 'SECRET' },
	UpdateVault: { Passphrase: 'SECRET' },
	ChangePassphrase: { CurrentPassphrase: 'SECRET', NewPassphrase: 'SECRET' },
	AcceptClock: { Passphrase: 'SECRET' },
	InspectVaultFile: { File: 'PUBLIC' },
	CheckVaultFile: { File: 'PUBLIC' },
	RecordBackup: { File: 'PUBLIC' },
	OpenVaultFile: { File: 'PUBLIC', Passphrase: 'SECRET' },
	ExportVerified: { FilePassphrase: 'SECRET', Passphrase: 'SECRET' },
	ScheduleKeyDeletion: { Passphrase: 'SECRET' },
	SaveImportDraft: { EncryptedKey: 'PUBLIC', ImportToken: 'PUBLIC' },
	EncryptKeyMaterial: { KeyMaterial: 'SECRET', EncryptedText: 'SECRET', Copy: 'SECRET' },
	RehearseRecovery: { Copy: 'SECRET' },
	InspectKeyMaterial: { KeyMaterial: 'SECRET' },
	ImportKeyMaterial: { ImportToken: 'PUBLIC', EncryptedKeyMaterial: 'PUBLIC' },
	// Files that a person chose: the wrong one may be key material itself.
	DiagnoseImport: { EncryptedKeyMaterial: 'SECRET', ImportToken: 'SECRET' },
	FindKeyMaterial: { File: 'SECRET' },
	WrapKeyMaterial: {
		PublicKey: 'PUBLIC',
		KeyMaterial: 'SECRET',
		Copy: 'SECRET',
		ImportToken: 'PUBLIC'
	},
	InspectPublicKey: { PublicKey: 'PUBLIC' },
	InspectKeyToWrap: { KeyMaterial: 'SECRET' },
	Encrypt: { Plaintext: 'SECRET' },
	Decrypt: { CiphertextBlob: 'PUBLIC' },
	ReEncrypt: { CiphertextBlob: 'PUBLIC' }
};

/** Which bytes of each answer are secret. */
export const responseSecrecy: Classed<'response'> = {
	ExportActivity: { File: 'PUBLIC' },
	SaveVaultFile: { File: 'PUBLIC' },
	ExportVerified: { File: 'PUBLIC' },
	CreateKey: { KeyMetadata: 'PUBLIC' },
	DescribeKey: { KeyMetadata: 'PUBLIC' },
	ListKeys: { Keys: 'PUBLIC' },
	EnableKey: { KeyMetadata: 'PUBLIC' },
	DisableKey: { KeyMetadata: 'PUBLIC' },
	ScheduleKeyDeletion: { KeyMetadata: 'PUBLIC' },
	CancelKeyDeletion: { KeyMetadata: 'PUBLIC' },
	UpdateKeyDescription: { KeyMetadata: 'PUBLIC' },
	GetParametersForImport: { PublicKey: 'PUBLIC', ImportToken: 'PUBLIC' },
	DownloadImportParameters: { File: 'PUBLIC' },
	GetImportProgress: { EncryptedKey: 'PUBLIC', ImportToken: 'PUBLIC' },
	SaveImportDraft: { EncryptedKey: 'PUBLIC', ImportToken: 'PUBLIC' },
	EncryptKeyMaterial: {
		Progress: 'PUBLIC',
		CopyFile: 'PUBLIC',
		KeyMaterialToShow: 'SECRET',
		RecoveryTexts: 'SECRET'
	},
	RehearseRecovery: { KeyMetadata: 'PUBLIC' },
	ImportKeyMaterial: { KeyMetadata: 'PUBLIC' },
	DiagnoseImport: { Repaired: 'PUBLIC' },
	DeleteImportedKeyMaterial: { KeyMetadata: 'PUBLIC' },
	WrapKeyMaterial: {
		Files: 'PUBLIC',
		Bundle: 'PUBLIC',
		CopyFile: 'PUBLIC',
		KeyMaterialToShow: 'SECRET'
	},
	Encrypt: { CiphertextBlob: 'PUBLIC' },
	Decrypt: { Plaintext: 'SECRET' },
	ReEncrypt: { CiphertextBlob: 'PUBLIC' },
	GenerateDataKey: { Plaintext: 'SECRET', CiphertextBlob: 'PUBLIC' },
	GenerateDataKeyWithoutPlaintext: { CiphertextBlob: 'PUBLIC' }
};

/** @returns the secret bytes of a request; of one that is not well formed, all bytes that no operation calls public */
export const secretsOfRequest = (operation: string, request: unknown): Uint8Array[] =>
	secretsOf(classesOf(requestSecrecy, operation), request);

/** @returns the secret bytes of an answer */
export const secretsOfResponse = (operation: string, response: unknown): Uint8Array[] =>
	secretsOf(classesOf(responseSecrecy, operation), response);

type Classes = Readonly<Record<string, Secrecy>>;

const classesOf = (table: Readonly<Record<string, Classes>>, operation: string): Classes =>
	Object.hasOwn(table, operation) ? (table[operation] ?? {}) : {};

function secretsOf(classes: Classes, message: unknown): Uint8Array[] {
	return entriesOf(message).flatMap(([name, value]) =>
		Object.hasOwn(classes, name) && classes[name] === 'PUBLIC' ? [] : bytesIn(value)
	);
}

/** The value itself, or what lies one level below it: no secret lies any deeper in a message. */
const bytesIn = (value: unknown): Uint8Array[] =>
	[value, ...entriesOf(value).map(([, entry]) => entry)].filter(
		(entry) => entry instanceof Uint8Array
	);

const entriesOf = (value: unknown): [string, unknown][] =>
	typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
		? Object.entries(value)
		: [];
