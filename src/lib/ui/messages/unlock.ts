import { inEachLanguage } from './texts.ts';

export const unlockMessages = inEachLanguage('unlockMessages');
