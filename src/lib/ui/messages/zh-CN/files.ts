import type { filesMessages as English } from '../en/files.ts';

export const filesMessages: typeof English = {
	title: '文件',
	files: '文件',
	hint: '大小不限，不会上传任何内容。',
	several: (count, size) => `${count} 个文件 · ${size}`,
	chooseFiles: '请选择文件。',
	what: '要做什么',
	encrypt: '加密',
	decrypt: '解密',
	encryptStart: '加密文件',
	decryptStart: '解密文件',
	allEncrypted: '这些文件已经加密。',
	someEncrypted: (count) => `其中 ${count} 个文件已经加密。`,
	notEncrypted: '并非所有文件都是 Airlock 能打开的加密格式。',
	expires: (time) =>
		`此密钥的密钥材料将于 ${time} 到期。此后，必须重新导入相同的密钥材料才能解密这些文件。`,
	namesKey: '每个文件都写明所需的密钥。',
	placeAsked: '开始时，浏览器会询问保存位置。被替换的文件会立即清空：不要替换原文件。',
	placeDownloads: '每个结果都会作为下载保存。',
	placeMemory: (most) =>
		`每个结果都会作为下载保存。此浏览器在此之前将其保留在内存中，因此这里的文件最大为 ${most}。更大的文件请用 Chromium、Chrome 或 Edge。`,
	contextHint: '每行一个“名称=值”。不是机密：它写在文件中，任何改动都会被发现。',
	format:
		'加密文件是 AWS Encryption SDK 的消息。只要持有密钥材料的副本，不用 Airlock 也能用它的程序打开。',
	refusedPlace: '浏览器不允许 Airlock 写入该位置。',
	refusedPlaceCause: '权限被拒绝，或者该文件夹受浏览器保护。',
	refusedPlaceNext: '请选择其他位置。',

	notWritten: '无法写入结果。',
	notWrittenCause: '权限被收回，或者磁盘拒绝写入。没有保留任何内容。',
	tooLargeHere: '该文件对此浏览器来说太大。',

	jobs: '队列',
	jobsHint: '您访问其他页面时它会继续。锁定会使其停止。',
	waiting: '等待中',
	encrypting: (name) => `正在加密 ${name}`,
	decrypting: (name) => `正在解密 ${name}`,
	of: (done, total) => `${done} / ${total}`,
	rate: (rate, left) => `${rate}/秒 · 剩余 ${left}`,
	stop: '停止',
	stopFor: (name) => `：${name}`,
	clear: '清除已完成的项',
	encrypted: (key) => `已用 ${key} 加密`,
	decrypted: (key) => `已用 ${key} 解密，并验证到结尾`,
	context: (pairs) => `加密上下文：${pairs}`,
	stopped: '已停止。没有保留任何结果。',
	savedAs: (name) => `已作为下载保存：${name}`,
	saidDone: (name) => `${name}：完成`,
	saidFailed: (name, why) => `${name}：${why}`
};
