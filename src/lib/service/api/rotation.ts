/** Rotation of CMKs that Airlock made. */
import type { KeyId } from '#lib/domain/ids.ts';
import type { RotationType } from '#lib/domain/key/cmk.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { integer, keyId, marker, oneOf, optional, positive } from './rules.ts';

/** What each operation takes. */
export const rotationRequests = {
	/** `LimitExceeded` after 25 of them, or for a CMK with 128 key materials */
	RotateKeyOnDemand: { KeyId: keyId },
	EnableKeyRotation: {
		KeyId: keyId,
		/** 90 to 2560, default 365 */
		RotationPeriodInDays: optional(integer)
	},
	DisableKeyRotation: { KeyId: keyId },
	GetKeyRotationStatus: { KeyId: keyId },
	ListKeyRotations: {
		KeyId: keyId,
		/** default ROTATIONS_ONLY; ALL_KEY_MATERIAL has the first key material too, which no rotation made */
		IncludeKeyMaterial: optional(oneOf('ROTATIONS_ONLY', 'ALL_KEY_MATERIAL')),
		/** 1 to 1000, default 100 */
		Limit: optional(positive),
		Marker: optional(marker)
	}
};

type Nothing = Record<string, never>;

/** One key material of a CMK. */
export interface RotationOfKey {
	KeyId: KeyId;
	/** hex, as it is in a ciphertext blob */
	KeyMaterialId: string;
	/** the current one encrypts; all of them decrypt */
	KeyMaterialState: 'CURRENT' | 'NON_CURRENT';
	/** null for the first key material, here and in the next */
	RotationDate: EpochMillis | null;
	RotationType: RotationType | null;
}

/** What each answers. */
export interface RotationAnswers {
	RotateKeyOnDemand: { KeyId: KeyId };
	EnableKeyRotation: Nothing;
	DisableKeyRotation: Nothing;
	GetKeyRotationStatus: {
		KeyId: KeyId;
		/** false for a CMK that waits for its deletion, as in AWS KMS */
		KeyRotationEnabled: boolean;
		RotationPeriodInDays: number | null;
		/** null while nothing will rotate it: it is off, or the CMK is disabled */
		NextRotationDate: EpochMillis | null;
		OnDemandRotationsLeft: number;
	};
	ListKeyRotations: {
		/** oldest first */
		Rotations: RotationOfKey[];
		Truncated: boolean;
		NextMarker: string | null;
	};
}
