import { messages } from './messages.ts';

export const activityMessages = messages({
	en: {
		title: 'Activity',
		nothing: 'Nothing yet.',
		nothingNext: 'Everything you do with keys is listed here.',
		whole: (count: string, one: boolean) =>
			one ? `${count} entry. The chain is whole.` : `${count} entries. The chain is whole.`,
		total: (count: string, one: boolean) => (one ? `${count} entry.` : `${count} entries.`),
		broken: (entry: number, before: number) =>
			before === 0
				? `Entry ${entry} doesn’t begin this vault’s log.`
				: `Entry ${entry} doesn’t follow from entry ${before}.`,
		brokenCause: 'Something outside Airlock changed the log.',
		onlyKey: (name: string) => `Only ${name}.`,
		noneOfKey: 'No entries of this key here.',
		allKeys: 'Show all keys',
		table: 'Activity log',
		number: 'No.',
		time: 'Time',
		what: 'What',
		key: 'Key',
		result: 'Result',
		detail: 'Detail',
		done: 'Done',
		refused: 'Refused',
		details: 'Details',
		ofEntry: (entry: number) => `of entry ${entry}`,
		utc: 'Time (UTC)',
		actor: 'By',
		operation: 'Operation',
		code: 'Code',
		keyId: 'Key ID',
		hash: 'Hash of the entry',
		noKey: 'None',
		older: 'Older entries',
		newest: 'Newest entries'
	},
	'zh-CN': {
		title: '活动记录',
		nothing: '还没有记录。',
		nothingNext: '您对密钥所做的一切都会列在这里。',
		whole: (count) => `共 ${count} 条记录。记录链完整。`,
		total: (count) => `共 ${count} 条记录。`,
		broken: (entry, before) =>
			before === 0
				? `第 ${entry} 条记录不是此保管库日志的开头。`
				: `第 ${entry} 条记录与第 ${before} 条不衔接。`,
		brokenCause: 'Airlock 之外的某个程序改动了日志。',
		onlyKey: (name) => `仅显示 ${name}。`,
		noneOfKey: '这里没有该密钥的记录。',
		allKeys: '显示所有密钥',
		table: '活动日志',
		number: '序号',
		time: '时间',
		what: '事项',
		key: '密钥',
		result: '结果',
		detail: '详情',
		done: '完成',
		refused: '已拒绝',
		details: '详细信息',
		ofEntry: (entry) => `（第 ${entry} 条）`,
		utc: '时间（UTC）',
		actor: '执行者',
		operation: '操作',
		code: '代码',
		keyId: '密钥 ID',
		hash: '记录的哈希',
		noKey: '无',
		older: '更早的记录',
		newest: '最新的记录'
	}
});
