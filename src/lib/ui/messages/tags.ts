import { inEachLanguage } from './texts.ts';

/** Tags of keys: the list, the filter, the dialog. */
export const tagMessages = inEachLanguage('tagMessages');
