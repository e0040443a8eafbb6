import { inEachLanguage } from './texts.ts';

/** The printed record of an import. */
export const recordMessages = inEachLanguage('recordMessages');
