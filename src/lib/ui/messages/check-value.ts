import { inEachLanguage } from './texts.ts';

/** What two parties compare of key material, with its value. */
export const checkValueMessages = inEachLanguage('checkValueMessages');
