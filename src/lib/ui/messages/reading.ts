import { inEachLanguage } from './texts.ts';

/** How a file was read and what it holds, for every slot that takes one. */
export const readingMessages = inEachLanguage('readingMessages');
