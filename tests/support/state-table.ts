/** The state table of a KMS key as it must be, written out: nothing here is asked of the code. */
import type { Origin } from '#lib/domain/key/cmk.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';

const columns: readonly KeyState[] = ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'];

/** y: allowed, n: InvalidState, -: UnsupportedOperation; in the order of {@link columns}. */
export const stateTable: Record<KeyOperation, Record<Origin, string>> = {
	Encrypt: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	Decrypt: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	ReEncrypt: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	EncryptFile: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	DecryptFile: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	ReEncryptFile: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	GenerateDataKey: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	GenerateDataKeyWithoutPlaintext: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	DescribeKey: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	ListAliases: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	CreateAlias: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	UpdateAlias: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	RenameAlias: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	DeleteAlias: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	UpdateKeyDescription: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	TagResource: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	UntagResource: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	ListResourceTags: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	EnableKey: { EXTERNAL: 'nyyn', AIRLOCK: 'nyyn' },
	DisableKey: { EXTERNAL: 'nyyn', AIRLOCK: 'nyyn' },
	ScheduleKeyDeletion: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	CancelKeyDeletion: { EXTERNAL: 'nnny', AIRLOCK: 'nnny' },
	GetParametersForImport: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	DownloadImportParameters: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	EncryptKeyMaterial: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	SaveImportDraft: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	DiscardImport: { EXTERNAL: 'yyyy', AIRLOCK: '----' },
	ImportKeyMaterial: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	DeleteImportedKeyMaterial: { EXTERNAL: 'yyyy', AIRLOCK: '----' },
	// AIRLOCK: made exportable
	WrapKeyMaterial: { EXTERNAL: '----', AIRLOCK: 'nynn' },
	RehearseRecovery: { EXTERNAL: 'yyyy', AIRLOCK: '----' }
};

export const expectedOutcome = { y: 'success', n: 'InvalidState', '-': 'UnsupportedOperation' };

export const stateTableCells = (Object.keys(stateTable) as KeyOperation[]).flatMap((operation) =>
	(['EXTERNAL', 'AIRLOCK'] as const).flatMap((origin) =>
		columns.map((state, column) => ({
			operation,
			origin,
			state,
			expected:
				expectedOutcome[
					stateTable[operation][origin].charAt(column) as keyof typeof expectedOutcome
				]
		}))
	)
);
