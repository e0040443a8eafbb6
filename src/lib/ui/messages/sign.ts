import { inEachLanguage } from './texts.ts';

/** Using keys that sign and keys that make MACs. */
export const signMessages = inEachLanguage('signMessages');
