import { inEachLanguage } from './texts.ts';

/** What is done to several keys at once. */
export const bulkKeysMessages = inEachLanguage('bulkKeysMessages');
