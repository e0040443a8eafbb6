import { formatNumber } from '#lib/ui/words/format.ts';
import type { rotationMessages as English } from '../en/rotation.ts';
import type { Translation } from '../messages.ts';

/** 轮换由 Airlock 生成的密钥。 */
export const rotationMessages: Translation<typeof English> = {
	title: '轮换',
	lead: '轮换会为密钥生成新的密钥材料，此后用它加密；此前加密的内容仍可解密。',
	exportable: '可导出的密钥不能轮换：持有其密钥材料的其他服务无法解密用新密钥材料加密的内容。',
	automatic: '自动轮换',
	off: '关闭',
	every: (days) => `每 ${formatNumber(days, 'zh-CN')} 天`,
	next: '下次轮换',
	waits: '密钥禁用期间不轮换。若届时日期已过，启用密钥时即轮换。',
	stops: '无。此密钥的密钥材料数量已达上限。',
	ends: '无。此密钥正等待删除。',
	current: '当前密钥材料',
	idOf: (name) => `${name} 的密钥材料 ID`,

	rotateNow: '立即轮换…',
	noneLeft: '此密钥的手动轮换次数已用完。如果现在需要新的密钥材料，请创建新密钥。',
	turnOn: '自动轮换…',
	change: '更改周期…',
	turnOff: '关闭自动轮换',

	rotateTitle: (name) => `立即轮换 ${name}？`,
	rotateBody: (left) =>
		`Airlock 会生成新的密钥材料。所有旧的密钥材料都会保留，用于解密此前加密的内容。轮换无法撤销。此密钥还可手动轮换 ${formatNumber(left, 'zh-CN')} 次（含本次）。`,
	rotate: '轮换',
	keep: '保持不变',
	rotated: (name) => `${name} 已轮换。`,

	periodTitle: (name) => `自动轮换 ${name}？`,
	periodBody: 'Airlock 在解锁状态下轮换密钥：在当天，或在此后首次解锁时。首次轮换在一个周期之后。',
	days: '周期（天）',
	daysHint: (least, most) => `${least} 至 ${most}`,
	wrongDays: (least, most) => `请输入 ${least} 至 ${most} 的整数。`,
	confirmPeriod: '开启',
	turnedOn: (name, date) => `${name} 将自动轮换，首次在 ${date}。`,
	turnedOff: (name) => `${name} 不再自动轮换。`,

	list: (count) => `密钥材料（${formatNumber(count, 'zh-CN')}）`,
	id: 'ID',
	since: '起始时间',
	how: '方式',
	use: '用途',
	first: '随密钥生成',
	AUTOMATIC: '到期自动',
	ON_DEMAND: '手动',
	CURRENT: '加密和解密',
	NON_CURRENT: '解密'
};
