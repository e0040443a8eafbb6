import type { LoggedOperation } from '../messages/log.ts';

/** What an entry of the log is about, for those who look for one kind. */
export const activityKinds = ['VAULT', 'KEYS', 'IMPORT', 'USE'] as const;
export type ActivityKind = (typeof activityKinds)[number];

const kinds: Record<LoggedOperation, ActivityKind> = {
	CreateVault: 'VAULT',
	UnlockVault: 'VAULT',
	OpenVaultFile: 'VAULT',
	RecordBackup: 'VAULT',
	UpdateVault: 'VAULT',
	ChangePassphrase: 'VAULT',
	AcceptClock: 'VAULT',
	ExportVerified: 'VAULT',
	CreateKey: 'KEYS',
	EnableKey: 'KEYS',
	DisableKey: 'KEYS',
	UpdateKeyDescription: 'KEYS',
	ScheduleKeyDeletion: 'KEYS',
	CancelKeyDeletion: 'KEYS',
	SightDeletionDate: 'KEYS',
	DeleteKey: 'KEYS',
	CreateAlias: 'KEYS',
	UpdateAlias: 'KEYS',
	RenameAlias: 'KEYS',
	DeleteAlias: 'KEYS',
	GetParametersForImport: 'IMPORT',
	DownloadImportParameters: 'IMPORT',
	DiscardImport: 'IMPORT',
	EncryptKeyMaterial: 'IMPORT',
	RehearseRecovery: 'IMPORT',
	ImportKeyMaterial: 'IMPORT',
	DeleteImportedKeyMaterial: 'IMPORT',
	ExpireKeyMaterial: 'IMPORT',
	ExpireImportParameters: 'IMPORT',
	EraseReplacedWrappingKey: 'IMPORT',
	WrapKeyMaterial: 'USE',
	Encrypt: 'USE',
	Decrypt: 'USE',
	ReEncrypt: 'USE',
	GenerateDataKey: 'USE',
	GenerateDataKeyWithoutPlaintext: 'USE'
};

export function operationsOfKind(kind: ActivityKind): string[] {
	return Object.entries(kinds).flatMap(([operation, its]) => (its === kind ? [operation] : []));
}
