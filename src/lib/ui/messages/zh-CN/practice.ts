import type { practiceMessages as English } from '../en/practice.ts';
import type { Translation } from '../messages.ts';

/** The practice vault: how it begins and ends, and its mark on every screen. */
export const practiceMessages: Translation<typeof English> = {
	lookAround: '先看看',
	lookAroundHint:
		'一次性保管库：十二个处于各种状态的示例密钥，以及一个月的记录。无需口令，除非您保存，否则什么也不保留。',
	start: '先练习',
	startHint: '在一次性保管库中，一步步练习导入的八个场景。',
	starting: '正在准备…',
	vaultName: '练习保管库',
	bar: '练习',
	chip: '练习保管库',
	here: '练习保管库。',
	noRealKeys: '这里的内容既不保留也不安全：请勿放入真实的密钥。',
	passphraseIs: (words) => `练习保管库的口令是：${words}`,
	keptIn: '此页面的内存，直到您结束练习或关闭页面',
	ahead: (span) => `其时钟快了 ${span}。`,
	scenario: (title, done, steps) => `${title}：${done}/${steps}`,
	skip: '快进',
	hour: '1 小时',
	day: '24 小时',
	month: '30 天',
	now: (time) => `练习时钟现在是 ${time}。`,
	backToNow: '回到现在',
	leave: '结束练习',
	leaveTitle: '删除练习保管库？',
	leaveBody:
		'其中的密钥、日志和练习进度都会丢失。其他内容不受影响。如需保留，请先保存保管库文件：可以用它创建真正的保管库。',
	leaveVerb: '删除',
	saveFirst: '保存保管库文件',
	keep: '保留'
};
