/**
 * The facts of every operation, one row each. Its request and response are in `service/api.ts`, its function is in
 * `service/operations/`.
 */
import type { KeyState } from '../key/key-state.ts';
import type { KeyUsage } from '../key/kinds.ts';

/** What an entry of the log is about. */
export const activityKinds = ['VAULT', 'KEYS', 'IMPORT', 'USE'] as const;
/** The group of an operation in the log. */
export type ActivityKind = (typeof activityKinds)[number];

/** What rules an operation out for a CMK, whatever its state. */
export type KeyRule = 'ORIGIN_EXTERNAL_ONLY' | 'EXPORTABLE_ONLY' | 'KEY_PAIR_ONLY' | RotationRule;
/** What makes a CMK one that is never rotated. */
export type RotationRule = 'AES_256_ONLY' | 'ORIGIN_AIRLOCK_ONLY' | 'NOT_EXPORTABLE';

/** What a CMK must be made for. `AES_256`: for encryption, and of that kind. */
export type NeededUse = KeyUsage | 'AES_256';

interface Logged {
	/** the kind of its entries; its refusals are entries too */
	log: ActivityKind;
	/** whether a full vault still takes it: yes for opening and saving the vault, and for what makes it smaller */
	whenFull: 'GOES_ON' | 'REFUSED';
	/** it opens the vault: before that there is no log that could hold a refusal */
	opens?: true;
}

/** It only reads, or it keeps a form: neither what it does nor its refusals are in the log. */
interface Unlogged {
	log: null;
}

/** It depends on a CMK. */
export interface OnOneKey {
	/** the states in which a CMK allows it */
	states: readonly KeyState[];
	only: Exclude<KeyRule, RotationRule> | 'ROTATABLE_ONLY' | null;
	/** left out where any CMK has it */
	use?: NeededUse;
	/** it makes something new with the CMK: a retired one refuses it */
	newData?: true;
}

/** Nothing about it depends on the state of a CMK. */
interface OnNoKey {
	states: null;
}

type OperationFacts = (Logged | Unlogged) & (OnOneKey | OnNoKey);

const any = ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'] as const;
const staying = ['PENDING_IMPORT', 'ENABLED', 'DISABLED'] as const;
const withMaterial = ['ENABLED', 'DISABLED'] as const;
const enabled = ['ENABLED'] as const;
const leaving = ['PENDING_DELETION'] as const;

const external = 'ORIGIN_EXTERNAL_ONLY';
const exportable = 'EXPORTABLE_ONLY';
const pair = 'KEY_PAIR_ONLY';
/** each {@link RotationRule} */
const rotatable = 'ROTATABLE_ONLY';

/** A use of a CMK, by what it must be made for. */
const useOf = <Use extends NeededUse>(use: Use) =>
	({ log: 'USE', whenFull: 'REFUSED', states: enabled, only: null, use }) as const;

/** One that makes something new. */
const newDataOf = <Use extends NeededUse>(use: Use) => ({ ...useOf(use), newData: true }) as const;

/** The table of operations. */
export const operationFacts = {
	// the vault
	GetVaultStatus: { log: null, states: null },
	CreateVault: { log: 'VAULT', whenFull: 'REFUSED', opens: true, states: null },
	UnlockVault: { log: 'VAULT', whenFull: 'GOES_ON', opens: true, states: null },
	LockVault: { log: null, states: null },
	DescribeVault: { log: null, states: null },
	UpdateVault: { log: 'VAULT', whenFull: 'REFUSED', states: null },
	ChangePassphrase: { log: 'VAULT', whenFull: 'GOES_ON', states: null },
	AcceptClock: { log: 'VAULT', whenFull: 'GOES_ON', states: null },
	ListActivity: { log: null, states: null },
	ExportActivity: { log: null, states: null },
	InspectVaultFile: { log: null, states: null },
	DeleteVault: { log: null, states: null },
	RemoveVault: { log: null, states: null },
	OpenVaultFile: { log: 'VAULT', whenFull: 'GOES_ON', opens: true, states: null },
	SaveVaultFile: { log: null, states: null },
	CheckVaultFile: { log: null, states: null },
	RecordBackup: { log: 'VAULT', whenFull: 'GOES_ON', states: null },
	ExportVerified: { log: 'VAULT', whenFull: 'GOES_ON', states: null },

	// keys and their names
	CreateKey: { log: 'KEYS', whenFull: 'REFUSED', states: null },
	DescribeKey: { log: null, states: any, only: null },
	ListKeys: { log: null, states: null },
	ListDeadlines: { log: null, states: null },
	EnableKey: { log: 'KEYS', whenFull: 'REFUSED', states: withMaterial, only: null },
	DisableKey: { log: 'KEYS', whenFull: 'REFUSED', states: withMaterial, only: null },
	RetireKey: { log: 'KEYS', whenFull: 'GOES_ON', states: staying, only: null },
	UnretireKey: { log: 'KEYS', whenFull: 'REFUSED', states: staying, only: null },
	UpdateKeyDescription: { log: 'KEYS', whenFull: 'REFUSED', states: staying, only: null },
	ScheduleKeyDeletion: { log: 'KEYS', whenFull: 'GOES_ON', states: staying, only: null },
	CancelKeyDeletion: { log: 'KEYS', whenFull: 'REFUSED', states: leaving, only: null },
	CreateAlias: { log: 'KEYS', whenFull: 'REFUSED', states: staying, only: null },
	UpdateAlias: { log: 'KEYS', whenFull: 'REFUSED', states: staying, only: null },
	RenameAlias: { log: 'KEYS', whenFull: 'REFUSED', states: staying, only: null },
	DeleteAlias: { log: 'KEYS', whenFull: 'GOES_ON', states: any, only: null },
	ListAliases: { log: null, states: any, only: null },
	TagResource: { log: 'KEYS', whenFull: 'REFUSED', states: staying, only: null },
	UntagResource: { log: 'KEYS', whenFull: 'GOES_ON', states: staying, only: null },
	ListResourceTags: { log: null, states: any, only: null },
	ListTags: { log: null, states: null },
	RotateKeyOnDemand: {
		...{ log: 'KEYS', whenFull: 'REFUSED', states: enabled, only: rotatable },
		newData: true
	},
	EnableKeyRotation: {
		...{ log: 'KEYS', whenFull: 'REFUSED', states: enabled, only: rotatable },
		newData: true
	},
	DisableKeyRotation: { log: 'KEYS', whenFull: 'REFUSED', states: enabled, only: rotatable },
	GetKeyRotationStatus: { log: null, states: any, only: rotatable },
	ListKeyRotations: { log: null, states: any, only: rotatable },

	// the import
	GetParametersForImport: { log: 'IMPORT', whenFull: 'REFUSED', states: staying, only: external },
	DownloadImportParameters: { log: 'IMPORT', whenFull: 'REFUSED', states: staying, only: external },
	GetImportProgress: { log: null, states: null },
	SaveImportDraft: { log: null, states: staying, only: external },
	DiscardImport: { log: 'IMPORT', whenFull: 'GOES_ON', states: any, only: external },
	EncryptKeyMaterial: { log: 'IMPORT', whenFull: 'REFUSED', states: staying, only: external },
	InspectKeyMaterial: { log: null, states: null },
	RehearseRecovery: { log: 'IMPORT', whenFull: 'REFUSED', states: any, only: external },
	ImportKeyMaterial: { log: 'IMPORT', whenFull: 'REFUSED', states: staying, only: external },
	ImportFromCopy: { log: 'IMPORT', whenFull: 'REFUSED', states: staying, only: external },
	DiagnoseImport: { log: null, states: null },
	FindKeyMaterial: { log: null, states: null },
	DeleteImportedKeyMaterial: { log: 'IMPORT', whenFull: 'GOES_ON', states: any, only: external },

	// use
	WrapKeyMaterial: { log: 'USE', whenFull: 'GOES_ON', states: enabled, only: exportable },
	InspectPublicKey: { log: null, states: null },
	InspectKeyToWrap: { log: null, states: null },
	Encrypt: newDataOf('ENCRYPT_DECRYPT'),
	Decrypt: useOf('ENCRYPT_DECRYPT'),
	ReEncrypt: useOf('ENCRYPT_DECRYPT'),
	EncryptFile: newDataOf('AES_256'),
	DecryptFile: useOf('AES_256'),
	ReEncryptFile: useOf('AES_256'),
	FinishFile: { log: 'USE', whenFull: 'GOES_ON', states: null },
	GenerateDataKey: newDataOf('AES_256'),
	GenerateDataKeyWithoutPlaintext: newDataOf('AES_256'),
	GenerateDataKeyPair: newDataOf('AES_256'),
	GenerateDataKeyPairWithoutPlaintext: newDataOf('AES_256'),
	Sign: newDataOf('SIGN_VERIFY'),
	Verify: useOf('SIGN_VERIFY'),
	VerifyWithPublicKey: { log: null, states: null },
	CreateCertificateRequest: newDataOf('SIGN_VERIFY'),
	CreateSelfSignedCertificate: newDataOf('SIGN_VERIFY'),
	GenerateMac: newDataOf('GENERATE_VERIFY_MAC'),
	VerifyMac: useOf('GENERATE_VERIFY_MAC'),
	DeriveSharedSecret: useOf('KEY_AGREEMENT'),
	GetPublicKey: { log: null, states: enabled, only: pair },
	GenerateRandom: { log: null, states: null }
} as const satisfies Record<string, OperationFacts>;

/** The name of every operation. */
export type Operation = keyof typeof operationFacts;

type OperationsWith<Facts> = {
	[Name in Operation]: (typeof operationFacts)[Name] extends Facts ? Name : never;
}[Operation];

/** An operation that depends on the state of a CMK. */
export type KeyOperation = OperationsWith<OnOneKey>;

const names = Object.keys(operationFacts) as Operation[];
/** The operations that depend on the state of a CMK. */
export const keyOperations = names.filter(
	(name): name is KeyOperation => operationFacts[name].states !== null
);

/** What the log holds besides: a deadline did it, and nobody asked. */
const clockEntries = {
	SightDeletionDate: 'KEYS',
	DeleteKey: 'KEYS',
	RotateKey: 'KEYS',
	ExpireKeyMaterial: 'IMPORT',
	ExpireImportParameters: 'IMPORT',
	EraseReplacedWrappingKey: 'IMPORT'
} as const satisfies Record<string, ActivityKind>;

/** What an entry of the log can be about. */
export type LoggedOperation = OperationsWith<Logged> | keyof typeof clockEntries;

/** @returns whether this version writes such entries; another one may have written more */
export const isLogged = (operation: string): operation is LoggedOperation =>
	Object.hasOwn(clockEntries, operation) ||
	(Object.hasOwn(operationFacts, operation) && operationFacts[operation as Operation].log !== null);

/** @returns the operations whose entries in the log are of this kind */
export const operationsOfKind = (kind: ActivityKind): string[] => [
	...names.filter((name) => operationFacts[name].log === kind),
	...Object.entries(clockEntries).flatMap(([name, its]) => (its === kind ? [name] : []))
];

const factsOf = (operation: Operation): OperationFacts => operationFacts[operation];

/** @returns whether the operation leaves the vault unlocked */
export const opensVault = (operation: Operation): boolean => 'opens' in factsOf(operation);

/** @returns whether the log says so when this operation is refused */
export const logsRefusals = (operation: Operation): operation is OperationsWith<Logged> =>
	factsOf(operation).log !== null && !opensVault(operation);

/** @returns whether a full vault still takes what this entry tells of */
export function goesOnWhenFull(entry: LoggedOperation): boolean {
	// Of what a deadline does, only a rotation adds anything. It can wait.
	if (entry in clockEntries) return entry !== 'RotateKey';
	const facts = factsOf(entry as Operation);
	return facts.log !== null && facts.whenFull === 'GOES_ON';
}
