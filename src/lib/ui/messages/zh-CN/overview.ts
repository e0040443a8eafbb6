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
	UNTESTED: '从未测试过密钥材料的副本；导入于',
	frozen: '已冻结：这台电脑的时钟被调回',
	actions: {
		EXPIRES: '再次导入…',
		EXPIRED: '重新导入…',
		ERASED_EARLY: '重新导入…',
		IMPORT_WAITING: '继续导入',
		DELETION: '查看密钥',
		UNTESTED: '测试我的副本'
	},
	ofKey: (name) => `（${name}）`,
	keys: '密钥',
	keyCount: (count) => `共 ${count} 个密钥：`,
	states: {
		ENABLED: (count) => `${count} 个已启用`,
		PENDING_IMPORT: (count) => `${count} 个待导入`,
		DISABLED: (count) => `${count} 个已禁用`,
		PENDING_DELETION: (count) => `${count} 个待删除`
	},
	separator: '，',
	end: '。',
	recent: '最近活动',
	allActivity: '全部活动记录'
};
