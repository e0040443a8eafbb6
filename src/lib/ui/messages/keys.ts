import { inEachLanguage } from './texts.ts';

/** The list of keys, making one, and everything about a single key but its import. */
export const keysMessages = inEachLanguage('keysMessages');
