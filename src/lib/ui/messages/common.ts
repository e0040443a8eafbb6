import { inEachLanguage } from './texts.ts';

/** Texts of the shared components. */
export const commonMessages = inEachLanguage('commonMessages');
