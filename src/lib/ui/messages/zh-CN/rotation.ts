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
	NON_CURRENT: '解密',

	guide: {
		lead: '由新的密钥逐步取代它。',
		start: '轮换…',
		goOn: '继续轮换',
		retiredOn: '退役时间',
		replacedBy: '取代者',
		replaces: '取代的密钥',
		onlyOld: '它解密和验证以前用它生成的内容，不再用于新的内容。',
		unretire: '取消退役…',
		unretireTitle: (name) => `让 ${name} 又可用于新的内容？`,
		unretireBody: (again) => `${again}取代它的密钥保留。`,
		again: {
			ENCRYPT_DECRYPT: '它又可加密。',
			SIGN_VERIFY: '它又可签名。',
			GENERATE_VERIFY_MAC: '它又可生成 MAC。',
			KEY_AGREEMENT: '它又可用于新的内容。'
		},
		unretireConfirm: '取消退役',
		unretired: (name) => `${name} 又可用于新的内容。`,
		keepRetired: '保持退役',

		windowTitle: (id) => `轮换密钥 ${id}`,
		heading: (name) => `轮换 ${name}`,
		back: '密钥',
		intro:
			'由新的密钥取代此密钥。此密钥保留，用于以前用它生成的内容。每一步之后都可以停下：再打开本页时，会从停下之处继续。',
		doomed: '此密钥正等待删除。要轮换它，请先取消删除。',
		step: (number) => `第 ${number} 步：`,
		done: '（已完成）',
		CREATE: '创建新密钥',
		createBody: '它的类型、用途、描述和标签与此密钥相同。',
		name: '新密钥的名称',
		nameHint: '之后的步骤会把原来的名称移给它，这个名称也会保留。',
		create: '创建新密钥',
		created: (name) => `已创建 ${name}。`,
		newKey: '新密钥：',
		IMPORT: '为新密钥导入密钥材料',
		importBody:
			'请使用新的密钥材料。若使用此密钥的密钥材料，就等于没有轮换。完成后请回到本页：两个密钥的页面都有入口。',
		import: '导入密钥材料',
		sameMaterial: '两个密钥的密钥材料相同。',
		sameMaterialCause: '这样等于没有轮换：持有旧密钥，也就持有新密钥。',
		sameMaterialNext: '请删除新密钥。之后可在本页另建一个，并导入新的密钥材料。',
		scheduleNew: '计划删除新密钥…',
		disabled: (name) => `${name} 已禁用。`,
		enableFirst: '请先启用它，它才能取代旧密钥。',
		ALIAS: '移动别名',
		aliasBody: (name) => `此后，按此名称查找的程序会得到 ${name}。要留给旧密钥的名称，请取消选择。`,
		aliases: '要移动的名称',
		move: '移到新密钥',
		noAlias: '请选择一个名称，或进行下一步。',
		moved: (aliases) => `已移动：${aliases.join('、')}。`,
		RETIRE: '让旧密钥退役',
		retireBody:
			'此后它只解密和验证以前用它生成的内容，拒绝用于新的内容，并说明应使用哪个密钥。之后可以取消退役。',
		oldName: '旧密钥的新名称',
		oldNameHint: '它原来的名称已移走。没有名称时显示 ID。',
		retire: '让它退役',
		isRetired: (name) => `${name} 已退役。`,
		RE_ENCRYPT: '转移仍需要的内容',
		uses: (count, more, moved) =>
			`日志中有${more ? '超过' : ''} ${formatNumber(count, 'zh-CN')} 次用旧密钥的加密，其中 ${formatNumber(moved, 'zh-CN')} 次已改用其他密钥重新加密。Airlock 不保存密文，需要由您提供。`,
		reEncryptBody: '以下两个页面都已选好新密钥。',
		reEncryptText: '重新加密文本',
		reEncryptFiles: '重新加密文件',
		rsaBody: '请把新的公钥交给为您加密的人。在此之前收到的内容由旧密钥解密。',
		rsaReEncrypt: '您保留的密文可以用新密钥重新加密。下面的页面已选好两个密钥。',
		signBody:
			'签名仍然有效。请把新的公钥交给验证者；旧密钥不再使用之后仍须有效的内容，请重新签名。',
		macBody: '旧密钥仍可验证它的 MAC。旧密钥不再使用之后仍须有效的，请重新生成。',
		agreeBody: '请把新的公钥交给对方。在对方改用之前，旧密钥仍可算出以前的共享密钥。',
		DELETE: '确认不再需要后，删除旧密钥',
		deleteBody:
			'只要还有内容仅用旧密钥加密，就请保留它：它一旦删除，只有持有其密钥材料副本的人才能打开这些内容。如果没有妨碍，它可以一直保留。',
		deleteSigning:
			'只要还有人需要它验证，就请保留它。它的签名只需公钥即可验证，请先保存公钥。没有它就无法验证 MAC。',
		schedule: '计划删除…',
		waits: (date) => `旧密钥将在 ${date} 擦除。在此之前可以在它的页面取消。`
	}
};
