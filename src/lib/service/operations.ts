import type { KmsErrorCode } from '#lib/domain/errors.ts';
import { logsRefusals, type LoggedOperation, type Operation } from '#lib/domain/vault/operation.ts';
import type { OperationFunction, VaultContext } from './engine/context.ts';
import { exportActivity, listActivity } from './operations/activity.ts';
import * as aliases from './operations/aliases.ts';
import * as certificates from './operations/certificates.ts';
import { listDeadlines } from './operations/deadlines.ts';
import * as deletion from './operations/deletion.ts';
import * as cryptographic from './operations/encrypt.ts';
import * as dataKeys from './operations/data-keys.ts';
import { deriveSharedSecret } from './operations/derive-shared-secret.ts';
import * as keyMaterial from './operations/encrypt-key-material.ts';
import * as files from './operations/encrypt-file.ts';
import { diagnoseImport } from './operations/diagnose-import.ts';
import { exportVerified } from './operations/export-verified.ts';
import { findKeyMaterial } from './operations/find-key-material.ts';
import * as draft from './operations/import-draft.ts';
import { importFromCopy } from './operations/import-from-copy.ts';
import * as imports from './operations/import-key-material.ts';
import * as parameters from './operations/import-parameters.ts';
import { generateRandom } from './operations/generate-random.ts';
import * as macs from './operations/mac.ts';
import { rehearseRecovery } from './operations/recovery.ts';
import * as keys from './operations/keys.ts';
import * as retirement from './operations/retirement.ts';
import * as rotation from './operations/rotation.ts';
import * as tags from './operations/tags.ts';
import { acceptClock } from './operations/accept-clock.ts';
import { deleteVault, removeVault } from './operations/delete-vault.ts';
import { changePassphrase } from './operations/change-passphrase.ts';
import { createVault } from './operations/create-vault.ts';
import { unlockVault } from './operations/unlock-vault.ts';
import { updateVault } from './operations/update-vault.ts';
import { verifyWithPublicKey } from './operations/verify-with-public-key.ts';
import * as vault from './operations/vault.ts';
import { inspectVaultFile } from './operations/inspect-vault-file.ts';
import { openVaultFile } from './operations/open-vault-file.ts';
import * as vaultFile from './operations/save-vault-file.ts';
import * as signatures from './operations/sign.ts';
import * as wrap from './operations/wrap-key-material.ts';

/** Every operation by its name. */
export const operations: { [Name in Operation]: OperationFunction<Name, VaultContext> } = {
	GetVaultStatus: vault.getVaultStatus,
	CreateVault: createVault,
	UnlockVault: unlockVault,
	LockVault: vault.lockVault,
	DescribeVault: vault.describeVault,
	UpdateVault: updateVault,
	ChangePassphrase: changePassphrase,
	AcceptClock: acceptClock,
	DeleteVault: deleteVault,
	RemoveVault: removeVault,
	ListActivity: listActivity,
	ExportActivity: exportActivity,
	InspectVaultFile: inspectVaultFile,
	OpenVaultFile: openVaultFile,
	SaveVaultFile: vaultFile.saveVaultFile,
	CheckVaultFile: vaultFile.checkVaultFile,
	RecordBackup: vaultFile.recordBackup,
	ExportVerified: exportVerified,
	CreateKey: keys.createKey,
	DescribeKey: keys.describeKey,
	ListKeys: keys.listKeys,
	ListDeadlines: listDeadlines,
	EnableKey: keys.enableKey,
	DisableKey: keys.disableKey,
	RetireKey: retirement.retireKey,
	UnretireKey: retirement.unretireKey,
	UpdateKeyDescription: keys.updateKeyDescription,
	ScheduleKeyDeletion: deletion.scheduleKeyDeletion,
	CancelKeyDeletion: deletion.cancelKeyDeletion,
	CreateAlias: aliases.createAlias,
	UpdateAlias: aliases.updateAlias,
	RenameAlias: aliases.renameAlias,
	DeleteAlias: aliases.deleteAlias,
	ListAliases: aliases.listAliases,
	TagResource: tags.tagResource,
	UntagResource: tags.untagResource,
	ListResourceTags: tags.listResourceTags,
	ListTags: tags.listTags,
	RotateKeyOnDemand: rotation.rotateKeyOnDemand,
	EnableKeyRotation: rotation.enableKeyRotation,
	DisableKeyRotation: rotation.disableKeyRotation,
	GetKeyRotationStatus: rotation.getKeyRotationStatus,
	ListKeyRotations: rotation.listKeyRotations,
	GetParametersForImport: parameters.getParametersForImport,
	DownloadImportParameters: parameters.downloadImportParameters,
	GetImportProgress: draft.getImportProgress,
	SaveImportDraft: draft.saveImportDraft,
	DiscardImport: draft.discardImport,
	EncryptKeyMaterial: keyMaterial.encryptKeyMaterial,
	InspectKeyMaterial: keyMaterial.inspectKeyMaterial,
	RehearseRecovery: rehearseRecovery,
	ImportKeyMaterial: imports.importKeyMaterial,
	ImportFromCopy: importFromCopy,
	DiagnoseImport: diagnoseImport,
	FindKeyMaterial: findKeyMaterial,
	DeleteImportedKeyMaterial: imports.deleteImportedKeyMaterial,
	WrapKeyMaterial: wrap.wrapKeyMaterial,
	InspectPublicKey: wrap.inspectPublicKey,
	InspectKeyToWrap: wrap.inspectKeyToWrap,
	Encrypt: cryptographic.encrypt,
	Decrypt: cryptographic.decrypt,
	ReEncrypt: cryptographic.reEncrypt,
	EncryptFile: files.encryptFile,
	DecryptFile: files.decryptFile,
	ReEncryptFile: files.reEncryptFile,
	FinishFile: files.finishFile,
	GenerateDataKey: dataKeys.generateDataKey,
	GenerateDataKeyWithoutPlaintext: dataKeys.generateDataKeyWithoutPlaintext,
	GenerateDataKeyPair: dataKeys.generateDataKeyPair,
	GenerateDataKeyPairWithoutPlaintext: dataKeys.generateDataKeyPairWithoutPlaintext,
	Sign: signatures.sign,
	Verify: signatures.verify,
	VerifyWithPublicKey: verifyWithPublicKey,
	CreateCertificateRequest: certificates.createCertificateRequest,
	CreateSelfSignedCertificate: certificates.createSelfSignedCertificate,
	GenerateMac: macs.generateMac,
	VerifyMac: macs.verifyMac,
	DeriveSharedSecret: deriveSharedSecret,
	GetPublicKey: signatures.getPublicKey,
	GenerateRandom: generateRandom
};

/** Refusals that say nothing about a key, or that could not be written anyway. */
const unwritable: ReadonlySet<KmsErrorCode> = new Set([
	'VaultLocked',
	'VaultNotFound',
	'VaultQuarantined',
	'Conflict',
	'Cancelled',
	'VaultFull',
	'QuotaExceeded',
	'StorageFailed'
]);

/** @returns whether this refusal is written to the log */
export const refusalIsLogged = (
	operation: Operation,
	code: KmsErrorCode
): operation is Operation & LoggedOperation => logsRefusals(operation) && !unwritable.has(code);
