import { inEachLanguage } from './texts.ts';

/** The kinds of key material that are wrapped for other services. */
export const keySpecNames = inEachLanguage('keySpecNames');
