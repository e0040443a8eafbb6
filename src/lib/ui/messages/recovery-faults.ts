import type { RecoveryFault, SharePlace } from '#lib/domain/errors.ts';
import type { Language } from '#lib/domain/language.ts';
import { inEachLanguage } from './texts.ts';

export type LineFault = Extract<RecoveryFault, { reason: 'LINE' }>['fault'];
export type Words = readonly [title: string, cause: string, next: string];

/** @returns the file that a share is in, before the words about the share */
export const inFile = ({ file }: SharePlace): string => (file === undefined ? '' : `${file}: `);

/** What is wrong with one line, as the end of “Line 3: …”. */
export const lineFaults = inEachLanguage('lineFaults');

const faultWords = inEachLanguage('faultWords');

/** Title, cause and what to do for a copy on paper that can't be used. */
export function recoveryFaultWords(language: Language, fault: RecoveryFault): Words {
	return faultWords[language](fault);
}
