import { inEachLanguage } from './texts.ts';

/** Key states and origins in words. */
export const keyStateMessages = inEachLanguage('keyStateMessages');
