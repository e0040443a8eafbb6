import type { KmsErrorCode } from '#lib/domain/errors.ts';
import { asParameterSetId, shortSetId } from '#lib/domain/ids.ts';
import { keySpecs } from '#lib/domain/key-spec.ts';
import type { LogDetail, LogEntry } from '#lib/domain/log-entry.ts';
import { wrapTargets } from '#lib/domain/wrap-targets.ts';
import { cloudWords } from '#lib/service/cloud-words.ts';
import { formatBytes, formatDateTimeWithZone, formatNumber } from '../format.ts';
import { keySpecNames } from './key-spec.ts';
import { keyStateMessages } from './key-state.ts';
import { messages, type Language } from './messages.ts';

/** Every operation that can stand in the log: those that a person asks for, and those of the clock. */
const loggedOperations = [
	'CreateVault',
	'UnlockVault',
	'OpenVaultFile',
	'RecordBackup',
	'UpdateVault',
	'ChangePassphrase',
	'AcceptClock',
	'ExportVerified',
	'CreateKey',
	'EnableKey',
	'DisableKey',
	'UpdateKeyDescription',
	'ScheduleKeyDeletion',
	'CancelKeyDeletion',
	'SightDeletionDate',
	'DeleteKey',
	'CreateAlias',
	'UpdateAlias',
	'RenameAlias',
	'DeleteAlias',
	'GetParametersForImport',
	'DownloadImportParameters',
	'DiscardImport',
	'EncryptKeyMaterial',
	'WrapKeyMaterial',
	'RehearseRecovery',
	'ImportKeyMaterial',
	'DeleteImportedKeyMaterial',
	'ExpireKeyMaterial',
	'ExpireImportParameters',
	'EraseReplacedWrappingKey',
	'Encrypt',
	'Decrypt',
	'ReEncrypt',
	'GenerateDataKey',
	'GenerateDataKeyWithoutPlaintext'
] as const;
export type LoggedOperation = (typeof loggedOperations)[number];

type Sentences = Record<LoggedOperation, (detail: LogDetail) => string>;

const textIn = (detail: LogDetail, name: string): string => String(detail[name] ?? '–');
const bytesIn = (detail: LogDetail, language: Language): string =>
	formatBytes(Number(detail['bytes'] ?? 0), language);
const timeIn = (detail: LogDetail, name: string, language: Language): string =>
	formatDateTimeWithZone(Number(detail[name] ?? NaN), language);
const cloudIn = ({ target }: LogDetail, language: Language): string =>
	cloudWords[language][wrapTargets.find((one) => one === target) ?? 'OTHER'].name;
const keySpecIn = ({ keySpec }: LogDetail, language: Language): string => {
	const known = keySpecs.find((one) => one === keySpec);
	return known ? keySpecNames[language][known] : '–';
};
const setIn = (detail: LogDetail): string => shortSetId(asParameterSetId(textIn(detail, 'setId')));

/** What was done, when it was done. */
const sentences: Record<Language, Sentences> = {
	en: {
		CreateVault: () => 'Vault created',
		UnlockVault: () => 'Vault unlocked',
		OpenVaultFile: ({ replaced }) =>
			replaced === true
				? 'Vault opened from a file, in place of the one that was here'
				: 'Vault opened from a file',
		RecordBackup: ({ epoch }) =>
			`Vault file saved and read back (state ${formatNumber(Number(epoch ?? 0), 'en')})`,
		UpdateVault: () => 'Vault settings changed',
		ChangePassphrase: ({ step }) =>
			step === 'ADDED' ? 'New passphrase added' : 'Old passphrase removed',
		AcceptClock: (detail) =>
			`This computer’s time accepted: ${timeIn(detail, 'to', 'en')}, after ${timeIn(detail, 'from', 'en')} had been seen`,
		ExportVerified: ({ keys }) =>
			keys === 1
				? '1 key saved to an encrypted file, key material included'
				: `${formatNumber(Number(keys ?? 0), 'en')} keys saved to an encrypted file, key material included`,
		CreateKey: ({ origin, exportable }) =>
			`Key created, origin ${origin === 'EXTERNAL' ? keyStateMessages.en.EXTERNAL : keyStateMessages.en.AIRLOCK}${exportable === true ? ', exportable' : ''}`,
		EnableKey: () => 'Key enabled',
		DisableKey: () => 'Key disabled',
		UpdateKeyDescription: () => 'Description changed',
		ScheduleKeyDeletion: () => 'Deletion scheduled',
		CancelKeyDeletion: () => 'Deletion cancelled',
		SightDeletionDate: () => 'Deletion date reached, to be confirmed once more',
		DeleteKey: () => 'Key deleted',
		CreateAlias: (detail) => `Alias ${textIn(detail, 'alias')} added`,
		UpdateAlias: (detail) =>
			'to' in detail
				? `Alias ${textIn(detail, 'alias')} moved to another key`
				: `Alias ${textIn(detail, 'alias')} moved here from another key`,
		RenameAlias: (detail) => `Renamed from ${textIn(detail, 'from')} to ${textIn(detail, 'to')}`,
		DeleteAlias: (detail) => `Alias ${textIn(detail, 'alias')} removed`,
		GetParametersForImport: (detail) =>
			`Parameters ${setIn(detail)} created (${textIn(detail, 'wrappingKeySpec')}, ${textIn(detail, 'wrappingAlgorithm')})`,
		DownloadImportParameters: (detail) => `Parameters ${setIn(detail)} downloaded`,
		DiscardImport: () => 'Import discarded',
		EncryptKeyMaterial: ({ source }) =>
			source === 'RANDOM'
				? 'Key material made and encrypted for import'
				: 'Key material encrypted for import',
		WrapKeyMaterial: (detail) =>
			detail['source'] === 'KEY'
				? `Key material of this key exported, wrapped for ${cloudIn(detail, 'en')}`
				: `${keySpecIn(detail, 'en')} ${detail['source'] === 'RANDOM' ? 'made and wrapped' : 'wrapped'} for ${cloudIn(detail, 'en')}`,
		RehearseRecovery: () => 'Copy of the key material tested: it is whole and belongs to this key',
		ImportKeyMaterial: (detail) => {
			const expiry =
				typeof detail['validTo'] === 'number'
					? `expires ${timeIn(detail, 'validTo', 'en')}`
					: 'never expires';
			return detail['again'] === true
				? `Same key material imported again, ${expiry}`
				: `Key material imported, ${expiry}`;
		},
		DeleteImportedKeyMaterial: () => 'Key material deleted',
		ExpireKeyMaterial: (detail) =>
			detail['whileLocked'] === true
				? `Key material expired (${timeIn(detail, 'expired', 'en')}) while Airlock was closed or locked; it was deleted (${timeIn(detail, 'erased', 'en')})`
				: `Key material expired (${timeIn(detail, 'expired', 'en')}) and was deleted`,
		ExpireImportParameters: (detail) => `Parameters ${setIn(detail)} ran out`,
		EraseReplacedWrappingKey: (detail) =>
			`Private key of the replaced parameters ${setIn(detail)} erased`,
		Encrypt: (detail) => `${bytesIn(detail, 'en')} encrypted`,
		Decrypt: (detail) => `${bytesIn(detail, 'en')} decrypted`,
		ReEncrypt: (detail) =>
			'to' in detail
				? 'Decrypted, and encrypted again with another key'
				: 'Encrypted again with this key, from another',
		GenerateDataKey: (detail) => `Data key of ${bytesIn(detail, 'en')} made`,
		GenerateDataKeyWithoutPlaintext: (detail) =>
			`Data key of ${bytesIn(detail, 'en')} made, encrypted form only`
	},
	'zh-CN': {
		CreateVault: () => '创建了保管库',
		UnlockVault: () => '解锁了保管库',
		OpenVaultFile: ({ replaced }) =>
			replaced === true ? '从文件打开了保管库，替换了原有的保管库' : '从文件打开了保管库',
		RecordBackup: ({ epoch }) =>
			`保存了保管库文件并读回核对（状态 ${formatNumber(Number(epoch ?? 0), 'zh-CN')}）`,
		UpdateVault: () => '更改了保管库设置',
		ChangePassphrase: ({ step }) => (step === 'ADDED' ? '添加了新口令' : '移除了旧口令'),
		AcceptClock: (detail) =>
			`接受了电脑的时间 ${timeIn(detail, 'to', 'zh-CN')}，此前见过 ${timeIn(detail, 'from', 'zh-CN')}`,
		ExportVerified: ({ keys }) =>
			`将 ${formatNumber(Number(keys ?? 0), 'zh-CN')} 个密钥连同密钥材料保存到加密文件`,
		CreateKey: ({ origin, exportable }) =>
			`创建了密钥，来源：${origin === 'EXTERNAL' ? keyStateMessages['zh-CN'].EXTERNAL : keyStateMessages['zh-CN'].AIRLOCK}${exportable === true ? '，可导出' : ''}`,
		EnableKey: () => '启用了密钥',
		DisableKey: () => '禁用了密钥',
		UpdateKeyDescription: () => '更改了描述',
		ScheduleKeyDeletion: () => '计划删除密钥',
		CancelKeyDeletion: () => '取消了删除',
		SightDeletionDate: () => '已到删除日期，等待再次确认',
		DeleteKey: () => '密钥已删除',
		CreateAlias: (detail) => `添加了别名 ${textIn(detail, 'alias')}`,
		UpdateAlias: (detail) =>
			'to' in detail
				? `别名 ${textIn(detail, 'alias')} 移到了另一个密钥`
				: `别名 ${textIn(detail, 'alias')} 从另一个密钥移到此密钥`,
		RenameAlias: (detail) => `由 ${textIn(detail, 'from')} 改名为 ${textIn(detail, 'to')}`,
		DeleteAlias: (detail) => `移除了别名 ${textIn(detail, 'alias')}`,
		GetParametersForImport: (detail) =>
			`创建了导入参数 ${setIn(detail)}（${textIn(detail, 'wrappingKeySpec')}，${textIn(detail, 'wrappingAlgorithm')}）`,
		DownloadImportParameters: (detail) => `下载了导入参数 ${setIn(detail)}`,
		DiscardImport: () => '放弃了导入',
		EncryptKeyMaterial: ({ source }) =>
			source === 'RANDOM' ? '生成并加密了待导入的密钥材料' : '加密了待导入的密钥材料',
		WrapKeyMaterial: (detail) =>
			detail['source'] === 'KEY'
				? `导出了此密钥的密钥材料，为 ${cloudIn(detail, 'zh-CN')} 包装`
				: `${detail['source'] === 'RANDOM' ? '生成并' : ''}为 ${cloudIn(detail, 'zh-CN')} 包装了${keySpecIn(detail, 'zh-CN')}`,
		RehearseRecovery: () => '测试了密钥材料的副本：完好，且属于此密钥',
		ImportKeyMaterial: (detail) => {
			const expiry =
				typeof detail['validTo'] === 'number'
					? `过期时间：${timeIn(detail, 'validTo', 'zh-CN')}`
					: '永不过期';
			return detail['again'] === true
				? `再次导入了同一份密钥材料，${expiry}`
				: `导入了密钥材料，${expiry}`;
		},
		DeleteImportedKeyMaterial: () => '删除了密钥材料',
		ExpireKeyMaterial: (detail) =>
			detail['whileLocked'] === true
				? `密钥材料在 Airlock 关闭或锁定期间过期（${timeIn(detail, 'expired', 'zh-CN')}），已被删除（${timeIn(detail, 'erased', 'zh-CN')}）`
				: `密钥材料已过期（${timeIn(detail, 'expired', 'zh-CN')}）并被删除`,
		ExpireImportParameters: (detail) => `导入参数 ${setIn(detail)} 已失效`,
		EraseReplacedWrappingKey: (detail) => `已擦除被替换的导入参数 ${setIn(detail)} 的私钥`,
		Encrypt: (detail) => `加密了 ${bytesIn(detail, 'zh-CN')}`,
		Decrypt: (detail) => `解密了 ${bytesIn(detail, 'zh-CN')}`,
		ReEncrypt: (detail) =>
			'to' in detail ? '解密并改用另一个密钥重新加密' : '由另一个密钥改用此密钥重新加密',
		GenerateDataKey: (detail) => `生成了 ${bytesIn(detail, 'zh-CN')}的数据密钥`,
		GenerateDataKeyWithoutPlaintext: (detail) =>
			`生成了 ${bytesIn(detail, 'zh-CN')}的数据密钥（仅密文）`
	}
};

/** What was asked for, when it was refused: the first half of “Import of key material refused: …”. */
export const operationNames = messages({
	en: {
		CreateVault: 'Creating the vault',
		UnlockVault: 'Unlocking',
		OpenVaultFile: 'Opening a vault file',
		RecordBackup: 'Recording a backup',
		UpdateVault: 'Change of vault settings',
		ChangePassphrase: 'Change of passphrase',
		AcceptClock: 'Accepting this computer’s time',
		ExportVerified: 'Saving what can be read',
		CreateKey: 'Creating a key',
		EnableKey: 'Enabling',
		DisableKey: 'Disabling',
		UpdateKeyDescription: 'Change of description',
		ScheduleKeyDeletion: 'Scheduling deletion',
		CancelKeyDeletion: 'Cancelling deletion',
		SightDeletionDate: 'Deletion',
		DeleteKey: 'Deletion',
		CreateAlias: 'Adding an alias',
		UpdateAlias: 'Moving an alias',
		RenameAlias: 'Renaming',
		DeleteAlias: 'Removing an alias',
		GetParametersForImport: 'Creating parameters',
		DownloadImportParameters: 'Download of parameters',
		DiscardImport: 'Discarding the import',
		EncryptKeyMaterial: 'Encryption of key material',
		WrapKeyMaterial: 'Wrapping of key material for another service',
		RehearseRecovery: 'Test of a copy',
		ImportKeyMaterial: 'Import of key material',
		DeleteImportedKeyMaterial: 'Deletion of key material',
		ExpireKeyMaterial: 'Expiry',
		ExpireImportParameters: 'Expiry of parameters',
		EraseReplacedWrappingKey: 'Erasure of a replaced private key',
		Encrypt: 'Encryption',
		Decrypt: 'Decryption',
		ReEncrypt: 'Encrypting again',
		GenerateDataKey: 'Making a data key',
		GenerateDataKeyWithoutPlaintext: 'Making a data key'
	},
	'zh-CN': {
		CreateVault: '创建保管库',
		UnlockVault: '解锁',
		OpenVaultFile: '打开保管库文件',
		RecordBackup: '记录备份',
		UpdateVault: '更改保管库设置',
		ChangePassphrase: '更改口令',
		AcceptClock: '接受电脑的时间',
		ExportVerified: '保存可读取的内容',
		CreateKey: '创建密钥',
		EnableKey: '启用',
		DisableKey: '禁用',
		UpdateKeyDescription: '更改描述',
		ScheduleKeyDeletion: '计划删除',
		CancelKeyDeletion: '取消删除',
		SightDeletionDate: '删除',
		DeleteKey: '删除',
		CreateAlias: '添加别名',
		UpdateAlias: '移动别名',
		RenameAlias: '改名',
		DeleteAlias: '移除别名',
		GetParametersForImport: '创建导入参数',
		DownloadImportParameters: '下载导入参数',
		DiscardImport: '放弃导入',
		EncryptKeyMaterial: '加密密钥材料',
		WrapKeyMaterial: '为其他服务包装密钥材料',
		RehearseRecovery: '测试副本',
		ImportKeyMaterial: '导入密钥材料',
		DeleteImportedKeyMaterial: '删除密钥材料',
		ExpireKeyMaterial: '过期',
		ExpireImportParameters: '导入参数失效',
		EraseReplacedWrappingKey: '擦除被替换的私钥',
		Encrypt: '加密',
		Decrypt: '解密',
		ReEncrypt: '重新加密',
		GenerateDataKey: '生成数据密钥',
		GenerateDataKeyWithoutPlaintext: '生成数据密钥'
	}
} satisfies Record<Language, Record<LoggedOperation, string>>);

/** Why something was refused, as the end of a sentence. The log keeps the code and, where there is one, its reason. */
const refusals: Record<Language, Record<KmsErrorCode, string>> = {
	en: {
		NotFound: 'there is no such key, alias or set of parameters',
		AlreadyExists: 'the name is taken',
		InvalidState: 'the key’s state did not allow it',
		UnsupportedOperation: 'a key of its kind does not allow it',
		InvalidParameter: 'something that was entered could not be used',
		InvalidImportToken: 'the import token did not fit',
		ExpiredImportToken: 'the import token had run out',
		InvalidCiphertext: 'it could not be decrypted',
		IncorrectKey: 'it was encrypted with another key than the one that was named',
		IncorrectKeyMaterial: 'it was not the key material this key is bound to',
		InvalidKeyMaterialLength: 'the key material had the wrong length',
		WeakKeyMaterial: 'the key material was not random',
		InvalidPrivateKey: 'the private key could not be used',
		InvalidPublicKey: 'the public key could not be used',
		PlaintextKeyMaterial: 'the key material was not encrypted',
		InvalidValidTo: 'the expiry could not be used',
		InvalidRecoveryCopy: 'the shares could not be joined',
		InvalidVaultFile: 'the vault file could not be used',
		EmptyInput: 'there was nothing in it',
		UnreadableFile: 'the file could not be read',
		InputTooLarge: 'it was too large',
		VaultFull: 'the vault was full',
		IncorrectPassphrase: 'the passphrase was not right',
		PassphraseTooShort: 'the passphrase was too short',
		VaultNotFound: 'there was no vault',
		VaultLocked: 'the vault was locked',
		VaultDamaged: 'part of the stored data could not be read',
		VaultQuarantined: 'the vault is damaged and can only be read',
		ClockTurnedBack: 'this computer’s clock had gone back',
		Conflict: 'another window made a change at the same moment',
		QuotaExceeded: 'the storage was full',
		StorageFailed: 'the browser’s storage failed',
		InternalError: 'Airlock made a mistake'
	},
	'zh-CN': {
		NotFound: '没有相应的密钥、别名或导入参数',
		AlreadyExists: '名称已被占用',
		InvalidState: '密钥当时的状态不允许',
		UnsupportedOperation: '此类密钥不允许',
		InvalidParameter: '有一项输入无法使用',
		InvalidImportToken: '导入令牌不匹配',
		ExpiredImportToken: '导入令牌已过期',
		InvalidCiphertext: '无法解密',
		IncorrectKey: '内容是用另一个密钥加密的，而非指定的密钥',
		IncorrectKeyMaterial: '不是该密钥所绑定的密钥材料',
		InvalidKeyMaterialLength: '密钥材料长度不对',
		WeakKeyMaterial: '密钥材料不是随机的',
		InvalidPrivateKey: '无法使用此私钥',
		InvalidPublicKey: '无法使用此公钥',
		PlaintextKeyMaterial: '密钥材料尚未加密',
		InvalidValidTo: '过期时间无法使用',
		InvalidRecoveryCopy: '份额无法合并',
		InvalidVaultFile: '保管库文件无法使用',
		EmptyInput: '内容为空',
		UnreadableFile: '无法读取文件',
		InputTooLarge: '内容过大',
		VaultFull: '保管库已满',
		IncorrectPassphrase: '口令不正确',
		PassphraseTooShort: '口令太短',
		VaultNotFound: '没有保管库',
		VaultLocked: '保管库已锁定',
		VaultDamaged: '部分存储的数据无法读取',
		VaultQuarantined: '保管库已损坏，只能读取',
		ClockTurnedBack: '电脑的时钟被调回',
		Conflict: '另一个窗口同时做了更改',
		QuotaExceeded: '存储空间已满',
		StorageFailed: '浏览器存储出错',
		InternalError: 'Airlock 出错'
	}
};

/** More exact than the code alone. */
const refusalReasons: Record<Language, Readonly<Record<string, string>>> = {
	en: {
		NOT_A_TOKEN: 'the file was not an import token',
		CUT_OFF: 'the import token was incomplete',
		ALTERED: 'the import token had been changed',
		OTHER_VAULT: 'the import token was from another vault',
		OTHER_KEY: 'the import token was for another key',
		SPENT: 'the import token had been used',
		REPLACED: 'the import token was from an older download',
		UNKNOWN_SET: 'the import token belonged to parameters this key no longer had',
		PAST: 'the expiry had passed',
		TOO_SOON: 'the expiry was less than 5 minutes away'
	},
	'zh-CN': {
		NOT_A_TOKEN: '文件不是导入令牌',
		CUT_OFF: '导入令牌不完整',
		ALTERED: '导入令牌被改动过',
		OTHER_VAULT: '导入令牌来自另一个保管库',
		OTHER_KEY: '导入令牌属于另一个密钥',
		SPENT: '导入令牌已经用过',
		REPLACED: '导入令牌来自较早的一次下载',
		UNKNOWN_SET: '导入令牌对应的参数已不属于此密钥',
		PAST: '过期时间已经过去',
		TOO_SOON: '过期时间不足 5 分钟之后'
	}
};

const logMessages = messages({
	en: {
		refused: (what: string, why: string) => `${what} refused: ${why}`,
		PERSON: 'You',
		CLOCK: 'Clock'
	},
	'zh-CN': {
		refused: (what, why) => `${what}被拒绝：${why}`,
		PERSON: '您',
		CLOCK: '时钟'
	}
});

function isLogged(operation: string): operation is LoggedOperation {
	return (loggedOperations as readonly string[]).includes(operation);
}

/** @returns one sentence, without a full stop: “Key material imported, expires 25 Nov 2026, 20:26 GMT+8” */
export function describeLogEntry(
	{ operation, result, detail }: Pick<LogEntry, 'operation' | 'result' | 'detail'>,
	language: Language
): string {
	// A newer version may have written what this one does not know.
	if (!isLogged(operation)) return operation;
	if (result === 'Success') return sentences[language][operation](detail);
	const { reason } = detail;
	const exact = typeof reason === 'string' ? refusalReasons[language][reason] : undefined;
	const why = exact ?? refusals[language][result];
	return logMessages[language].refused(operationNames[language][operation], why);
}

/** @returns who caused an entry: “You” or “Clock” */
export function describeActor(actor: LogEntry['actor'], language: Language): string {
	return logMessages[language][actor];
}
