import { inEachLanguage } from './texts.ts';

/** The practice vault: how it begins and ends, and its mark on every screen. */
export const practiceMessages = inEachLanguage('practiceMessages');
