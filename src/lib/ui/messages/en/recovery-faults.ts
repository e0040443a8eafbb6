import type { RecoveryFault } from '#lib/domain/errors.ts';
import { lineName } from '#lib/domain/recovery/line-name.ts';
import { inFile, type LineFault, type Words } from '../recovery-faults.ts';

/** What is wrong with one line, as the end of “Line 3: …”. */
export const lineFaults: Record<LineFault, string> = {
	LENGTH:
		'It has too many or too few characters; a line has five groups of four, and two at the end.',
	CHARACTER:
		'It has a character that a share never has. A share has only digits and letters, and no U.',
	ORDER: 'It begins with the wrong number: a line is missing or in the wrong place.',
	CHECKSUM: 'A character in it is wrong or missing.'
};

export const faultWords: (fault: RecoveryFault) => Words = (fault) => {
	switch (fault.reason) {
		case 'EMPTY':
			return ['Nothing was entered.', '', 'Type the lines of the sheet, or scan its code.'];
		case 'LINE':
			return [
				`${inFile(fault)}Share ${fault.share}, line ${lineName(fault.line)} has a mistake.`,
				lineFaults[fault.fault],
				'Compare this line with the sheet.'
			];
		case 'LINES_MISSING':
			return [
				`${inFile(fault)}Share ${fault.share} is not complete: ${fault.missing === 1 ? '1 line is' : `${fault.missing} lines are`} missing.`,
				'Type or scan all lines that are on its sheet.',
				'Add the rest.'
			];
		case 'SHARE_ALTERED':
			return [
				`${inFile(fault)}Share ${fault.share} is not as it was printed.`,
				'Each line is right by itself, but they don’t belong together.',
				'Check that all of its lines are from one sheet.'
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
				'Only shares of one set fit together; the set is printed on each sheet.',
				'Take sheets with the same set.'
			];
		case 'TWICE':
			return [
				`Share ${fault.number} is there twice.`,
				'Each share counts only once.',
				'Take another sheet of the same set.'
			];
		case 'MORE_NEEDED':
			return [
				fault.more === 1 ? '1 more share is needed.' : `${fault.more} more shares are needed.`,
				`Any ${fault.threshold} shares of this set are enough; fewer reveal nothing.`,
				'Add them below the others, or choose the files of all shares at once.'
			];
		case 'DOES_NOT_JOIN':
			return [
				'The shares can be joined, but they don’t give the original key material.',
				'The check value is different: one of the shares is forged or from another kit.',
				'Try other shares of the set.'
			];
	}
};
