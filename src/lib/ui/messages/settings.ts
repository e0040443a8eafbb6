import { inEachLanguage } from './texts.ts';

export const settingsMessages = inEachLanguage('settingsMessages');
