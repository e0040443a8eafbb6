import { inEachLanguage } from './texts.ts';

export const activityMessages = inEachLanguage('activityMessages');
