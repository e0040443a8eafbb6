import type { KeyId, ParameterSetId } from '../ids.ts';
import type { EpochMillis } from '../time.ts';
import type { Tag } from './tag.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from '../import/wrapping.ts';
import type { CmkSpec, KeyUsage, Kind } from './kinds.ts';

/** The length of the key material of an AES-256 key. */
export const keyMaterialBytes = 32;
/** How long a key waits at least and at most before it is deleted, as in AWS KMS. */
export const shortestDeletionWindowDays = 7;
export const longestDeletionWindowDays = 30;
/** In characters. */
export const longestDescription = 8192;

/** Where key material is made: in this vault, or elsewhere. */
export const origins = ['AIRLOCK', 'EXTERNAL'] as const;
/** Who makes the key material of a CMK. */
export type Origin = (typeof origins)[number];

/** Until when key material may be used. */
export type Expiration =
	| { expirationModel: 'KEY_MATERIAL_EXPIRES'; validTo: EpochMillis }
	| { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };

/** What two parties compare, in hex (docs/formats.md §4). */
export interface KeyCheckValue {
	/** 3 bytes as HSMs show them; null for a pair, which has none */
	kcv: string | null;
	/** 16 bytes of SHA-256 over the key material, of a pair over the public key */
	sha256Prefix: string;
}

/** By what a CMK names an erasable row of its own, which holds sealed key material or a sealed RSA private key. */
export interface ErasableReference {
	/** id of the erasable row */
	recordId: string;
	/** SHA-256 over the row, hex: a row that was swapped, cut or edited doesn't fit */
	rowHash: string;
	/** a sweep erased the row before it was due: its clock was ahead. Found at unlock; the next sweep writes the loss */
	erasedEarly?: true;
}

/** Key material at rest, named by the CMK that owns it. */
export type KeyMaterialReference = Expiration &
	ErasableReference & {
		/** when it was made or imported */
		since: EpochMillis;
		/** what made it; left out for the first key material of a CMK */
		rotated?: RotationType;
	};

/** What asked for new key material: a date, or the user. The names of AWS KMS. */
export type RotationType = 'AUTOMATIC' | 'ON_DEMAND';

/** Key material that was current until a rotation. It decrypts what it has encrypted, and nothing else. */
export type EarlierKeyMaterial = ErasableReference &
	Pick<KeyMaterialReference, 'since' | 'rotated'> & {
		/** hex: a ciphertext blob names its key material by it */
		materialId: string;
	};

/** Why key material is gone; `ERASED_EARLY`: a sweep ran while the clock was ahead. */
export type LossReason = 'EXPIRED' | 'DELETED' | 'ERASED_EARLY';

/** The past of key material that is gone. */
export interface LostKeyMaterial {
	reason: LossReason;
	/** when it expired or was deleted; where it was erased early, when that was found */
	at: EpochMillis;
	erasedAt: EpochMillis;
	/** true when a sweep erased it while the vault was locked or Airlock was closed */
	whileLocked: boolean;
}

/** When, and in which start of Airlock, a deletion date was first seen to have come. */
export interface DeletionSighting {
	session: string;
	/** milliseconds of running time since that start, which no change of the clock moves */
	uptime: number;
	/** the vault's epoch as it was written: a start is another one only if it came after */
	epoch: number;
}

/** A live set of import parameters; the erasable row that it names holds its RSA private key. */
export interface ImportParameters extends ErasableReference {
	setId: ParameterSetId;
	wrappingAlgorithm: WrappingAlgorithm;
	wrappingKeySpec: WrappingKeySpec;
	/** SubjectPublicKeyInfo, DER, Base64 */
	publicKey: string;
	/** the import token, Base64 */
	importToken: string;
	issued: EpochMillis;
	validTo: EpochMillis;
}

/** A set that no longer works; kept to say why a file is refused. */
export interface PastImportParameters {
	setId: ParameterSetId;
	issued: EpochMillis;
	endedAt: EpochMillis;
	ending: 'SPENT' | 'REPLACED' | 'EXPIRED' | 'DISCARDED';
}

/**
 * The private key of a set that was replaced, until the set's own 24 hours are over: nothing but a diagnosis opens it,
 * to say that a file was encrypted with an older public key.
 */
export interface ReplacedWrappingKey extends ErasableReference {
	setId: ParameterSetId;
	wrappingAlgorithm: WrappingAlgorithm;
	wrappingKeySpec: WrappingKeySpec;
	issued: EpochMillis;
	validTo: EpochMillis;
}

/** A customer master key: facts only. Its state is computed by `keyState(cmk, now)`. What kind it is never changes. */
export interface Cmk extends Kind {
	keyId: KeyId;
	description: string;
	origin: Origin;
	/** of a pair: SubjectPublicKeyInfo, DER, Base64 */
	publicKey?: string;
	creationDate: EpochMillis;
	enabled: boolean;
	/** whether its key material may leave the vault wrapped; chosen at creation for good, absent means no */
	exportable?: true;
	/** since when it is kept only for what was made with it; left out while it takes new data too */
	retiredOn?: EpochMillis | undefined;
	/** the CMK to use in its place, and the one whose place it takes; either can be gone. Left out for none */
	replacedBy?: KeyId;
	replaces?: KeyId;
	/** by key; left out for none */
	tags?: readonly Tag[];
	deletionDate: EpochMillis | null;
	/** first sighting of a deletion date that has come: a CMK is erased at the second only */
	deletionSighting: DeletionSighting | null;
	material: KeyMaterialReference | null;
	/** what rotations have replaced, oldest first; left out for none */
	earlierMaterials?: readonly EarlierKeyMaterial[];
	/** automatic rotation; left out while it is off */
	rotation?: { periodDays: number; next: EpochMillis } | undefined;
	lostMaterial: LostKeyMaterial | null;
	/** keyed check value of the first key material, of a pair of its public key, Base64: binds the CMK to it for life */
	boundCheckValue: string | null;
	/** when a copy of the key material outside the vault was last restored and compared; left out for never */
	rehearsedOn?: EpochMillis | undefined;
	/** shown on screens; null when the material is too weak for its hash to be shown */
	keyCheckValue: KeyCheckValue | null;
	importParameters: ImportParameters | null;
	pastImportParameters: PastImportParameters[];
	/** newest first */
	replacedWrappingKeys: ReplacedWrappingKey[];
}

/** How many private keys of replaced sets a CMK keeps: who replaces them again and again loses the oldest. */
export const keptWrappingKeys = 5;

/** How many past sets of import parameters a CMK remembers. */
export const rememberedParameterSets = 20;

/** @returns a CMK that has no key material yet */
export function newCmk(
	keyId: KeyId,
	facts: {
		origin: Origin;
		description: string;
		now: EpochMillis;
		exportable?: boolean;
		keySpec?: CmkSpec;
		keyUsage?: KeyUsage;
	}
): Cmk {
	const { keySpec = 'AES_256', keyUsage = 'ENCRYPT_DECRYPT' } = facts;
	return {
		keyId,
		description: facts.description,
		origin: facts.origin,
		keySpec,
		...(keyUsage !== 'ENCRYPT_DECRYPT' && { keyUsage }),
		creationDate: facts.now,
		enabled: true,
		...(facts.exportable && { exportable: true }),
		deletionDate: null,
		deletionSighting: null,
		material: null,
		lostMaterial: null,
		boundCheckValue: null,
		keyCheckValue: null,
		importParameters: null,
		pastImportParameters: [],
		replacedWrappingKeys: []
	};
}
