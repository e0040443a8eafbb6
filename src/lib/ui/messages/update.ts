import { inEachLanguage } from './texts.ts';

/** Newer versions, and installing. */
export const updateMessages = inEachLanguage('updateMessages');
