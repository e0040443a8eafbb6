import { inEachLanguage } from './texts.ts';

/** Files of any size: their form and their queue. */
export const filesMessages = inEachLanguage('filesMessages');
