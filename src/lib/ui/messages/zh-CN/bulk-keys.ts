import { formatNumber } from '#lib/ui/words/format.ts';
import type { bulkKeysMessages as English } from '../en/bulk-keys.ts';
import type { Translation } from '../messages.ts';

const keysIn = (count: number): string => `${formatNumber(count, 'zh-CN')} 个密钥`;

/** What is done to several keys at once. */
export const bulkKeysMessages: Translation<typeof English> = {
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
};
