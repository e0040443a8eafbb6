import { formatNumber } from '#lib/ui/words/format.ts';
import type { keysMessages as English } from '../en/keys.ts';
import type { Translation } from '../messages.ts';

const keysIn = (count: number): string => `${formatNumber(count, 'zh-CN')} 个密钥`;

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

	bulk: {
		choose: (name) => `选择 ${name}`,
		chooseAll: '选择列表中的所有密钥',
		all: '全选',
		bar: '已选择的密钥',
		chosen: (count) => `已选择 ${formatNumber(count, 'zh-CN')} 个密钥`,
		notOnList: (count) => `（其中 ${formatNumber(count, 'zh-CN')} 个不在此列表中）`,
		clear: '清除选择',
		tooMany: (most) => `一次最多选择 ${formatNumber(most, 'zh-CN')} 个密钥。`,
		act: {
			ENABLE: '启用…',
			DISABLE: '禁用…',
			TAG: '设置标签…',
			SCHEDULE_DELETION: '计划删除…'
		},
		title: {
			ENABLE: (count) => `启用 ${keysIn(count)}？`,
			DISABLE: (count) => `禁用 ${keysIn(count)}？`,
			TAG: (count) => `为 ${keysIn(count)}设置标签`,
			SCHEDULE_DELETION: (count) => `计划删除 ${keysIn(count)}？`
		},
		noneTitle: {
			ENABLE: '这些密钥都不能启用',
			DISABLE: '这些密钥都不能禁用',
			TAG: '这些密钥都不能设置标签',
			SCHEDULE_DELETION: '这些密钥都不能计划删除'
		},
		reportTitle: {
			ENABLE: '启用密钥',
			DISABLE: '禁用密钥',
			TAG: '设置标签',
			SCHEDULE_DELETION: '计划删除'
		},
		body: {
			ENABLE: () => '它们可以重新使用。',
			DISABLE: () => '在重新启用之前，不能用它们加密或解密任何内容。',
			TAG: () => '已有此标签键的密钥会得到新的值。',
			SCHEDULE_DELETION: (date) =>
				`它们将立即停止工作，并于 ${date} 连同导入参数的历史一起被擦除。用它们加密的所有内容将永久丢失。在此之前可以取消。`
		},
		applies: {
			ENABLE: (count) => `将启用 ${keysIn(count)}`,
			DISABLE: (count) => `将禁用 ${keysIn(count)}`,
			TAG: (count) => `将设置标签的有 ${keysIn(count)}`,
			SCHEDULE_DELETION: (count) => `将删除 ${keysIn(count)}`
		},
		leftOut: (count, reason) => `不包括 ${keysIn(count)}：${reason}`,
		reasons: {
			IS_ENABLED: '已经启用。',
			IS_DISABLED: '已经禁用。',
			NO_MATERIAL: '没有密钥材料。',
			DELETION_SCHEDULED: '待删除。'
		},
		andMore: (count) => `以及另外 ${formatNumber(count, 'zh-CN')} 个`,
		nowhereElse: (count) => `其中 ${keysIn(count)}的密钥材料由 Airlock 生成，别处没有。`,
		typeCount: (count) => `输入密钥的数量 ${count} 以确认`,
		typeCountError: (count) => `请输入将要删除的密钥数量：${count}`,
		confirm: {
			ENABLE: '启用',
			DISABLE: '禁用',
			TAG: '设置标签',
			SCHEDULE_DELETION: '计划删除'
		},
		running: (done, total) =>
			`${formatNumber(done, 'zh-CN')} / ${formatNumber(total, 'zh-CN')} 个密钥`,
		stop: '停止',
		done: (count) => `已完成 ${keysIn(count)}`,
		refused: (count) => `被拒绝 ${keysIn(count)}`,
		notReached: (count) => `您已停止。${keysIn(count)}没有任何更改。`,
		summary: (done, refused, notReached) =>
			[
				`${keysIn(done)}已完成。`,
				refused > 0 && `${keysIn(refused)}被拒绝。`,
				notReached > 0 && `${keysIn(notReached)}未处理。`
			]
				.filter(Boolean)
				.join(''),
		close: '关闭'
	},

	tags: {
		optional: '标签（可选）',
		title: '标签',
		more: (count) => `+${count}`,
		filter: '标签',
		all: '所有标签',
		anyValue: (key) => `${key}：任意值`,
		noValue: (key) => `${key}，无值`,
		mostUsed: (count) => `最常用的 ${count} 个。搜索可以找到全部。`,
		edit: '编辑标签…',
		dialogTitle: (name) => `${name} 的标签`,
		none: '还没有标签。',
		key: '标签键',
		keyHint: '例如 env 或 owner。已有的键会得到新的值。',
		value: '值',
		valueHint: '可选',
		set: '设置标签',
		remove: '移除',
		done: '完成',
		isSet: (tag) => `已设置 ${tag}。`,
		isRemoved: (key) => `已移除 ${key}。`,
		errors: {
			NO_KEY: '请输入标签键。',
			KEY_TOO_LONG: '标签键最多 128 个字符。',
			VALUE_TOO_LONG: '值最多 256 个字符。',
			RESERVED: '以 aws: 开头的标签键为 AWS 保留。请换一个开头。',
			forbidden: (character) =>
				`请去掉 ${character}。标签可以含有字母、数字、空格和 + - = . _ : / @。`,
			tooMany: (limit) => `一个密钥最多有 ${limit} 个标签。请先移除一个。`
		}
	},

	create: {
		title: '创建密钥',
		name: '名称',
		origin: '来源',
		madeByAirlock: '由 Airlock 生成',
		madeByAirlockHint: 'Airlock 生成 32 个随机字节。除非您将密钥设为可导出，它们不会离开此保管库。',
		madeByAirlockOther: 'Airlock 随机生成，其中的秘密部分不会离开此保管库。',
		external: '外部：由我导入密钥材料',
		externalHint:
			'密钥初始状态为“待导入”，导入密钥材料之前不能使用。请自行保留一份密钥材料的副本。',
		externalNotMlDsa: 'ML-DSA 密钥不能导入密钥材料。',
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
			IS_DISABLED: '密钥已禁用。',
			DELETION_SCHEDULED: '密钥待删除。',
			MADE_BY_AIRLOCK: '仅适用于来源为“外部”的密钥；此密钥由 Airlock 生成。',
			NOTHING_TO_DELETE: '没有可删除的密钥材料。'
		}
	},

	expiryDialog: {
		title: (name) => `更改 ${name} 的过期时间`,
		titleLost: (name) => `恢复 ${name} 的密钥材料`,
		body: (kcv) =>
			`Airlock 不会交出密钥材料，因此需要您的副本${kcv === '' ? '' : `，校验值为 ${kcv}`}。其他密钥材料的副本会被拒绝，不会更改任何内容。`,
		confirm: '更改过期时间',
		confirmLost: '导入',
		busy: '正在读取副本…',
		done: (name, at) => (at === undefined ? `${name} 永不过期。` : `${name} 将于 ${at} 过期。`)
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
		bringBack: (kcv) => `请准备校验值为 ${kcv} 的密钥材料。`,
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
		rawState: 'API 中的状态',
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

	dialogs: {
		disable: {
			title: (name) => `禁用 ${name}？`,
			body: '在重新启用之前，不能用它加密或解密任何内容。',
			confirm: '禁用',
			cancel: '保持启用'
		},
		deleteMaterial: {
			title: (name) => `删除 ${name} 的密钥材料？`,
			body: (kcv) =>
				`密钥将立即停止工作，直到再次导入同一份密钥材料${kcv === '' ? '' : `（校验值 ${kcv}）`}。Airlock 不保留副本。`,
			bodyWithUses: (count, more, kcv) =>
				`密钥将立即停止工作。此保管库的日志中有${more ? '超过' : ''} ${formatNumber(count, 'zh-CN')} 项内容用它加密，在再次导入同一份密钥材料${kcv === '' ? '' : `（校验值 ${kcv}）`}之前都无法打开。Airlock 不保留副本。`,
			confirm: '删除密钥材料',
			cancel: '保留'
		},
		schedule: {
			title: (name) => `计划删除 ${name}？`,
			body: (date) =>
				`它将立即停止工作，并于 ${date} 连同导入参数的历史一起被擦除。用它加密的所有内容将永久丢失。在此之前可以取消。`,
			nowhereElse: '其密钥材料由 Airlock 生成，别处没有。',
			wait: '等待时间',
			days: (days, date) => `${days} 天（${date}）`,
			confirm: '计划删除',
			cancel: '保留密钥'
		},
		discard: {
			title: '放弃这次导入？',
			body: (state) => `导入参数、两个文件和过期时间的选择都会被移除。密钥仍为“${state}”。`,
			confirm: '放弃',
			cancel: '保留'
		}
	},
	done: {
		enabled: (name) => `${name} 已启用。`,
		disabled: (name) => `${name} 已禁用。`,
		deletionCancelled: '已取消删除。密钥处于禁用状态。',
		deletionCancelledEmpty: '已取消删除。密钥处于待导入状态。',
		deletionScheduled: (name, date) => `${name} 将于 ${date} 被擦除。`,
		materialDeleted: (name) => `${name} 的密钥材料已删除。`,
		importDiscarded: '已放弃导入。'
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
