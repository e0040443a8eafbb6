import { inEachLanguage } from './texts.ts';

/** The candidate finder: which file holds the key material that a key is bound to. */
export const findMessages = inEachLanguage('findMessages');
