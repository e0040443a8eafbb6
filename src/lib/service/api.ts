/**
 * Every operation that `handle(operation, request)` takes, with its request and answer: plain values that survive
 * a structured clone. Names are those of the AWS and Alibaba KMS APIs where these have one. Times are milliseconds
 * since 1970; a `KeyId` in a request is a key id or an alias (`alias/payments-master`).
 */
import type { Bytes } from '#lib/domain/bytes.ts';
import type {
	Expiration,
	KeyCheckValue,
	LostKeyMaterial,
	Origin,
	PastImportParameters
} from '#lib/domain/key/cmk.ts';
import type { CandidateFinding } from '#lib/domain/import/candidate-finding.ts';
import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import type { Damage } from '#lib/domain/errors.ts';
import type { KeyId, ParameterSetId } from '#lib/domain/ids.ts';
import type { KeySpec } from '#lib/domain/key/key-spec.ts';
import type { CopyFate } from '#lib/domain/import/import-draft.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { KeyOperation, Operation } from '#lib/domain/vault/operation.ts';
import type { ActivityResult, LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { WrapMethod } from '#lib/domain/wrap/wrap-capacity.ts';
import type { WrapTarget } from '#lib/domain/wrap/wrap-targets.ts';
import type { ActivityFormat } from './handouts/activity-export.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from '#lib/domain/import/wrapping.ts';

/** A CMK as callers see it at one moment. */
export interface KeyMetadata {
	KeyId: KeyId;
	/** names without `alias/`, oldest first */
	Aliases: string[];
	Description: string;
	Origin: Origin;
	KeySpec: 'AES_256';
	KeyUsage: 'ENCRYPT_DECRYPT';
	KeyState: KeyState;
	CreationDate: EpochMillis;
	DeletionDate: EpochMillis | null;
	/** of the key material that is there; null when there is none */
	Expiration: Expiration | null;
	ImportedOn: EpochMillis | null;
	LostKeyMaterial: LostKeyMaterial | null;
	KeyCheckValue: KeyCheckValue | null;
	/** whether its key material may leave the vault, wrapped for another service */
	Exportable: boolean;
	/** whether the CMK is bound to a first key material */
	Bound: boolean;
	/** when a person's own copy of that material was last restored and compared; null for never */
	RecoveryRehearsedOn: EpochMillis | null;
	ImportParameters: ImportParametersInfo | null;
	PastImportParameters: PastImportParameters[];
	/** what the state and the origin allow now */
	AllowedOperations: KeyOperation[];
	/** true while the machine's clock is behind and this key depends on time */
	Frozen: boolean;
}

/** A live set of import parameters, as requests and screens see it. */
export interface ImportParametersInfo {
	ParameterSetId: ParameterSetId;
	WrappingAlgorithm: WrappingAlgorithm;
	WrappingKeySpec: WrappingKeySpec;
	/** SubjectPublicKeyInfo, DER */
	PublicKey: Bytes;
	/** SHA-256 of the public key, hex */
	PublicKeyFingerprint: string;
	ImportToken: Bytes;
	Issued: EpochMillis;
	ParametersValidTo: EpochMillis;
}

/** What has been entered into an import so far. */
export interface ImportProgress {
	KeyId: KeyId;
	Step: 'PARAMETERS' | 'ENCRYPT' | 'FILES';
	Place: 'IN_AIRLOCK' | 'ELSEWHERE';
	EncryptedKey: ImportFile | null;
	ImportToken: ImportFile | null;
	/** null as long as the preselected expiry stands */
	Expiration: Expiration | null;
	KeyCheckValue: KeyCheckValue | null;
	/** of new material that was encrypted here: whether a person has a copy; null where somebody had it before */
	Copy: CopyFate | null;
	/** when a copy of the material that was encrypted here was restored and compared; null for never */
	RehearsedOn: EpochMillis | null;
	/** a file made elsewhere, and earlier parameters asked for two parts: a diagnosis tells whether it can be the first */
	MayBeFirstPart: boolean;
}

/** A file that waits in the draft of an import. */
export interface ImportFile {
	Name: string;
	/** how the bytes came out of the file, step by step: `BINARY`, `HEX`, `UTF_16+BASE64` */
	ReadAs: string;
	Bytes: Bytes;
}

/** What a person sets for the whole vault. */
export interface VaultSettings {
	/** minutes without input after which the vault locks; null for never */
	AutoLockMinutes: number | null;
	/** whether pages warn while this computer has a network; null when it was never asked */
	AirGapGuard: boolean | null;
}

/** The last vault file that was written and read back. */
export interface Backup {
	At: EpochMillis;
	/** of the vault in that file; keeping this note is the next one */
	Epoch: number;
}

/** The vault as it is now. */
export interface VaultDescription {
	VaultId: string;
	VaultName: string;
	CreationDate: EpochMillis;
	Settings: VaultSettings;
	/** counts the changes, so that a vault file can be compared with the vault */
	Epoch: number;
	LastBackup: Backup | null;
	/** what does not verify; not empty means read-only quarantine */
	Damage: Damage[];
	/** of the vault file that it would make, at most; beyond the limit it takes no change that adds: `VaultFull` */
	Size: { Bytes: number; LimitBytes: number };
	KeyCount: number;
	/** keys by state */
	KeyStates: Record<KeyState, number>;
	/** set while the machine's clock is more than 5 minutes behind the highest time seen */
	ClockTurnedBack: { HighestTimeSeen: EpochMillis; BehindMs: number } | null;
}

/** How the vault in a file stands to the one that is here; of one vault, whose log goes on from the other's. */
export type VaultFileRelation =
	| 'NO_VAULT_HERE'
	| 'SAME'
	| 'FILE_IS_NEWER'
	| 'FILE_IS_OLDER'
	/** the same vault, changed in two places */
	| 'DIVERGED'
	| 'OTHER_VAULT';

/** What is known of a vault without any key. */
export interface VaultOutline {
	VaultId: string;
	Epoch: number;
	LogEntries: number;
}

/** Which entries of the log; what is left out leaves none out. */
export interface ActivityFilter {
	KeyId?: string;
	/** the first instant */
	From?: EpochMillis;
	/** the first instant that is not in it any more */
	To?: EpochMillis;
	/** by name */
	Operations?: readonly string[];
	Result?: ActivityResult;
}

interface DataKeyRequest {
	KeyId: string;
	/** exactly one of KeySpec and NumberOfBytes */
	KeySpec?: 'AES_256' | 'AES_128';
	/** 1 to 1024 */
	NumberOfBytes?: number;
	EncryptionContext?: EncryptionContext;
}

type Nothing = Record<string, never>;

/** Operations on the vault itself; the only ones that work while it is locked are marked. */
export interface VaultOperations {
	/** Works while locked. */
	GetVaultStatus: {
		request: Nothing;
		response: { Exists: boolean; Unlocked: boolean };
	};
	/** Works while locked, when there is no vault; leaves it unlocked. Passphrase: UTF-8 of its NFKC form, wiped. */
	CreateVault: {
		request: { VaultName: string; Passphrase: Bytes };
		response: VaultDescription;
	};
	/** Works while locked. */
	UnlockVault: { request: { Passphrase: Bytes }; response: VaultDescription };
	LockVault: { request: Nothing; response: Nothing };
	DescribeVault: { request: Nothing; response: VaultDescription };
	/**
	 * An idle lock that comes later than now, or never, needs the passphrase; wiped.
	 *
	 * `InvalidParameter` without it, `IncorrectPassphrase`
	 */
	UpdateVault: {
		/** what is left out of the settings stays as it is */
		request: { VaultName?: string; Settings?: Partial<VaultSettings>; Passphrase?: Bytes };
		response: VaultDescription;
	};
	ChangePassphrase: {
		request: { CurrentPassphrase: Bytes; NewPassphrase: Bytes };
		response: Nothing;
	};
	/** Takes the machine's time as true although it is behind; needs the passphrase. */
	AcceptClock: { request: { Passphrase: Bytes }; response: VaultDescription };
	ListActivity: {
		request: ActivityFilter & { Limit?: number; Marker?: number };
		response: {
			/** newest first */
			Entries: (LogEntry & { Hash: string })[];
			NextMarker: number | null;
			/** entries in the whole log */
			Total: number;
			/** the first entry that does not follow from the one before; null when the chain is whole */
			BrokenAt: number | null;
		};
	};
	/** In quarantine too: the log as a file, oldest first, with what a program outside needs to check its chain. */
	ExportActivity: {
		request: ActivityFilter & { Format: ActivityFormat };
		response: { FileName: string; File: Bytes; Entries: number };
	};
	/**
	 * Works while locked: what a vault file holds and how it stands to the vault that is here. Without the passphrase
	 * only accidental alteration is found.
	 *
	 * `InvalidVaultFile`
	 */
	InspectVaultFile: {
		request: { File: Bytes };
		response: VaultOutline & {
			Bytes: number;
			Here: VaultOutline | null;
			Relation: VaultFileRelation;
			/** log entries beyond the last common one; all of them when it is another vault */
			EntriesOnlyInFile: number;
			EntriesOnlyHere: number;
			/** those of them that are not just unlocking, opening or saving; null while the vault here is locked */
			ChangesOnlyHere: number | null;
		};
	};
	/**
	 * Works while locked. Verifies the whole file as an unlock does, puts it in place of the vault that is here, and
	 * leaves it unlocked. The passphrase is the one the vault had when the file was saved; wiped.
	 *
	 * `InvalidVaultFile`, `IncorrectPassphrase`, `VaultDamaged`; `AlreadyExists` when there is a vault here and Replace
	 * is not given: in each case nothing has changed
	 */
	OpenVaultFile: {
		request: {
			File: Bytes;
			Passphrase: Bytes;
			Replace?: boolean;
			/** of the vault that the person agreed to replace; when it has another number by now, `Conflict` */
			LogEntriesHere?: number;
		};
		response: VaultDescription;
	};
	/** The vault as it lies at rest, sealed; changes nothing. */
	SaveVaultFile: {
		request: Nothing;
		response: { FileName: string; File: Bytes; Epoch: number };
	};
	/**
	 * Opens a file of this vault as OpenVaultFile would, but for the passphrase, and changes nothing: what was written
	 * is a copy only if it opens.
	 *
	 * `InvalidVaultFile`, also with `OTHER_VAULT`
	 */
	CheckVaultFile: { request: { File: Bytes }; response: { Epoch: number } };
	/** Notes when a vault file was saved, and its epoch: of a file that was read back, checked as by CheckVaultFile. */
	RecordBackup: { request: { File: Bytes }; response: VaultDescription };
	/**
	 * In quarantine too: an age file with everything that verifies, key material included, also of keys that are not
	 * exportable. The vault's passphrase is asked for again; wiped, as is the file's, UTF-8 as typed. It is in the log
	 * before the file is given, also in quarantine.
	 *
	 * `IncorrectPassphrase`, `PassphraseTooShort` for the file's
	 */
	ExportVerified: {
		request: { FilePassphrase: Bytes; Passphrase: Bytes };
		response: { FileName: string; File: Bytes; Keys: number };
	};
}

/** Operations on CMKs and aliases. */
export interface CmkOperations {
	CreateKey: {
		request: {
			Origin?: Origin;
			KeySpec?: 'AES_256';
			Description?: string;
			AliasName?: string;
			/** for good, and only with origin AIRLOCK: `WrapKeyMaterial` may take its key material out */
			Exportable?: boolean;
		};
		response: { KeyMetadata: KeyMetadata };
	};
	DescribeKey: { request: { KeyId: string }; response: { KeyMetadata: KeyMetadata } };
	ListKeys: {
		request: {
			/** part of a name, an id or a description, any case */
			Search?: string;
			KeyState?: KeyState;
			/** only those that were made exportable, or that were not */
			Exportable?: boolean;
			/** 1 to 1000, default 100 */
			Limit?: number;
			Marker?: string;
		};
		response: {
			/** by name, in the order of a dictionary */
			Keys: KeyMetadata[];
			Truncated: boolean;
			NextMarker: string | null;
			/** keys that match, on all pages */
			Matching: number;
			/** keys in the vault */
			Total: number;
		};
	};
	EnableKey: { request: { KeyId: string }; response: { KeyMetadata: KeyMetadata } };
	DisableKey: { request: { KeyId: string }; response: { KeyMetadata: KeyMetadata } };
	/**
	 * A key id only, here and in the next: an alias may have moved meanwhile. A CMK with origin AIRLOCK, whose key
	 * material is nowhere else, needs the passphrase; wiped.
	 *
	 * `InvalidParameter` without it, `IncorrectPassphrase`
	 */
	ScheduleKeyDeletion: {
		request: { KeyId: string; PendingWindowInDays?: number; Passphrase?: Bytes };
		response: { KeyMetadata: KeyMetadata };
	};
	CancelKeyDeletion: { request: { KeyId: string }; response: { KeyMetadata: KeyMetadata } };
	UpdateKeyDescription: {
		request: { KeyId: string; Description: string };
		response: { KeyMetadata: KeyMetadata };
	};
	/** TargetKeyId is a key id; a name that begins with `alias/aws/` is reserved. */
	CreateAlias: { request: { AliasName: string; TargetKeyId: string }; response: Nothing };
	UpdateAlias: { request: { AliasName: string; TargetKeyId: string }; response: Nothing };
	RenameAlias: { request: { AliasName: string; NewAliasName: string }; response: Nothing };
	DeleteAlias: { request: { AliasName: string }; response: Nothing };
	ListAliases: {
		request: {
			KeyId?: string;
			/** 1 to 1000, default 100 */
			Limit?: number;
			Marker?: string;
		};
		response: {
			/** oldest first */
			Aliases: { AliasName: string; TargetKeyId: KeyId; CreationDate: EpochMillis }[];
			Truncated: boolean;
			NextMarker: string | null;
		};
	};
}

/** The import, both halves. */
export interface ImportOperations {
	GetParametersForImport: {
		request: {
			KeyId: string;
			WrappingAlgorithm?: WrappingAlgorithm;
			WrappingKeySpec?: WrappingKeySpec;
			Place?: 'IN_AIRLOCK' | 'ELSEWHERE';
		};
		response: { KeyId: KeyId } & ImportParametersInfo;
	};
	/** One zip: public key, token, checksums and instructions with the commands for this set. */
	DownloadImportParameters: {
		request: { KeyId: string };
		response: { FileName: string; File: Bytes };
	};
	GetImportProgress: { request: { KeyId: string }; response: ImportProgress };
	/** Saves what a person enters; a field that is left out stays as it is. */
	SaveImportDraft: {
		request: {
			KeyId: string;
			Place?: 'IN_AIRLOCK' | 'ELSEWHERE';
			EncryptedKey?: ImportFile | null;
			ImportToken?: ImportFile | null;
			Expiration?: Expiration | null;
			/** what a person says of the copy of new key material; ignored where none is awaited */
			Copy?: Exclude<CopyFate, 'AWAITED'>;
		};
		response: ImportProgress;
	};
	/** Parameters, files and choices are removed; the CMK stays as it is. */
	DiscardImport: { request: { KeyId: string }; response: Nothing };
	/** The person's half in the app: both files of the import are saved as its draft. */
	EncryptKeyMaterial: {
		request: {
			KeyId: string;
			/** left out: 32 random bytes are made. Wiped. */
			KeyMaterial?: Bytes;
			/**
			 * instead of KeyMaterial: an encrypted key file of these parameters that holds the key material as hex or Base64
			 * text, or with a line break after it. The bytes that were meant are encrypted, and given to nobody.
			 */
			EncryptedText?: Bytes;
			/**
			 * a copy for the person: an age file under this passphrase (UTF-8 as typed, wiped), shares to be printed of which
			 * `Threshold` join, one sheet with all of it, or the bytes to write down
			 */
			Copy:
				| { Kind: 'AGE_FILE'; FilePassphrase: Bytes }
				| { Kind: 'SHARES'; Threshold: number; Count: number }
				| { Kind: 'SHEET' }
				| { Kind: 'SHOW' }
				| { Kind: 'NONE' };
		};
		response: {
			KeyCheckValue: KeyCheckValue;
			Progress: ImportProgress;
			CopyFile: { FileName: string; File: Bytes } | null;
			/** the plain key material, to be shown once and wiped */
			KeyMaterialToShow: Bytes | null;
			/** of `SHARES` and `SHEET`: four lines for each share, an empty line between two; to be shown once and wiped */
			RecoveryTexts: Bytes | null;
		};
	};
	/**
	 * Restores key material from a person's own copy and compares it with the CMK's, without importing it. What is given
	 * is wiped.
	 *
	 * `InvalidRecoveryCopy` says what is wrong with shares, `InvalidCiphertext` is an age file that doesn't open,
	 * `IncorrectKeyMaterial` another key's copy; nothing has changed then
	 */
	RehearseRecovery: {
		request: {
			KeyId: string;
			Copy:
				| { Kind: 'AGE_FILE'; File: Bytes; FilePassphrase: Bytes }
				/** UTF-8, as typed or scanned */
				| { Kind: 'TEXT'; Text: Bytes }
				/** the key material itself, or its hex or Base64 */
				| { Kind: 'BYTES'; Bytes: Bytes };
		};
		response: { RehearsedOn: EpochMillis; KeyMetadata: KeyMetadata };
	};
	/** KCV and length of key material that is about to be encrypted; nothing is kept. The bytes are wiped. */
	InspectKeyMaterial: {
		request: { KeyMaterial: Bytes };
		response: { KeyCheckValue: KeyCheckValue };
	};
	ImportKeyMaterial: {
		request: {
			KeyId: string;
			ImportToken: Bytes;
			EncryptedKeyMaterial: Bytes;
			/** default KEY_MATERIAL_EXPIRES, which needs ValidTo */
			ExpirationModel?: Expiration['expirationModel'];
			ValidTo?: EpochMillis;
		};
		response: { KeyId: KeyId; KeyMetadata: KeyMetadata };
	};
	/**
	 * Why an import of these files is refused, or would be: findings of a closed list for each file, the first thing to
	 * put right first. The files are as they are before any decoding, and wiped. Changes nothing.
	 */
	DiagnoseImport: {
		request: { KeyId: string; EncryptedKeyMaterial?: Bytes; ImportToken?: Bytes };
		response: {
			/** empty where no file was given */
			EncryptedKey: ImportFinding[];
			ImportToken: ImportFinding[];
			/** a file as it was before something happened to it on its way, where that was found; still encrypted */
			Repaired: { EncryptedKey: Bytes | null; ImportToken: Bytes | null };
		};
	};
	/**
	 * Whether a file holds the key material that a CMK is bound to, in any encoding. The file is wiped; nothing is kept.
	 *
	 * `InvalidParameter` for a CMK that is not bound yet
	 */
	FindKeyMaterial: {
		request: { KeyId: string; File: Bytes };
		response: { Finding: CandidateFinding };
	};
	/** A key id only, as for the deletion of a key. */
	DeleteImportedKeyMaterial: {
		request: { KeyId: string };
		response: { KeyMetadata: KeyMetadata };
	};
}

/** What both sides of a wrapped key can compare. */
export type KeyComparison =
	/** raw key material; a KCV only where it is an AES key */
	| { Kind: 'SECRET'; KeyCheckValue: { kcv: string | null; sha256Prefix: string } }
	/** SHA-256 of the public half as SubjectPublicKeyInfo, hex */
	| { Kind: 'PRIVATE_KEY'; PublicKeySha256: string };

/** A file to save, and its name. */
export interface NamedFile {
	FileName: string;
	File: Bytes;
}

/** Key material for other services. */
export interface WrappingOperations {
	/**
	 * Wraps key material under the public key of another service, and packs the files that it takes. Without KeyMaterial
	 * and KeyId it is made now; a private key becomes PKCS #8.
	 *
	 * `InvalidPublicKey`; `InvalidParameter` for what the service does not take, `InputTooLarge` for what does not fit,
	 * `InvalidKeyMaterialLength`, `WeakKeyMaterial`, `InvalidPrivateKey`; `UnsupportedOperation` for a CMK that was not
	 * made exportable; `InvalidValidTo` as for an import
	 */
	WrapKeyMaterial: {
		request: {
			Target: WrapTarget;
			/** SubjectPublicKeyInfo, DER */
			PublicKey: Bytes;
			WrappingAlgorithm: WrapMethod;
			KeySpec: KeySpec;
			/** raw bytes, or a private key in DER. Wiped. */
			KeyMaterial?: Bytes;
			/** a CMK that was made exportable */
			KeyId?: string;
			/** a copy for the person: an age file, or the bytes to write down, which private keys have not */
			Copy: { Kind: 'AGE_FILE'; FilePassphrase: Bytes } | { Kind: 'SHOW' } | { Kind: 'NONE' };
			/** of Azure's key exchange key; needed for it, and only there */
			KeyExchangeKeyId?: string;
			/** the key's id or name there, for the command */
			CloudKeyId?: string;
			/** when the key material shall expire there, for the command; left out for never */
			ValidTo?: EpochMillis;
			/** what came with the public key, to go along with the other files */
			ImportToken?: Bytes;
		};
		response: {
			Files: NamedFile[];
			/** one zip of all of them, with checksums and instructions */
			Bundle: NamedFile;
			Comparison: KeyComparison;
			CopyFile: NamedFile | null;
			/** plain key material, to be shown once and wiped */
			KeyMaterialToShow: Bytes | null;
		};
	};
	/**
	 * What is known of an RSA public key before anything is wrapped under it; nothing is kept. The fingerprint is
	 * that of the key as `rsa-public-key.ts` writes it. `InvalidPublicKey`
	 */
	InspectPublicKey: {
		request: { PublicKey: Bytes };
		response: { ModulusBits: number; PublicKeyFingerprint: string };
	};
	/** What can be compared of key material that is about to be wrapped; nothing is kept. The bytes are wiped. */
	InspectKeyToWrap: {
		request: { KeySpec: KeySpec; KeyMaterial: Bytes };
		response: { Comparison: KeyComparison };
	};
}

/** Using a CMK. */
export interface CryptographicOperations {
	Encrypt: {
		/** Plaintext: 1 to 4096 bytes */
		request: { KeyId: string; Plaintext: Bytes; EncryptionContext?: EncryptionContext };
		response: { KeyId: KeyId; CiphertextBlob: Bytes };
	};
	Decrypt: {
		/** KeyId is optional, since the blob names its key; another one is `IncorrectKey` */
		request: { CiphertextBlob: Bytes; KeyId?: string; EncryptionContext?: EncryptionContext };
		response: { KeyId: KeyId; Plaintext: Bytes };
	};
	ReEncrypt: {
		request: {
			CiphertextBlob: Bytes;
			SourceKeyId?: string;
			SourceEncryptionContext?: EncryptionContext;
			DestinationKeyId: string;
			DestinationEncryptionContext?: EncryptionContext;
		};
		response: { SourceKeyId: KeyId; KeyId: KeyId; CiphertextBlob: Bytes };
	};
	GenerateDataKey: {
		request: DataKeyRequest;
		response: { KeyId: KeyId; Plaintext: Bytes; CiphertextBlob: Bytes };
	};
	GenerateDataKeyWithoutPlaintext: {
		request: DataKeyRequest;
		response: { KeyId: KeyId; CiphertextBlob: Bytes };
	};
}

/** Every operation, with its request and its response. */
export type Operations = VaultOperations &
	CmkOperations &
	ImportOperations &
	WrappingOperations &
	CryptographicOperations;
/** The request of an operation. */
export type Request<Name extends Operation> = Operations[Name]['request'];
/** The answer of an operation. */
export type Response<Name extends Operation> = Operations[Name]['response'];

/** The one way in. */
export type Handle = <Name extends Operation>(
	operation: Name,
	request: Request<Name>
) => Promise<Response<Name>>;

/** What the vault worker tells the page without being asked. */
export type VaultEvent =
	/** something changed, here or in another tab: read again */
	| { type: 'changed' }
	/**
	 * the vault is locked, here or by another tab, because what is at rest no longer is what was opened, or because its
	 * worker broke down, which the page says itself
	 */
	| {
			type: 'locked';
			reason: 'PERSON' | 'OTHER_TAB' | 'IDLE' | 'DAMAGED' | 'WORKER_FAILED';
			/** the page is not to be loaded anew: another tab is about to put a newer release in its place */
			staying?: boolean;
	  }
	/** 0 to 1, while the passphrase is worked on */
	| { type: 'passphraseProgress'; fraction: number }
	/** input in any tab: every tab's idle time starts again */
	| { type: 'activity' };
