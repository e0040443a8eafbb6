import type { paletteMessages as English } from '../en/palette.ts';
import type { Translation } from '../messages.ts';

/** 对密钥、页面、操作和设置的搜索。`terms` 也能找到该项：别的说法和英文名称。 */
export const paletteMessages: Translation<typeof English> = {
	search: '搜索',
	title: '搜索与快捷键',
	field: '密钥、页面、操作、设置',
	results: '搜索结果',
	close: '关闭',
	none: '没有找到。',
	count: (count) => `找到 ${count} 项`,
	hint: '↑ ↓ 选择 · Enter 前往 · Esc 关闭',
	groups: {
		KEYS: '密钥',
		ACTIONS: '操作',
		SCREENS: '页面',
		SETTINGS: '设置',
		COMMANDS: '命令'
	},
	verify: '校验此构建',
	screenTerms: {
		overview: '首页 overview home',
		keys: '列表 customer managed keys cmk',
		createKey: '新建 create new key',
		importKey: '外部 import byok external key',
		encrypt: '加密 encrypt',
		decrypt: '解密 decrypt',
		files: '文件夹 files folder',
		dataKeys: '信封 data keys',
		sign: '令牌 sign jwt token',
		checkSignature: '校验 验签 verify signature',
		mac: '消息认证码 hmac',
		rsa: '公钥 解密 加密 public key decrypt encrypt',
		certificate: '证书 证书请求 csr pkcs10 x509 self-signed ca root authority 颁发机构',
		agree: '协商 共享密钥 ecdh diffie-hellman shared secret derive',
		wrap: '阿里云 腾讯云 平安云 wrap cloud byok aws azure google',
		activity: '日志 审计 activity log audit',
		learn: '演示 practice learn demo',
		settings: '偏好 settings preferences',
		openFile: '恢复 备份 open vault file restore backup',
		about: '版本 帮助 about version help',
		verify: '哈希 verify build hash'
	},
	actionTerms: {
		IMPORT: '导入 import byok',
		CONTINUE_IMPORT: '继续 continue import',
		ENCRYPT: '加密 encrypt',
		SIGN: '签名 sign',
		MAC: '消息认证码 hmac',
		DECRYPT: '解密 decrypt',
		AGREE: '协商 共享密钥 ecdh diffie-hellman shared secret derive',
		DECRYPT_OWN: '解密 decrypt',
		VERIFY: '验证签名 verify signature',
		CHECK_MAC: '验证 verify check hmac',
		ENABLE: '启用 enable',
		DISABLE: '禁用 disable',
		CHANGE_EXPIRY: '过期 change expiry',
		IMPORT_COPY: '恢复 restore import copy',
		DISCARD_IMPORT: '放弃 discard import',
		DELETE_MATERIAL: '删除 delete key material',
		CANCEL_DELETION: '取消 cancel deletion',
		SCHEDULE_DELETION: '删除 schedule deletion'
	},
	settings: {
		vault: { label: '保管库名称', terms: '改名 vault name' },
		file: { label: '保管库文件', terms: '备份 保存 大小 vault file backup save' },
		security: { label: '自动锁定与断网提醒', terms: '安全 security auto-lock network' },
		passphrase: { label: '更改口令', terms: '密码 change passphrase password' },
		passkeys: { label: '通行密钥', terms: '密钥 passkeys webauthn' },
		appearance: { label: '主题、语言和快捷键', terms: '外观 键盘 appearance theme language' },
		storage: { label: '受保护的存储', terms: '存储 protected storage' },
		updates: { label: '更新', terms: '版本 updates version' },
		install: { label: '安装', terms: '应用 install app' },
		delete: { label: '删除此保管库', terms: '清除 delete erase vault' }
	},
	languageTo: (name) => `语言：${name}`,
	commands: {
		lock: { label: '锁定保管库', terms: '关闭 lock' },
		language: { terms: '切换 中文 英文 language english chinese' },
		file: { label: '查看文件是什么', terms: '选择 打开 识别 拖放 粘贴 file open recognise' },
		shortcuts: { label: '显示快捷键', terms: '键盘 帮助 shortcuts keyboard help ?' }
	},
	themes: {
		system: { label: '主题：跟随系统', terms: '外观 theme system' },
		light: { label: '主题：浅色', terms: '外观 theme light' },
		dark: { label: '主题：深色', terms: '外观 theme dark night' }
	},
	shortcuts: '键盘快捷键',
	help: {
		palette: '搜索密钥、页面、操作和设置',
		help: '显示此列表',
		choose: '选择搜索结果并前往',
		close: '关闭对话框',
		notInFields: '在输入框中，/ 和 ? 照常输入。',
		singleKeysOff: '单键快捷键已关闭。',
		settings: '在设置中更改'
	}
};
