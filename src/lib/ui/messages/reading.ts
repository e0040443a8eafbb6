import { inEachLanguage } from './texts.ts';

/** How a file was read and what it holds, for every field that takes one. */
export const readingMessages = inEachLanguage('readingMessages');
