import type { RecoveryFault } from '#lib/domain/errors.ts';
import { lineName } from '#lib/domain/recovery/line-name.ts';
import { inFile, type LineFault, type Words } from '../recovery-faults.ts';

/** What is wrong with one line, as the end of “Line 3: …”. */
export const lineFaults: Record<LineFault, string> = {
	LENGTH: '字符数不对：每行有五组四个字符，末尾两个。',
	CHARACTER: '其中有从不使用的字符：只有数字和字母，没有 U。',
	ORDER: '行号不对：缺了一行，或行的位置不对。',
	CHECKSUM: '其中有一个字符不对或缺失。'
};

export const faultWords: (fault: RecoveryFault) => Words = (fault) => {
	switch (fault.reason) {
		case 'EMPTY':
			return ['没有输入任何内容。', '', '请键入恢复表上的各行，或扫描二维码。'];
		case 'LINE':
			return [
				`${inFile(fault)}第 ${fault.share} 份的第 ${lineName(fault.line)} 行有错。`,
				lineFaults[fault.fault],
				'请对照恢复表检查这一行。'
			];
		case 'LINES_MISSING':
			return [
				`${inFile(fault)}第 ${fault.share} 份不完整：还缺 ${fault.missing} 行。`,
				'请键入或扫描这张表上的所有行。',
				'请补上其余各行。'
			];
		case 'SHARE_ALTERED':
			return [
				`${inFile(fault)}第 ${fault.share} 份与打印时不同。`,
				'每一行单独看都对，但它们不属于同一份。',
				'请检查各行是否出自同一张表。'
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
				'每一份只算一次。',
				'请换同一套的另一张表。'
			];
		case 'MORE_NEEDED':
			return [
				`还需要 ${fault.more} 份。`,
				`这一套中任意 ${fault.threshold} 份即可合并；少于此数则毫无用处。`,
				'请在后面补上，或一次选择所有份额的文件。'
			];
		case 'DOES_NOT_JOIN':
			return [
				'份额可以合并，但结果不是当初的密钥材料。',
				'校验值不同：其中有一份是伪造的，或来自另一套。',
				'请换同一套的其他份额再试。'
			];
	}
};
