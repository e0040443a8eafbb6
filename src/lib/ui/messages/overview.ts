import { inEachLanguage } from './texts.ts';

export const overviewMessages = inEachLanguage('overviewMessages');
