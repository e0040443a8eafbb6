import { inEachLanguage } from './texts.ts';

/** About > Verify this build. */
export const verifyMessages = inEachLanguage('verifyMessages');
