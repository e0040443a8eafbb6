import { formatNumber } from '#lib/ui/words/format.ts';
import type { keysMessages as English } from '../en/keys.ts';
import type { Translation } from '../messages.ts';

/** The list of keys, making one, and everything about a single key but its import. */
export const keysMessages: Translation<typeof English> = {
	title: '用户主密钥',
	createKey: '创建密钥',
	search: '搜索',
	searchHint: '名称、ID、描述或标签',
	stateFilter: '状态',
	allStates: '全部状态',
	noKeys: '还没有密钥。',
	noKeysNext: '导入您自己的密钥材料，或让 Airlock 生成密钥。',
	importAKey: '导入密钥',
	createAKey: '创建密钥',
	noMatch: '没有匹配的密钥。',
	hidden: (count) => `有 ${formatNumber(count, 'zh-CN')} 个密钥被筛选条件隐藏。`,
	clearFilters: '清除筛选条件',
	count: (total) => `共 ${formatNumber(total, 'zh-CN')} 个密钥。`,
	countMatching: (matching, total) =>
		`共 ${formatNumber(total, 'zh-CN')} 个密钥，其中 ${formatNumber(matching, 'zh-CN')} 个匹配。`,
	tableCaption: '密钥。第一行的按钮可以排序。',
	name: '名称',
	state: '状态',
	origin: '来源',
	expires: '过期时间',
	created: '创建时间',
	sortBy: '排序',
	reversed: '倒序',
	showKeyIds: '显示密钥 ID',
	copyKeyId: '复制密钥 ID',
	actions: '操作',
	moreActions: (name) => `${name} 的更多操作`,
	never: '永不过期',
	expired: '已过期',
	erasedEarly: '提前擦除',
	noMaterial: '没有密钥材料',
	materialDeleted: '密钥材料已删除',
	deletedOn: '删除时间',
	keyId: '密钥 ID',
	keyIdOf: (name) => `${name} 的密钥 ID`,
	ofKey: (name) => ` ${name}`,

	create: {
		title: '创建密钥',
		name: '名称',
		origin: '来源',
		madeByAirlock: '由 Airlock 生成',
		madeByAirlockHint: 'Airlock 生成 32 个随机字节。除非您将密钥设为可导出，它们不会离开此保管库。',
		madeByAirlockOther:
			'Airlock 随机生成。除非您将密钥设为可导出，其中的秘密部分不会离开此保管库。',
		external: '外部：由我导入密钥材料',
		externalHint:
			'密钥初始状态为“待导入”，导入密钥材料之前不能使用。请自行保留一份密钥材料的副本。',
		exportable: '可导出：其密钥材料可以离开此保管库',
		exportableHint:
			'只能以包装形式提供给其他服务，每次都记入日志。能解锁此保管库的人就可以把密钥带到 Airlock 无法再决定由谁使用的地方。创建后不能更改；除非云服务需要同一密钥，否则请勿选择。',
		description: '描述',
		descriptionHint: '选填。说明密钥的用途。',
		submit: '创建密钥',
		submitExternal: '创建密钥并继续',
		busy: '正在创建…',
		namePrefix: 'key',
		importedNamePrefix: 'imported-key',
		created: (name) => `${name} 已启用。`
	},
	errors: {
		EMPTY: '请输入名称。',
		TOO_LONG: '名称最多 128 个字符。',
		RESERVED: '以 aws/ 开头的名称保留给 AWS 的密钥。请换一个开头。',
		forbidden: (character) => `请去掉 ${character}。名称只能包含文字、数字、空格以及 - _ / .`,
		taken: (name) => `已有名为 ${name} 的密钥。`,
		descriptionTooLong: '描述最多 8,192 个字符。'
	},

	detail: {
		pageTitle: (id) => `密钥 ${id}`,
		activityTitle: (id) => `活动记录 · 密钥 ${id}`,
		settingsTitle: (id) => `设置 · 密钥 ${id}`,
		loading: '密钥',
		notFound: '没有这个密钥',
		goToKeys: '前往用户主密钥',
		views: '此密钥的视图',
		overview: '概览',
		activity: '活动记录',
		settings: '设置',
		importing: '导入中',
		expired: '已过期',
		erasedEarly: '提前擦除',
		expires: (countdown) => `${countdown}过期`,
		frozen: '在这台电脑的时钟恢复正常之前，此密钥被冻结。',
		frozenCause: '时钟被调回了，而此密钥有取决于时间的日期。'
	},

	picture: {
		title: '状态',
		showLarge: '放大显示',
		showSmall: '缩小显示',
		label: (name, state) => `${name} 的状态：${state}`,
		DELETED: '已删除',
		captions: {
			PENDING_IMPORT: '没有密钥材料',
			ENABLED: '可以使用',
			DISABLED: '保留但停用',
			PENDING_DELETION: '等待中，停用',
			DELETED: '不可恢复'
		},
		events: {
			IMPORT: '导入密钥材料',
			LOSE_MATERIAL: '过期或被删除',
			ENABLE: '启用',
			DISABLE: '禁用',
			SCHEDULE_DELETION: '计划删除（7 至 30 天）',
			CANCEL_DELETION: '取消删除',
			DATE_REACHED: '到达日期'
		},
		fromDisabled: '密钥材料过期或被删除'
	},

	now: {
		title: '现在可以做什么',
		labels: {
			IMPORT: '导入密钥材料',
			CONTINUE_IMPORT: '继续导入',
			ENCRYPT: '用此密钥加密',
			SIGN: '用此密钥签名',
			MAC: '用此密钥生成 MAC',
			DECRYPT: '用此密钥解密',
			AGREE: '用此密钥协商',
			DECRYPT_OWN: '用此密钥解密',
			VERIFY: '用此密钥验证签名',
			CHECK_MAC: '用此密钥验证 MAC',
			ENABLE: '启用',
			DISABLE: '禁用',
			CHANGE_EXPIRY: '更改过期时间…',
			IMPORT_COPY: '从副本导入…',
			DISCARD_IMPORT: '放弃导入…',
			DELETE_MATERIAL: '删除密钥材料…',
			CANCEL_DELETION: '取消删除',
			SCHEDULE_DELETION: '计划删除…'
		},
		effects: {
			IMPORT: '导入密钥材料并启用密钥。',
			CONTINUE_IMPORT: '从上次离开的地方继续导入。',
			ENCRYPT: '加密文本或小文件，或生成数据密钥。',
			SIGN: '为文本、文件或令牌签名。',
			MAC: '为文本或文件生成或验证 MAC。',
			DECRYPT: '解密他人用其公钥加密的数据。',
			AGREE: '算出您与另一密钥持有人共享的密钥。',
			DECRYPT_OWN: '解密退役之前用它加密的数据。',
			VERIFY: '验证用它作出的签名。',
			CHECK_MAC: '验证用它生成的 MAC。',
			ENABLE: '密钥可以重新使用。',
			DISABLE: '停止一切使用，可以撤销。',
			CHANGE_EXPIRY: '用您的副本为同一份密钥材料设置新的过期时间。',
			IMPORT_COPY: '用您的副本在一个对话框中恢复同一份密钥材料。',
			DISCARD_IMPORT: '移除导入参数和已填写的内容。',
			DELETE_MATERIAL: '停止一切使用，直到再次导入同一份密钥材料。',
			CANCEL_DELETION: '保留密钥，之后处于禁用状态。',
			SCHEDULE_DELETION: '立即停止一切使用，并在 7 至 30 天后擦除密钥。'
		},
		cancelDeletionEmpty: '保留密钥，之后处于待导入状态。',
		step: (step) => `接下来是第 ${step} 步，共 3 步。`,
		hindrances: {
			NO_MATERIAL: '密钥没有密钥材料。',
			IS_RETIRED: '密钥已退役。',
			IS_DISABLED: '密钥已禁用。',
			DELETION_SCHEDULED: '密钥待删除。',
			MADE_BY_AIRLOCK: '仅适用于来源为“外部”的密钥；此密钥由 Airlock 生成。',
			NOTHING_TO_DELETE: '没有可删除的密钥材料。'
		}
	},

	material: {
		title: '密钥材料',
		none: '还没有。',
		parametersValid: (set, span, time) => `导入参数 ${set} 还有 ${span}有效（至 ${time}）。`,
		expiredWhileClosed: (at, erased) =>
			`在 Airlock 关闭或锁定期间过期（${at}）。密钥材料已被删除（${erased}）。`,
		expired: (at, erased) => `已于 ${at} 过期。密钥材料已被删除（${erased}）。`,
		erasedEarly: (at) => `提前擦除：清理运行时，时钟快于实际时间。Airlock 于 ${at} 发现。`,
		deleted: (at) => `密钥材料已于 ${at} 删除。`,
		bringBack: (checks) => `请准备密钥材料：${checks}。`,
		checkValue: '校验值（KCV）',
		kcvOf: (name) => `${name} 的校验值`,
		sha256: 'SHA-256 前 16 字节',
		importedOn: '导入时间',
		expires: '过期时间',
		parameters: '导入参数',
		parametersUsed: '导入时使用的参数',
		wrapping: '包装密钥与算法',
		fingerprint: '公钥指纹',
		reminder: '删除或过期之后，只能再次导入同一份密钥材料。要使用其他材料，请创建新密钥。',
		weak: {
			title: '这份密钥材料可以被猜到。',
			cause:
				'它是键入的文字、十六进制字符或一再重复的几个字节，而不是随机字节。常见原因是加密了密钥的文本，而不是密钥的字节。用此密钥加密的内容并不安全。',
			next: '请用随机的密钥材料另建一个密钥，并用它重新加密。'
		},
		recordOf: '导入',
		record: '密钥仪式记录',
		spokenExpiry: (name, countdown) => `${name} ${countdown}过期。`
	},

	facts: {
		title: '基本信息',
		rawState: '状态（API 的写法）',
		exportable: '可导出',
		isExportable: '是。可以为其他服务包装。',
		type: '类型',
		created: '创建时间',
		deletion: '删除时间',
		description: '描述',
		aliases: '其他别名',
		none: '无'
	},

	life: {
		title: '密钥的历程',
		planned: '计划',
		nothingPlanned: '没有计划中的事项。',
		now: '现在',
		past: '过去',
		PARAMETERS_RUN_OUT: '导入参数失效',
		MATERIAL_EXPIRES: '密钥材料过期并被删除',
		KEY_DELETED: '密钥被删除',
		KEY_ROTATED: '密钥轮换',
		log: (number) => `日志 #${formatNumber(number, 'zh-CN')}`,
		all: '此密钥的全部活动记录'
	},

	settings: {
		locked: '密钥待删除期间，不能更改名称和描述。',
		name: '名称',
		saveName: '保存名称',
		renamed: '名称已保存。',
		description: '描述',
		saveDescription: '保存描述',
		descriptionSaved: '描述已保存。',
		aliases: '其他别名',
		aliasesHint: '同一个密钥的其他名称，程序可以用其中任何一个来指定密钥。',
		noAliases: '此密钥没有其他名称。',
		addAlias: '添加别名',
		newAlias: '新别名',
		added: (alias) => `${alias} 现在是此密钥的名称。`,
		remove: '移除…',
		ofAlias: (alias) => ` ${alias}`,
		removeTitle: (alias) => `移除别名 ${alias}？`,
		removeBody: '用这个名称将再也找不到此密钥。密钥本身保留。',
		removeConfirm: '移除',
		removeCancel: '保留',
		removed: (alias) => `已移除 ${alias}。`,
		moveTitle: (alias) => `将 ${alias} 移到此密钥？`,
		moveBody: (alias, other) =>
			`${alias} 是密钥 ${other} 的名称。移动之后，用 ${alias} 得到的是此密钥。`,
		moveOnlyName: (alias, keyId) =>
			`${alias} 是密钥 ${keyId} 唯一的名称，移动之后那个密钥将没有名称。用 ${alias} 得到的将是此密钥。`,
		moveConfirm: '移到这里',
		moveCancel: '保持原样',
		moved: (alias) => `已将 ${alias} 移到此密钥。`
	},

	activity: {
		title: '此密钥的活动记录',
		filterAndSave: '筛选或保存这些记录',
		empty: '还没有记录。对此密钥的所有操作都会列在这里。',
		number: '编号',
		time: '时间',
		what: '内容',
		who: '操作者',
		result: '结果',
		done: '完成',
		refused: '被拒绝',
		pages: '日志分页',
		newer: '较新的记录',
		older: '较早的记录'
	}
};
