import { formatNumber } from '#lib/ui/words/format.ts';
import type { keyDialogMessages as English } from '../en/key-dialogs.ts';
import type { Translation } from '../messages.ts';

/** What is asked before something is done to a key, and what is said afterwards. */
export const keyDialogMessages: Translation<typeof English> = {
	disable: {
		title: (name) => `禁用 ${name}？`,
		body: '在重新启用之前，不能用它加密或解密任何内容。',
		confirm: '禁用',
		cancel: '保持启用'
	},
	deleteMaterial: {
		title: (name) => `删除 ${name} 的密钥材料？`,
		body: (checks) =>
			`密钥将立即停止工作，直到再次导入同一份密钥材料${checks === '' ? '' : `（${checks}）`}。Airlock 不保留副本。`,
		bodyWithUses: (count, more, checks) =>
			`密钥将立即停止工作。此保管库的日志中有${more ? '超过' : ''} ${formatNumber(count, 'zh-CN')} 项内容用它加密，在再次导入同一份密钥材料${checks === '' ? '' : `（${checks}）`}之前都无法打开。Airlock 不保留副本。`,
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
	},
	expiry: {
		title: (name) => `更改 ${name} 的过期时间`,
		titleLost: (name) => `恢复 ${name} 的密钥材料`,
		body: (checks) =>
			`Airlock 不会交出密钥材料，因此需要您的副本${checks === '' ? '' : `，${checks}`}。其他密钥材料的副本会被拒绝，不会更改任何内容。`,
		inSteps: '在别处加密？分步导入',
		confirm: '更改过期时间',
		confirmLost: '导入',
		busy: '正在读取副本…',
		done: (name, at) => (at === undefined ? `${name} 永不过期。` : `${name} 将于 ${at} 过期。`)
	},
	done: {
		enabled: (name) => `${name} 已启用。`,
		disabled: (name) => `${name} 已禁用。`,
		deletionCancelled: '已取消删除。密钥处于禁用状态。',
		deletionCancelledEmpty: '已取消删除。密钥处于待导入状态。',
		deletionScheduled: (name, date) => `${name} 将于 ${date} 被擦除。`,
		materialDeleted: (name) => `${name} 的密钥材料已删除。`,
		importDiscarded: '已放弃导入。'
	}
};
