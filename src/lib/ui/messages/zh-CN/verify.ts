import type { verifyMessages as English } from '../en/verify.ts';
import type { Translation } from '../messages.ts';

/** About > Verify this build. */
export const verifyMessages: Translation<typeof English> = {
	title: '验证此构建',
	about: '关于',
	what: '相同的源代码总是生成逐字节相同的文件。因此，可以把正在这里运行的文件与公布的文件，或与您自己构建的文件进行比对。',
	buildId: '构建 ID',
	buildIdIs: '对所有文件及其哈希值的清单计算的 SHA-256。',
	hashing: '正在计算这里运行的文件的哈希值…',
	preparing: (percent) => `离线副本仍在准备中（${percent} %）。完成之后才能计算其文件的哈希值。`,
	noCopy: {
		LOOKING: 'Airlock 仍在查找离线副本。',
		NOT_SUPPORTED:
			'这里没有离线副本，而网页无法读取自己的文件：策略禁止它获取任何内容。请通过 https:// 或 localhost 打开 Airlock，并且不要使用无痕窗口。',
		FAILED: '这里没有离线副本，因为其文件未能保存。请重新加载本页再试。'
	},
	hashingFailed: '无法读取离线副本。',
	files: (count) => `正在这里运行的 ${count} 个文件`,
	filesHow: '每个文件的哈希值都是刚刚从离线副本计算的，应用每次加载都来自这份副本。',
	path: '文件',
	published: '公布的哈希值',
	publishedId: '公布的构建 ID',
	publishedHint: {
		BUILD: '来自发行说明：64 位十六进制数字，有无空格均可。',
		FILE: '发行说明中 airlock.html 的 SHA-256：64 位十六进制数字，有无空格均可。'
	},
	compare: '比对',
	same: {
		BUILD: '一致。这就是公布的构建。',
		FILE: '一致。这就是公布的文件。'
	},
	different: '不一致。请不要用此副本处理真实的密钥。',
	differentNext: '请先确认您比对的是此版本的哈希值。如果是，请从您信任的来源重新获取 Airlock。',
	noHash: '请粘贴公布的哈希值：64 位十六进制数字。',
	nothingToCompare: '还没有可以比对的内容：请看上文。',
	dropFirst: '请先把 .html 文件拖放到上面。',
	thisFile: '这个文件',
	ownFile: '网页无法读取自己的文件。请把 .html 文件拖放到这里以计算哈希值。',
	fileField: 'Airlock 的 .html 文件',
	fileHash: 'SHA-256',
	copyFileHash: '文件的 SHA-256',
	rebuild: '自行重新构建',
	rebuildHow: '需要 Node 和此版本的源代码。软件包就位之后，不再需要网络。',
	rebuildThen: '然后核对文件，并输出构建 ID：',
	singleFile: '单个文件有自己的哈希值：',
	buildCommands: '构建命令',
	checkCommands: '核对命令',
	fileCommands: '核对单个文件的命令',
	outside: '也请从外部核对',
	outsideWhy:
		'恶意副本可以在本页显示任意哈希值。请用它碰不到的工具来确认：在您信任的电脑上，对服务器发送的文件或 U 盘上的文件计算哈希值。'
};
