import type { LoggedOperation } from '#lib/domain/vault/operation.ts';
import type { KmsErrorCode } from '#lib/domain/errors.ts';
import type { LogDetail } from '#lib/domain/vault/log-entry.ts';
import { formatNumber } from '#lib/ui/words/format.ts';
import type { logMessages as English } from '../en/log.ts';
import { timeIn, textIn, setIn, cloudIn, keySpecIn, bytesIn, type Sentences } from '../log.ts';
import type { Translation } from '../messages.ts';
import { keyStateMessages } from './key-state.ts';

/** What is done to the file of a job. */
const fileWork: Partial<Record<string, string>> = {
	EncryptFile: '加密',
	DecryptFile: '解密',
	ReEncryptFile: '用另一密钥重新加密'
};

/** “标签 env”, “标签 env、owner 等 5 个” */
const tagsIn = ({ tags, tagKeys }: LogDetail): string => {
	const keys = typeof tagKeys === 'string' ? tagKeys.split(', ') : [];
	const count = Number(tags ?? 0);
	return `标签 ${keys.join('、')}${count > keys.length ? ` 等 ${formatNumber(count, 'zh-CN')} 个` : ''}`;
};

const expiry = ({ validTo }: LogDetail): string =>
	typeof validTo === 'number' ? `过期时间：${timeIn({ validTo }, 'validTo', 'zh-CN')}` : '永不过期';

/** What was done, when it was done. */
export const sentences: Sentences = {
	CreateVault: () => '创建了保管库',
	UnlockVault: ({ older, recovered }) =>
		[
			'解锁了保管库',
			older === true && '它比此浏览器见过的副本旧',
			recovered === 'DATABASE' && '数据库丢失了它，已用镜像恢复',
			recovered === 'MIRROR' && '它的镜像已丢失或过时，已重新写入'
		]
			.filter(Boolean)
			.join('：'),
	OpenVaultFile: ({ replaced, older, entriesSeen }) => {
		const what =
			replaced === true ? '从文件打开了保管库，替换了原有的保管库' : '从文件打开了保管库';
		return older === true
			? `${what}；它是较旧的副本，缺少此浏览器已见过的内容，直至日志第 ${String(entriesSeen)} 条`
			: what;
	},
	RecordBackup: ({ epoch }) =>
		`保存了保管库文件并读回核对（状态 ${formatNumber(Number(epoch ?? 0), 'zh-CN')}）`,
	UpdateVault: () => '更改了保管库设置',
	ChangePassphrase: ({ step }) => (step === 'ADDED' ? '添加了新口令' : '移除了旧口令'),
	AcceptClock: (detail) =>
		`接受了电脑的时间 ${timeIn(detail, 'to', 'zh-CN')}，此前见过 ${timeIn(detail, 'from', 'zh-CN')}`,
	ExportVerified: ({ keys }) =>
		`将 ${formatNumber(Number(keys ?? 0), 'zh-CN')} 个密钥连同密钥材料保存到加密文件`,
	CreateKey: (detail) =>
		`创建了密钥${'keySpec' in detail ? `（${textIn(detail, 'keySpec')}，${textIn(detail, 'keyUsage')}）` : ''}，来源：${detail['origin'] === 'EXTERNAL' ? keyStateMessages.EXTERNAL : keyStateMessages.AIRLOCK}${detail['exportable'] === true ? '，可导出' : ''}${'replaces' in detail ? '，用于替换另一个密钥' : ''}${'tags' in detail ? `，带有${tagsIn(detail)}` : ''}`,
	EnableKey: () => '启用了密钥',
	DisableKey: () => '禁用了密钥',
	RetireKey: () => '使密钥退役：今后它只解密和验证',
	UnretireKey: () => '取消了密钥的退役：它又可用于新的内容',
	UpdateKeyDescription: () => '更改了描述',
	ScheduleKeyDeletion: () => '计划删除密钥',
	CancelKeyDeletion: () => '取消了删除',
	SightDeletionDate: () => '已到删除日期，等待再次确认',
	DeleteKey: () => '密钥已删除',
	RotateKeyOnDemand: (detail) =>
		`轮换了密钥：今后用新的密钥材料 ${textIn(detail, 'keyMaterialId')} 加密`,
	RotateKey: (detail) =>
		`按期轮换了密钥：今后用新的密钥材料 ${textIn(detail, 'keyMaterialId')} 加密`,
	EnableKeyRotation: ({ days }) =>
		`开启了自动轮换，每 ${formatNumber(Number(days ?? 0), 'zh-CN')} 天一次`,
	DisableKeyRotation: () => '关闭了自动轮换',
	CreateAlias: (detail) => `添加了别名 ${textIn(detail, 'alias')}`,
	UpdateAlias: (detail) =>
		'to' in detail
			? `别名 ${textIn(detail, 'alias')} 移到了另一个密钥`
			: `别名 ${textIn(detail, 'alias')} 从另一个密钥移到此密钥`,
	RenameAlias: (detail) => `由 ${textIn(detail, 'from')} 改名为 ${textIn(detail, 'to')}`,
	DeleteAlias: (detail) => `移除了别名 ${textIn(detail, 'alias')}`,
	TagResource: (detail) => `设置了${tagsIn(detail)}`,
	UntagResource: (detail) => `移除了${tagsIn(detail)}`,
	GetParametersForImport: (detail) =>
		`创建了导入参数 ${setIn(detail)}（${textIn(detail, 'wrappingKeySpec')}，${textIn(detail, 'wrappingAlgorithm')}）`,
	DownloadImportParameters: (detail) => `下载了导入参数 ${setIn(detail)}`,
	DiscardImport: () => '放弃了导入',
	EncryptKeyMaterial: ({ source }) =>
		source === 'RANDOM' ? '生成并加密了待导入的密钥材料' : '加密了待导入的密钥材料',
	WrapKeyMaterial: (detail) =>
		detail['source'] === 'KEY'
			? `导出了此密钥的密钥材料，为 ${cloudIn(detail, 'zh-CN')} 包装`
			: `${detail['source'] === 'RANDOM' ? '生成并' : ''}为 ${cloudIn(detail, 'zh-CN')} 包装了 ${keySpecIn(detail, 'zh-CN')}`,
	RehearseRecovery: () => '测试了密钥材料的副本：完好，且属于此密钥',
	ImportKeyMaterial: (detail) =>
		detail['again'] === true
			? `再次导入了同一份密钥材料，${expiry(detail)}`
			: `导入了密钥材料，${expiry(detail)}`,
	ImportFromCopy: (detail) => `用副本再次导入了同一份密钥材料，${expiry(detail)}`,
	DeleteImportedKeyMaterial: () => '删除了密钥材料',
	ExpireKeyMaterial: (detail) => {
		if (detail['early'] === true)
			return `密钥材料被提前擦除：清理运行时，时钟快于实际时间；原定过期时间：${timeIn(detail, 'expired', 'zh-CN')}`;
		return detail['whileLocked'] === true
			? `密钥材料在 Airlock 关闭或锁定期间过期（${timeIn(detail, 'expired', 'zh-CN')}），已被删除（${timeIn(detail, 'erased', 'zh-CN')}）`
			: `密钥材料已过期（${timeIn(detail, 'expired', 'zh-CN')}）并被删除`;
	},
	ExpireImportParameters: (detail) =>
		detail['early'] === true
			? `导入参数 ${setIn(detail)} 被提前擦除：清理运行时，时钟快于实际时间`
			: `导入参数 ${setIn(detail)} 已失效`,
	EraseReplacedWrappingKey: (detail) => `已擦除被替换的导入参数 ${setIn(detail)} 的私钥`,
	Encrypt: (detail) => `加密了 ${bytesIn(detail, 'zh-CN')}`,
	Decrypt: (detail) => `解密了 ${bytesIn(detail, 'zh-CN')}`,
	ReEncrypt: (detail) =>
		'to' in detail ? '解密并改用另一个密钥重新加密' : '由另一个密钥改用此密钥重新加密',
	EncryptFile: (detail) =>
		`开始加密一个 ${bytesIn(detail, 'zh-CN')}的文件（任务 ${textIn(detail, 'job')}）`,
	DecryptFile: (detail) =>
		`开始解密一个文件${
			detail['withoutCommitment'] === true ? '，已允许其没有密钥承诺' : ''
		}（任务 ${textIn(detail, 'job')}）`,
	ReEncryptFile: (detail) =>
		'to' in detail
			? `开始用另一密钥重新加密一个文件（任务 ${textIn(detail, 'job')}）`
			: `开始用此密钥重新加密一个文件，来自另一密钥（任务 ${textIn(detail, 'job')}）`,
	FinishFile: (detail) => {
		const work = fileWork[textIn(detail, 'of')] ?? '处理';
		const size = bytesIn(detail, 'zh-CN');
		const job = `（任务 ${textIn(detail, 'job')}）`;
		const compared = detail['of'] === 'ReEncryptFile' ? '，并与旧文件核对' : '';
		const placed = detail['replaced'] === true ? '，已替换旧文件' : '';
		if (detail['result'] === 'DONE') return `${work}了 ${size}的文件${compared}${placed}${job}`;
		const end = detail['result'] === 'STOPPED' ? '停止' : '失败';
		return `${work}文件在 ${size}处${end}，没有保留任何内容${job}`;
	},
	GenerateDataKey: (detail) => `生成了 ${bytesIn(detail, 'zh-CN')}的数据密钥`,
	GenerateDataKeyWithoutPlaintext: (detail) =>
		`生成了 ${bytesIn(detail, 'zh-CN')}的数据密钥（仅密文）`,
	GenerateDataKeyPair: (detail) => `生成了数据密钥对（${textIn(detail, 'keyPairSpec')}）`,
	GenerateDataKeyPairWithoutPlaintext: (detail) =>
		`生成了数据密钥对（${textIn(detail, 'keyPairSpec')}），私钥仅密文`,
	DeriveSharedSecret: (detail) => `派生了共享密钥（${textIn(detail, 'algorithm')}）`,
	Sign: (detail) => `签署了 ${bytesIn(detail, 'zh-CN')}（${textIn(detail, 'algorithm')}）`,
	Verify: (detail) => `验证了 ${bytesIn(detail, 'zh-CN')}的签名（${textIn(detail, 'algorithm')}）`,
	CreateCertificateRequest: (detail) => `创建了证书请求（${textIn(detail, 'algorithm')}）`,
	CreateSelfSignedCertificate: (detail) =>
		`创建了${detail['authority'] === true ? '证书颁发机构的证书' : '证书'}，序列号 ${textIn(detail, 'serialNumber')}，有效期至 ${timeIn(detail, 'validTo', 'zh-CN')}（${textIn(detail, 'algorithm')}）`,
	GenerateMac: (detail) =>
		`生成了 ${bytesIn(detail, 'zh-CN')}的 MAC（${textIn(detail, 'algorithm')}）`,
	VerifyMac: (detail) =>
		`验证了 ${bytesIn(detail, 'zh-CN')}的 MAC（${textIn(detail, 'algorithm')}）`
};

/** What was asked for, when it was refused: the first half of “Import of key material refused: …”. */
export const operationNames: Record<LoggedOperation, string> = {
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
	RetireKey: '退役',
	UnretireKey: '取消退役',
	UpdateKeyDescription: '更改描述',
	ScheduleKeyDeletion: '计划删除',
	CancelKeyDeletion: '取消删除',
	SightDeletionDate: '删除',
	DeleteKey: '删除',
	RotateKeyOnDemand: '轮换',
	RotateKey: '轮换',
	EnableKeyRotation: '开启自动轮换',
	DisableKeyRotation: '关闭自动轮换',
	CreateAlias: '添加别名',
	UpdateAlias: '移动别名',
	RenameAlias: '改名',
	DeleteAlias: '移除别名',
	TagResource: '设置标签',
	UntagResource: '移除标签',
	GetParametersForImport: '创建导入参数',
	DownloadImportParameters: '下载导入参数',
	DiscardImport: '放弃导入',
	EncryptKeyMaterial: '加密密钥材料',
	WrapKeyMaterial: '为其他服务包装密钥材料',
	RehearseRecovery: '测试副本',
	ImportFromCopy: '从副本导入',
	ImportKeyMaterial: '导入密钥材料',
	DeleteImportedKeyMaterial: '删除密钥材料',
	ExpireKeyMaterial: '过期',
	ExpireImportParameters: '导入参数失效',
	EraseReplacedWrappingKey: '擦除被替换的私钥',
	Encrypt: '加密',
	Decrypt: '解密',
	ReEncrypt: '重新加密',
	EncryptFile: '加密文件',
	DecryptFile: '解密文件',
	ReEncryptFile: '用另一密钥重新加密文件',
	FinishFile: '记录文件处理结束',
	GenerateDataKey: '生成数据密钥',
	GenerateDataKeyWithoutPlaintext: '生成数据密钥',
	GenerateDataKeyPair: '生成数据密钥对',
	GenerateDataKeyPairWithoutPlaintext: '生成数据密钥对',
	DeriveSharedSecret: '派生共享密钥',
	Sign: '签名',
	Verify: '验证签名',
	CreateCertificateRequest: '创建证书请求',
	CreateSelfSignedCertificate: '创建证书',
	GenerateMac: '生成 MAC',
	VerifyMac: '验证 MAC'
};

/** Why something was refused, as the end of a sentence. The log keeps the code and, where there is one, its reason. */
export const refusals: Record<KmsErrorCode, string> = {
	NotFound: '没有相应的密钥、别名或导入参数',
	AlreadyExists: '名称已被占用',
	InvalidState: '密钥当时的状态不允许',
	UnsupportedOperation: '此类密钥不允许',
	TagException: '有一个标签无法使用',
	LimitExceeded: '该密钥已达上限',
	KeyRetired: '该密钥已退役',
	InvalidKeyUsage: '密钥并非为此用途创建',
	InvalidParameter: '有一项输入无法使用',
	InvalidImportToken: '导入令牌不匹配',
	ExpiredImportToken: '导入令牌已过期',
	InvalidCiphertext: '无法解密',
	InvalidEncryptedFile: '该文件不是此版本能打开的完整加密文件',
	InvalidArchive: '文件中的内容无法解包',
	IncorrectKey: '内容是用另一个密钥加密的，而非指定的密钥',
	IncorrectKeyMaterial: '不是该密钥所绑定的密钥材料',
	KmsInvalidSignature: '签名验证不通过',
	KmsInvalidMac: 'MAC 验证不通过',
	DryRunOperation: '这只是试运行，操作可以完成',
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
	PassphraseTooEasy: '口令太容易猜到',
	VaultNotFound: '没有保管库',
	VaultLocked: '保管库已锁定',
	VaultDamaged: '部分存储的数据无法读取',
	VaultQuarantined: '保管库已损坏，只能读取',
	ClockTurnedBack: '电脑的时钟被调回',
	Conflict: '另一个窗口同时做了更改',
	Cancelled: '操作被取消',
	QuotaExceeded: '存储空间已满',
	StorageFailed: '浏览器存储出错',
	InternalError: 'Airlock 出错'
};

/** More exact than the code alone. */
export const refusalReasons: Readonly<Record<string, string>> = {
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
};

export const logMessages: Translation<typeof English> = {
	refused: (what, why) => `${what}被拒绝：${why}`,
	PERSON: '您',
	CLOCK: '时钟'
};
