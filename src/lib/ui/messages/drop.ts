import { inEachLanguage } from './texts.ts';

/** What was dropped or pasted, and what can be done with it. */
export const dropMessages = inEachLanguage('dropMessages');
