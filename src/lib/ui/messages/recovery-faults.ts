import type { RecoveryFault } from '#lib/domain/errors.ts';
import { messages, type Language } from './messages.ts';

type LineFault = Extract<RecoveryFault, { reason: 'LINE' }>['fault'];
type Words = readonly [title: string, cause: string, next: string];

/** What is wrong with one line, as the end of “Line 3: …”. */
export const lineFaults = messages({
	en: {
		LENGTH:
			'It has too many or too few characters; a line has five groups of four, and two at the end.',
		CHARACTER: 'It has a character that is never used: only digits and letters, without U.',
		ORDER: 'It begins with another number: a line is missing, or stands in the wrong place.',
		CHECKSUM: 'A character in it is wrong or missing.'
	},
	'zh-CN': {
		LENGTH: '字符数不对：每行有五组四个字符，末尾两个。',
		CHARACTER: '其中有从不使用的字符：只有数字和字母，没有 U。',
		ORDER: '行号不对：缺了一行，或行的位置不对。',
		CHECKSUM: '其中有一个字符不对或缺失。'
	}
} satisfies Record<Language, Record<LineFault, string>>);

/** Title, cause and what to do for a copy on paper that can't be used. */
export function recoveryFaultWords(language: Language, fault: RecoveryFault): Words {
	return language === 'en' ? english(fault) : chinese(fault);
}

function english(fault: RecoveryFault): Words {
	switch (fault.reason) {
		case 'EMPTY':
			return ['Nothing was entered.', '', 'Type the lines of the sheet, or scan its code.'];
		case 'LINE':
			return [
				`Share ${fault.share}, line ${fault.line} has a mistake.`,
				lineFaults.en[fault.fault],
				'Compare this line with the sheet.'
			];
		case 'LINES_MISSING':
			return [
				`Share ${fault.share} is not whole: ${fault.missing === 1 ? '1 line is' : `${fault.missing} lines are`} missing.`,
				'A share has four lines.',
				'Type the rest of it.'
			];
		case 'SHARE_ALTERED':
			return [
				`Share ${fault.share} is not as it was printed.`,
				'Each line is right by itself, but they don’t belong together.',
				'Check that all four lines are from one sheet.'
			];
		case 'NOT_A_SHARE':
			return [
				'This is not a share of Airlock.',
				'Its header makes no sense.',
				'Look for the sheet that Airlock printed.'
			];
		case 'NEWER_FORMAT':
			return [
				'This share was made by a newer version of Airlock.',
				'This version can’t read it.',
				'Open it with the newer version.'
			];
		case 'TWO_SETS':
			return [
				'These shares are from two kits.',
				'Only shares of one set join; the set is printed on each sheet.',
				'Take sheets with the same set.'
			];
		case 'TWICE':
			return [
				`Share ${fault.number} is there twice.`,
				'Shares join only with other shares.',
				'Take another sheet of the same set.'
			];
		case 'MORE_NEEDED':
			return [
				fault.more === 1 ? '1 more share is needed.' : `${fault.more} more shares are needed.`,
				`Any ${fault.threshold} shares of this set join; fewer say nothing.`,
				'Add them below the others.'
			];
		case 'DOES_NOT_JOIN':
			return [
				'The shares join, but not to the key material they were made from.',
				'Its check value is another one: one of the shares is forged or from another kit.',
				'Try it with other shares of the set.'
			];
	}
}

function chinese(fault: RecoveryFault): Words {
	switch (fault.reason) {
		case 'EMPTY':
			return ['没有输入任何内容。', '', '请键入恢复表上的各行，或扫描二维码。'];
		case 'LINE':
			return [
				`第 ${fault.share} 份的第 ${fault.line} 行有错。`,
				lineFaults['zh-CN'][fault.fault],
				'请对照恢复表检查这一行。'
			];
		case 'LINES_MISSING':
			return [
				`第 ${fault.share} 份不完整：还缺 ${fault.missing} 行。`,
				'每份有四行。',
				'请键入其余各行。'
			];
		case 'SHARE_ALTERED':
			return [
				`第 ${fault.share} 份与打印时不同。`,
				'每一行单独看都对，但它们不属于同一份。',
				'请检查四行是否出自同一张表。'
			];
		case 'NOT_A_SHARE':
			return ['这不是 Airlock 的份额。', '它的开头没有意义。', '请找到 Airlock 打印的恢复表。'];
		case 'NEWER_FORMAT':
			return ['此份额由更新版本的 Airlock 生成。', '当前版本无法读取。', '请用更新的版本打开。'];
		case 'TWO_SETS':
			return [
				'这些份额来自两套恢复表。',
				'只有同一套的份额才能合并；套号印在每张表上。',
				'请使用套号相同的表。'
			];
		case 'TWICE':
			return [
				`第 ${fault.number} 号份额出现了两次。`,
				'份额只能与别的份额合并。',
				'请换同一套的另一张表。'
			];
		case 'MORE_NEEDED':
			return [
				`还需要 ${fault.more} 份。`,
				`这一套中任意 ${fault.threshold} 份即可合并；少于此数则毫无用处。`,
				'请在后面补上。'
			];
		case 'DOES_NOT_JOIN':
			return [
				'份额可以合并，但结果不是当初的密钥材料。',
				'校验值不同：其中有一份是伪造的，或来自另一套。',
				'请换同一套的其他份额再试。'
			];
	}
}
