import { inEachLanguage } from './texts.ts';

/** A public key that somebody has handed over. */
export const givenKeyMessages = inEachLanguage('givenKeyMessages');
