import type { tagMessages as English } from '../en/tags.ts';
import type { Translation } from '../messages.ts';

/** Tags of keys: the list, the filter, the dialog. */
export const tagMessages: Translation<typeof English> = {
	optional: '标签（可选）',
	title: '标签',
	more: (count) => `+${count}`,
	filter: '标签',
	all: '所有标签',
	anyValue: (key) => `${key}：任意值`,
	noValue: (key) => `${key}，无值`,
	mostUsed: (count) => `最常用的 ${count} 个。搜索可以找到全部。`,
	edit: '编辑标签…',
	dialogTitle: (name) => `${name} 的标签`,
	none: '还没有标签。',
	key: '标签键',
	keyHint: '例如 env 或 owner。已有的键会得到新的值。',
	value: '值',
	valueHint: '可选',
	set: '设置标签',
	remove: '移除',
	done: '完成',
	isSet: (tag) => `已设置 ${tag}。`,
	isRemoved: (key) => `已移除 ${key}。`,
	errors: {
		NO_KEY: '请输入标签键。',
		KEY_TOO_LONG: '标签键最多 128 个字符。',
		VALUE_TOO_LONG: '值最多 256 个字符。',
		RESERVED: '以 aws: 开头的标签键为 AWS 保留。请换一个开头。',
		forbidden: (character) =>
			`请去掉 ${character}。标签可以含有字母、数字、空格和 + - = . _ : / @。`,
		tooMany: (limit) => `一个密钥最多有 ${limit} 个标签。请先移除一个。`
	}
};
