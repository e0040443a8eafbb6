import type { activityMessages as English } from '../en/activity.ts';
import type { Translation } from '../messages.ts';

export const activityMessages: Translation<typeof English> = {
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
	noMatch: '没有符合筛选条件的记录。',
	allMatches: (count, total) => `共 ${total} 条记录，${count} 条符合筛选条件。`,
	newestMatches: (count) => `符合筛选条件的最新 ${count} 条记录。`,
	olderMatches: '符合筛选条件的较早记录。',
	showAll: '显示所有记录',
	filters: '筛选',
	searchKeys: '查找密钥',
	allKeys: '所有密钥',
	kind: '类别',
	allKinds: '所有类别',
	kinds: {
		VAULT: '保管库',
		KEYS: '密钥与名称',
		IMPORT: '导入与密钥材料',
		USE: '使用密钥'
	},
	allResults: '所有结果',
	results: { DONE: '完成', REFUSED: '已拒绝' },
	since: '起始日期',
	until: '截止日期',
	saveCopy: '保存副本',
	saveCopyHint:
		'保存符合筛选条件的记录，并附上在 Airlock 之外校验记录链所需的内容。文件中可以读到密钥名称，但不含任何机密。',
	saveJsonLines: '保存为 JSON Lines',
	saveCsv: '保存为 CSV',
	print: '打印此页',
	saved: (count, _one, fileName) => `已将 ${count} 条记录保存到 ${fileName}。`,
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
	noEnd: '尚无结束记录：仍在进行，或从未结束。',
	noKey: '无',
	older: '更早的记录',
	newest: '最新的记录'
};
