import type { Cmk } from './cmk.ts';
import { KmsError, type KmsErrorDetails } from './errors.ts';
import type { EpochMillis } from './time.ts';

export const keyStates = ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'] as const;
export type KeyState = (typeof keyStates)[number];

/** @returns whether the CMK holds key material that has not expired; the instant `validTo` itself is expired */
export function holdsUsableMaterial(cmk: Cmk, now: EpochMillis): boolean {
	const { material } = cmk;
	return (
		material !== null &&
		(material.expirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE' || now < material.validTo)
	);
}

/** @returns the state at `now`. Expired key material counts as gone, whether or not anything has erased it yet. */
export function keyState(cmk: Cmk, now: EpochMillis): KeyState {
	if (cmk.deletionDate !== null) return 'PENDING_DELETION';
	if (!holdsUsableMaterial(cmk, now)) return 'PENDING_IMPORT';
	return cmk.enabled ? 'ENABLED' : 'DISABLED';
}

const any = keyStates;
const anyButPendingDeletion = ['PENDING_IMPORT', 'ENABLED', 'DISABLED'] as const;
const holdingMaterial = ['ENABLED', 'DISABLED'] as const;

/** In which states a CMK allows which operation: the whole table, asked by the service and drawn by the UI. */
export const allowedStates = {
	Encrypt: ['ENABLED'],
	Decrypt: ['ENABLED'],
	ReEncrypt: ['ENABLED'],
	GenerateDataKey: ['ENABLED'],
	GenerateDataKeyWithoutPlaintext: ['ENABLED'],
	DescribeKey: any,
	ListAliases: any,
	CreateAlias: anyButPendingDeletion,
	UpdateAlias: anyButPendingDeletion,
	RenameAlias: anyButPendingDeletion,
	DeleteAlias: any,
	UpdateKeyDescription: anyButPendingDeletion,
	EnableKey: holdingMaterial,
	DisableKey: holdingMaterial,
	ScheduleKeyDeletion: anyButPendingDeletion,
	CancelKeyDeletion: ['PENDING_DELETION'],
	GetParametersForImport: anyButPendingDeletion,
	DownloadImportParameters: anyButPendingDeletion,
	EncryptKeyMaterial: anyButPendingDeletion,
	SaveImportDraft: anyButPendingDeletion,
	DiscardImport: any,
	ImportKeyMaterial: anyButPendingDeletion,
	DeleteImportedKeyMaterial: any,
	WrapKeyMaterial: ['ENABLED'],
	RehearseRecovery: any
} as const satisfies Record<string, readonly KeyState[]>;

/** An operation on one CMK. */
export type KeyOperation = keyof typeof allowedStates;

/** Operations that only a CMK with origin EXTERNAL has. */
const externalOnly: ReadonlySet<KeyOperation> = new Set([
	'GetParametersForImport',
	'DownloadImportParameters',
	'EncryptKeyMaterial',
	'SaveImportDraft',
	'DiscardImport',
	'ImportKeyMaterial',
	'DeleteImportedKeyMaterial',
	'RehearseRecovery'
]);

/** @returns what rules the operation out for this CMK, whatever its state */
function brokenRule(
	operation: KeyOperation,
	cmk: Cmk
): KmsErrorDetails['UnsupportedOperation']['rule'] | undefined {
	if (cmk.origin !== 'EXTERNAL' && externalOnly.has(operation)) return 'ORIGIN_EXTERNAL_ONLY';
	if (!cmk.exportable && operation === 'WrapKeyMaterial') return 'EXPORTABLE_ONLY';
	return undefined;
}

export function isAllowed(operation: KeyOperation, cmk: Cmk, now: EpochMillis): boolean {
	const states: readonly KeyState[] = allowedStates[operation];
	return brokenRule(operation, cmk) === undefined && states.includes(keyState(cmk, now));
}

/** @throws {@link KmsError} `UnsupportedOperation` when the CMK itself rules it out, `InvalidState` when its state does */
export function assertAllowed(operation: KeyOperation, cmk: Cmk, now: EpochMillis): void {
	if (isAllowed(operation, cmk, now)) return;
	const rule = brokenRule(operation, cmk);
	if (rule) throw new KmsError('UnsupportedOperation', { operation, keyId: cmk.keyId, rule });
	throw new KmsError('InvalidState', {
		operation,
		keyId: cmk.keyId,
		keyState: keyState(cmk, now)
	});
}
