import type { commonMessages as English } from '../en/common.ts';
import type { Translation } from '../messages.ts';

/** Texts of the shared components. */
export const commonMessages: Translation<typeof English> = {
	colon: '：',
	cancel: '取消',
	close: '关闭',
	copy: '复制',
	copied: '已复制。',
	notCopied: '浏览器不允许复制。请选中文字后自行复制。',
	show: '显示',
	showEntered: '显示输入的内容',
	saved: '已保存。',
	problems: (count) => `有 ${count} 处问题`,
	percent: (percent) => `百分之 ${percent}`,
	chooseFile: '选择文件',
	chooseFileFor: (field) => `（${field}）`,
	drop: '也可以拖放到这里',
	dropOrPaste: '也可以拖放到这里，或直接粘贴',
	pasteText: '粘贴文本',
	pastedText: '要读取的文本',
	useText: '使用这段文本',
	pastedName: '粘贴内容.txt',
	remove: '移除',
	replace: '更换',
	details: '详细信息',
	reading: (name) => (name === '' ? '正在读取…' : `正在读取 ${name}…`),
	readAs: '读取方式',
	looksLike: '内容类型',
	belongsTo: '归属',
	note: '注意',
	verdict: '结论',
	capsLock: '大写锁定已开启。',
	typeName: (name) => `输入 ${name} 以确认`,
	typeNameError: (name) => `请按原样输入名称：${name}`
};
