import type { KeyId, ParameterSetId } from './ids.ts';
import type { KeySpec } from './key/key-spec.ts';
import type { Algorithm, CmkSpec, KeyUsage } from './key/kinds.ts';
import type { KeyState } from './key/key-state.ts';
import type { TagFault } from './key/tag.ts';
import type { EasyReason } from './passphrase/guesses.ts';
import type { KeyOperation, KeyRule } from './vault/operation.ts';
import type { EpochMillis } from './time.ts';

/** Why an import token is refused; every one is told apart, since nobody else is listening (SECURITY.md). */
export type ImportTokenFault =
	| { reason: 'NOT_A_TOKEN' }
	| { reason: 'CUT_OFF'; actualBytes: number; expectedBytes: number }
	| { reason: 'ALTERED' }
	| { reason: 'OTHER_VAULT' }
	| { reason: 'OTHER_KEY'; keyId: KeyId }
	| { reason: 'SPENT'; setId: ParameterSetId; at: EpochMillis }
	| { reason: 'REPLACED'; setId: ParameterSetId; at: EpochMillis }
	| { reason: 'UNKNOWN_SET'; setId: ParameterSetId };

/** Why an RSA public key is not used for wrapping. */
export type RsaKeyFault =
	| 'PSS_ONLY'
	| 'OAEP_ONLY'
	| 'PARAMETERS'
	| 'MODULUS_SIZE'
	| 'MODULUS_EVEN'
	| 'EXPONENT';

/** Why a public key is not used for wrapping; CANT_VERIFY: why none is used to verify with. */
export type PublicKeyFault = RsaKeyFault | 'NOT_A_PUBLIC_KEY' | 'NOT_RSA' | 'CANT_VERIFY';

/** Why bytes are refused as the private key that was to be wrapped. */
export type PrivateKeyFault =
	| { reason: 'NOT_A_PRIVATE_KEY' }
	/** locked with a password of its own */
	| { reason: 'ENCRYPTED' }
	/** it does not open that file */
	| { reason: 'WRONG_PASSWORD' }
	/** a kind that is not wrapped here */
	| { reason: 'OTHER_KIND' }
	| { reason: 'OTHER_SPEC'; actual: KeySpec; expected: KeySpec }
	/** it was to be imported into a CMK of another kind */
	| { reason: 'OTHER_KIND_OF_KEY'; actual: CmkSpec; expected: CmkSpec }
	/** of an algorithm, a curve or a size that no CMK has */
	| { reason: 'OTHER_ALGORITHM'; expected: CmkSpec }
	/** a private key, but not as PKCS #8 in DER, which an import takes */
	| { reason: 'NOT_PKCS_8'; form: PrivateKeyEncoding; expected: CmkSpec }
	/** of ML-DSA: without the seed, which alone browsers take */
	| { reason: 'EXPANDED_ONLY' }
	| { reason: 'PUBLIC_HALF' }
	/** nothing that could be one */
	| { reason: 'NO_PRIVATE_KEY' }
	/** PKCS #8 that this browser does not take, or whose halves do not belong together */
	| { reason: 'DAMAGED' };

/** What a private key that was to be imported is written in, in place of PKCS #8 in DER. `TEXT`: PKCS #8 as PEM or other text. */
export type PrivateKeyEncoding = 'PKCS_1' | 'SEC_1' | 'OPENSSH' | 'PUTTY' | 'JWK' | 'TEXT';

/** Why a file is refused as a vault file, before any passphrase is asked for. */
export type VaultFileFault =
	| 'EMPTY'
	| 'TOO_LARGE'
	| 'NOT_A_VAULT_FILE'
	/** of an Airlock from before its first release */
	| 'OLDER_FORMAT'
	| 'NEWER_FORMAT'
	| 'CUT_OFF'
	| 'EXTENDED'
	| 'ALTERED'
	/** it can't be a copy of the vault that is open */
	| 'OTHER_VAULT';

/**
 * Why a file is refused as an encrypted one. `offset` is the place in the file, in bytes, at which it shows: the beginning
 * of the frame, or the end of what there is.
 */
export type EncryptedFileFault =
	| { reason: 'NOT_ENCRYPTED' }
	/** its suite does not commit to the data key, which the caller has not allowed */
	| { reason: 'WITHOUT_COMMITMENT'; suite: number }
	/** its suite has keys of 192 bits, which this browser does not take */
	| { reason: 'AES_192'; suite: number }
	/** none of its data keys is wrapped by a CMK of Airlock */
	| { reason: 'OTHER_PROVIDER' }
	/** `SIGNATURE`: the whole of it is not what its signature is about */
	| { reason: 'CUT_OFF' | 'ALTERED' | 'EXTENDED' | 'SIGNATURE'; offset: number };

/** Why an archive is not made or unpacked. `member` is its path, as the archive has it. */
export type ArchiveFault =
	/** no tar file, or one that was damaged before it was encrypted */
	| { reason: 'DAMAGED' }
	/**
	 * `UNSAFE_NAME`: it leads elsewhere, or some system can't have such a name; `NOT_A_FILE`: a link, a device or the like;
	 * `TWICE`: another member has its place
	 */
	| { reason: 'UNSAFE_NAME' | 'NOT_A_FILE' | 'TWICE'; member: string }
	| { reason: 'TOO_MANY'; limit: number };

/** Which share has a mistake, counted from 1. */
export interface SharePlace {
	share: number;
	/** of several files the one that it is in: there it is counted */
	file?: string;
}

/** Why a copy of key material on paper, typed back, can't be used. Lines are counted from 1. */
export type RecoveryFault =
	| { reason: 'EMPTY' }
	| ({
			reason: 'LINE';
			line: number;
			fault: 'LENGTH' | 'CHARACTER' | 'ORDER' | 'CHECKSUM';
	  } & SharePlace)
	| ({ reason: 'LINES_MISSING'; missing: number } & SharePlace)
	| ({ reason: 'SHARE_ALTERED' } & SharePlace)
	| { reason: 'NOT_A_SHARE' }
	| { reason: 'NEWER_FORMAT' }
	| { reason: 'TWO_SETS' }
	| { reason: 'TWICE'; number: number }
	| { reason: 'MORE_NEEDED'; more: number; threshold: number }
	| { reason: 'DOES_NOT_JOIN' };

/** What was found to be wrong with a vault at rest. `record` is a store name and an id, never content. */
export interface Damage {
	record: string;
	problem:
		| 'MISSING'
		| 'ALTERED'
		| 'UNREADABLE'
		| 'UNEXPECTED'
		| 'CHAIN_BROKEN'
		| 'SET_CHANGED'
		| 'SLOTS_CHANGED'
		| 'OLDER_FORMAT'
		| 'NEWER_FORMAT';
}

type NoDetails = Record<string, never>;

/** Details by code: ids, states, sizes and names of rules; never key material, tokens, contexts or passphrases. */
export interface KmsErrorDetails {
	// the KMS APIs' names
	NotFound: { resource: 'key' | 'alias' | 'importParameters' | 'operation' | 'job'; id: string };
	AlreadyExists: { resource: 'alias' | 'vault'; id: string };
	InvalidState: { operation: KeyOperation; keyId: KeyId; keyState: KeyState };
	/** ours: the CMK is kept only for what was made with it. `replacedBy` can be gone by now */
	KeyRetired: { operation: KeyOperation; keyId: KeyId; replacedBy: KeyId | null };
	UnsupportedOperation: {
		operation: KeyOperation;
		keyId: KeyId;
		rule: KeyRule;
	};
	/** the CMK is of another kind than this needs; or, where `algorithm` is told, than that needs */
	InvalidKeyUsage: {
		operation: KeyOperation;
		keyId: KeyId;
		keySpec: CmkSpec;
		keyUsage: KeyUsage;
		algorithm: Algorithm | null;
	};
	InvalidParameter: { parameter: string; rule: string };
	/** AWS's name for it. `number`: which tag of the request, counted from 1 */
	TagException: { reason: TagFault; number: number };
	LimitExceeded: { of: 'tags' | 'onDemandRotations' | 'keyMaterials'; limit: number };
	InvalidImportToken: ImportTokenFault;
	ExpiredImportToken: { setId: ParameterSetId; validTo: EpochMillis };
	InvalidCiphertext: NoDetails;
	/** a caller named another key than the one a ciphertext names, in the clear: `keyId` is the ciphertext's */
	IncorrectKey: { keyId: KeyId };
	IncorrectKeyMaterial: { keyId: KeyId };
	KmsInvalidSignature: NoDetails;
	KmsInvalidMac: NoDetails;
	/** nothing was done, since the caller only wanted to know whether it would be */
	DryRunOperation: NoDetails;
	// ours
	/** `mostBytes`: where more than one length will do, of which `expectedBytes` is the least */
	InvalidKeyMaterialLength: { actualBytes: number; expectedBytes: number; mostBytes?: number };
	WeakKeyMaterial: { reason: 'REPEATED_BYTE' | 'REPEATED_PATTERN' | 'COUNTING' | 'PRINTABLE_TEXT' };
	InvalidPrivateKey: PrivateKeyFault;
	InvalidPublicKey: { reason: PublicKeyFault };
	PlaintextKeyMaterial: { form: 'BYTES' | 'HEX' | 'BASE64' | 'PRIVATE_KEY'; actualBytes: number };
	InvalidValidTo: { reason: 'MISSING' | 'NOT_A_TIME' | 'PAST' | 'TOO_SOON' };
	InvalidRecoveryCopy: RecoveryFault;
	InvalidVaultFile: { reason: VaultFileFault };
	InvalidEncryptedFile: EncryptedFileFault;
	InvalidArchive: ArchiveFault;
	EmptyInput: { parameter: string };
	UnreadableFile: NoDetails;
	InputTooLarge: { parameter: string; actualBytes: number; limitBytes: number };
	/** a change that would make the vault's file too large to be saved */
	VaultFull: { actualBytes: number; limitBytes: number };
	IncorrectPassphrase: NoDetails;
	PassphraseTooShort: { actualCharacters: number; minimumCharacters: number };
	PassphraseTooEasy: { reason: EasyReason };
	VaultNotFound: NoDetails;
	VaultLocked: NoDetails;
	VaultDamaged: { damage: Damage[] };
	VaultQuarantined: { damage: Damage[] };
	ClockTurnedBack: { highestTimeSeen: EpochMillis };
	Conflict: NoDetails;
	/** the caller has given the operation up, which has then done nothing */
	Cancelled: NoDetails;
	QuotaExceeded: NoDetails;
	StorageFailed: { reason: string };
	InternalError: NoDetails;
}

/** The stable name of each refusal. */
export type KmsErrorCode = keyof KmsErrorDetails;

/** A refusal with a stable `code`; every failure that a caller can cause or meet is one of these. */
export class KmsError<Code extends KmsErrorCode = KmsErrorCode> extends Error {
	override readonly name = 'KmsError';
	readonly code: Code;
	readonly details: KmsErrorDetails[Code];

	constructor(code: Code, details: KmsErrorDetails[Code]) {
		super(code);
		this.code = code;
		this.details = details;
	}
}

/** @returns the error, if it is one of Airlock's refusals */
export function asKmsError(error: unknown): KmsError | undefined {
	return error instanceof KmsError ? (error as KmsError) : undefined;
}

/** Narrows to one code: `if (isKmsError(error, 'InvalidState')) error.details.keyState`. */
export function isKmsError<Code extends KmsErrorCode>(
	error: unknown,
	code: Code
): error is KmsError<Code> {
	return error instanceof KmsError && error.code === code;
}
