import type { LoggedOperation } from '#lib/domain/vault/operation.ts';
import type { KmsErrorCode } from '#lib/domain/errors.ts';
import type { LogDetail } from '#lib/domain/vault/log-entry.ts';
import { formatNumber } from '#lib/ui/words/format.ts';
import { timeIn, textIn, setIn, cloudIn, keySpecIn, bytesIn, type Sentences } from '../log.ts';
import { keyStateMessages } from './key-state.ts';

/** What a finished job has done to its file, and the work that did not finish. */
const fileWork: Partial<Record<string, readonly [done: string, work: string]>> = {
	EncryptFile: ['encrypted', 'Encryption'],
	DecryptFile: ['decrypted', 'Decryption'],
	ReEncryptFile: ['encrypted with another key, and compared with the old one', 'New encryption']
};

/** “tag env”, “tags env, owner and 3 more” */
const tagsIn = ({ tags, tagKeys }: LogDetail): string => {
	const named = typeof tagKeys === 'string' ? tagKeys : '';
	const more = Number(tags ?? 0) - named.split(', ').length;
	if (more > 0) return `tags ${named} and ${formatNumber(more, 'en')} more`;
	return named.includes(', ') ? `tags ${named}` : `tag ${named}`;
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const expiry = ({ validTo }: LogDetail): string =>
	typeof validTo === 'number' ? `expires ${timeIn({ validTo }, 'validTo', 'en')}` : 'never expires';

/** What was done, when it was done. */
export const sentences: Sentences = {
	CreateVault: () => 'Vault created',
	UnlockVault: ({ older, recovered }) =>
		[
			'Vault unlocked',
			older === true && 'it is an older copy than this browser has seen',
			recovered === 'DATABASE' && 'the database had lost it, and it was put back from the mirror',
			recovered === 'MIRROR' && 'its mirror was lost or out of date, and was written anew'
		]
			.filter(Boolean)
			.join(': '),
	OpenVaultFile: ({ replaced, older, entriesSeen }) => {
		const what =
			replaced === true
				? 'Vault opened from a file, in place of the one that was here'
				: 'Vault opened from a file';
		return older === true
			? `${what}; it is an older copy, and lacks what this browser has seen up to log entry ${String(entriesSeen)}`
			: what;
	},
	RecordBackup: ({ epoch }) =>
		`Vault file saved and read back (state ${formatNumber(Number(epoch ?? 0), 'en')})`,
	UpdateVault: () => 'Vault settings changed',
	ChangePassphrase: ({ step }) =>
		step === 'ADDED' ? 'New passphrase added' : 'Old passphrase removed',
	AcceptClock: (detail) =>
		`This computer’s time accepted: ${timeIn(detail, 'to', 'en')}, after ${timeIn(detail, 'from', 'en')} had been seen`,
	ExportVerified: ({ keys }) =>
		keys === 1
			? '1 key saved to an encrypted file, key material included'
			: `${formatNumber(Number(keys ?? 0), 'en')} keys saved to an encrypted file, key material included`,
	CreateKey: (detail) =>
		`Key created${'keySpec' in detail ? ` (${textIn(detail, 'keySpec')}, ${textIn(detail, 'keyUsage')})` : ''}, origin ${detail['origin'] === 'EXTERNAL' ? keyStateMessages.EXTERNAL : keyStateMessages.AIRLOCK}${detail['exportable'] === true ? ', exportable' : ''}${'replaces' in detail ? ', to replace another key' : ''}${'tags' in detail ? `, with ${tagsIn(detail)}` : ''}`,
	EnableKey: () => 'Key enabled',
	DisableKey: () => 'Key disabled',
	RetireKey: () => 'Key retired: from now on it only decrypts and verifies',
	UnretireKey: () => 'Key no longer retired: it can be used for new data again',
	UpdateKeyDescription: () => 'Description changed',
	ScheduleKeyDeletion: () => 'Deletion scheduled',
	CancelKeyDeletion: () => 'Deletion cancelled',
	SightDeletionDate: () => 'Deletion date reached, to be confirmed once more',
	DeleteKey: () => 'Key deleted',
	RotateKeyOnDemand: (detail) =>
		`Key rotated: new key material ${textIn(detail, 'keyMaterialId')} encrypts from now on`,
	RotateKey: (detail) =>
		`Key rotated on its date: new key material ${textIn(detail, 'keyMaterialId')} encrypts from now on`,
	EnableKeyRotation: ({ days }) =>
		`Automatic rotation turned on, every ${formatNumber(Number(days ?? 0), 'en')} days`,
	DisableKeyRotation: () => 'Automatic rotation turned off',
	CreateAlias: (detail) => `Alias ${textIn(detail, 'alias')} added`,
	UpdateAlias: (detail) =>
		'to' in detail
			? `Alias ${textIn(detail, 'alias')} moved to another key`
			: `Alias ${textIn(detail, 'alias')} moved here from another key`,
	RenameAlias: (detail) => `Renamed from ${textIn(detail, 'from')} to ${textIn(detail, 'to')}`,
	DeleteAlias: (detail) => `Alias ${textIn(detail, 'alias')} removed`,
	TagResource: (detail) => capitalised(`${tagsIn(detail)} set`),
	UntagResource: (detail) => capitalised(`${tagsIn(detail)} removed`),
	GetParametersForImport: (detail) =>
		`Parameters ${setIn(detail)} created (${textIn(detail, 'wrappingKeySpec')}, ${textIn(detail, 'wrappingAlgorithm')})`,
	DownloadImportParameters: (detail) => `Parameters ${setIn(detail)} downloaded`,
	DiscardImport: () => 'Import discarded',
	EncryptKeyMaterial: ({ source }) =>
		source === 'RANDOM'
			? 'Key material made and encrypted for import'
			: 'Key material encrypted for import',
	WrapKeyMaterial: (detail) =>
		detail['source'] === 'KEY'
			? `Key material of this key exported, wrapped for ${cloudIn(detail, 'en')}`
			: `${keySpecIn(detail, 'en')} ${detail['source'] === 'RANDOM' ? 'made and wrapped' : 'wrapped'} for ${cloudIn(detail, 'en')}`,
	RehearseRecovery: () => 'Copy of the key material tested: it is whole and belongs to this key',
	ImportKeyMaterial: (detail) =>
		detail['again'] === true
			? `Same key material imported again, ${expiry(detail)}`
			: `Key material imported, ${expiry(detail)}`,
	ImportFromCopy: (detail) => `Same key material imported again from a copy, ${expiry(detail)}`,
	DeleteImportedKeyMaterial: () => 'Key material deleted',
	ExpireKeyMaterial: (detail) => {
		if (detail['early'] === true)
			return `Key material erased early: a sweep ran while the clock was ahead; it would have expired ${timeIn(detail, 'expired', 'en')}`;
		return detail['whileLocked'] === true
			? `Key material expired (${timeIn(detail, 'expired', 'en')}) while Airlock was closed or locked; it was deleted (${timeIn(detail, 'erased', 'en')})`
			: `Key material expired (${timeIn(detail, 'expired', 'en')}) and was deleted`;
	},
	ExpireImportParameters: (detail) =>
		detail['early'] === true
			? `Parameters ${setIn(detail)} erased early: a sweep ran while the clock was ahead`
			: `Parameters ${setIn(detail)} ran out`,
	EraseReplacedWrappingKey: (detail) =>
		`Private key of the replaced parameters ${setIn(detail)} erased`,
	Encrypt: (detail) => `${bytesIn(detail, 'en')} encrypted`,
	Decrypt: (detail) => `${bytesIn(detail, 'en')} decrypted`,
	ReEncrypt: (detail) =>
		'to' in detail
			? 'Decrypted, and encrypted again with another key'
			: 'Encrypted again with this key, from another',
	EncryptFile: (detail) =>
		`Encryption of a file begun, ${bytesIn(detail, 'en')} (job ${textIn(detail, 'job')})`,
	DecryptFile: (detail) =>
		`Decryption of a file begun${
			detail['withoutCommitment'] === true ? ', which was allowed without key commitment' : ''
		} (job ${textIn(detail, 'job')})`,
	ReEncryptFile: (detail) =>
		'to' in detail
			? `Encryption of a file with another key begun (job ${textIn(detail, 'job')})`
			: `Encryption of a file with this key, from another, begun (job ${textIn(detail, 'job')})`,
	FinishFile: (detail) => {
		const [done, work] = fileWork[textIn(detail, 'of')] ?? ['finished', 'Work'];
		const size = bytesIn(detail, 'en');
		const job = `(job ${textIn(detail, 'job')})`;
		const placed = detail['replaced'] === true ? ', which it has replaced' : '';
		if (detail['result'] === 'DONE') return `File of ${size} ${done}${placed} ${job}`;
		const end = detail['result'] === 'STOPPED' ? 'stopped' : 'failed';
		return `${work} of a file ${end} after ${size}; nothing was kept ${job}`;
	},
	GenerateDataKey: (detail) => `Data key of ${bytesIn(detail, 'en')} made`,
	GenerateDataKeyWithoutPlaintext: (detail) =>
		`Data key of ${bytesIn(detail, 'en')} made, encrypted form only`,
	GenerateDataKeyPair: (detail) => `Data key pair made (${textIn(detail, 'keyPairSpec')})`,
	GenerateDataKeyPairWithoutPlaintext: (detail) =>
		`Data key pair made (${textIn(detail, 'keyPairSpec')}), private key encrypted only`,
	DeriveSharedSecret: (detail) => `Shared secret derived (${textIn(detail, 'algorithm')})`,
	Sign: (detail) => `${bytesIn(detail, 'en')} signed (${textIn(detail, 'algorithm')})`,
	Verify: (detail) =>
		`Signature of ${bytesIn(detail, 'en')} verified (${textIn(detail, 'algorithm')})`,
	CreateCertificateRequest: (detail) => `Certificate request made (${textIn(detail, 'algorithm')})`,
	CreateSelfSignedCertificate: (detail) =>
		`${detail['authority'] === true ? 'Certificate of an authority' : 'Certificate'} made, serial number ${textIn(detail, 'serialNumber')}, valid until ${timeIn(detail, 'validTo', 'en')} (${textIn(detail, 'algorithm')})`,
	GenerateMac: (detail) => `MAC of ${bytesIn(detail, 'en')} made (${textIn(detail, 'algorithm')})`,
	VerifyMac: (detail) => `MAC of ${bytesIn(detail, 'en')} verified (${textIn(detail, 'algorithm')})`
};

/** What was asked for, when it was refused: the first half of “Import of key material refused: …”. */
export const operationNames: Record<LoggedOperation, string> = {
	CreateVault: 'Creating the vault',
	UnlockVault: 'Unlocking',
	OpenVaultFile: 'Opening a vault file',
	RecordBackup: 'Noting a saved vault file',
	UpdateVault: 'Change of vault settings',
	ChangePassphrase: 'Change of passphrase',
	AcceptClock: 'Accepting this computer’s time',
	ExportVerified: 'Saving what can be read',
	CreateKey: 'Creating a key',
	EnableKey: 'Enabling',
	DisableKey: 'Disabling',
	RetireKey: 'Retiring',
	UnretireKey: 'Ending the retirement',
	UpdateKeyDescription: 'Change of description',
	ScheduleKeyDeletion: 'Scheduling deletion',
	CancelKeyDeletion: 'Cancelling deletion',
	SightDeletionDate: 'Deletion',
	DeleteKey: 'Deletion',
	RotateKeyOnDemand: 'Rotation',
	RotateKey: 'Rotation',
	EnableKeyRotation: 'Turning on automatic rotation',
	DisableKeyRotation: 'Turning off automatic rotation',
	CreateAlias: 'Adding an alias',
	UpdateAlias: 'Moving an alias',
	RenameAlias: 'Renaming',
	DeleteAlias: 'Removing an alias',
	TagResource: 'Setting tags',
	UntagResource: 'Removing tags',
	GetParametersForImport: 'Creating parameters',
	DownloadImportParameters: 'Download of parameters',
	DiscardImport: 'Discarding the import',
	EncryptKeyMaterial: 'Encryption of key material',
	WrapKeyMaterial: 'Wrapping of key material for another service',
	RehearseRecovery: 'Test of a copy',
	ImportFromCopy: 'Import from a copy',
	ImportKeyMaterial: 'Import of key material',
	DeleteImportedKeyMaterial: 'Deletion of key material',
	ExpireKeyMaterial: 'Expiry',
	ExpireImportParameters: 'Expiry of parameters',
	EraseReplacedWrappingKey: 'Erasure of a replaced private key',
	Encrypt: 'Encryption',
	Decrypt: 'Decryption',
	ReEncrypt: 'Encrypting again',
	EncryptFile: 'Encryption of a file',
	DecryptFile: 'Decryption of a file',
	ReEncryptFile: 'Encryption of a file with another key',
	FinishFile: 'Noting the end of a file',
	GenerateDataKey: 'Making a data key',
	GenerateDataKeyWithoutPlaintext: 'Making a data key',
	GenerateDataKeyPair: 'Making a data key pair',
	GenerateDataKeyPairWithoutPlaintext: 'Making a data key pair',
	DeriveSharedSecret: 'Deriving a shared secret',
	Sign: 'Signing',
	Verify: 'Verification of a signature',
	CreateCertificateRequest: 'Creating a certificate request',
	CreateSelfSignedCertificate: 'Creating a certificate',
	GenerateMac: 'Making a MAC',
	VerifyMac: 'Verification of a MAC'
};

/** Why something was refused, as the end of a sentence. The log keeps the code and, where there is one, its reason. */
export const refusals: Record<KmsErrorCode, string> = {
	NotFound: 'there is no such key, alias or set of parameters',
	AlreadyExists: 'the name is taken',
	InvalidState: 'the key’s state did not allow it',
	UnsupportedOperation: 'this kind of key does not allow it',
	TagException: 'a tag could not be used',
	LimitExceeded: 'the key had reached a limit',
	KeyRetired: 'the key was retired',
	InvalidKeyUsage: 'the key was not made for that',
	InvalidParameter: 'something that was entered could not be used',
	InvalidImportToken: 'the import token did not fit',
	ExpiredImportToken: 'the import token had run out',
	InvalidCiphertext: 'it could not be decrypted',
	InvalidEncryptedFile: 'the file was no whole encrypted file that this version opens',
	InvalidArchive: 'what was in the file could not be unpacked',
	IncorrectKey: 'it was encrypted with a key other than the one that was named',
	IncorrectKeyMaterial: 'it was not the key material this key is bound to',
	KmsInvalidSignature: 'the signature did not verify',
	KmsInvalidMac: 'the MAC did not verify',
	DryRunOperation: 'it was a dry run, and would have been done',
	InvalidKeyMaterialLength: 'the key material had the wrong length',
	WeakKeyMaterial: 'the key material was not random',
	InvalidPrivateKey: 'the private key could not be used',
	InvalidPublicKey: 'the public key could not be used',
	PlaintextKeyMaterial: 'the key material was not encrypted',
	InvalidValidTo: 'the expiry could not be used',
	InvalidRecoveryCopy: 'the shares could not be joined',
	InvalidVaultFile: 'the vault file could not be used',
	EmptyInput: 'there was nothing in it',
	UnreadableFile: 'the file could not be read',
	InputTooLarge: 'it was too large',
	VaultFull: 'the vault was full',
	IncorrectPassphrase: 'the passphrase was wrong',
	PassphraseTooShort: 'the passphrase was too short',
	PassphraseTooEasy: 'the passphrase was too easy to guess',
	VaultNotFound: 'there was no vault',
	VaultLocked: 'the vault was locked',
	VaultDamaged: 'part of the stored data could not be read',
	VaultQuarantined: 'the vault is damaged and can only be read',
	ClockTurnedBack: 'this computer’s clock had gone back',
	Conflict: 'another window made a change at the same moment',
	Cancelled: 'it was cancelled',
	QuotaExceeded: 'the storage was full',
	StorageFailed: 'the browser’s storage failed',
	InternalError: 'Airlock made a mistake'
};

/** More exact than the code alone. */
export const refusalReasons: Readonly<Record<string, string>> = {
	NOT_A_TOKEN: 'the file was not an import token',
	CUT_OFF: 'the import token was incomplete',
	ALTERED: 'the import token had been changed',
	OTHER_VAULT: 'the import token was from another vault',
	OTHER_KEY: 'the import token was for another key',
	SPENT: 'the import token had been used',
	REPLACED: 'the import token was from an older download',
	UNKNOWN_SET: 'the import token belonged to parameters this key no longer had',
	PAST: 'the expiry had passed',
	TOO_SOON: 'the expiry was less than 5 minutes away'
};

export const logMessages = {
	refused: (what: string, why: string) => `${what} refused: ${why}`,
	PERSON: 'You',
	CLOCK: 'Clock'
};
