import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId, ParameterSetId } from '#lib/domain/ids.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from '#lib/domain/import/wrapping.ts';
import type { Attention } from '#lib/domain/key/attention.ts';
import type {
	Expiration,
	KeyCheckValue,
	LostKeyMaterial,
	Origin,
	PastImportParameters
} from '#lib/domain/key/cmk.ts';
import type {
	CmkSpec,
	EncryptionAlgorithm,
	KeyAgreementAlgorithm,
	KeyUsage,
	MacAlgorithm,
	SigningAlgorithm
} from '#lib/domain/key/kinds.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';

/** A tag as requests and answers have it. */
export interface TagOfKey {
	TagKey: string;
	TagValue: string;
}

/** The ways in which a CMK can be used: one of these, by what it is for. */
export interface AlgorithmFields {
	EncryptionAlgorithms?: EncryptionAlgorithm[];
	SigningAlgorithms?: SigningAlgorithm[];
	MacAlgorithms?: MacAlgorithm[];
	KeyAgreementAlgorithms?: KeyAgreementAlgorithm[];
}

/** A CMK as callers see it at one moment. */
export interface KeyMetadata extends AlgorithmFields {
	KeyId: KeyId;
	/** names without `alias/`, oldest first */
	Aliases: string[];
	Description: string;
	/** by key */
	Tags: TagOfKey[];
	Origin: Origin;
	KeySpec: CmkSpec;
	KeyUsage: KeyUsage;
	KeyState: KeyState;
	CreationDate: EpochMillis;
	DeletionDate: EpochMillis | null;
	/** since when it makes nothing new; left out for a CMK that is not retired */
	RetiredOn?: EpochMillis;
	/** the CMK to use in its place, and the one whose place it takes, while they are in the vault */
	ReplacedBy?: KeyId;
	Replaces?: KeyId;
	/** of the key material that is there; null when there is none */
	Expiration: Expiration | null;
	ImportedOn: EpochMillis | null;
	/** of an AES-256 key with key material, and only where DescribeKey tells: hex, as it is in a ciphertext blob */
	CurrentKeyMaterialId?: string;
	/** as GetKeyRotationStatus tells it; left out while nothing will rotate it */
	NextRotationDate?: EpochMillis;
	LostKeyMaterial: LostKeyMaterial | null;
	KeyCheckValue: KeyCheckValue | null;
	/** whether its key material may leave the vault, wrapped for another service */
	Exportable: boolean;
	/** whether the CMK is bound to a first key material */
	Bound: boolean;
	/** when the user last tested a copy of that material; null for never */
	RecoveryRehearsedOn: EpochMillis | null;
	/** what its owner should know of without looking for it */
	Attention: Attention[];
	ImportParameters: ImportParametersInfo | null;
	PastImportParameters: PastImportParameters[];
	/** what the state and the origin allow now */
	AllowedOperations: KeyOperation[];
	/** true while the machine’s clock is behind and this key depends on time */
	Frozen: boolean;
}

/** A live set of import parameters, as requests and screens see it. */
export interface ImportParametersInfo {
	/** of the key that they are for */
	KeySpec: CmkSpec;
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
