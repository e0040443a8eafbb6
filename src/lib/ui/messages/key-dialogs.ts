import { inEachLanguage } from './texts.ts';

/** What is asked before something is done to a key, and what is said afterwards. */
export const keyDialogMessages = inEachLanguage('keyDialogMessages');
