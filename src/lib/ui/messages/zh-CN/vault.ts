import type { vaultMessages as English } from '../en/vault.ts';
import type { Translation } from '../messages.ts';

/** Welcome, set-up, and the vault's protected storage. */
export const vaultMessages: Translation<typeof English> = {
	welcome: '欢迎',
	promise: '密钥只留在这台电脑上',
	picture: {
		label: '导入的过程',
		yours: '您的一侧',
		caption:
			'导入过程：Airlock 给出公钥，您在密钥所在之处用它加密密钥，只有这个保管库能打开传回的内容。'
	},
	summary:
		'一个页面里的密钥管理服务，适合自带密钥（BYOK）上云，或在不联网的电脑上保管密钥的人：创建密钥、导入密钥材料、加密文件，并为任何云包装密钥。',
	never: '没有服务器，没有账户。任何内容都不会离开这台电脑。',
	createVault: '创建保管库',
	createVaultHint: '用口令打开的加密存储，用来存放您的密钥。',
	gone: {
		title: '此浏览器保存的保管库已不在了。',
		cause: '浏览器或某人删除了本页存储的内容。',
		next: '如果保存过保管库文件，请打开它。没有其他办法可以恢复。'
	},
	outOfReach: {
		title: '此浏览器保存的保管库现在无法打开。',
		cause: '它的数据库已不在了。镜像还在，但不完整，或仍被另一个页面占用。',
		next: '在此创建保管库之前，请关闭 Airlock 的所有其他标签页，重新启动浏览器，再回到这里。如果仍显示此消息，请打开保管库文件。'
	},
	understood: '我知道了',
	about: 'Airlock 是什么，以及它做不到什么',
	thisComputer: '这台电脑',
	met: '具备',
	notMet: '不具备',
	requirements: {
		secureContext: '通过 https://、localhost 或本地文件打开',
		webCrypto: '浏览器加密功能',
		storage: '存放保管库的空间',
		workers: '后台工作线程'
	},
	blocked: {
		secureContext: {
			title: '当前的打开方式使浏览器关闭了加密功能。',
			next: '请通过 https:// 或 http://localhost 打开，或使用单文件版。'
		},
		webCrypto: {
			title: '此浏览器没有 Airlock 可用的加密功能。',
			next: '请用较新的浏览器打开 Airlock。'
		},
		storage: {
			title: '此浏览器不为本页保存数据。',
			next: '请离开无痕窗口，允许本页存储数据，或使用单文件版。'
		},
		workers: {
			title: '此浏览器不支持后台运算。',
			next: '请换用较新的浏览器打开 Airlock。'
		}
	},
	vaultName: '保管库名称',
	defaultVaultName: '我的保管库',
	passphrase: '口令',
	passphraseHint: '至少 12 个字符。无法重置：没有这个口令，任何人都打不开保管库，包括我们。',
	passphraseAgain: '再次输入口令',
	create: '创建保管库',
	creating: '正在创建…',
	working: '正在派生密钥，大约一秒…',
	giveName: '请为保管库命名。',
	nameTooLong: '最多使用 64 个字符。',
	enterPassphrase: '请输入口令。',
	tooShort: '请至少使用 12 个字符。几个随机单词就很好。',
	tooLong: '最多 1024 字节，没有人会输入这么长的口令。',
	differ: '两次输入的口令不一致。',
	keepSafe: '妥善保管',
	created: '保管库已就绪。',
	later: '以后再说',
	continue: '继续',
	protectedStorage: '受保护的存储',
	protectedHint: '浏览器可能为腾出空间而清除数据。可以请求它不要这样做。',
	ask: '向浏览器请求',
	storageOn: '已开启。浏览器不会为腾出空间而清除此保管库。',
	storageOff: '未开启。磁盘空间不足时，浏览器可能不经询问就清除此保管库。',
	storageRefused: '未获准。磁盘空间不足时，浏览器可能不经询问就清除此保管库。收藏本页往往有帮助。',
	storageUnknown: '此浏览器不提供这项信息。磁盘空间不足时，它可能清除此保管库。'
};
