import type { overviewMessages as English } from '../en/overview.ts';
import type { Translation } from '../messages.ts';

export const overviewMessages: Translation<typeof English> = {
	title: '概览',
	noKeys: '还没有密钥。',
	noKeysNext: '导入您自己的密钥材料，或让 Airlock 生成密钥。',
	importKey: '导入密钥',
	createKey: '创建密钥',
	attention: '需要留意',
	more: (count) => `另有 ${count} 项`,
	EXPIRES: (when) => `密钥材料将过期：${when}`,
	EXPIRED: (ago) => `密钥材料已过期：${ago}`,
	ERASED_EARLY: (ago) => `密钥材料被提前擦除，发现于：${ago}`,
	IMPORT_WAITING: (when) => `导入进行中；导入参数将失效：${when}`,
	DELETION: (when) => `将被删除：${when}`,
	DELETION_DUE: '已到删除时间',
	UNTESTED: (ago) => `密钥材料的副本从未测试过，导入于：${ago}`,
	frozen: '已冻结：这台电脑的时钟被调回',
	actions: {
		EXPIRES: '再次导入…',
		EXPIRED: '再次导入…',
		ERASED_EARLY: '再次导入…',
		IMPORT_WAITING: '继续导入',
		DELETION: '查看密钥',
		UNTESTED: '测试我的副本'
	},
	ofKey: (name) => `（${name}）`,
	keys: '密钥',
	keyCount: (count) => `共 ${count} 个密钥`,
	states: {
		ENABLED: (count) => `${count} 个已启用`,
		PENDING_IMPORT: (count) => `${count} 个待导入`,
		DISABLED: (count) => `${count} 个已禁用`,
		PENDING_DELETION: (count) => `${count} 个待删除`
	},
	vaultFile: {
		title: '保管库文件',
		never: '从未保存过保管库文件：您的保管库只有这个浏览器里的一份',
		old: (ago) => `上次保存保管库文件：${ago}`,
		save: '保存保管库文件'
	},
	timeline: {
		title: '未来 90 天',
		nothing: '没有密钥材料将过期，没有密钥将被删除，也没有导入参数将失效。',
		picture: (count) => `未来 90 天的时间线，共有 ${count} 个标记。下方的表格内容相同。`,
		kinds: {
			EXPIRY: '密钥材料过期',
			DELETION: '密钥被删除',
			PARAMETERS_END: '导入参数失效',
			ROTATION: '密钥轮换'
		},
		today: '今天',
		more: (count) => `这 90 天内之后还有 ${count} 项。`,
		asTable: '以表格显示',
		day: '日期',
		what: '将发生什么',
		keys: '密钥',
		separator: '、',
		moreKeys: (count) => `以及另外 ${count} 个`
	},
	calendar: {
		open: '保存为日历文件…',
		title: '把将要发生的事保存为日历文件',
		what: '文件包含所有将到来的过期、删除和导入参数失效，也包括 90 天以后的。日历不会跟随之后的更改：请再次保存文件，它会替换相同的事件。',
		lead: '提前多久提醒',
		leadHint: '如果事件来得更早，则提前一小时提醒。',
		days: (days) => `${days} 天`,
		names: '包含密钥名称',
		notEncrypted:
			'此文件未加密。其中有密钥 ID，也有密钥名称，除非您不包含名称。能看到您日历的人都能读到它们。',
		save: '保存日历文件',
		saved: (count, _one, fileName) => `${count} 个事件已写入 ${fileName}。`,
		savedSome: (count, all, fileName) => `${all} 个事件中最近的 ${count} 个已写入 ${fileName}。`,
		summaries: {
			EXPIRY: (key) => `密钥材料过期：${key}`,
			DELETION: (key) => `密钥被删除：${key}`,
			PARAMETERS_END: (key) => `导入参数失效：${key}`,
			ROTATION: (key) => `密钥轮换：${key}`
		},
		descriptions: {
			EXPIRY: (keyId) =>
				`Airlock，密钥 ${keyId}。从那时起，在再次导入相同的密钥材料之前，该密钥无法使用。`,
			DELETION: (keyId) => `Airlock，密钥 ${keyId}。在此之前可以取消删除。之后无法恢复该密钥。`,
			PARAMETERS_END: (keyId) => `Airlock，密钥 ${keyId}。之后导入需要新的参数。`,
			ROTATION: (keyId) =>
				`Airlock，密钥 ${keyId}。当天或之后解锁时，Airlock 会生成新的密钥材料。此前加密的内容仍可解密。`
		}
	},
	notification: {
		body: ({ EXPIRY, DELETION }) =>
			[
				...(EXPIRY === 0 ? [] : [`${EXPIRY} 个密钥的密钥材料将在一天内过期。`]),
				...(DELETION === 0 ? [] : [`${DELETION} 个密钥将在一天内被删除。`])
			].join('\n')
	},
	recent: '最近活动',
	allActivity: '全部活动记录'
};
