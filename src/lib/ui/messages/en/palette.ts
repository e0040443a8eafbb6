/** The search over keys, screens, actions and settings. `terms` find an entry too: other words, and the Chinese ones. */
export const paletteMessages = {
	search: 'Search',
	title: 'Search and shortcuts',
	field: 'Keys, pages, actions, settings',
	results: 'What was found',
	close: 'Close',
	none: 'Nothing was found.',
	count: (count: number) => (count === 1 ? '1 was found' : `${count} were found`),
	hint: '↑ ↓ to choose · Enter to go there · Esc to close',
	groups: {
		KEYS: 'Keys',
		ACTIONS: 'Actions',
		SCREENS: 'Pages',
		SETTINGS: 'Settings',
		COMMANDS: 'Commands'
	},
	verify: 'Verify this build',
	screenTerms: {
		overview: 'home start 概览',
		keys: 'cmk list 用户主密钥 密钥',
		createKey: 'new cmk 创建密钥',
		importKey: 'byok external 导入密钥',
		encrypt: '加密',
		decrypt: '解密',
		files: 'folder 文件 加密 解密',
		dataKeys: 'envelope 数据密钥',
		sign: 'jwt token release 签名',
		checkSignature: 'signature 验证签名',
		mac: 'hmac 消息认证码',
		rsa: 'public key decrypt encrypt 公钥 解密',
		certificate: 'csr pkcs10 x509 self-signed ca root authority 证书 证书请求',
		agree: 'ecdh diffie-hellman shared secret derive 协商 共享密钥',
		wrap: 'byok aws azure google alibaba tencent ping an vault 包装 云',
		activity: 'log audit 活动记录 日志',
		learn: 'demo exercise 练习',
		settings: 'preferences 设置',
		openFile: 'restore backup 打开保管库文件 备份',
		about: 'version help limits 关于',
		verify: 'hash build id sha-256 校验 构建'
	},
	actionTerms: {
		IMPORT: 'byok 导入',
		CONTINUE_IMPORT: '继续 导入',
		ENCRYPT: '加密',
		SIGN: '签名',
		MAC: 'hmac',
		DECRYPT: '解密',
		AGREE: 'ecdh diffie-hellman shared secret derive 协商 共享密钥',
		DECRYPT_OWN: '解密',
		VERIFY: 'signature 验证签名',
		CHECK_MAC: 'hmac 验证',
		ENABLE: '启用',
		DISABLE: '禁用',
		CHANGE_EXPIRY: '过期 时间',
		IMPORT_COPY: 'restore 副本 恢复 导入',
		DISCARD_IMPORT: 'cancel 放弃 导入',
		DELETE_MATERIAL: '删除 密钥材料',
		CANCEL_DELETION: '取消 删除',
		SCHEDULE_DELETION: 'erase 计划 删除'
	},
	settings: {
		vault: { label: 'Vault name', terms: 'rename 保管库 名称' },
		file: { label: 'Vault file', terms: 'backup save export size 保管库文件 备份 保存' },
		security: {
			label: 'Idle lock and air gap',
			terms: 'security auto-lock network 安全 自动锁定 网络'
		},
		passphrase: { label: 'Change passphrase', terms: 'password 更改口令 密码' },
		passkeys: { label: 'Passkeys', terms: 'webauthn 通行密钥' },
		appearance: {
			label: 'Theme, language and shortcuts',
			terms: 'appearance keyboard dark 外观 主题 语言 键盘'
		},
		storage: { label: 'Protected storage', terms: 'persistent 存储' },
		updates: { label: 'Updates', terms: 'version 更新 版本' },
		install: { label: 'Install', terms: 'app pwa 安装' },
		delete: { label: 'Delete this vault', terms: 'erase remove 删除保管库' }
	},
	languageTo: (name: string) => `Language: ${name}`,
	commands: {
		lock: { label: 'Lock the vault', terms: 'close sign out 锁定' },
		language: { terms: 'switch chinese english language 语言 中文 英文' },
		file: {
			label: 'Find out what a file is',
			terms: 'choose open recognise drop paste 文件 识别 打开'
		},
		shortcuts: { label: 'Show the shortcuts', terms: 'keyboard help ? 快捷键 键盘' }
	},
	themes: {
		system: { label: 'Theme: same as the system', terms: '主题 系统' },
		light: { label: 'Theme: light', terms: '主题 浅色' },
		dark: { label: 'Theme: dark', terms: 'night 主题 深色' }
	},
	shortcuts: 'Keyboard shortcuts',
	help: {
		palette: 'Search keys, pages, actions and settings',
		help: 'Show this list',
		choose: 'Choose what was found, and go there',
		close: 'Close a dialog',
		notInFields: 'In a field, / and ? are typed as they are.',
		singleKeysOff: 'Shortcuts of a single key are turned off.',
		settings: 'Change in Settings'
	}
};
