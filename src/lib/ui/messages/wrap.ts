import { inEachLanguage } from './texts.ts';

/** The page that wraps key material for other services. */
export const wrapMessages = inEachLanguage('wrapMessages');
