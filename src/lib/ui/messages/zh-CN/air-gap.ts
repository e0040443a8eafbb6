import type { airGapMessages as English } from '../en/air-gap.ts';
import type { Translation } from '../messages.ts';

/** The warning while this computer has a network. */
export const airGapMessages: Translation<typeof English> = {
	title: '这台电脑似乎已联网。',
	cause: '您要求在处理密钥材料之前得到提醒。请断开网络，或者继续。',
	checkAgain: '重新检查',
	goOn: '仍然继续',
	stillOnline: '似乎仍然联网。',
	offlineNow: '似乎不再联网。',
	setting: '这台电脑似乎联网时提醒我',
	settingHint: '在加密、导入或解密之前。浏览器可能漏报网络，但很少误报。',
	askTitle: '这台电脑似乎联网时，需要 Airlock 提醒您吗？',
	askCause: '在处理密钥材料之前提醒。适合从不联网的电脑。',
	askNext: '您可以在设置中更改。',
	yes: '是，提醒我',
	no: '否'
};
