import { inEachLanguage } from './texts.ts';

/** The frame around every page. */
export const shellMessages = inEachLanguage('shellMessages');
