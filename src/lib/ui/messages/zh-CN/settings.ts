import type { settingsMessages as English } from '../en/settings.ts';
import type { Translation } from '../messages.ts';

export const settingsMessages: Translation<typeof English> = {
	title: '设置',
	sectionList: '设置的各部分',
	sectionTitle: (section) => `${section} · 设置`,
	sections: {
		vault: '保管库',
		file: '保管库文件',
		security: '安全',
		passphrase: '更改口令',
		passkeys: '通行密钥',
		appearance: '外观与键盘',
		storage: '受保护的存储',
		updates: '更新',
		install: '安装',
		delete: '删除此保管库'
	},
	autoLock: '无人使用多久后锁定',
	autoLockHint: '锁定前三十秒会询问您。',
	minutes: (minutes) => `${minutes} 分钟`,
	never: '从不',
	lockLaterTitle: '让保管库保持打开更久？',
	lockLaterBody:
		'在此期间，任何来到这台电脑前的人都能使用其中的每个密钥。请输入口令以确认是您本人。',
	lockLater: '保持打开更久',
	keepAutoLock: '保持不变',
	singleKeys: '单键快捷键：/ 搜索，? 列出快捷键',
	singleKeysHint: '如果语音输入或其他程序会误触它们，请关闭。',
	notification: {
		label: '在密钥材料过期或密钥删除前一天通知我',
		hint: '仅当 Airlock 在此打开并已解锁时。通知中没有密钥名称：系统可能会保留通知，并在锁定的屏幕上显示。',
		obstacles: {
			DENIED: '此浏览器不允许本页面发送通知。请在浏览器的网站设置中允许，然后重新打开此选项。',
			MISSING: '此浏览器没有供本页面使用的通知。请改为在“概览”中保存日历文件。'
		}
	},
	deletion: {
		lost: '此浏览器中将不再有它的任何内容：数据库和镜像中的密钥、密钥材料和日志都会删除。',
		stays:
			'不受影响：您保存在别处的保管库文件和副本，以及已加密的文件。没有保管库文件或密钥材料的副本，就再也没有人能解密那些文件。',
		seen: '此浏览器会记住它见过此保管库的进度：只有数量和一个哈希值，没有名称和密钥。这样，如果有人打开它的旧文件，浏览器就能发现。',
		saveFirst: '先保存一个保管库文件',
		start: '删除此保管库…',
		title: (name) => `从此浏览器删除 ${name}？`,
		body: (count) =>
			`${count} 个密钥及其日志将被删除。只有您保存过的保管库文件才能恢复它们。所有 Airlock 标签页都会关闭此保管库。`,
		removal:
			'此保管库中的所有密钥、密钥材料和日志都将被删除。之后即使找回口令也无法恢复，除非您保存过保管库文件。所有 Airlock 标签页都会关闭此保管库。',
		removalStays:
			'不受影响：其他保管库，以及您保存在别处的保管库文件和副本。已加密的文件本身不变，但没有保管库文件或密钥副本就无法再解密。',
		noFile:
			'保管库文件需要用保管库中的密钥来认证，因此在锁定时 Airlock 无法保存。如果您还可能找回口令，请保留此保管库，并另建一个保管库。',
		confirm: '删除保管库',
		keep: '保留保管库'
	},
	label: {
		inThisBrowser: '在此浏览器中',
		field: '解锁前显示的标签',
		hint: (numbered) =>
			`如果此浏览器中有多个保管库，选择保管库时会显示它。标签不加密：使用此浏览器的人都能看到。没有标签时显示“${numbered}”。`
	},
	theme: '主题',
	themes: { system: '跟随系统', light: '浅色', dark: '深色' },
	language: '语言',
	changePassphrase: '更改口令',
	changing: '正在更改…',
	currentPassphrase: '当前口令',
	newPassphrase: '新口令',
	newPassphraseAgain: '再次输入新口令',
	enterCurrent: '请输入当前口令。',
	currentWrong: '这个口令打不开此保管库。',
	passphraseChanged: '口令已更改。旧口令不能再打开此保管库。'
};
