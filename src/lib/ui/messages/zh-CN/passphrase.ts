import type { passphraseMessages as English } from '../en/passphrase.ts';
import type { Translation } from '../messages.ts';

/** A passphrase that is being chosen. */
export const passphraseMessages: Translation<typeof English> = {
	suggest: '推荐一个',
	suggested: '七个随机单词（70 位熵）。继续之前请先抄下来：之后不会再显示。',
	tooEasy: '这个口令太容易猜到。',
	levels: { EASY: '太容易猜到。', WEAK: '较弱。', FAIR: '一般。', STRONG: '很强。' },
	easy: {
		REPEAT: '它重复相同的字符或单词。',
		SEQUENCE: '它是递增或递减的序列，如 1234、abcd。',
		KEYBOARD: '它只是沿着键盘按出来的。',
		COMMON: '它是最常见的密码之一，只多了几个字符。',
		DATE: '它由日期或年份组成。',
		FEW_WORDS: '它只由几个常见的单词组成。'
	},
	times: {
		MINUTES: '用 1,000 块高端显卡，几分钟就能找到它。',
		HOURS: '用 1,000 块高端显卡，几小时就能找到它。',
		DAYS: '用 1,000 块高端显卡，几天就能找到它。',
		MONTHS: '用 1,000 块高端显卡，几个月就能找到它。',
		YEARS: '用 1,000 块高端显卡，需要几年才能找到它。',
		CENTURIES: '用 1,000 块高端显卡，需要几百年才能找到它。',
		FOREVER: '即使用 1,000 块高端显卡，一万年也找不到它。'
	},
	estimate:
		'这只是粗略估计。它了解常见的密码、单词和规律，但不了解您：别人知道的个人信息、名句，以及您在别处用过的口令会更快被找到。'
};
