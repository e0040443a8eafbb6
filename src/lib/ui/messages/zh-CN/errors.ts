import type { Damage } from '#lib/domain/errors.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import type { KeyRule } from '#lib/domain/vault/operation.ts';
import { formatBytes, formatDateTimeWithZone } from '#lib/ui/words/format.ts';
import {
	words,
	type ErrorWords,
	type LengthCause,
	type ByReason,
	type Weakness,
	type PlaintextForm,
	type ValidToFault,
	type Resource,
	tokenWords,
	lengthCause,
	describeDamage,
	type ErrorTexts
} from '../errors.ts';
import { keyStateMessages } from './key-state.ts';
import { faultWords } from './recovery-faults.ts';
import { publicKeyTexts } from './public-key-faults.ts';
import { vaultFileTexts } from './vault-file-faults.ts';

/** What is wrong with a record, as an end of “records/8c1e…: …”. */
export const damageTexts: Record<Damage['problem'], string> = {
	MISSING: '缺失',
	ALTERED: '在 Airlock 之外被修改过',
	UNREADABLE: '无法读取',
	UNEXPECTED: '不属于此保管库',
	CHAIN_BROKEN: '与前一条记录不衔接',
	SET_CHANGED: '记录集合与上次保存时不一致',
	SLOTS_CHANGED: '口令槽与上次保存时不一致',
	OLDER_FORMAT: '由首次发布之前的 Airlock 写入',
	NEWER_FORMAT: '由更高版本的 Airlock 写入'
};

export const lengthTexts: Readonly<Record<LengthCause, string>> = {
	LINE_BREAK: '很可能是末尾多了一个换行符。',
	TEXT: '常见原因是把十六进制或 Base64 文本当成了原始字节。',
	OTHER: '它可能是另一个文件，或只是文件的一部分。'
};

export const weakTexts: ByReason<Weakness> = {
	REPEATED_BYTE: words(
		'所有字节都相同。',
		'密钥材料必须是随机的，而这份任何人都能猜到。',
		'请选择随机生成的密钥材料。'
	),
	REPEATED_PATTERN: words(
		'几个字节一再重复。',
		'密钥材料必须是随机的，而这份任何人都能猜到。',
		'请选择随机生成的密钥材料。'
	),
	COUNTING: words(
		'各字节依次递增或递减。',
		'密钥材料必须是随机的，而这是任何人都能猜到的测试数据。',
		'请选择随机生成的密钥材料。'
	),
	PRINTABLE_TEXT: words(
		'这看起来是键入的文字，而不是随机字节。',
		'任何人都可能猜到它。',
		'请选择随机生成的密钥材料。'
	)
};

export const plaintextTitles: Record<PlaintextForm, string> = {
	BYTES: '这看起来是尚未加密的密钥材料。',
	HEX: '这看起来是尚未加密的密钥材料（十六进制）。',
	BASE64: '这看起来是尚未加密的密钥材料（Base64）。',
	PRIVATE_KEY: '这是私钥，不是加密后的密钥文件。'
};

export const validToTexts: ByReason<ValidToFault> = {
	MISSING: words('请选择密钥材料的过期时间，或选择“永不过期”。'),
	NOT_A_TIME: words('这不是有效的日期和时间。', '', '请选择日期和时间。'),
	PAST: words('这个时间已经过去。', '', '请选择更晚的时间。'),
	TOO_SOON: words('请选择至少 5 分钟之后的时间。')
};

const unsupportedTexts: Record<KeyRule, (key: string) => ErrorWords> = {
	EXPORTABLE_ONLY: (key) =>
		words(
			`${key} 创建时未设为可导出。`,
			'这在创建密钥时选定，之后不变：除备份外，它的密钥材料不会离开此保管库。',
			'请创建可导出的密钥，或使用您自己的密钥材料。'
		),
	KEY_PAIR_ONLY: (key) => words(`${key} 没有公钥。`),
	ORIGIN_EXTERNAL_ONLY: (key) =>
		words(
			`${key} 由 Airlock 生成。`,
			'只有来源为“外部”的密钥才能导入密钥材料。',
			'请创建来源为“外部”的密钥。'
		),
	AES_256_ONLY: (key) =>
		words(
			`${key} 不能轮换。`,
			'只有 AES-256 密钥可以轮换。验证签名或 MAC 的人必须知道它出自哪个密钥。',
			'请创建新的密钥，并把别名移到新密钥。'
		),
	ORIGIN_AIRLOCK_ONLY: (key) =>
		words(
			`${key} 不能轮换。`,
			'导入了密钥材料的密钥终身只用同一份密钥材料，因为副本在您手中。',
			'请在它的页面选择“轮换…”，按步骤让新的密钥取代它。'
		),
	NOT_EXPORTABLE: (key) =>
		words(
			`${key} 不能轮换。`,
			'它可以导出：持有其密钥材料的其他服务无法解密用新密钥材料加密的内容。',
			'请创建新的密钥，并把别名移到新密钥。保留旧密钥用于解密。'
		)
};

export const notFoundTexts: Record<Resource, ErrorWords> = {
	key: words('没有这个密钥。', '它可能已被删除。', '请在“用户主密钥”中查找。'),
	alias: words('没有这个名称的密钥。', '它可能已被改名或删除。'),
	importParameters: words(
		'这个密钥没有导入参数。',
		'参数已过期、已用掉或已放弃。',
		'请创建新的导入参数。'
	),
	operation: words('Airlock 没有这个操作。', '页面与其工作线程不匹配。', '请重新加载页面。'),
	job: words('这个文件已不再处理。')
};

export const errorTexts: ErrorTexts = {
	NotFound: ({ resource }) => notFoundTexts[resource],
	AlreadyExists: ({ resource, id }) =>
		resource === 'alias'
			? words(`已有名为 ${id} 的密钥。`, '', '请换一个名称。')
			: words('此处已有保管库。', '', '请解锁它。'),
	InvalidState: ({ operation, keyId, keyState }, nameOf) => {
		const title = `${nameOf(keyId)} 当前为“${keyStateMessages[keyState]}”。`;
		return operation === 'RetireKey' && keyState !== 'PENDING_DELETION'
			? words(
					title,
					'取代其他密钥的密钥必须已启用。没有任何更改。',
					keyState === 'DISABLED' ? '请启用它，然后重试。' : '请导入它的密钥材料，然后重试。'
				)
			: words(title, '处于该状态的密钥不允许此操作。没有任何更改。');
	},
	UnsupportedOperation: ({ keyId, rule }, nameOf) => unsupportedTexts[rule](nameOf(keyId)),
	InvalidParameter: ({ parameter, rule }) =>
		rule === 'KNOWN_TO_THIS_BROWSER'
			? words(
					'此浏览器不支持这种类型的密钥。',
					'并非每种浏览器都支持 ML-DSA 和 Ed25519。',
					'请选择其他类型，或在支持它的浏览器（例如较新的 Chromium）中打开此保管库。'
				)
			: words('有一项输入无法使用。', `参数 ${parameter}：${rule}`, '请修改后重试。'),
	InvalidImportToken: (fault, nameOf) => tokenWords('zh-CN', fault, nameOf),
	ExpiredImportToken: ({ setId, validTo }) =>
		words(
			`这个令牌已于 ${formatDateTimeWithZone(validTo, 'zh-CN')} 过期。`,
			`令牌有效期为 24 小时。它属于导入参数 ${shortSetId(setId)}。`,
			'请创建新的导入参数并重新加密。'
		),
	InvalidKeyMaterialLength: ({ actualBytes, expectedBytes, mostBytes }) =>
		words(
			mostBytes === undefined
				? `AES-256 需要 ${formatBytes(expectedBytes, 'zh-CN')}，这份有 ${formatBytes(actualBytes, 'zh-CN')}。`
				: `此密钥需要 ${expectedBytes} 至 ${formatBytes(mostBytes, 'zh-CN')}，这份有 ${formatBytes(actualBytes, 'zh-CN')}。`,
			lengthTexts[lengthCause(actualBytes, expectedBytes)],
			'请选择长度正确的密钥材料。'
		),
	WeakKeyMaterial: ({ reason }) => weakTexts[reason],
	InvalidPublicKey: ({ reason }) => publicKeyTexts[reason],
	PlaintextKeyMaterial: ({ form, actualBytes }) =>
		words(
			plaintextTitles[form],
			`它有 ${formatBytes(actualBytes, 'zh-CN')}。没有保存。`,
			'请先加密。'
		),
	InvalidValidTo: ({ reason }) => validToTexts[reason],
	InvalidRecoveryCopy: (fault) => words(...faultWords(fault)),
	InvalidVaultFile: ({ reason }) => vaultFileTexts[reason],
	EmptyInput: () => words('内容为空。', '里面什么也没有。', '请选择或输入其他内容。'),
	UnreadableFile: () =>
		words('无法读取该文件。', '它可能是文件夹，或者在选择之后被移动或修改过。', '请重新选择文件。'),
	InputTooLarge: ({ actualBytes, limitBytes }) =>
		words(
			`它有 ${formatBytes(actualBytes, 'zh-CN')}，最多接受 ${formatBytes(limitBytes, 'zh-CN')}。`,
			'它很可能不是这里需要的内容。',
			'请选择更小的内容。'
		),
	VaultFull: ({ limitBytes }) =>
		words(
			'保管库已满。',
			`它的保管库文件会超过 ${formatBytes(limitBytes, 'zh-CN')}。其中大部分是日志，日志只增不减。`,
			'请保存保管库文件，新建一个保管库，并在那里再次导入密钥材料。此处仍可保存、导出和删除。'
		),
	IncorrectPassphrase: () => words('这个口令打不开此保管库。', '', '请检查大小写后重试。'),
	PassphraseTooShort: ({ minimumCharacters }) =>
		words(`请至少使用 ${minimumCharacters} 个字符。`, '', '几个随机单词就很好。'),
	PassphraseTooEasy: () => words('这个口令太容易猜到。', '', '几个随机单词就很好。'),
	VaultNotFound: () =>
		words('此处没有这个保管库。', '它已被清除，或被浏览器移除。', '请创建保管库。'),
	VaultLocked: () => words('保管库已锁定。', '', '请解锁后重试。没有任何更改。'),
	VaultDamaged: ({ damage }) =>
		words(
			'保管库已损坏。',
			`口令可能是对的，但部分存储的数据无法读取（${describeDamage(damage, 'zh-CN').join('；')}）。`,
			'在找到副本之前，请保持这台电脑原样。'
		),
	VaultQuarantined: ({ damage }) =>
		words(
			'保管库已损坏，只能读取。',
			`${describeDamage(damage, 'zh-CN').join('；')}。`,
			'请保存仍可读取的内容。'
		),
	ClockTurnedBack: ({ highestTimeSeen }) =>
		words(
			'这台电脑的时钟被调回了。',
			`此前的时间是 ${formatDateTimeWithZone(highestTimeSeen, 'zh-CN')}。在时间恢复正常之前，带有日期的密钥会被冻结。`,
			'请校正时钟，或接受电脑的时间。'
		),
	Conflict: () => words('另一个窗口同时更改了保管库。', '这里没有任何更改。', '请重试。'),
	Cancelled: () => words('操作已取消。', '没有任何更改。', '如有需要，请重新开始。'),
	QuotaExceeded: () =>
		words('未保存：磁盘或浏览器的存储空间已满。', '没有任何更改。', '请腾出空间后重试。'),
	StorageFailed: ({ reason }) =>
		words(
			'无法使用此浏览器的存储。',
			`浏览器返回：${reason}。可能是无痕窗口或磁盘已满。`,
			'请关闭其他 Airlock 窗口，然后重新加载页面。'
		),
	InternalError: () =>
		words('Airlock 出错了。', '这不应该发生。没有任何更改。', '请重新加载页面后重试。')
};
