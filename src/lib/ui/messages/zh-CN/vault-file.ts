import { formatBytes } from '#lib/ui/words/format.ts';
import type { vaultFileMessages as English } from '../en/vault-file.ts';
import type { Translation } from '../messages.ts';

const changesZh = (count: number) => (count === 0 ? '一次未完成的导入' : ` ${count} 条记录`);

/** Vault files: saving them, opening them, and what the edition that keeps its vault in one does not have. */
export const vaultFileMessages: Translation<typeof English> = {
	title: '保管库文件',
	recovered: {
		DATABASE: '此浏览器的数据库丢失了保管库或其最新更改。Airlock 已用镜像恢复。',
		MIRROR: '保管库的镜像已丢失或过时。保管库完好，镜像已重新写入。'
	},
	seeActivity: '查看活动',
	inBoth: '两处：数据库，以及旁边的镜像',
	inOne: '只有一份：此浏览器没有存放镜像的空间，例如在无痕窗口中。请经常保存保管库文件。',
	sevenDays:
		'使用 Safari 七天而未访问本页后，它会删除本页存储的内容。请安装 Airlock，或保存保管库文件。',
	hint: {
		BROWSER: '整个保管库封装在一个文件中。用保存时的口令打开，可在任何浏览器或单文件版中使用。',
		FILE: '保管库封装在您自己的一个文件中。此浏览器中不留下任何内容。'
	},
	lastSaved: '上一个保管库文件',
	neverSaved: '尚无',
	keptIn: '保存在',
	noFile: '尚无文件',
	changes: '更改',
	unsaved: '有未保存的更改',
	unsavedHint: '关闭本页后这些更改就会丢失。',
	allSaved: '均已写入文件',
	size: '大小',
	sizeOf: (bytes: number, most: number) =>
		`${formatBytes(bytes, 'zh-CN')}，上限 ${formatBytes(most, 'zh-CN')}`,
	nearlyFull: '即将写满：超过上限后不能再进行新的操作。请准备改用新的保管库。',
	save: '保存保管库文件',
	saveCopy: '保存一份保管库文件',
	saveAs: '另存为其他文件',
	saving: '正在保存…',
	saved: (name) => `已保存 ${name}，并已读回核对。`,
	downloaded: (name) => `${name} 已下载，尚未核对。`,
	checkTitle: '核对已保存的文件',
	checkBody: (name) =>
		`浏览器会下载 ${name}，但不会告知是否完整写入。请在保存位置选择该文件：Airlock 会读取它并逐字节比较。`,
	checkUntil: {
		BROWSER: '在此之前不视为已保存。',
		FILE: '在此之前更改仍视为未保存。'
	},
	chooseSaved: '选择已保存的文件',
	later: '稍后',
	notTheSaved: {
		title: '这不是刚刚保存的文件。',
		cause: '可能是其他文件或较早的副本，或者下载尚未完成。',
		next: '请选择最近下载的文件，或重新保存。'
	},
	notSaved: '未保存',
	notNoted: '已保存，但未能记录',
	nothingLost: {
		BROWSER: '此浏览器中的保管库没有变化。',
		FILE: '保管库仍在此处打开。保存成功之前请勿关闭本页。'
	},
	failures: {
		NOT_ALLOWED: {
			title: '浏览器不允许 Airlock 写入文件。',
			cause: '权限被拒绝，或文件夹受保护。',
			next: '请重试并允许写入，或改为下载文件。'
		},
		GONE: {
			title: '文件已不在原处。',
			cause: '它被移动或删除，或者存储盘已拔出。',
			next: '请放回后重试，或另存为其他文件。'
		},
		FULL: {
			title: '没有空间存放该文件。',
			cause: '磁盘已满。原处较早的文件没有变化。',
			next: '请腾出空间后重试，或另存为其他文件。'
		},
		IN_USE: {
			title: '文件正在使用中。',
			cause: '另一个窗口或程序正在写入它。',
			next: '请关闭后重试，或另存为其他文件。'
		},
		NOT_WRITTEN: {
			title: '无法写入文件。',
			cause: '磁盘可能写保护、出现故障或已拔出。',
			next: '请重试，或另存为其他文件。'
		},
		DIFFERS: {
			title: '读回的内容与写入的内容不一致。',
			cause: '磁盘可能出现故障，或其他程序改动了该文件。',
			next: '请在其他位置另存为其他文件。不要依赖这一份。'
		},
		CHANGED_ELSEWHERE: {
			title: '文件中有此处没有的更改。',
			cause: '它已在另一个窗口或另一台电脑上保存过，或者已是另一个保管库。文件保持原样。',
			next: '请另存为其他文件。'
		},
		NOT_NOTED: {
			title: '文件已写入，并已读回核对。',
			cause: '只是未能把上次保存的时间记入保管库。',
			next: '如果需要这个时间，请再保存一次。'
		}
	},
	tryAgain: '重试',
	download: '下载文件',
	close: '关闭',
	open: '打开保管库文件',
	choose: '选择保管库文件',
	chooseOther: '选择其他文件',
	file: '文件',
	vault: '保管库',
	log: '记录',
	entries: (count) => `${count} 条记录`,
	relation: {
		SAME: () => '文件中就是此处的保管库，记录相同。除非此处的保管库已损坏，否则没有新内容。',
		FILE_IS_NEWER: (inFile) =>
			`文件中是此处的保管库，但更新，多出${changesZh(inFile)}。此处所做的一切都包含在内。`,
		FILE_IS_OLDER: (_inFile, here) => `文件中是此处的保管库，但较旧，缺少${changesZh(here)}。`,
		DIVERGED: (inFile, here, common) =>
			`文件中是此处的保管库，但两者在第 ${common} 条记录之后各自变化：${changesZh(inFile)}只在文件中，${changesZh(here)}只在此处。`,
		OTHER_VAULT: () => '文件中是另一个保管库。此处的保管库及其全部密钥将不复存在。'
	},
	beside: {
		other: '此文件中的保管库与这里选中的不是同一个。',
		stays: 'Airlock 会把它与此浏览器中的其他保管库并列打开，其他保管库保持不变。',
		known: (vault) => `此浏览器中已有这个文件的保管库：${vault}。`,
		unknown: (vault) => `现在无法从这里读取此浏览器中的${vault}。`,
		unknownCause:
			'它可能就是这个文件的保管库，而同一个保管库不能在此浏览器中存放两份。请先转到它：Airlock 会尽可能恢复它，并将文件与它比较。',
		locks: '现在打开的保管库会在此窗口中锁定。',
		notTold: '浏览器现在没有告知它保存了哪些保管库。',
		lookAgain: '请重新加载页面，再次选择该文件。',
		deleteOne: '请在不再需要的保管库的设置中删除它，或在另一个浏览器中打开此文件。',
		open: '继续，与其他保管库并列',
		turn: '将文件与它比较'
	},
	renew: {
		title: '此保管库需要新口令。',
		cause: '猜测其口令几乎没有代价，在练习中保存的文件就是如此。',
		next: '请设置新口令。此前在该文件中的密钥材料没有受到保护。'
	},
	older: {
		title: '这是保管库的较旧副本。',
		cause: (seen, undone) => {
			const lacks =
				seen === undefined ? '' : `此浏览器见过该保管库的第 ${seen} 条日志，而文件中没有。`;
			if (undone === null)
				return `${lacks}此后已成定局的操作可能会被撤销：用过的导入令牌在其 24 小时内可再次使用，已删除的密钥和密钥材料会恢复，计划中的删除会失效。`;
			return undone.length === 0
				? `${lacks}没有任何已成定局的操作会被撤销。`
				: `${lacks}打开它会撤销：${undone.join('，')}。`;
		},
		undone: {
			SpentTokens: '导入（其令牌在 24 小时内可再次使用）',
			DeletedMaterial: '删除密钥材料',
			DeletedKeys: '删除密钥',
			ScheduledDeletions: '计划中的删除'
		},
		next: '已过期的密钥材料仍然是过期的。日志会注明打开了较旧的副本。'
	},
	lostHere: '此后在此处所做的更改将会丢失。',
	nothingLostHere: '此处的日志此后只有解锁和保存的记录：不会丢失任何密钥或对密钥的更改。',
	unreadableHere: '此处存储的内容无法作为保管库读取。它将不复存在。',
	unlockToSave: '要先为此处的保管库保存一份文件，请解锁它。',
	replace: '替换此处的保管库…',
	replaceTitle: '替换此处的保管库？',
	replaceBody: {
		BROWSER: '它将从此浏览器中移除。只有它的保管库文件才能恢复它。',
		FILE: '它将被收起。它的文件保持上次保存的样子。',
		UNSAVED: '它有一些更改不在任何文件中，这些更改将会丢失。'
	},
	replaceVerb: '替换',
	keep: '保留此处的保管库',
	replacing: '此处的保管库将被替换。',
	passphraseHint: '保存该文件时保管库所用的口令。',
	openVault: '打开保管库',
	opening: '正在打开…',
	opened: (name) => `已打开 ${name}。`,
	damaged: '该文件中的保管库已损坏。',
	damagedCause: '口令可能是对的，但以下内容不一致：',
	damagedNext: '请选择另一份副本。此处没有任何更改。',
	nothingChanged: '此处没有任何更改。',
	whereToKeep: '保存位置',
	inBrowser: '此浏览器中',
	inFile: '我自己保存的文件中',
	passkeys: '通行密钥',
	addPasskey: '添加通行密钥',
	installation: '离线副本与安装',
	install: '安装 Airlock',
	unavailable: {
		inBrowser: '此浏览器中的所有本地页面共用一个存储区，因此保管库改为保存在您自己的文件中。',
		protectedStorage:
			'单文件版不在此浏览器中保存任何内容，因此没有需要保护的存储。保管库在您的文件中。',
		passkeys: '单文件版不支持通行密钥。浏览器只允许在 https:// 和 localhost 上使用。',
		installation:
			'单文件版本身就是离线副本：请另存一份。浏览器只能安装来自 https:// 和 localhost 的页面。'
	}
};
