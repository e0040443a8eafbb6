import type { filesMessages as English } from '../en/files.ts';

export const filesMessages: typeof English = {
	title: '文件',
	files: '文件或文件夹',
	hint: '大小不限。即使浏览器称之为“上传”，也不会上传任何内容。',
	chooseFolder: '选择文件夹',
	folder: (name, files, size) => `${name}，包含 ${files} 个文件 · ${size}`,
	several: (count, size) => `${count} 个文件 · ${size}`,
	chooseFiles: '请选择文件。',
	what: '要做什么',
	encrypt: '加密',
	decrypt: '解密',
	reEncrypt: '改用另一密钥加密',
	start: {
		ENCRYPT: '加密文件',
		DECRYPT: '解密文件',
		RE_ENCRYPT: '用新密钥加密文件'
	},
	newKey: '新密钥',
	reEncryptHint:
		'每个文件都写明现在的密钥。文件以流的方式解密并重新加密，明文不会写到磁盘上。然后 Airlock 打开新文件，与旧文件逐字节比较到结尾。加密上下文不变。',
	replace: '用每个新文件替换旧文件',
	placeOfOld:
		'开始时，浏览器会询问这些文件所在的文件夹。只有新文件通过验证后，才一步替换旧文件；在此之前新文件在旁边，以 .new 结尾。其间磁盘还需要两份该文件的空间。',
	placeFolder: '开始时，浏览器会询问文件夹。其中的任何文件都不会被覆盖。',
	folderHint:
		'文件夹会作为一个 tar 文件加密。浏览器会略过链接；空文件夹也会略过，除非将文件夹拖放到此处。',
	unpack: '解包到文件夹',
	unpackHint:
		'Airlock 先验证整个文件并检查其中的每个名称，在此之前不写入任何内容。链接和指向别处的名称会被拒绝。如果解包时出错，已解包的内容会全部移除。',
	placeUnpack: '开始时，浏览器会询问文件夹，并在其中新建一个文件夹。',
	notInFolder: (names, count) =>
		`${names.join('、')}${count > names.length ? ` 等 ${count} 个文件` : ''}不在您选择的文件夹中。`,
	notInFolderCause: '或者该处的文件在您选择之后已更改。尚未开始任何操作。',
	notInFolderNext: '请选择所有这些文件所在的文件夹。',
	allEncrypted: '这些文件已经加密。',
	someEncrypted: (count) => `其中 ${count} 个文件已经加密。`,
	notEncrypted: '并非所有文件都是 Airlock 能打开的加密格式。',
	expires: (time) =>
		`此密钥的密钥材料将于 ${time} 到期。此后，必须再次导入相同的密钥材料才能解密这些文件。`,
	namesKey: '每个文件都写明所需的密钥。',
	placeAsked: '开始时，浏览器会询问保存位置。被替换的文件会立即清空：不要替换原文件。',
	placeOf: {
		STORAGE: () =>
			'每个结果都保存为下载文件。解包文件夹和替换文件需要 Chromium、Chrome 或 Edge。在隐私窗口中，浏览器可能悄悄截断超过 1 GB 的下载：请将其大小与之后此处显示的字节数进行比较。',
		STREAM: (most) =>
			`每个结果都保存为下载文件。超过 ${most} 的结果边生成边保存：如果处理失败，浏览器会将下载标为失败，残留的部分不得使用。`,
		MEMORY: (most) =>
			`每个结果都会作为下载保存。此浏览器在此之前将其保留在内存中，因此这里的文件最大为 ${most}。更大的文件请用 Chromium、Chrome 或 Edge。`
	},
	contextHint: '每行一个“名称=值”。不是机密：它写在文件中，任何改动都会被发现。',
	format:
		'加密文件是 AWS Encryption SDK 的消息。只要持有密钥材料的副本，不用 Airlock 也能用它的程序打开。',
	refusedPlace: '浏览器不允许 Airlock 写入该位置。',
	refusedPlaceCause: '权限被拒绝，或者该文件夹受浏览器保护。',
	refusedPlaceNext: '请选择其他位置。',

	notWritten: '无法写入结果。',
	notWrittenCause: '权限被收回，或者磁盘拒绝写入。没有保留任何内容。',
	downloadEnded: '浏览器结束了下载：您取消了它，或者磁盘已满。',
	brokenOff: '下载已中断。请勿使用浏览器可能保留的部分：请将其删除。',
	notRemovedCause: '到那时为止解包的内容无法移除：它们已通过验证，但并不完整。',
	notRemovedNext: '请自行删除新建的文件夹。',
	placedWrong: '替换旧文件的文件与 Airlock 写入的内容不符。',
	placedWrongCause: (name) => `只有旁边的 ${name} 通过了验证。磁盘可能有故障。`,
	placedWrongNext: '请保留该文件，并将其复制到另一磁盘。',
	tooLargeHere: '该文件对此浏览器来说太大。',

	jobs: '队列',
	jobsHint: '您访问其他页面时它会继续。锁定会使其停止。',
	waiting: (before) => (before === 1 ? '等待中：下一个' : `等待中：前面还有 ${before} 个文件`),
	paused: '已暂停',
	pause: '暂停',
	resume: '继续',
	doing: {
		ENCRYPT: (name) => `正在加密 ${name}`,
		DECRYPT: (name) => `正在解密 ${name}`,
		RE_ENCRYPT: (name) => `正在用新密钥加密 ${name}`,
		VERIFYING: (name) => `正在验证 ${name}`,
		CHECKING: (name) => `正在将 ${name} 与旧文件比较`,
		REPLACING: (name) => `正在用 ${name} 替换旧文件`
	},
	of: (done, total) => `${done} / ${total}`,
	rate: (rate, left) => `${rate}/秒 · 剩余 ${left}`,
	stop: '停止',
	stopFor: (name) => `：${name}`,
	allow: '对此文件允许',
	clear: '清除已完成的项',
	did: {
		ENCRYPT: (key) => `已用 ${key} 加密`,
		DECRYPT: (key) => `已用 ${key} 解密，并验证到结尾`,
		RE_ENCRYPT: (key) => `已用 ${key} 加密，并与旧文件比较到结尾`
	},
	unpackedAs: (folder) => `已解包到文件夹 ${folder}`,
	replaced: '它已替换旧文件。',
	context: (pairs) => `加密上下文：${pairs}`,
	stopped: '已停止。没有保留任何结果。',
	savedAs: (name, bytes) => `已保存为下载文件：${name}，${bytes} 字节`,
	stored: '锁定之前，此浏览器自己的存储中会留有一份未加密的副本。下载完成后请将其擦除。',
	erase: '擦除副本',
	saidDone: (name) => `${name}：完成`,
	saidFailed: (name, why) => `${name}：${why}`
};
